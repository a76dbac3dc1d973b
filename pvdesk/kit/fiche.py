"""How a record type is arranged: names, sections, list columns.

Plain data and plain predicates, shared by the form, the printed sheet and the help.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.base import Base, Computed, Record
from pvdesk.kit.schema import Datum, schema

# An attribute of a model: named by attribute, never by string, so that mypy reads it.
Attribute = Any
Shown = Callable[[Mapping[str, Any]], bool]
Named = Callable[[Mapping[str, Any]], str]  # the name of a record, from the values of its ``name``


VOWELS = "aâeéèêiîoôuûh"


def key_of(attribute: Attribute) -> str:
    """The key of a model's attribute."""
    if isinstance(attribute, Computed):
        assert attribute.fget is not None
        return str(attribute.fget.__name__)
    return str(attribute.key)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of data; hidden when `shown_if` says so of the values. Its figures in a `grid` when it says so."""

    title: str
    fields: tuple[Attribute, ...]
    shown_if: Shown | None = None
    grid: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its data."""
        return tuple(key_of(a) for a in self.fields)


@dataclass(frozen=True, slots=True)
class Fiche:
    """A record type, arranged.

    ``name`` are the attributes that name a record in a list or a combo; ``order`` sorts lists (newest first when
    ``latest_first``). ``carried`` are the data, and those of its lines, that a copy takes: never a date, a figure, a
    number of a file, a private datum; a type without any is not copied.
    """

    model: type[Record]
    singular: str
    plural: str
    sections: tuple[Section, ...]
    columns: tuple[Attribute, ...]
    name: tuple[Attribute, ...]
    order: tuple[Attribute, ...]
    latest_first: bool = False
    feminine: bool = True
    word: str = field(default="")  # of the command line: « reunions »
    named: Named | None = None  # when the texts of ``name``, joined, do not make a name
    carried: tuple[Attribute, ...] = ()
    born_of: Attribute | None = None  # the one datum that begins a fiche from a line that points to none
    of_today: tuple[Attribute, ...] = ()  # the dates that a new fiche begins with: today
    habits: tuple[Attribute, ...] = ()  # what a new fiche takes from the one made last: fiches come in series

    @property
    def new(self) -> str:
        """« Nouvelle réunion », « Nouveau conseil », « Nouvel organisme »."""
        name = self.singular.lower()
        return f"{'Nouvelle' if self.feminine else 'Nouvel' if name[0] in VOWELS else 'Nouveau'} {name}"

    @property
    def the(self) -> str:
        """« la réunion », « le conseil », « l’organisme »."""
        name = self.singular.lower()
        article = "l’" if name[0] in VOWELS else "la " if self.feminine else "le "
        return f"{article}{name}"

    def data(self, section: Section) -> tuple[Datum, ...]:
        """The data of a section."""
        return tuple(schema(self.model)[k] for k in section.keys)


@dataclass(frozen=True, slots=True)
class Tableau:
    """A reference table, listed: no form, no state."""

    model: type[Base]
    plural: str
    word: str
    columns: tuple[Attribute, ...]
    name: tuple[Attribute, ...]
    order: tuple[Attribute, ...]
    named: Named | None = None
    exact: tuple[str, ...] = ()  # keys of the figures kept as decimal texts, « 7122.5 »: they are read as numbers
