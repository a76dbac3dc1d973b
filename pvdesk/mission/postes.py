"""The mission's register of postes: enrolment, revocation, who has sent what."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from db.errors import Cause, Faute
from db.models.echange import Correspondant, IssueLot, Lot, Rebut, Role, Sens, UsageCle
from db.types import new_uid
from db.upgrade import HEAD
from pvdesk.base import codes, files
from pvdesk.base.clock import Clock, system_clock
from pvdesk.base.version import APPLICATION
from pvdesk.bundle import envelope, identity, package
from pvdesk.bundle.export import OLDEST_READER
from pvdesk.bundle.manifest import Entete, Presentation
from pvdesk.bundle.refus import Refus
from pvdesk.store import desk as desks
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork

RESERVE = "RESERVE"  # row of the register that holds the reserve key's public half
CODE = "MISSION"
NO_RESERVE = (
    "«\u00a0{}\u00a0» ne contient pas de clé de réserve lisible.\nRien n’a été modifié.\n"
    "Donnez le fichier que «\u00a0pvdesk mission creer\u00a0» a écrit, ou retapez sans faute sa ligne "
    "AGE-SECRET-KEY-1…"
)
_PRIVATE = "AGE-SECRET-KEY-1"


class UnknownPoste(LookupError):  # noqa: N818 - said as in « poste inconnu »
    """No such poste; for an answer, also one that has never presented itself, or is revoked."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A lot d'enrôlement that was written."""

    poste: str
    path: Path


def create(
    folder: Path, phrase: str, nom: str, reserve: Path, *, clock: Clock = system_clock, exemple: bool = False
) -> Desk:
    """Make the mission's data folder, and its reserve key in a file to be kept elsewhere (paper, safe).

    The set-up ends with a real decryption by the reserve key; the private half is nowhere but in that file.

    Raises:
        Faute: the folder holds data already, or cannot be written; nothing is left behind.
        OSError: the reserve key could not be written; nothing is left behind.
    """
    if reserve.exists():
        raise Faute(Cause.EXISTE, reserve.name)  # never over an older reserve key: lots are sealed for it
    public = _write_reserve(reserve)
    try:
        made = desks.create(folder, phrase, role=Role.MISSION, code=CODE, nom=nom, clock=clock, exemple=exemple)
        try:
            _settle(made, public)
        except BaseException:
            desks.discard(made)
            raise
    except BaseException:  # the key of no mission
        reserve.unlink()
        raise
    return made


def _settle(desk: Desk, public: str) -> None:
    """The mission's own keys, and the public half of its reserve key."""
    with desk.writing() as unit:
        identity.key(unit, UsageCle.LECTURE)
        identity.key(unit, UsageCle.SIGNATURE)
        unit.session.add(Correspondant(code=RESERVE, nom="Clé de réserve", reserve=public, depuis=unit.now))
        unit.commit()


