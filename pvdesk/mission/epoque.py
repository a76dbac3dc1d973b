"""A mission whose base went back to an older copy: it is shown by the lots that come, and begins a new epoch.

What it wrote since that copy is on the postes. Its lots de retour say the new epoch; each poste then tells again what
the mission has no more, and what came from it: equal values change nothing, different ones wait for a person.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec
from sqlalchemy import func, select, update

from db.journal import Trace
from db.models.echange import Accuse, Correspondant, Installation, Lot, Sens
from pvdesk.bundle.codec import Ligne, Modif
from pvdesk.bundle.epoque import after, rank
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.package import Lot as Read
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission.postes import RESERVE
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

RESTORED = (
    "Le dernier lot reçu de {poste} est le n°\u00a0{numero}\u00a0: la base de la mission est revenue à une copie plus "
    "ancienne. Un lot de retour à {poste} lui demande ce qui manque."
)


def presente(unit: UnitOfWork) -> str:
    """The epoch of this base."""
    return unit.session.scalars(select(Installation.incarnation)).one()


def souche(unit: UnitOfWork) -> int | None:
    """The mission sequence up to which all epochs agree; None as long as there was one."""
    return unit.session.scalar(select(Correspondant.souche).where(Correspondant.code == RESERVE))


def surveiller(desk: Desk, head: Entete) -> None:
    """Begin a new epoch when a lot shows that this base is an older copy of itself."""
    with desk.reading() as unit:
        if _commun(unit, head) is None:
            return
    with desk.writing() as unit:
        reconnaitre(unit, head)
        unit.commit()


def reconnaitre(unit: UnitOfWork, head: Entete) -> None:
    """The same, in a transaction that is the caller's."""
    common = _commun(unit, head)
    if common is not None:
        commencer(unit, common, head.epoque)


def commencer(unit: UnitOfWork, common: int, known: str | None = None) -> None:
    """Begin a new epoch, above that which is known; up to `common`, it says what the former ones say."""
    here = unit.session.scalars(select(Installation)).one()
    here.incarnation = after(here.incarnation, known)
    own = unit.session.get_one(Correspondant, RESERVE)
    own.souche = common if own.souche is None else min(own.souche, common)
    unit.session.flush()
    last = unit.session.scalar(select(func.max(Trace.n))) or 0
    # Said again to each poste, until it has seen a lot de retour of this epoch.
    unit.session.execute(update(Accuse).where(Accuse.lot > 0).values(msn=last))
    unit.session.execute(update(Correspondant).where(Correspondant.vu > own.souche).values(vu=own.souche))


def _commun(unit: UnitOfWork, head: Entete) -> int | None:
    """The sequence up to which this base says what its poste heard; None when nothing was forgotten."""
    here = presente(unit)
    if head.epoque is None:  # an older version, or no lot de retour since: what it lists proves nothing
        return None
    if head.epoque != here:
        return 0 if rank(head.epoque) >= rank(here) else None
    sent = select(Lot.uid, Lot.jusqua).where(Lot.sens == Sens.ENVOYE, Lot.poste == head.poste)
    known = {row.uid: row.jusqua for row in unit.all(sent)}
    common = 0
    for uid in head.retours:
        if uid not in known:
            return common
        common = max(common, known[uid])
    return None


def accepter(unit: UnitOfWork, head: Entete, row: Correspondant) -> None:
    """Hold a lot that rests on what this base has forgotten.

    Raises:
        Refus: Q6; the poste tells all of it again once it has heard of the new epoch.
    """
    if head.depuis > row.curseur and souche(unit) is not None and head.epoque != presente(unit):
        said = RESTORED.format(poste=row.code, numero=row.numero)
        raise Refus(Code.Q6, f"{head.depuis} > {row.curseur}, former epoch", said)


def ramener(unit: UnitOfWork, lot: Read) -> Read:
    """A lot whose author counts in a former epoch: what it saw after the common point is as if it had not."""
    head = lot.manifeste.pvdesk
    common = souche(unit)
    if common is None or head.epoque == presente(unit):
        return lot
    limit = common if head.souche is None else min(common, head.souche)
    said = msgspec.structs.replace(lot.manifeste, pvdesk=msgspec.structs.replace(head, vu=min(head.vu, limit)))
    tables = {table: [_line(line, limit) for line in lines] for table, lines in lot.tables.items()}
    return replace(lot, manifeste=said, tables=tables)


def _line(line: Ligne, limit: int) -> Ligne:
    if all(modif.base <= limit for modif in line.modifs.values()):
        return line
    modifs = {key: Modif(min(m.base, limit), m.n, m.avant) for key, m in line.modifs.items()}
    return msgspec.structs.replace(line, modifs=modifs)
