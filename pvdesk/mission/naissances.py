"""The lines of a lot that nobody knew, read and written by columns: most of a first lot, at the price of the driver.

It judges nothing: whatever is not plainly good (a value of another type, a link that leads nowhere, a reference taken)
is left to `consolidation`, which looks at each line alone and says why. Both write the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter, itemgetter
from types import NoneType
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.orm import Mapper

from db.bulk import Constant, driven, insert_columns
from pvdesk.bundle import effacement, rows
from pvdesk.bundle.codec import Ligne
from pvdesk.mission.pointeurs import Model, Pointers, owner_of, pointing

_SCALARS = (str, int, bool)
_VALEURS = attrgetter("valeurs")


@dataclass(slots=True)
class Naissances:
    """Good new lines of one table, by columns: what the lot says, and the same in the driver's form."""

    model: Model
    lines: Sequence[Ligne]
    said: dict[str, Sequence[Any]]
    stored: dict[str, Sequence[Any]]

    @property
    def uids(self) -> list[str]:
        """Of each line."""
        return [line.uid for line in self.lines]

    @property
    def fiches(self) -> Sequence[str]:
        """Uid of the fiche of each line."""
        owner = owner_of(self.model)
        return self.uids if owner is None else self.said[owner[0]]

    def insert(self, connection: Connection) -> None:
        """Write them."""
        columns = self.model.__table__.c
        told: dict[str, Sequence[Any] | Constant] = {"uid": self.uids, **self.stored}
        for key, value in defaults(self.model).items():
            if key not in told and (value is not None or columns[key].server_default is not None):
                told[key] = Constant(driven(connection, columns[key], [value])[0])
        insert_columns(connection, self.model.__table__, told, len(self.lines))  # type: ignore[arg-type]


def read(connection: Connection, model: Model, lines: Sequence[Ligne], pointers: Pointers) -> Naissances | None:
    """New lines by columns, or None when one of them has to be looked at alone."""
    told = list(map(_VALEURS, lines))
    keys = list(told[0])
    known = rows.travelling(model)
    if len(keys) < 2 or not known.keys() >= set(keys) or {len(values) for values in told} != {len(keys)}:
        return None
    try:
        said = dict(zip(keys, zip(*map(itemgetter(*keys), told), strict=True), strict=True))
        stored = {
            key: driven(connection, model.__table__.c[key], _typed(known[key], column)) for key, column in said.items()
        }
    except (KeyError, ValueError):
        return None
    ordered = any(effacement.given(model, {effacement.ORDER: value}) for value in said.get(effacement.ORDER, ()))
    if ordered or any(None in said[key] if key in said else not given for key, given in wanted(model).items()):
        return None
    if any(not pointers.lead(target, said[key]) for key, target in pointing(model) if key in said):
        return None
    return Naissances(model, lines, said, stored)


def _typed(column: rows.Travels, values: Sequence[Any]) -> Sequence[Any]:
    """The stored values behind those of a lot; each different one is read once.

    Raises:
        ValueError: one is not of the column's type.
    """
    kinds = set(map(type, values)) - {NoneType}
    if not kinds:
        return values
    wire = column.type if column.type in _SCALARS else str
    if kinds != {wire} or column.json:
        raise ValueError(column.key)
    known = {value: rows.value_in(column, value) for value in set(values)}
    return values if wire is column.type else [known[value] for value in values]


@cache
def wanted(model: Model) -> Mapping[str, bool]:
    """The columns that the base wants full, its uid left out, and whether a model fills them itself."""
    columns = [c for c in model.__table__.columns if not c.nullable and c.key != "uid"]
    return {c.key: c.default is not None and c.default.is_scalar for c in columns}


@cache
def defaults(model: Model) -> Mapping[str, Any]:
    """Every column, so that one INSERT serves many lines: those of which a lot says nothing take their default."""
    mapper: Mapper[Any] = inspect(model)
    made: dict[str, Any] = {}
    for attribute in mapper.column_attrs:
        default = attribute.columns[0].default
        made[attribute.key] = default.arg if default is not None and default.is_scalar else None
    return made
