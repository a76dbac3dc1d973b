"""The files received, each kept under its hash: those that went in, those that wait, those that were refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import delete, select

from db.models.echange import Correspondant, IssueLot, Lot, Sens
from pvdesk.base import files
from pvdesk.bundle import identity, package
from pvdesk.bundle.refus import Refus
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

ARCHIVE = "lots"  # folder of the data folder
ABSENT = (
    "Le fichier de ce lot n’est pas dans «\u00a0lots\u00a0» de ce dossier. Il attend toujours\u00a0: copiez ici "
    "«\u00a0lots\u00a0» du dossier où il a été reçu, ou intégrez à nouveau le fichier."
)
_UNREAD = "refus-"  # of the uid of a lot whose own was never read


def deposit(desk: Desk, digest: str, data: bytes) -> None:
    """Keep a file."""
    target = desk.folder / ARCHIVE / f"{digest}.pvlot"
    for stale in target.parent.glob(files.TEMP_GLOB):  # what a killed import left
        stale.unlink(missing_ok=True)
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        files.write_atomic(target, data)


def keep_refused(desk: Desk, data: bytes, name: str, refusal: Refus) -> None:
    """Keep a lot of a poste of ours that could not be verified, and note it; anything else was not sent to us.

    Of what it says, who it comes from is all that is noted, and nothing else is read: no signature holds it.
    """
    with desk.reading() as unit:
        opened = identity.identities(unit)
    try:
        poste = package.announced(data, opened).poste
    except Refus:
        return
    digest = hashlib.sha256(data).hexdigest()
    with desk.writing() as unit:
        same = select(Lot.uid).where(Lot.sha256 == digest, Lot.sens == Sens.RECU)
        if unit.session.get(Correspondant, poste) is None or unit.session.scalars(same).first() is not None:
            return
        deposit(desk, digest, data)
        unit.session.add(
            Lot(
                uid=f"{_UNREAD}{digest[:32]}", sens=Sens.RECU, sorte="envoi", poste=poste, numero=0, fichier=name,
                sha256=digest, depuis=0, jusqua=0, fait_le=unit.now, code=refusal.code.value, phrase=refusal.phrase,
                issue=IssueLot.RETENU if refusal.held else IssueLot.REFUSE,
            )
        )  # fmt: skip
        unit.commit()


def forget_refused(unit: UnitOfWork, digest: str) -> None:
    """A file that could not be verified once can be now: it is in the journal under its own name."""
    unit.session.execute(delete(Lot).where(Lot.sha256 == digest, Lot.uid.startswith(_UNREAD)))


def tell_absent(desk: Desk, digest: str) -> None:
    """A lot that waits, and whose file is not at hand, says so in the journal of lots."""
    _tell(desk, digest, lambda said: None if said == ABSENT else ABSENT)


def tell_present(desk: Desk, digest: str, refusal: Refus) -> None:
    """Its file came back; it waits for its own reason again."""
    _tell(desk, digest, lambda said: refusal.phrase if said == ABSENT else None)


def _tell(desk: Desk, digest: str, renewed: Callable[[str | None], str | None]) -> None:
    same = select(Lot).where(Lot.sha256 == digest, Lot.sens == Sens.RECU, Lot.issue == IssueLot.RETENU)
    with desk.reading() as unit:
        found = unit.session.scalars(same).first()
        said = renewed(found.phrase) if found is not None else None
    if said is None:
        return
    with desk.writing() as unit:
        for lot in unit.session.scalars(same):
            lot.phrase = said
        unit.commit()
