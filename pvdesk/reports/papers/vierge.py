"""The blank form of any record type, to be filled in by hand: what the screen asks, in the order of the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from pvdesk.kit.fiche import Fiche
from pvdesk.kit.schema import Datum, Kind
from pvdesk.reports.blocks import Blank, Blanks, Block, Column, Doc, Grid, Heading, Letterhead, Meta, Para, Plain

CONSIGNE = (
    "Écrivez au stylo noir, une lettre par case, et cochez ☐. Un astérisque marque ce qu’il faut pour terminer la "
    "fiche. N’écrivez ni nom d’habitant, ni santé, ni opinion."
)
_COMBS = {Kind.DATE: "JJ/MM/AAAA", Kind.TIME: "HH:MM", Kind.YEAR: "AAAA"}
_UNITS = {Kind.MONEY: " (€)", Kind.PERCENT: " (%)"}
_SMALL = frozenset({*_COMBS, Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT, Kind.BOOL})
_WIDE = 34  # characters of choices that a half of the page holds
_LISTED = 90  # characters of choices that are recalled above a grid
_WIDTHS = {Kind.TEXT: 4, Kind.OPEN: 4, Kind.REFERENCE: 4, Kind.LONG: 6, Kind.CHOICE: 3, Kind.DATE: 2.4}
_NARROWEST = 1.8
_ROW = 8.0  # millimetres: what a hand needs
_ROWS = 12  # of the lines of a whole form, shared between its lists


def build(fiche: Fiche, emitter: tuple[str, ...], when: dt.datetime) -> Doc:
    """The form of one record type; what is private, and what follows from the rest, is not asked."""
    lists = sum(d.kind is Kind.LINES and not _one(d) for s in fiche.sections for d in fiche.data(s))
    rows = min(6, max(2, _ROWS // max(1, lists)))
    blocks: list[Block] = [
        Letterhead(emitter, ("Fiche à remplir",)),
        Heading(1, fiche.singular),
        Para(CONSIGNE, "small"),
        Blanks((Blank("Rempli par (nom, fonction)"), Blank("Rempli le", comb=_COMBS[Kind.DATE])), columns=2),
    ]
    for section in fiche.sections:
        asked = [d for d in fiche.data(section) if d.kind is not Kind.COMPUTED and not d.about.private]
        if asked:
            blocks += [Heading(2, section.title), *_asked(asked, section.title, rows)]
    return Doc(
        meta=Meta(
            title=f"Fiche à remplir – {fiche.singular}", author=emitter[0], subject="Formulaire à remplir à la main",
            when=when, footer=f"{fiche.singular}, à remplir",
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _asked(data: list[Datum], title: str, rows: int) -> Iterator[Plain]:
    """The data in their order, neighbours of one size side by side: three small ones, two of a line, one that is long.

    A list of lines is a grid to be written in.
    """
    for columns, group in groupby(data, _columns):
        run = list(group)
        if not columns:
            for datum in run:
                yield from _grid(datum, title, rows)
        else:
            yield Blanks(tuple(_blank(datum) for datum in run), columns=columns)


def _columns(datum: Datum) -> int:
    """How many such data stand side by side; 0 for lines."""
    if datum.kind is Kind.LINES:
        return 1 if _one(datum) else 0
    if datum.kind in _SMALL:
        return 3
    if datum.kind is Kind.LONG or (datum.kind is Kind.CHOICE and len(_joined(datum)) > _WIDE):
        return 1
    return 2


def _one(datum: Datum) -> Datum | None:
    """The closed list of which lines each hold a choice: boxes to tick are enough."""
    if datum.lines is None or len(datum.lines.stored) != 1 or datum.lines.stored[0].kind is not Kind.CHOICE:
        return None
    return datum.lines.stored[0]


def _joined(datum: Datum) -> str:
    return ", ".join(choice.libelle for choice in datum.choices)


def _label(datum: Datum) -> str:
    return f"{datum.label}{_UNITS.get(datum.kind, '')}{' *' if datum.about.required else ''}"


def _blank(datum: Datum) -> Blank:
    one = _one(datum) if datum.kind is Kind.LINES else None
    choices = (one or datum).choices
    if datum.kind is Kind.BOOL:
        return Blank(_label(datum), choices=("Oui", "Non"))
    if choices:
        return Blank(_label(datum), choices=tuple(choice.libelle for choice in choices))
    return Blank(_label(datum), comb=_COMBS.get(datum.kind, ""), lines=3 if datum.kind is Kind.LONG else 1)


def _grid(datum: Datum, title: str, rows: int) -> Iterator[Plain]:
    assert datum.lines is not None
    held = [d for d in datum.lines.stored if not d.about.private]
    if datum.label != title:
        yield Para(_label(datum), "label")
    for d in held:
        if d.choices and len(_joined(d)) <= _LISTED:
            yield Para(f"{d.label} : {_joined(d).lower()}.", "small")
    columns = tuple(Column(_label(d), _WIDTHS.get(d.kind, _NARROWEST)) for d in held)
    yield Grid(columns, (("",) * len(columns),) * rows, row_height=_ROW, ruled=True)
