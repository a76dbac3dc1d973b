"""The words that no dictionary has: names of the directory and of the territory, words taught to the spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pvdesk.store import memoire
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

NAMED = ("membre", "contact", "occupation", "organisme", "conseil", "quartier", "commune")


def propres(unit: UnitOfWork) -> Iterator[str]:
    """Texts whose words are known to be right."""
    for table in NAMED:
        yield from names(unit, table).values()
    yield from appris(unit)


def appris(unit: UnitOfWork) -> list[str]:
    """The words taught on this laptop."""
    held: Any = memoire.lire(unit, memoire.MOTS)
    return [str(one) for one in held] if isinstance(held, list) else []