def _write_reserve(path: Path) -> str:
    """Make the reserve key in a file, prove that it opens, and give its public half."""
    pair = envelope.new_age_identity()
    text = (
        f"# clé de réserve de la mission, à garder hors de l’ordinateur\n# public key: {pair.public}\n{pair.private}\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_atomic(path, text.encode())
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert envelope.open_(envelope.seal(b"pvdesk", [pair.public]), kept) == b"pvdesk"
    return pair.public


def read_reserve(path: Path) -> str:
    """The private half of the reserve key, from the file that `create` wrote, or from one typed again from paper.

    Raises:
        Impossible: there is none in that file.
        OSError: it cannot be read.
    """
    for line in path.read_bytes().decode(errors="replace").splitlines():
        text = line.strip().upper()
        if text.startswith(_PRIVATE):
            try:
                envelope.open_(envelope.seal(b"", [envelope.new_age_identity().public]), [text])
            except Refus:  # well formed: it opens what is for it, not this
                return text
            except ValueError:
                break
    raise Impossible(NO_RESERVE.format(path.name))


def reserve_key(unit: UnitOfWork) -> str:
    """The public half of the reserve key: a recipient of every lot."""
    row = unit.session.get(Correspondant, RESERVE)
    assert row is not None, "a mission is made with its reserve key"
    return row.reserve


def enrol(desk: Desk, poste: str, folder: Path) -> Enrolled:
    """Write the lot d'enrôlement of a poste; again for a lost one: the old keys then speak no more.

    The code is in capitals, as the poste writes its own.

    Raises:
        ValueError: no poste may have that code (letters, figures and dashes; not the mission's own).
        OSError: the file could not be written; the register is as before.
    """
    with desk.writing() as unit:
        row = unit.session.get(Correspondant, poste)  # a register of before keeps its own writing
        if row is None:
            poste = poste.strip().upper()
            row = unit.session.get(Correspondant, poste)
        if poste in codes.RESERVED or (row is None and not codes.of_a_poste(poste)):
            raise ValueError(f"{poste} is no code of a poste")
        if row is None:
            row = Correspondant(code=poste)
            unit.session.add(row)
        row.jeton = secrets.token_urlsafe(24)
        row.signature = row.lecture = ""
        row.revoque_le = row.revoque_motif = None
        speaks = Presentation(
            identity.key(unit, UsageCle.LECTURE).publique, identity.key(unit, UsageCle.SIGNATURE).publique,
            reserve=reserve_key(unit), jeton=row.jeton,
        )  # fmt: skip
        count = unit.session.scalar(select(func.count()).where(Lot.sens == Sens.ENVOYE, Lot.sorte == "enrolement")) or 0
        head = Entete(
            sorte="enrolement", lot=new_uid(), poste=desk.code, numero=count + 1, precedent=None, destinataire=poste,
            depuis=0, jusqua=0, vu=0, schema=HEAD, lecteur_minimal=OLDEST_READER, application=APPLICATION,
            fait_le=unit.now.isoformat(timespec="seconds"), presentation=speaks, message=desk.nom,
        )  # fmt: skip
        data = package.write(head, {}, {}, {}, identity.key(unit, UsageCle.SIGNATURE).privee, None)
        path = folder / f"enrolement-{poste}.pvlot"
        folder.mkdir(parents=True, exist_ok=True)
        files.write_atomic(path, data)
        unit.session.add(lot_row(head, path.name, package.read_enrolement(data).sha256, Sens.ENVOYE, unit))
        unit.commit()
    return Enrolled(poste, path)


def lot_row(head: Entete, name: str, digest: str, sens: Sens, unit: UnitOfWork) -> Lot:
    """The row of the journal of lots that says a lot was written or read."""
    issue = IssueLot.CREE if sens is Sens.ENVOYE else IssueLot.IMPORTE
    counts = {t: c.enregistrements + c.suppressions for t, c in head.comptes.items()}
    return Lot(
        uid=head.lot, sens=sens, sorte=head.sorte, poste=head.destinataire if sens is Sens.ENVOYE else head.poste,
        numero=head.numero, fichier=name, sha256=digest, precedent=head.precedent, depuis=head.depuis,
        jusqua=head.jusqua, fait_le=unit.now, issue=issue, code=None, phrase=None, comptes=counts,
        incarnation=head.incarnation, lignee=list(head.lignee) or None,
    )  # fmt: skip


def nommer(desk: Desk, poste: str, nom: str) -> None:
    """What the mission calls a delegation; its code again when the name is empty.

    Raises:
        UnknownPoste: the register has no such poste.
    """
    with desk.writing() as unit:
        row = unit.session.get(Correspondant, poste) if poste != RESERVE else None
        if row is None:
            raise UnknownPoste(poste)
        row.nom = nom.strip()
        unit.commit()


def revoke(desk: Desk, poste: str, motif: str) -> None:
    """From now on a lot signed by that poste is refused by name.

    Raises:
        UnknownPoste: the register has no such poste.
    """
    with desk.writing() as unit:
        row = unit.session.get(Correspondant, poste) if poste != RESERVE else None
        if row is None:
            raise UnknownPoste(poste)
        row.revoque_le, row.revoque_motif = unit.now, motif
        unit.commit()


@dataclass(frozen=True, slots=True)
class State:
    """Where a poste stands: its last number, lots received, held or refused, what was set aside."""

    poste: str
    enrole: bool
    revoque: bool
    numero: int
    dernier: dt.datetime | None  # instant of the last import
    lots: int
    retenus: int
    rebuts: int


def state(desk: Desk) -> list[State]:
    """The board of postes."""
    with desk.reading() as unit:
        query = select(Correspondant).where(Correspondant.code != RESERVE).order_by(Correspondant.code)
        return [_state(unit, row) for row in unit.session.scalars(query)]


def _state(unit: UnitOfWork, row: Correspondant) -> State:
    lots = list(unit.session.scalars(select(Lot).where(Lot.poste == row.code, Lot.sens == Sens.RECU)))
    held = sum(lot.issue is IssueLot.RETENU for lot in lots)
    aside = unit.session.scalar(select(func.count()).where(Rebut.poste == row.code, Rebut.regle_le.is_(None))) or 0
    imported = [lot for lot in lots if lot.issue is IssueLot.IMPORTE]
    last = max((lot.fait_le for lot in imported), default=None)
    return State(
        row.code, bool(row.signature), row.revoque_le is not None, row.numero, last,
        len(imported), held, aside,
    )  # fmt: skip
