"""What the papers of the field are put together from: a head, sections that are never empty, grids of money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal

from pvdesk.base.francais import INSECABLE, date_courte, date_longue, nombre, pluriel, pourcentage
from pvdesk.reports.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Grid,
    Heading,
    Letterhead,
    Para,
    Plain,
    Strong,
    Words,
    plain,
)

NIL = "—"  # of a cell: nothing is known


def head(emetteur: tuple[str, ...], edite_le: dt.datetime, reference: str, etat: str = "") -> Letterhead:
    """Who writes; when, under which reference, in which state."""
    day = date_longue(edite_le.astimezone().date(), semaine=False)
    return Letterhead(emetteur, tuple(line for line in (f"Le {day}", reference and f"Réf. {reference}", etat) if line))


def section(title: str, *parts: Iterable[Plain]) -> list[Block]:
    """A heading and what it leads to; nothing when there is nothing."""
    held = [block for part in parts for block in part]
    return [Heading(2, title), *held] if held else []


def facts(*pairs: tuple[str, Words]) -> list[Plain]:
    """What is known, a line each; nothing when nothing is."""
    known = tuple((label, words) for label, words in pairs if plain(words).strip())
    return [Facts(known)] if known else []


def told(label: str, text: str) -> list[Plain]:
    """A text under the line that opens it; the line alone goes when there is no text, the text when it has no line."""
    if not text.strip():
        return []
    return [Para(label, "label"), Para(text)] if label else [Para(text)]


def listed(label: str, items: Iterable[str]) -> list[Plain]:
    """A list under the line that opens it; nothing when it is empty."""
    held = tuple(item for item in items if item)
    return [Para(label, "label"), Bullets(held)] if held else []


def yes_no(answer: bool | None, *, unknown: str = "Non vu") -> str:  # noqa: FBT001 - the answer is what is said
    """« Oui », « Non », or what is said of a question without answer."""
    return unknown if answer is None else "Oui" if answer else "Non"


def day_of(day: dt.date | None, unknown: str = NIL) -> str:
    """« 03/03/2026 »."""
    return unknown if day is None else date_courte(day)


def count(value: int | None) -> str:
    """« 1 250 », or the mark of what is not known."""
    return NIL if value is None else nombre(value)


def sum_of(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def money(*amounts: int | None) -> Callable[[int | None], str]:
    """How cents are written in one grid: all with their cents as soon as one of `amounts` has some."""
    decimals = 2 if any(amount is not None and amount % 100 for amount in amounts) else 0

    def said(cents: int | None) -> str:
        return NIL if cents is None else f"{nombre(Decimal(cents) / 100, decimals)}{INSECABLE}€"

    return said


def share(part: int | None, whole: int | None) -> str:
    """« 45,2 % » of the whole."""
    return NIL if part is None or not whole else pourcentage(Decimal(100 * part) / whole)


def lean(columns: tuple[Column, ...], rows: Iterable[tuple[Words, ...]]) -> Grid:
    """A table without the columns of which nothing is known."""
    held = list(rows)
    told = [i for i, column in enumerate(columns) if column.header or any(plain(row[i]) != NIL for row in held)]
    return Grid(tuple(columns[i] for i in told), tuple(tuple(row[i] for i in told) for row in held))


def strong(*cells: str) -> tuple[Words, ...]:
    """A row of totals."""
    return tuple((Strong(cell),) for cell in cells)


def mute(pictures: int) -> tuple[str, ...]:
    """What the author is told of pictures without words, that are not printed; nothing when there is none."""
    if not pictures:
        return ()
    verb = "ne sont pas imprimées" if pictures > 1 else "n’est pas imprimée"
    number = pluriel(pictures, "photo", "photos")
    return (f"{number} sans légende {verb}{INSECABLE}: écrivez ce que l’on y voit.",)
