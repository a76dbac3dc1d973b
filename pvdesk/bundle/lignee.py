"""The lineage of a poste: what it sent since it was answered, and what tells it that it is a copy of itself."""

from __future__ import annotations

import secrets

from sqlalchemy import func, select, update

from db import journal
from db.models.echange import Correspondant, Installation, IssueLot, Lot, Sens, Suivi
from pvdesk.bundle.manifest import Accuses, Entete
from pvdesk.store.unit import UnitOfWork

_LONGEST = 4_999


def sent(unit: UnitOfWork, to: Correspondant) -> list[str]:
    """Uids of the lots since the last one acknowledged, that one first; those of the same reach are kept too."""
    query = select(Lot.uid, Lot.issue, Lot.jusqua).where(Lot.sens == Sens.ENVOYE, Lot.sorte == "envoi")
    lots = unit.all(query.order_by(Lot.numero))
    known = [row for row in lots if row.issue is IssueLot.ACCUSE]
    recent = [row.uid for row in lots if row.issue is not IssueLot.ACCUSE or row.jusqua >= to.curseur]
    return list(dict.fromkeys([*(row.uid for row in known[-1:]), *recent]))[-_LONGEST:]


def other_copy(unit: UnitOfWork, head: Entete) -> bool:
    """Whether a lot de retour shows that this base is not the only one of its poste: restored, or cloned."""
    mine = set(unit.session.scalars(select(Lot.uid).where(Lot.sens == Sens.ENVOYE)))
    told = head.accuses or Accuses(0)
    if not for_this_copy(unit, head):
        former = select(Lot.uid).where(Lot.sens == Sens.ENVOYE, Lot.incarnation == head.incarnation)
        return unit.session.scalars(former.limit(1)).first() is None
    return bool(told.copies) or (told.dernier is not None and told.dernier not in mine)


def for_this_copy(unit: UnitOfWork, head: Entete) -> bool:
    """Whether a lot de retour answers this copy of the base: another's acknowledgements would swallow our changes."""
    here = unit.session.scalar(select(Installation.incarnation))
    return head.incarnation is None or head.incarnation == here


def renew(unit: UnitOfWork, head: Entete, to: Correspondant) -> None:
    """Live on as a copy of its own: all that is not acknowledged is numbered above both, and goes again."""
    told = head.accuses or Accuses(0)
    last = unit.session.scalar(select(func.max(journal.Trace.n))) or 0
    above = max(last, told.jusqua, to.curseur)
    received = select(Suivi.recu_n).where(Suivi.uid == journal.Trace.fiche_uid).scalar_subquery()
    waiting = journal.Trace.n > func.coalesce(received, 0)
    moved = update(journal.Trace).where(waiting).values(n=journal.Trace.n + above)
    unit.session.execute(moved.execution_options(synchronize_session=False))
    journal.count_above(unit.session, above)
    to.numero = max([to.numero, *(lot.numero for lot in told.lots)])
    unit.session.execute(update(Installation).values(incarnation=secrets.token_hex(8)))
    unit.session.flush()
