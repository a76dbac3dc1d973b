"""The fiches of a year: those dated in it, and the directory that they point to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import and_, or_

from pvdesk.fiches import FICHES
from pvdesk.kit.fiche import key_of
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.store.unit import UnitOfWork
from pvdesk.tables.feuilles import uids

# Several years long: dated by its beginning, it is of all that follow.
WHOLE = frozenset({"occupation"})
FIRST, LAST = 2000, 2100


def date_de(table: str) -> Datum | None:
    """The datum that puts a fiche in a year; None: the type is a directory, whole each year."""
    fiche = FICHES[table]
    first = key_of(fiche.order[0])
    of = schema(fiche.model)
    dated = first in of and of[first].kind in {Kind.DATE, Kind.YEAR} and table not in WHOLE
    return of[first] if dated else None


def fiches_de(unit: UnitOfWork, table: str, an: int) -> list[str]:
    """The fiches of a type for a year: dated in it, or undated and made in it; all of a directory."""
    datum = date_de(table)
    if datum is None:
        return uids(unit, table)
    model: Any = FICHES[table].model
    dated = getattr(model, datum.key)
    inside = dated == an if datum.kind is Kind.YEAR else dated.between(dt.date(an, 1, 1), dt.date(an, 12, 31))
    # The year of here: midnight of the first of January is not that of UTC.
    start, end = (dt.datetime(year, 1, 1).astimezone() for year in (an, an + 1))
    made = and_(dated.is_(None), model.cree_le >= start, model.cree_le < end)
    return uids(unit, table, or_(inside, made))
