"""A united fiche that its poste, unaware, wrote on is one of its own again: its pair waits anew; and the way back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import or_, select

from db.journal import Trace
from db.models.arbitrage import WAITING, Conflit, Doublon, EtatDoublon
from pvdesk.mission import doublons, ressemblance
from pvdesk.store import records
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import UNNAMED, names
from pvdesk.store.unit import UnitOfWork

DECIDED = "La paire que cette décision a rouverte est décidée depuis\u00a0: annulez d’abord cette autre décision."
_REPLACED = "remplace_par"


def detach(unit: UnitOfWork, table: str, uid: str) -> None:
    """Let a fiche that comes back be no other one's any more: the pair, or the one that it makes now, is open again."""
    model: Any = records.model_of(table)
    row = unit.session.get(model, uid)
    if row is None or row.remplace_par is None:
        return
    kept, row.remplace_par = row.remplace_par, None
    unit.session.flush()
    for other in dict.fromkeys((kept, _remaining(unit, model, kept))):
        if other != uid:
            _open(unit, table, uid, other)
    doublons.chercher(unit, {table: {uid}})  # what it says now may look like a third one


def attach(unit: UnitOfWork, table: str, uid: str, since: dt.datetime) -> None:
    """The decision that let it be its own is taken back: the pair is united as it was; those born then are forgotten.

    Args:
        unit: the transaction; `remplace_par` says again what it said.
        table: of the fiche.
        uid: of the fiche.
        since: when that decision was taken.

    Raises:
        Impossible: the pair was decided since.
    """
    row = unit.session.get(records.model_of(table), uid)
    if row is None or row.remplace_par is None:
        return
    pair = _between(unit, uid, row.remplace_par)
    if pair is not None and pair.etat not in WAITING:
        raise Impossible(DECIDED)
    about = or_(Doublon.premier == uid, Doublon.second == uid)
    for born in unit.session.scalars(select(Doublon).where(Doublon.trouve_le == since, about)).all():
        if born.etat in WAITING:
            unit.session.delete(born)
    if pair is not None and pair.trouve_le != since:
        query = select(Trace).where(
            Trace.uid == uid, Trace.champ == _REPLACED, Trace.operation != unit.operation, Trace.lot.is_(None)
        )
        unions = (t for t in unit.session.scalars(query.order_by(Trace.n.desc())) if t.apres == row.remplace_par)
        union = next(unions, None)
        if union is not None:
            pair.etat, pair.regle_le, pair.operation = EtatDoublon.UNIS, union.le, union.operation
    unit.session.flush()


def united_with(unit: UnitOfWork, conflit: Conflit) -> str:
    """The name of the fiche that the one of a clash was united with, when it was decided or is now; empty of no union.

    Read in the journal once decided: the decision may have let it be its own.
    """
    row = unit.session.get(records.model_of(conflit.fiche_type), conflit.fiche_uid)
    kept: str | None = row.remplace_par if row is not None else None
    if conflit.operation is not None:
        query = select(Trace.avant).where(Trace.operation == conflit.operation, Trace.champ == _REPLACED)
        kept = unit.session.scalars(query.where(Trace.uid == conflit.fiche_uid).limit(1)).first() or kept
    return names(unit, conflit.fiche_type, [kept]).get(kept, UNNAMED) if kept else ""


def _remaining(unit: UnitOfWork, model: Any, uid: str) -> str:
    """The fiche that remains at the end of unions."""
    seen = {uid}
    row = unit.session.get(model, uid)
    while row is not None and row.remplace_par is not None and row.remplace_par not in seen:
        uid = row.remplace_par
        seen.add(uid)
        row = unit.session.get(model, uid)
    return uid


def _between(unit: UnitOfWork, one: str, other: str) -> Doublon | None:
    both = (one, other)
    return unit.session.scalars(select(Doublon).where(Doublon.premier.in_(both), Doublon.second.in_(both))).first()


def _open(unit: UnitOfWork, table: str, uid: str, other: str) -> None:
    """The pair waits for a person; two that were told apart stay so."""
    pair = _between(unit, uid, other)
    if pair is None:
        rule = ressemblance.RULES.get(table)
        model: Any = records.model_of(table)
        query = select(model.uid).where(model.uid.in_((uid, other)))
        first, second = unit.session.scalars(query.order_by(model.cree_le, model.uid)).all()
        motif = rule.motif if rule is not None else "unies auparavant"
        made = Doublon(
            type=table, premier=first, second=second, motif=motif, trouve_le=unit.now, etat=EtatDoublon.OUVERT
        )
        unit.session.add(made)
    elif pair.etat is EtatDoublon.UNIS:
        pair.etat, pair.regle_le, pair.operation = EtatDoublon.OUVERT, None, None
    unit.session.flush()
