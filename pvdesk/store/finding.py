"""Search over every record type at once: what the palette lists."""

from __future__ import annotations

from dataclasses import dataclass

from db import search
from pvdesk.fiches import FICHES
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Found:
    """A record found: its type, uid, name, and the French name of its type."""

    table: str
    uid: str
    nom: str
    sorte: str


def find(unit: UnitOfWork, words: str, limit: int = 30) -> list[Found]:
    """The records that hold all the words, newest first."""
    hits = [(table, uid) for table, uid in search.find(unit.session.connection(), words, limit=limit)]
    named: dict[str, str] = {}
    for table in {table for table, _ in hits if table in FICHES}:
        named |= names(unit, table, [uid for of, uid in hits if of == table])
    return [Found(table, uid, named[uid], FICHES[table].singular) for table, uid in hits if uid in named]
