"""What the rows of a lot point to: nothing enters that leads nowhere, and nothing is lost for a link that may wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, select

from db.base import Line, Record
from db.bulk import among
from pvdesk.bundle.codec import Ligne
from pvdesk.store.unit import UnitOfWork

Model = type[Record | Line]
Reads = Callable[[Ligne], dict[str, Any] | None]


class Pointers:
    """Whether the references of the lines of a lot lead to a row that is here, or comes in the same lot.

    Args:
        unit: the transaction.
        coming: uids of the lot by table; those set aside are taken out as they are met.
    """

    def __init__(self, unit: UnitOfWork, coming: dict[str, set[str]]) -> None:
        self._unit = unit
        self._coming = coming
        self._there: dict[tuple[str, str], bool] = {}

    def gone(self, table: str, uid: str) -> None:
        """A row of the lot does not go in."""
        self._coming.get(table, set()).discard(uid)

    def settle(self, model: Model, lines: Sequence[Ligne], read: Reads) -> None:
        """Find before writing which rows will not go in, when rows of this table point to one another.

        A row set aside may doom those that cannot do without it, and so on until nothing moves.
        """
        table = str(model.__tablename__)
        inner = [key for key, column in pointing(model) if column.table.name == table]
        if not inner or not self._coming.get(table):
            return
        found = {line.uid: read(line) for line in lines if line.op == "put"}
        doomed = {uid for uid, stored in found.items() if stored is None or self.missing(model, stored, vital=True)}
        while doomed:
            for uid in doomed:
                self.gone(table, uid)
                del found[uid]
            doomed = {uid for uid, s in found.items() if s is not None and self.missing(model, s, vital=True)}

    def missing(self, model: Model, stored: Mapping[str, Any], *, vital: bool) -> list[str]:
        """The keys that lead nowhere: those the row cannot do without, or the others."""
        return [
            key
            for key, target in pointing(model)
            if (value := stored.get(key)) is not None and needed(model, key) is vital and not self.lead(target, [value])
        ]

    def lead(self, target: Column[Any], values: Iterable[str | None]) -> bool:
        """Whether all of these lead to a row that is here, or comes in the same lot."""
        table = str(target.table.name)
        asked = {value for value in values if value is not None} - self._coming.get(table, set())
        unknown = [value for value in asked if (table, value) not in self._there]
        if unknown:
            query = select(target).where(among(self._unit.session.connection(), target, unknown))
            here = set(self._unit.session.scalars(query))
            self._there |= {(table, value): value in here for value in unknown}
        return all(self._there[table, value] for value in asked)


@cache
def owner_of(model: Model) -> tuple[str, str] | None:
    """Key of the column that holds a line's fiche, and its table; None for a fiche."""
    found = [(c.key, str(c.info["owner"])) for c in model.__table__.columns if "owner" in c.info]
    return found[0] if found else None


@cache
def pointing(model: Model) -> tuple[tuple[str, Column[Any]], ...]:
    """Keys that point to another row, and the column pointed to."""
    return tuple((c.key, key.column) for c in model.__table__.columns for key in c.foreign_keys)


@cache
def needed(model: Model, key: str) -> bool:
    """Whether a row is nothing without what that key points to: its fiche, or a required datum."""
    column = model.__table__.columns[key]
    about = column.info.get("about")
    return "owner" in column.info or not column.nullable or (about is not None and about.required)
