"""What a fiche points to and what points to it, read from the declared references: every record type, every line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import select

from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, Schema, line_models, line_owner, schema
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork


class Sens(StrEnum):
    """Which way a link is walked."""

    VERS = "vers"  # this fiche points to the other
    DEPUIS = "depuis"  # the other points to this one


@dataclass(frozen=True, slots=True)
class Lien:
    """Another fiche, by table and uid, its name, and which way the link goes."""

    table: str
    uid: str
    titre: str
    sens: Sens


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A reference: in the fiches of `table`, the column of the fiche and that of what it points to."""

    table: str
    fiche: Any
    pointed: Any
    target: str


def liens(unit: UnitOfWork, table: str, uid: str) -> list[Lien]:
    """The fiches linked to one, what it points to first; each in the order of the record types, then of their lists.

    What is in the corbeille is left out, and so is the fiche itself.
    """
    vers: dict[str, set[str]] = {}
    depuis: dict[str, set[str]] = {}
    for pointer in _pointers():
        if pointer.table == table:
            vers.setdefault(pointer.target, set()).update(_column(unit, pointer.pointed, pointer.fiche == uid))
        if pointer.target == table:
            depuis.setdefault(pointer.table, set()).update(_column(unit, pointer.fiche, pointer.pointed == uid))
    found: list[Lien] = []
    for sens, linked in ((Sens.VERS, vers), (Sens.DEPUIS, depuis)):
        for other in (t for t in FICHES if t in linked):
            kept = linked[other] - ({uid} if other == table else set())
            titres = names(unit, other, _present(unit, other, kept))
            found += [Lien(other, key, titre, sens) for key, titre in titres.items()]
    return found


@cache
def _pointers() -> tuple[_Pointer, ...]:
    """Every reference from a record type to a record type, its own data and those of its lines."""
    made: list[_Pointer] = []
    for table, fiche in FICHES.items():
        model: Any = fiche.model
        made += _of(table, schema(model), model.uid)
        for line in line_models(model):
            made += _of(table, schema(line), getattr(line, line_owner(line)[0]))
    return tuple(made)


def _of(table: str, of: Schema, fiche: Any) -> list[_Pointer]:
    return [
        _Pointer(table, fiche, getattr(of.model, datum.key), datum.target)
        for datum in of.stored
        if datum.kind is Kind.REFERENCE and datum.target in FICHES
    ]


def _column(unit: UnitOfWork, column: Any, where: Any) -> list[str]:
    return [row[0] for row in unit.all(select(column).where(where, column.is_not(None)).distinct())]


def _present(unit: UnitOfWork, table: str, uids: Iterable[str]) -> list[str]:
    """Those that are not in the corbeille."""
    model: Any = FICHES[table].model
    return _column(unit, model.uid, model.uid.in_(list(uids)) & model.supprime_le.is_(None))
