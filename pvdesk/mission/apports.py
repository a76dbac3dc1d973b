"""What a poste brought to a fiche that another hand had put in the corbeille, as it reads: values, lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from db.base import Line, Record
from db.journal import Geste, Trace
from db.models.arbitrage import Conflit
from pvdesk.bundle import rows
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import text_of
from pvdesk.store import undo
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

NOTHING = "rien"


def apports(unit: UnitOfWork, conflit: Conflit) -> list[str]:
    """What came from the poste of a clash since its fiche went: one phrase a value, one a line added or removed."""
    went = _went(unit, conflit)
    if went is None:
        return []
    query = select(Trace).where(
        Trace.fiche_uid == conflit.fiche_uid, Trace.poste == conflit.poste, Trace.lot.is_not(None),
        Trace.n > went, Trace.n < conflit.msn,
    )  # fmt: skip
    by_row: dict[tuple[str, str], list[Trace]] = {}
    for trace in unit.session.scalars(query.order_by(Trace.n)):
        by_row.setdefault((trace.type, trace.uid), []).append(trace)
    own = (conflit.fiche_type, conflit.fiche_uid)
    said = list(_values(unit, undo.models()[own[0]], by_row.pop(own, [])))
    labels = {d.target: d.label for d in schema(FICHES[conflit.fiche_type].model).line_data}
    for (table, uid), traces in by_row.items():
        said += _of_line(unit, labels.get(table, table), (table, uid), traces)
    return said


def _went(unit: UnitOfWork, conflit: Conflit) -> int | None:
    """The sequence at which the fiche went to the corbeille, before that clash."""
    query = select(Trace).where(
        Trace.uid == conflit.fiche_uid, Trace.champ == "supprime_le", Trace.n < conflit.msn,
        Trace.geste == Geste.MODIFICATION,
    )  # fmt: skip
    moves = (t for t in unit.session.scalars(query.order_by(Trace.n.desc())) if t.avant != t.apres)
    return next((t.n for t in moves if t.apres is not None), None)


def _of_line(unit: UnitOfWork, label: str, place: tuple[str, str], traces: Sequence[Trace]) -> Iterator[str]:
    model = undo.models()[place[0]]
    row: Any = unit.session.get(model, place[1])
    born, end = (any(t.geste is geste for t in traces) for geste in (Geste.CREATION, Geste.SUPPRESSION))
    if row is None:
        before: Mapping[str, Any] = next((t.avant or {} for t in reversed(traces) if t.geste is Geste.SUPPRESSION), {})
        if end and not born:
            yield f"{label}, retrait\u00a0: {_whole(unit, model, before) or NOTHING}"
    elif born:
        yield f"{label}, ajout\u00a0: {_whole(unit, model, rows.values_out(row)) or NOTHING}"
    else:
        about = _whole(unit, model, rows.values_out(row)).split(" · ")[0]
        for phrase in _values(unit, model, traces):
            yield f"{label}, «\u00a0{about}\u00a0», {phrase}" if about else f"{label}, {phrase}"


def _values(unit: UnitOfWork, model: type[Record | Line], traces: Sequence[Trace]) -> Iterator[str]:
    """« Lieu : Salle B (avant : Mairie) », of each datum that is not as before."""
    moved: dict[str, tuple[Any, Any]] = {}
    for trace in traces:
        if trace.geste is Geste.MODIFICATION and trace.champ is not None:
            first, _ = moved.get(trace.champ, (trace.avant, None))
            moved[trace.champ] = first, trace.apres
    for datum in schema(model).stored:
        before, after = moved.get(datum.key, (None, None))
        if before != after:
            was = _text(unit, model, datum, before)
            now = f"{datum.label}\u00a0: {_text(unit, model, datum, after) or NOTHING}"
            yield f"{now} (avant\u00a0: {was})" if was else now


def _whole(unit: UnitOfWork, model: type[Record | Line], said: Mapping[str, Any]) -> str:
    """A line as it reads."""
    texts = (_text(unit, model, datum, said.get(datum.key)) for datum in schema(model).stored)
    return " · ".join(text for text in texts if text)


def _text(unit: UnitOfWork, model: type[Record | Line], datum: Datum, value: Any) -> str:
    column = rows.travelling(model).get(datum.key)
    try:
        stored = rows.value_in(column, value) if column is not None and value is not None else value
    except ValueError:
        return str(value)
    known = names(unit, datum.target, [stored]) if datum.kind is Kind.REFERENCE and stored else {}
    return text_of(datum, stored, known)
