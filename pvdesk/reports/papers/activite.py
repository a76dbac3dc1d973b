"""What a post of adulte-relais did, month by month: the table that its sheet and its yearly report share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pvdesk.base.francais import MOIS, nombre
from pvdesk.reports.blocks import Column, Grid, Words
from pvdesk.reports.papers.parts import NIL, lean, strong

Rendu = Literal["Reçu", "Poste vacant", "Non reçu"]


@dataclass(frozen=True, kw_only=True)
class Mois:
    """A month: its first day, what came of its report, what it counts by key."""

    jour: dt.date
    rendu: Rendu
    comptes: Mapping[str, Decimal] = field(default_factory=dict)


def total(mois: Iterable[Mois], key: str) -> Decimal | None:
    """The sum of the months that counted it; None when none did."""
    counted = [m.comptes[key] for m in mois if key in m.comptes]
    return sum(counted, Decimal(0)) if counted else None


def said(value: Decimal | None) -> str:
    """« 12,5 », or the mark of what is not known."""
    return NIL if value is None else nombre(value)


def by_month(mois: tuple[Mois, ...], columns: tuple[tuple[str, str], ...], *, years: bool = False) -> Grid:
    """A row for each month, then their total. `columns`: keys and heads; `years`: the months say their year."""
    heads = (
        Column("Mois", 20, header=True), Column("Compte rendu", 19),
        *(Column(head, 61 / len(columns), "right") for _, head in columns),
    )  # fmt: skip
    rows: list[tuple[Words, ...]] = [
        (_month(m.jour, years=years), m.rendu, *(said(m.comptes.get(key)) for key, _ in columns)) for m in mois
    ]
    received = sum(m.rendu == "Reçu" for m in mois)
    asked = sum(m.rendu != "Poste vacant" for m in mois)
    rows.append(strong("Total", f"{received} sur {asked}", *(said(total(mois, key)) for key, _ in columns)))
    return lean(heads, rows)


def _month(day: dt.date, *, years: bool) -> str:
    name = MOIS[day.month - 1].capitalize()
    return f"{name} {day.year}" if years else name
