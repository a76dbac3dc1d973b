"""What the models declare, as plain data: the only reader of model declarations."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, inspect
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipProperty

from db.base import About, Base, Computed, Line, Record
from db.types import Annee, Liste, Money, Nombre, Percent

FREE_FROM = 160  # characters that a line allows: under it, a name, a code, a number


class Kind(enum.Enum):
    """What a datum is; its editor, its text and its reading follow from it. A closed table."""

    TEXT = "text"
    OPEN = "open"  # a text with proposals
    LONG = "long"
    INTEGER = "integer"
    DECIMAL = "decimal"  # thousandths
    YEAR = "year"
    MONEY = "money"  # cents
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    BOOL = "bool"
    CHOICE = "choice"
    REFERENCE = "reference"
    LINES = "lines"
    COMPUTED = "computed"


_COUNTED: Mapping[type[Any], Kind] = MappingProxyType(
    {Money: Kind.MONEY, Nombre: Kind.DECIMAL, Percent: Kind.PERCENT, Annee: Kind.YEAR}
)


@dataclass(frozen=True, slots=True)
class Datum:
    """One datum: its key (attribute name), words, kind, and what its kind needs."""

    key: str
    about: About
    kind: Kind
    type: type[Any]
    target: str = ""  # table pointed to
    lines: Schema | None = None

    @property
    def label(self) -> str:
        """French name."""
        return self.about.label

    @property
    def free(self) -> bool:
        """Whether anything may be written in it: a long text, or a line that is neither a name nor a form to follow."""
        if self.kind is Kind.LONG:
            return True
        short = (self.about.maximum or 0) < FREE_FROM or self.about.pattern or self.about.personal
        return self.kind in {Kind.TEXT, Kind.OPEN} and not short

    @property
    def choices(self) -> tuple[Liste, ...]:
        """What may be chosen; empty for other kinds."""
        if not issubclass(self.type, Liste):
            return ()
        retired = self.type.retires()
        return tuple(member for member in self.type if member not in retired)


# One of each model: compared and hashed as itself, not by its hundred data.
@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """A model's data in declaration order."""

    model: type[Base]
    table: str
    data: tuple[Datum, ...]

    def __getitem__(self, key: str) -> Datum:
        """The datum of that key.

        Raises:
            KeyError: none.
        """
        return _by_key(self)[key]

    def __contains__(self, key: object) -> bool:
        return key in _by_key(self)

    @property
    def stored(self) -> tuple[Datum, ...]:
        """Data with a column of their own."""
        return tuple(d for d in self.data if d.kind not in {Kind.LINES, Kind.COMPUTED})

    @property
    def line_data(self) -> tuple[Datum, ...]:
        """Data that are lists of lines."""
        return tuple(d for d in self.data if d.kind is Kind.LINES)


@cache
def _by_key(schema: Schema) -> dict[str, Datum]:
    return {d.key: d for d in schema.data}


@cache
def schema(model: type[Base]) -> Schema:
    """The declared data of a model."""
    mapper: Mapper[Any] = inspect(model)
    found: dict[str, Datum] = {}
    for name in _declaration_order(model):
        part = mapper.attrs.get(name)
        if isinstance(part, ColumnProperty) and isinstance(part.columns[0], Column):
            datum = _of_column(name, part.columns[0])
        elif isinstance(part, RelationshipProperty):
            datum = _of_lines(name, part)
        else:
            datum = _of_computed(name, getattr(model, "__dict__", {}).get(name))
        if datum is not None:
            found[name] = datum
    return Schema(model, str(model.__tablename__), tuple(found.values()))


def line_owner(model: type[Line]) -> tuple[str, str]:
    """Key of the column of a line that holds its record, and the record's table."""
    for column in inspect(model).columns:
        if "owner" in column.info:
            return column.key, column.info["owner"]
    raise TypeError(f"{model.__name__} declares no owner")


def line_models(model: type[Record]) -> tuple[type[Line], ...]:
    """The line models that a record owns."""
    return tuple(d.type for d in schema(model).line_data)


def _declaration_order(model: type[Base]) -> list[str]:
    names: list[str] = []
    for part in reversed(model.__mro__):
        names += [n for n in (*getattr(part, "__annotations__", ()), *vars(part)) if n not in names]
    return names


def _of_column(key: str, column: Column[Any]) -> Datum | None:
    about = column.info.get("about")
    if about is None:
        return None
    target = next((fk.column.table.name for fk in column.foreign_keys), "")
    kind, type_ = _kind(about, column, target)
    return Datum(key, about, kind, type_, target)


def _kind(about: About, column: Column[Any], target: str) -> tuple[Kind, type[Any]]:
    if target:
        return Kind.REFERENCE, str
    counted = next((kind for type_, kind in _COUNTED.items() if isinstance(column.type, type_)), None)
    if counted is not None:
        return counted, int
    type_: type[Any] = getattr(column.type, "enum_class", None) or column.type.python_type
    if type_ is str:
        return (Kind.LONG if about.long else Kind.OPEN if about.open_list else Kind.TEXT), str
    if issubclass(type_, Liste):
        return Kind.CHOICE, type_
    kinds = {bool: Kind.BOOL, int: Kind.INTEGER, dt.date: Kind.DATE, dt.time: Kind.TIME}
    return kinds[type_], type_


def _of_lines(key: str, part: RelationshipProperty[Any]) -> Datum | None:
    about = part.info.get("about")
    if about is None:
        return None
    target: Any = part.mapper.class_
    return Datum(key, about, Kind.LINES, target, target.__tablename__, schema(target))


def _of_computed(key: str, part: Any) -> Datum | None:
    return Datum(key, part.about, Kind.COMPUTED, str) if isinstance(part, Computed) else None
