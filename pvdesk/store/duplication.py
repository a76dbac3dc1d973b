"""A fiche begun, or « Dupliquer »: any record type in the same way, and what follows of itself for some of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pvdesk.kit.draft import Draft
from pvdesk.store import activites
from pvdesk.store.copie import commencer, copie
from pvdesk.store.unit import UnitOfWork

# Of these, the copy is the one that comes next.
NEXT: Mapping[str, Callable[[UnitOfWork, str], Draft]] = MappingProxyType({"activite": activites.suivant})


def begin(unit: UnitOfWork, table: str, **values: Any) -> tuple[Draft, tuple[str, ...]]:
    """(A new draft, the keys of what it was given beside `values`), not saved yet."""
    if table == "activite":
        return activites.a_faire(unit, **values)
    return commencer(unit, table, **values)


def duplicate(unit: UnitOfWork, table: str, uid: str) -> Draft:
    """A new draft from a stored fiche, not saved yet.

    Raises:
        records.Absent: no such fiche.
        NotCopied: its type carries nothing.
    """
    following = NEXT.get(table)
    return following(unit, uid) if following is not None else copie(unit, table, uid)
