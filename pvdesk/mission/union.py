"""Two fiches become one: values chosen field by field, lines united by what they say, every reference re-pointed.

All of it is ordinary journalled changes of one unit of work: it travels in the lots de retour, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select

from db.base import Line, Record
from db.models import Action, Correction
from db.types import new_uid
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Datum, Kind, Schema, line_models, line_owner, schema
from pvdesk.mission import reglement
from pvdesk.mission.ressemblance import BORN, words
from pvdesk.store import undo
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference to a type of fiches: in `model`, its column; `owner` when the model is a line."""

    model: type[Record | Line]
    key: str
    owner: str = ""


class Union:
    """Uniting one fiche into another, in one unit of work.

    Args:
        unit: the transaction; it still has to commit.
        kept: the fiche that stays.
        lost: the one that goes to the corbeille.
        choices: what to keep, by key (`ecarts`): the uid of either fiche, or a value as a person types it.
    """

    def __init__(self, unit: UnitOfWork, kept: Record, lost: Record, choices: Mapping[str, Any]) -> None:
        self._unit = unit
        self._kept = kept
        self._lost = lost
        self._choices = choices
        self.touched: dict[str, set[str]] = {kept.__tablename__: {kept.uid, lost.uid}}

    def apply(self) -> None:
        """Unite."""
        of = schema(type(self._kept))
        for datum in of.stored:
            self._set(self._kept, datum, datum.key, getattr(self._lost, datum.key))
        for datum in of.line_data:
            self._unite_lines(datum)
        motifs = {**(self._lost.motifs or {}), **(self._kept.motifs or {})}
        if motifs != (self._kept.motifs or {}):
            self._kept.motifs = motifs
        self._unit.session.flush()
        self._repoint()
        self._lost.supprime_le = self._unit.now
        self._lost.remplace_par = self._kept.uid
        self._unit.session.flush()
        self._unite_actions()

    def _set(self, row: Record | Line, datum: Datum, path: str, other: Any) -> None:
        """The value chosen; without a choice what the kept one says, or the other when it says nothing."""
        own = getattr(row, datum.key)
        choice = self._choices.get(path, self._kept.uid if own is not None else self._lost.uid)
        if choice == self._lost.uid:
            value = other
        elif choice == self._kept.uid:
            value = own
        else:
            value = reglement.typed(datum, choice, self._unit) if isinstance(choice, str) else choice
        if value == self._lost.uid or (value == self._kept.uid and datum.target == self._kept.__tablename__):
            value = None  # a fiche does not point to itself
        if value != own:
            setattr(row, datum.key, value)

    # ---- lines
    def _unite_lines(self, datum: Datum) -> None:
        assert datum.lines is not None
        mine: list[Line] = list(getattr(self._kept, datum.key))
        held = {said_by(row, datum.lines): row for row in mine}
        owner = line_owner(datum.type)[0]
        last = max((row.rang for row in mine), default=-1)
        for row in getattr(self._lost, datum.key):
            same = held.get(said_by(row, datum.lines))
            if same is not None:
                self._fill(same, row, datum)
                continue
            last += 1
            values = {d.key: getattr(row, d.key) for d in datum.lines.stored}
            made = datum.type(uid=new_uid(), rang=last, extra=row.extra, **{owner: self._kept.uid}, **values)
            self._unit.session.add(made)
            held[said_by(made, datum.lines)] = made

    def _fill(self, kept: Line, other: Line, datum: Datum) -> None:
        assert datum.lines is not None
        for inner in datum.lines.stored:
            self._set(kept, inner, path_of(datum, kept, other, inner), getattr(other, inner.key))

    # ---- references
    def _repoint(self) -> None:
        """Whoever points to the lost fiche points to the kept one; a line that then says what another says goes."""
        for pointer in pointers(self._kept.__tablename__):
            column = getattr(pointer.model, pointer.key)
            where = column == self._lost.uid
            if pointer.owner:  # the lost fiche stays in the corbeille as it was
                where &= getattr(pointer.model, pointer.owner) != self._lost.uid
            found: list[Any] = list(self._unit.session.scalars(select(pointer.model).where(where)))
            for row in found:
                self._point(row, pointer)
        for correction in self._unit.session.scalars(select(Correction).where(Correction.fiche_uid == self._lost.uid)):
            correction.fiche_uid = self._kept.uid
            self._touch(correction.__tablename__, correction.uid)
        self._unit.session.flush()

    def _point(self, row: Record | Line, pointer: Pointer) -> None:
        itself = row.uid == self._kept.uid or (pointer.owner and getattr(row, pointer.owner) == self._kept.uid)
        setattr(row, pointer.key, None if itself and isinstance(row, Record) else self._kept.uid)
        if isinstance(row, Record):
            self._touch(row.__tablename__, row.uid)
            return
        _, table = line_owner(type(row))
        fiche = getattr(row, pointer.owner)
        self._touch(table, fiche)
        self._unit.session.flush()
        of = schema(type(row))
        twins = select(pointer.model).where(
            getattr(pointer.model, pointer.owner) == fiche, getattr(pointer.model, pointer.key) == self._kept.uid
        )
        listed: list[Any] = list(self._unit.session.scalars(twins))
        other = next((t for t in listed if t.uid != row.uid and said_by(t, of) == said_by(row, of)), None)
        if other is not None:
            for datum in of.stored:
                if getattr(other, datum.key) is None:
                    setattr(other, datum.key, getattr(row, datum.key))
            self._unit.session.delete(row)

    def _touch(self, table: str, uid: str) -> None:
        self.touched.setdefault(table, set()).add(uid)

    # ---- what followed from both
    def _unite_actions(self) -> None:
        """Actions that both fiches gave birth to, in the same words, are one too."""
        born: Any = next((c for c in BORN if _points(schema(Action)[c.key], self._kept.__tablename__)), None)
        if born is None:
            return
        query = select(Action).where(born == self._kept.uid, Action.supprime_le.is_(None))
        held: dict[str, Record] = {}
        for action in list(self._unit.session.scalars(query.order_by(Action.cree_le, Action.uid))):
            said = words(action.libelle)
            if said and said in held:
                inner = Union(self._unit, held[said], action, {})
                inner.apply()
                for table, uids in inner.touched.items():
                    self.touched.setdefault(table, set()).update(uids)
            elif said:
                held[said] = action

    def resign(self) -> None:
        """Sign and index what changed."""
        for table, uids in self.touched.items():
            for uid in sorted(uids):
                undo.resign(self._unit, table, uid)


