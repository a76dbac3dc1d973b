"""Taking back what one unit of work did, read from the journal, as ordinary journalled changes of a later one.

Nothing is erased: the history tells the work, then its undoing, and both travel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import JSON, inspect, select
from sqlalchemy.orm import Mapper

from db.base import Line, Record
from db.journal import Geste, Trace
from db.models import RECORDS
from db.types import plain, unplain
from pvdesk.base.francais import date_courte
from pvdesk.kit.schema import line_models
from pvdesk.store import records
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import UNNAMED, names
from pvdesk.store.unit import UnitOfWork

CHANGED = (
    "«\u00a0{fiche}\u00a0» a changé depuis{qui}\u00a0: annuler cette décision effacerait ce changement. "
    "Ouvrez la fiche et corrigez-la."
)


def revert(unit: UnitOfWork, operation: str, only: Callable[[Trace], bool] | None = None) -> dict[str, set[str]]:
    """Take back one unit of work, or a part of it; the unit still has to commit.

    Args:
        unit: the transaction that takes back.
        operation: of the work to be taken back.
        only: which lines of its journal; all of them when None.

    Returns:
        Uids of the fiches touched, by table.

    Raises:
        Impossible: somebody wrote over it since, or its history is gone.
    """
    query = select(Trace).where(Trace.operation == operation).order_by(Trace.n.desc())
    traces = [t for t in unit.session.scalars(query) if only is None or only(t)]
    _nothing_depends(unit, traces)
    touched: dict[str, set[str]] = {}
    for trace in traces:
        touched.setdefault(trace.fiche_type, set()).add(trace.fiche_uid)
        _take_back(unit, trace)
    unit.session.flush()
    for table, uids in touched.items():
        for uid in uids:
            resign(unit, table, uid)
    return touched


def resign(unit: UnitOfWork, table: str, uid: str) -> None:
    """Sign a fiche of which something changed, read it afresh and let it be found by its words."""
    record = unit.session.get(records.model_of(table), uid)
    if record is not None:
        records.touch(unit, record)
        unit.session.flush()
        unit.session.expire(record)
        records.reindex(unit, record)


def _nothing_depends(unit: UnitOfWork, traces: Sequence[Trace]) -> None:
    for trace in traces:
        later = select(Trace).where(Trace.uid == trace.uid, Trace.n > trace.n, Trace.operation != trace.operation)
        if trace.geste is Geste.MODIFICATION:
            later = later.where((Trace.champ == trace.champ) | (Trace.geste != Geste.MODIFICATION))
        over = next((t for t in unit.session.scalars(later.order_by(Trace.n)) if not said_again(t)), None)
        if over is not None or not _as_left(unit, trace):
            raise Impossible(changed(unit, trace, over))


def changed(unit: UnitOfWork, trace: Trace, over: Trace | None) -> str:
    """The sentence that says what changed since a line of the journal, who wrote `over` it and when."""
    fiche = names(unit, trace.fiche_type, [trace.fiche_uid]).get(trace.fiche_uid, UNNAMED)
    who = ""
    if over is not None:
        hand = f"par {over.poste}" if over.poste != unit.poste else "ici même"
        who = f", {hand}, le {date_courte(over.le.astimezone().date())}"
    return CHANGED.format(fiche=fiche, qui=who)


def said_again(trace: Trace) -> bool:
    """Whether a line that a lot brought only says again what stands: it went to the queue of a person."""
    return trace.lot is not None and trace.avant == trace.apres and trace.geste is not Geste.CREATION


def _as_left(unit: UnitOfWork, trace: Trace) -> bool:
    """Whether the row still says what that line of the journal says; a later line of one work may have moved it on."""
    row = unit.session.get(models()[trace.type], trace.uid)
    if trace.geste is Geste.SUPPRESSION:
        return row is None
    if row is None or trace.geste is Geste.CREATION:
        return row is not None
    last = select(Trace.apres).where(
        Trace.uid == trace.uid, Trace.champ == trace.champ, Trace.operation == trace.operation
    )
    said = unit.session.scalars(last.order_by(Trace.n.desc()).limit(1)).first()
    return bool(plain(getattr(row, trace.champ or "")) == said)


def _take_back(unit: UnitOfWork, trace: Trace) -> None:
    model = models()[trace.type]
    row = unit.session.get(model, trace.uid)
    if trace.geste is Geste.SUPPRESSION:
        unit.session.add(model(uid=trace.uid, **{k: stored(model, k, v) for k, v in (trace.avant or {}).items()}))
    elif row is None:
        return
    elif trace.geste is Geste.MODIFICATION:
        setattr(row, trace.champ or "", stored(model, trace.champ or "", trace.avant))
    elif isinstance(row, Record):
        row.supprime_le = unit.now  # a fiche is never removed
    else:
        unit.session.delete(row)
    unit.session.flush()


@cache
def models() -> dict[str, type[Record | Line]]:
    """Every journalled table: fiches and their lines."""
    found: dict[str, type[Record | Line]] = {}
    for model in RECORDS:
        found[model.__tablename__] = model
        found |= {line.__tablename__: line for line in line_models(model)}
    return found


def stored(model: type[Record | Line], key: str, value: Any) -> Any:
    """The stored value behind the plain one of the journal."""
    mapper: Mapper[Any] = inspect(model)
    column = mapper.columns[key]
    if isinstance(column.type, JSON) or value is None:
        return value
    return unplain(getattr(column.type, "enum_class", None) or column.type.python_type, value)
