"""The full-text index of many fiches at once, a type and a batch at a time: one by one, its reading costs the most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db import search
from pvdesk.fiches import FICHES
from pvdesk.store import words
from pvdesk.store.unit import UnitOfWork

_BATCH = 500


def reindex(unit: UnitOfWork, fiches: Mapping[str, Iterable[str]]) -> None:
    """Index the fiches of these uids, by table; those in the corbeille leave the index."""
    unit.session.flush()
    connection = unit.session.connection()
    for table, found in fiches.items():
        uids = sorted(found)
        for start in range(0, len(uids), _BATCH):
            batch = uids[start : start + _BATCH]
            said = words.of_many(unit, FICHES[table].model, batch)
            for uid in batch:
                if uid not in said:
                    search.remove(connection, uid)
            search.put_all(connection, table, said)
