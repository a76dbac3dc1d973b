"""The searchable words of fiches: their own, those of their lines, the names they point to; never the private ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from db.base import Base, Line, Record
from db.bulk import among
from pvdesk.kit.schema import Datum, Kind, line_owner, schema
from pvdesk.kit.text import text_of
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

_IN_LINES = frozenset({Kind.TEXT, Kind.LONG, Kind.OPEN})
_ALWAYS = frozenset({Kind.REFERENCE, Kind.LONG, Kind.CHOICE})


def of_record(unit: UnitOfWork, record: Record) -> str:
    """Of a mapped fiche, as it is now, saved or not."""
    model = type(record)
    lines = [text for key, _, keys in _lines(model) for row in getattr(record, key) for text in _of_line(keys, row)]
    return _joined(_of_row(model, record, _names(unit, model, [record])), lines)


def of_many(unit: UnitOfWork, model: type[Record], uids: list[str]) -> dict[str, str]:
    """Of stored fiches, by uid, in a few statements; those in the corbeille are left out."""
    table = model.__table__
    columns = [table.c.uid, table.c.reference, *(table.c[d.key] for d in _own(model))]
    connection = unit.session.connection()
    found = unit.all(select(*columns).where(among(connection, table.c.uid, uids), table.c.supprime_le.is_(None)))
    lines: dict[str, list[str]] = {}
    for _, line, keys in _lines(model):
        owned = line.__table__
        owner = owned.c[line_owner(line)[0]]
        texts = [owned.c[key] for key in keys]
        query = select(owner, *texts).where(among(connection, owner, uids), or_(*(t.is_not(None) for t in texts)))
        for row in unit.all(query.order_by(owned.c.rang, owned.c.uid)):
            lines.setdefault(row[0], []).extend(_of_line(keys, row))
    named = _names(unit, model, found)
    return {row.uid: _joined(_of_row(model, row, named), lines.get(row.uid, ())) for row in found}


@cache
def _own(model: type[Base]) -> tuple[Datum, ...]:
    """The data of a fiche that are searched."""
    stored = schema(model).stored
    return tuple(d for d in stored if not d.about.private and (d.about.search or d.kind in _ALWAYS))


@cache
def _lines(model: type[Record]) -> tuple[tuple[str, type[Line], tuple[str, ...]], ...]:
    """The lists of lines that hold texts: key, model and texts of each."""
    found = []
    for datum in schema(model).line_data:
        assert datum.lines is not None
        keys = tuple(d.key for d in datum.lines.stored if d.kind in _IN_LINES and not d.about.private)
        if keys:
            found.append((datum.key, datum.type, keys))
    return tuple(found)


def _names(unit: UnitOfWork, model: type[Base], found: Iterable[Any]) -> dict[str, dict[str, str]]:
    """The names of what rows point to, by table and uid."""
    wanted: dict[str, set[str]] = {}
    for datum in _own(model):
        if datum.kind is Kind.REFERENCE:
            wanted.setdefault(datum.target, set()).update(v for r in found if (v := getattr(r, datum.key)) is not None)
    return {table: names(unit, table, keys) for table, keys in wanted.items() if keys}


def _of_row(model: type[Base], row: Any, named: Mapping[str, dict[str, str]]) -> Iterator[str]:
    yield row.reference or ""
    for datum in _own(model):
        value = getattr(row, datum.key)
        if value is not None:
            yield text_of(datum, value, named.get(datum.target, {}))


def _of_line(keys: tuple[str, ...], row: Any) -> Iterator[str]:
    return (str(value) for key in keys if (value := getattr(row, key)))


def _joined(own: Iterable[str], lines: Iterable[str]) -> str:
    return " ".join(part for part in (*own, *lines) if part)