def said_by(row: Line, of: Schema) -> tuple[Hashable, ...]:
    """What a line is about: the first fiche or words that it names, and its dates; all of it when it names nothing."""
    days = tuple(getattr(row, d.key) for d in of.stored if d.kind in {Kind.DATE, Kind.YEAR})
    for datum in of.stored:
        value = getattr(row, datum.key)
        if value and datum.kind is Kind.REFERENCE:
            return ("vers", datum.key, value, *days)
        if value and datum.kind in {Kind.TEXT, Kind.OPEN, Kind.LONG}:
            return ("dit", datum.key, words(value), *days)
    return ("tout", *(getattr(row, d.key) for d in of.stored))


def path_of(datum: Datum, first: Line, second: Line, inner: Datum) -> str:
    """The key of a datum of two lines that say the same: whichever is the first, the same key."""
    return "/".join((datum.key, *sorted((first.uid, second.uid)), inner.key))


def matched(first: Record, second: Record) -> Iterator[tuple[Datum, Line, Line]]:
    """Lines of both fiches that are about the same."""
    for datum in schema(type(first)).line_data:
        assert datum.lines is not None
        held = {said_by(row, datum.lines): row for row in getattr(first, datum.key)}
        for row in getattr(second, datum.key):
            same = held.get(said_by(row, datum.lines))
            if same is not None:
                yield datum, same, row


@cache
def pointers(table: str) -> tuple[Pointer, ...]:
    """Every declared reference to a type of fiches, in the fiches and in their lines."""
    made: list[Pointer] = []
    for fiche in FICHES.values():
        made += [Pointer(fiche.model, d.key) for d in schema(fiche.model).stored if _points(d, table)]
        for line in line_models(fiche.model):
            owner = line_owner(line)[0]
            made += [Pointer(line, d.key, owner) for d in schema(line).stored if _points(d, table)]
    return tuple(made)


def _points(datum: Datum, table: str) -> bool:
    return datum.kind is Kind.REFERENCE and datum.target == table
