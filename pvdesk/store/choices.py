"""What a reference may point to, for combos and completion: names by key, in the order a person looks for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import select, union

from db.models.echange import Installation, Role
from db.models.referentiel import Quartier
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, schema
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

PLACES = frozenset({"quartier", "contrat"})  # of which a poste works in a few


def choices(unit: UnitOfWork, table: str) -> dict[str, str]:
    """{key: name}; of the quartiers, those of the generation in force first; first of all, those of the poste."""
    found = names(unit, table)
    if table not in PLACES:
        return found
    keys = list(found)
    if table == "quartier":
        current = set(unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_(None))))
        keys.sort(key=lambda k: (k not in current, found[k]))
    own = _own(unit, table)
    return {k: found[k] for k in sorted(keys, key=lambda k: k not in own)}


def _own(unit: UnitOfWork, table: str) -> set[str]:
    """The codes that the fiches of a poste bear; the mission's bear them all."""
    if unit.session.scalar(select(Installation.role)) is not Role.POSTE:
        return set()
    borne = union(*(select(column).where(column.is_not(None)) for column in _columns(table)))
    return set(unit.session.scalars(borne))


@cache
def _columns(table: str) -> tuple[Any, ...]:
    """The columns of fiches and of their lines that point to a table."""
    return tuple(_found(table))


def _found(table: str) -> Iterator[Any]:
    for fiche in FICHES.values():
        of = schema(fiche.model)
        for inside in (of, *(datum.lines for datum in of.line_data if datum.lines is not None)):
            for datum in inside.stored:
                if datum.kind is Kind.REFERENCE and datum.target == table:
                    yield getattr(inside.model, datum.key)
