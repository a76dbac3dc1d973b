"""The corbeille: what was deleted, by whom, when. Nothing leaves it by itself: a removal travels, and is regretted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db import search
from db.models.arbitrage import Correction
from pvdesk.fiches import FICHES
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

JOURS = 90  # what the page shows at first; older ones are one gesture away
_NOT_DELETED_BY_HAND = frozenset({Correction.__tablename__})


@dataclass(frozen=True, slots=True)
class Jetee:
    """A fiche in the corbeille: its type in French, who put it there, when, and how many days ago."""

    table: str
    uid: str
    nom: str
    sorte: str
    reference: str
    le: dt.datetime
    par: str
    jours: int


def corbeille(unit: UnitOfWork, words: str = "") -> list[Jetee]:
    """What is in the corbeille, last deleted first; `words` filters on names, types and references, folded.

    A fiche united with another one is not there: it is that other one now.
    """
    found: list[Jetee] = []
    for table in FICHES.keys() - _NOT_DELETED_BY_HAND:
        found += _of_type(unit, table)
    wanted = search.fold(words).split()
    if wanted:
        found = [one for one in found if _says(one, wanted)]
    return sorted(found, key=lambda one: (one.le, one.uid), reverse=True)


def _of_type(unit: UnitOfWork, table: str) -> list[Jetee]:
    fiche = FICHES[table]
    model: Any = fiche.model
    query = select(model.uid, model.reference, model.supprime_le, model.modifie_par).where(
        model.supprime_le.is_not(None), model.remplace_par.is_(None)
    )
    rows = unit.all(query)
    named = names(unit, table, [row.uid for row in rows]) if rows else {}
    today = unit.now.astimezone().date()
    return [
        Jetee(
            table, row.uid, named[row.uid], fiche.singular, row.reference or "", row.supprime_le, row.modifie_par,
            max(0, (today - row.supprime_le.astimezone().date()).days),
        )
        for row in rows
    ]  # fmt: skip


def _says(one: Jetee, wanted: list[str]) -> bool:
    said = search.fold(f"{one.nom} {one.sorte} {one.reference}")
    return all(word in said for word in wanted)
