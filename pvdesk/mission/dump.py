"""A logical dump of the mission's base: canonical JSON lines, the same for two bases that know the same.

What follows from the rest is left out (the full-text index, the outbox of decisions), and so are the tables that come
with the program.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Table, select

from db.base import Base
from db.models.arbitrage import Decision
from db.models.echange import Cle, Memoire
from db.models.referentiel import QuartierCommune
from db.types import plain, unplain
from pvdesk.store.unit import UnitOfWork

_LEFT_OUT = frozenset({Decision.__tablename__, Memoire.__tablename__, QuartierCommune.__tablename__, "chiffre"})


def tables() -> list[Table]:
    """The tables that matter, each after those it points to."""
    return [t for t in Base.metadata.sorted_tables if t.name not in _LEFT_OUT and "source" not in t.columns]


def dump(unit: UnitOfWork) -> str:
    """The whole of it, one row a line, tables by name, rows by key."""
    return "".join(f"{line}\n" for table in sorted(tables(), key=lambda t: t.name) for line in _lines(unit, table))


def _lines(unit: UnitOfWork, table: Table) -> Iterator[str]:
    for row in unit.session.execute(select(table).order_by(*table.primary_key.columns)):
        said = flat(table, row._mapping)  # noqa: SLF001 - Row's public API
        if table.name == Cle.__tablename__:
            del said["privee"]  # clear here, sealed there: its public half tells which key it is
        yield canonical({"table": table.name, **said})


def canonical(said: Any) -> str:
    """One JSON text for one value: keys sorted, no space, French as it is."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def flat(table: Table, row: Any) -> dict[str, Any]:
    """Every column of a row, in JSON form; bytes in base64."""
    return {c.key: _plain(row[c.key]) for c in table.columns}


def whole(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The stored values behind `flat`."""
    return {key: _stored(table.columns[key].type, value) for key, value in row.items() if key in table.columns}


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else plain(value)


def _stored(type_: Any, value: Any) -> Any:
    if value is None or isinstance(type_, JSON):
        return value
    kind = getattr(type_, "enum_class", None) or type_.python_type
    return base64.b64decode(value) if kind is bytes else unplain(kind, value)
