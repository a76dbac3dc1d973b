"""From a record type to its blank form."""

from __future__ import annotations

import datetime as dt

from pvdesk.fiches import FICHES
from pvdesk.reports.blocks import Doc
from pvdesk.reports.issuer import emitter
from pvdesk.reports.papers import vierge
from pvdesk.reports.reminders import NOON
from pvdesk.store.unit import UnitOfWork


def choices(_unit: UnitOfWork) -> dict[str, str]:
    """The record types: table to French name."""
    return {table: fiche.singular for table, fiche in FICHES.items()}


def formulaire(unit: UnitOfWork, table: str) -> Doc:
    """The blank form of a record type, of the day it is printed."""
    today = dt.datetime.combine(unit.now.astimezone().date(), NOON, dt.UTC)
    return vierge.build(FICHES[table], emitter(unit), today)
