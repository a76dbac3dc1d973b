"""The epochs of the mission's base: restored from a copy, it begins a new one, and the postes make it whole again.

An epoch is the incarnation of the mission's base. The numbers of its sequence mean something within it; between two
epochs, only those up to `souche` mean the same. A later epoch has a higher rank, whatever clocks say.
"""

from __future__ import annotations

import enum
import secrets

from sqlalchemy import literal_column, select, update

from db.journal import Trace
from db.models.echange import Correspondant, Installation, IssueLot, Lot, Sens, Suivi
from pvdesk.bundle.manifest import Entete
from pvdesk.store.unit import UnitOfWork

_RANDOM = 16  # hexadecimal digits; before them, the rank
_TOLD = 20


class Voix(enum.Enum):
    """Which mission a lot de retour speaks for."""

    PRESENTE = enum.auto()  # the one that this poste knows
    NOUVELLE = enum.auto()  # restored from a copy since
    PASSEE = enum.auto()  # one that lives no more


def rank(name: str | None) -> int:
    """How many epochs were before, at least; -1 when none was ever told."""
    return -1 if name is None else int(name[:-_RANDOM] or "0", 16)


def after(*names: str | None) -> str:
    """A new epoch, above those."""
    return f"{max(map(rank, names)) + 1:08x}{secrets.token_hex(_RANDOM // 2)}"


def retours(unit: UnitOfWork, to: Correspondant) -> list[str]:
    """The lots de retour of the present epoch, as they came: a mission that never wrote one is an older copy."""
    mine = select(Lot.uid).where(Lot.sens == Sens.RECU, Lot.sorte == "retour")
    mine = mine.where(Lot.incarnation.is_not_distinct_from(to.incarnation))
    return list(unit.session.scalars(mine.order_by(literal_column("lot.rowid"))))[-_TOLD:]


def voix(head: Entete, to: Correspondant) -> Voix:
    """Which mission a lot de retour speaks for; the first one told is simply known from now on."""
    if head.epoque is None or head.epoque == to.incarnation:
        return Voix.PRESENTE
    if rank(head.epoque) <= rank(to.incarnation):
        return Voix.PASSEE
    return Voix.PRESENTE if to.incarnation is None and head.souche is None else Voix.NOUVELLE


def adopter(unit: UnitOfWork, head: Entete, to: Correspondant) -> None:
    """Forget what the mission does not know any more: all of it goes again, what it had said itself included.

    Its acknowledgements, carried afterwards, say again what it still has. What came from it since the common point is
    told by this poste as typed here: equal values will change nothing, different ones wait for a person.
    """
    common = head.souche or 0
    unit.session.execute(update(Suivi).values(recu_n=0, recu_lot=0, recu_le=None, phrase=None))
    came = update(Trace).where(Trace.lot.is_not(None), Trace.n_source > common)
    for change in (came.values(lot=None), update(Trace).where(Trace.base > common).values(base=common)):
        unit.session.execute(change.execution_options(synchronize_session=False))
    known = head.accuses.jusqua if head.accuses is not None else 0
    mine = Lot.sens == Sens.ENVOYE, Lot.sorte == "envoi", Lot.issue == IssueLot.ACCUSE
    unit.session.execute(update(Lot).where(*mine, Lot.jusqua > known).values(issue=IssueLot.CREE))
    here = unit.session.scalars(select(Installation)).one()
    here.vu = min(here.vu, common)
    to.curseur = 0
    unit.session.flush()
    unit.session.expire_all()


def retenir(head: Entete, to: Correspondant) -> None:
    """From now on this is the mission."""
    if head.epoque is not None:
        to.incarnation, to.souche = head.epoque, head.souche
