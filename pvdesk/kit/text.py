"""The French text of a value: one place for the screen, the paper and the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.types import MILLE, Liste
from pvdesk.base import francais
from pvdesk.kit.schema import Datum, Kind


def text_of(datum: Datum, value: Any, names: Mapping[str, str] | None = None) -> str:
    """What a person reads; empty for nothing.

    Args:
        datum: what the value is.
        value: as stored.
        names: for a reference, the name of what is pointed to, by key.
    """
    if value is None or value == "":
        return ""
    if datum.kind is Kind.REFERENCE:
        return (names or {}).get(value, str(value))
    if datum.kind is Kind.MONEY:
        return francais.montant(value)
    if datum.kind is Kind.DECIMAL:
        return francais.nombre(Decimal(value) / MILLE)
    if datum.kind is Kind.YEAR:
        return str(value)
    if datum.kind is Kind.PERCENT:
        return francais.pourcentage(value, 0)
    return plain_text(value)


def plain_text(value: Any) -> str:
    """The text of a value whose kind is not known: dates, hours, lists, yes and no."""
    if isinstance(value, Liste):
        return value.libelle
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, dt.datetime):
        return f"{francais.date_courte(value.date())} à {francais.heure(value)}"
    if isinstance(value, dt.date):
        return francais.date_courte(value)
    if isinstance(value, dt.time):
        return francais.heure(value)
    if isinstance(value, int):
        return francais.nombre(value)
    return "" if value is None else str(value)


def typed_text(datum: Datum, value: Any) -> str:
    """The text put back into an editor: short, and understood again by `pvdesk.kit.reading`."""
    if value is None:
        return ""
    if datum.kind is Kind.TIME:
        return f"{value:%H:%M}"
    if datum.kind is Kind.MONEY:
        sign, (euros, cents) = "-" * (value < 0), divmod(abs(value), 100)
        return f"{sign}{euros},{cents:02d}" if cents else f"{sign}{euros}"
    if datum.kind is Kind.DECIMAL:
        return francais.nombre(Decimal(value) / MILLE).replace(francais.FINE, "").replace("−", "-")
    if datum.kind in {Kind.INTEGER, Kind.PERCENT, Kind.YEAR}:
        return str(value)
    return text_of(datum, value)
