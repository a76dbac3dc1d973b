"""The blank form of any record type, to be filled in by hand: what the screen asks, in the order of the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pvdesk.kit.fiche import Fiche
from pvdesk.kit.schema import Datum, Kind
from pvdesk.reports.blocks import Blank, Blanks, Block, Column, Doc, Grid, Heading, Meta, Para, Plain

CONSIGNE = (
    "Une lettre par case\u202f; cochez ☐\u202f; l’astérisque marque ce qui est demandé pour terminer la fiche. "
    "Ni santé, ni opinion."
)
_COMBS = {Kind.DATE: "JJ/MM/AAAA", Kind.TIME: "HH:MM", Kind.YEAR: "AAAA"}
_UNITS = {Kind.MONEY: " (€)", Kind.PERCENT: " (%)"}
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})
# How many of a kind stand side by side, at most.
_SIDE = {Kind.DATE: 3, Kind.REFERENCE: 3, Kind.OPEN: 3, Kind.LONG: 1} | dict.fromkeys(
    (*_NUMBERS, Kind.YEAR, Kind.TIME, Kind.BOOL), 4
)
_CHOSEN = ((45, 4), (80, 3), (120, 2))  # characters of choices, and how many such lists stand side by side
_TYPED = ((120, 3), (200, 2))  # the same for the longest text of a line
_LISTED = 90  # characters of choices that are recalled above a grid
# Millimetres of the columns of a grid: of each kind at least, of a letter of a head, around it, of the page.
_WIDTHS = {Kind.TEXT: 40.0, Kind.OPEN: 40.0, Kind.REFERENCE: 40.0, Kind.CHOICE: 28.0, Kind.DATE: 24.0}
_NARROWEST = 16.0
_LETTER, _PADDING, _PAGE = 2.0, 5.0, 166.0
_MOST = 7  # columns
_ROW = 7.5  # millimetres: what a hand needs
_ROWS = 5  # of the grids of a whole form, shared between them
_LONG_FORM = 16  # data: beyond, texts have fewer lines


@dataclass(frozen=True, slots=True)
class Room:
    """What the form gives: rows of a grid, lines of a long text."""

    rows: int
    lines: int


def build(fiche: Fiche, emitter: tuple[str, ...], when: dt.datetime) -> Doc:
    """The form of one record type; what is private, and what follows from the rest, is not asked."""
    sections = [(s.title, [d for d in fiche.data(s) if _is_asked(d)]) for s in fiche.sections]
    every = [d for _, data in sections for d in data]
    grids = sum(d.kind is Kind.LINES and not _alone(d) for d in every)
    room = Room(min(4, max(2, -(-_ROWS // max(1, grids)))), 2 if len(every) > _LONG_FORM else 3)
    blocks: list[Block] = [
        Heading(1, f"{fiche.singular} : fiche à remplir"),
        Para(CONSIGNE, "small"),
        Blanks((Blank("Rempli par (nom, fonction)"), Blank("Rempli le", comb=_COMBS[Kind.DATE])), columns=2),
    ]
    for title, data in sections:
        said = title == fiche.singular or [datum.label for datum in data] == [title]  # by the form, by its only label
        blocks += [Heading(2, title)] if data and not said else []
        blocks += _merged(_asked(data, room))
    return Doc(
        meta=Meta(
            title=f"Fiche à remplir – {fiche.singular}", author=emitter[0], subject="Formulaire à remplir à la main",
            when=when, footer=f"{fiche.singular}, à remplir",
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _is_asked(datum: Datum) -> bool:
    return datum.kind is not Kind.COMPUTED and not datum.about.private


def _asked(data: list[Datum], room: Room) -> Iterator[Plain]:
    """The data in their order: neighbours side by side as far as they have room, a grid for what is a list of lines."""
    waiting: list[Datum] = []
    for datum in data:
        if waiting and len(waiting) >= min(map(_side, (*waiting, datum))):
            yield _row(waiting, room)
            waiting = []
        if datum.kind is not Kind.LINES or _alone(datum):
            waiting.append(datum)
            continue
        if waiting:
            yield _row(waiting, room)
            waiting = []
        yield from _lines(datum, room)
    if waiting:
        yield _row(waiting, room)


def _merged(parts: Iterable[Plain]) -> Iterator[Plain]:
    """Rows of blanks that are alike as one, without the room that stands between two blocks."""
    last: Plain | None = None
    for part in parts:
        if isinstance(part, Blanks) and isinstance(last, Blanks) and _continues(part, last):
            last = Blanks((*last.fields, *part.fields), part.columns)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _continues(part: Blanks, last: Blanks) -> bool:
    return part.columns == last.columns and len(last.fields) % last.columns == 0


def _row(data: list[Datum], room: Room) -> Blanks:
    if len(data) == 1 and (of := counted(data[0])):
        return Blanks(tuple(Blank(choice.libelle) for choice in of.choices), columns=4)
    return Blanks(tuple(_blank(datum, room) for datum in data), columns=min(map(_side, data)))


def _side(datum: Datum) -> int:
    """How many such data stand side by side; lines stand alone."""
    if datum.kind is Kind.CHOICE:
        return next((side for most, side in _CHOSEN if len(_joined(datum)) <= most), 1)
    if datum.kind is Kind.TEXT:
        return next((side for most, side in _TYPED if (datum.about.maximum or 0) <= most), 1)
    return _SIDE.get(datum.kind, 1)


def _alone(datum: Datum) -> Datum | None:
    """What lines of one datum each hold, boxes or a line being enough; or the choice that each of them counts."""
    if datum.lines is None:
        return None
    held = datum.lines.stored
    return held[0] if len(held) == 1 and held[0].kind in {Kind.CHOICE, Kind.REFERENCE} else counted(datum)


def counted(datum: Datum) -> Datum | None:
    """The closed list of which lines hold a choice and its number: each choice has its room."""
    held = datum.lines.stored if datum.lines is not None else ()
    counts = len(held) == 2 and held[0].kind is Kind.CHOICE and held[1].kind in _NUMBERS
    return held[0] if counts else None


def _joined(datum: Datum) -> str:
    return ", ".join(choice.libelle for choice in datum.choices)


def _label(datum: Datum) -> str:
    advice = f" ({datum.about.help})" if datum.about.help and datum.kind in {Kind.LONG, Kind.LINES} else ""
    star = "\u00a0*" if datum.about.required else ""
    return f"{datum.label}{_UNITS.get(datum.kind, '')}{star}{advice}"


def _blank(datum: Datum, room: Room) -> Blank:
    choices = (_alone(datum) or datum).choices
    if datum.kind is Kind.BOOL:
        return Blank(_label(datum), choices=("Oui", "Non"))
    if choices:
        return Blank(_label(datum), choices=tuple(choice.libelle for choice in choices))
    return Blank(_label(datum), comb=_COMBS.get(datum.kind, ""), lines=room.lines if datum.kind is Kind.LONG else 1)


def _lines(datum: Datum, room: Room) -> Iterator[Plain]:
    """A list of lines: a grid to be written in; of lines that a grid does not hold, as many groups of blanks."""
    assert datum.lines is not None
    held = [d for d in datum.lines.stored if not d.about.private]
    if len(held) > _MOST or any(d.kind is Kind.LONG for d in held):
        for number in range(1, 3):
            yield Para(f"{datum.label} : {number}", "label")
            yield from _merged(_asked(held, room))
        return
    yield Para(_label(datum), "label")
    for d in held:
        if d.choices and len(_joined(d)) <= _LISTED:
            yield Para(f"{d.label} : {_joined(d)}.", "small")
    columns = tuple(Column(_label(d), width) for d, width in zip(held, _widths(held), strict=True))
    yield Grid(columns, (("",) * len(columns),) * room.rows, row_height=_ROW, ruled=True)


def _widths(data: list[Datum]) -> list[float]:
    """Millimetres of each column: no word of a head is cut, what is left goes where there is much to write."""
    least = [_LETTER * max(map(len, _label(d).split(" "))) + _PADDING for d in data]
    wanted = [
        max(0.0, _WIDTHS.get(d.kind, _NARROWEST) - width, _LETTER * len(_label(d)) / 2 - width)
        for d, width in zip(data, least, strict=True)
    ]
    spare = max(0.0, _PAGE - sum(least)) / (sum(wanted) or 1)
    return [width + more * spare for width, more in zip(least, wanted, strict=True)]
