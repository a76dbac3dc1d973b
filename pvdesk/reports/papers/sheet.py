"""The sheet of any record: its fiche's own sections, printed. No record type has code of its own here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from pvdesk.base.francais import date_longue
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.fiche import Fiche, Section, key_of
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.text import plain_text, text_of
from pvdesk.reports.blocks import (
    Block,
    Bullets,
    Column,
    Doc,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Meta,
    Para,
    Plain,
    Words,
)
from pvdesk.reports.papers import parts
from pvdesk.reports.papers.parts import NIL

WIDEST = 6  # columns of a grid; lines with more data are printed one under the other
QUESTIONS = 4  # yes or no, and nothing else: from there on, a grid reads better than labels
LONGEST_LIST = 200  # characters of names in a row; beyond, one a line
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})
_LEAST, _DATE, _MOST = 9, 12, 40  # characters that the width of a column is counted for
_APART = 2  # more after numbers
_HEAD = 14  # those of its title, which may take lines: a date below must not be cut

Pictures = Mapping[str, bytes]


def build(
    fiche: Fiche, draft: Draft, title: str, emitter: tuple[str, ...], edited: dt.datetime, pictures: Pictures
) -> Doc:
    """The sheet of one record.

    Args:
        fiche: its arrangement; a section hidden on the screen is not printed either.
        draft: its values; private data are left out, whatever they hold.
        title: its name in a list.
        emitter: lines of the issuer.
        edited: date of the record, in UTC: equal records give equal bytes.
        pictures: those of its lines, by uid of the line.
    """
    head, lead = _titles(fiche, draft, title)
    blocks: list[Block] = [
        parts.head(emitter, edited, draft.reference, draft.etat.libelle),
        Heading(1, head, f"FICHE · {fiche.singular.upper()}"),
        *([Para(lead, "lead")] if lead else []),
    ]
    for section in fiche.sections:
        if section.shown_if is None or section.shown_if(draft.values):
            blocks += parts.section(section.title, _section(section, fiche.data(section), draft, pictures))
    mute = sum(not _caption(line) for lines in draft.lines.values() for line in lines if line.uid in pictures)
    return Doc(
        meta=Meta(
            title=f"{fiche.singular} – {title}", author=emitter[0], subject=fiche.singular, when=edited,
            reference=draft.reference, status=draft.etat.libelle, footer=fiche.singular,
        ),
        blocks=tuple(blocks),
        notes=parts.mute(mute),
    )  # fmt: skip


def _titles(fiche: Fiche, draft: Draft, title: str) -> tuple[str, str]:
    """The title, and the line under it: the day of a record is said in full, under what it is about."""
    dates = [key for key in map(key_of, fiche.name) if isinstance(draft.values.get(key), dt.date)]
    if fiche.named is not None or not dates:
        return title, ""
    words = [part for part in title.split(", ") if part not in {plain_text(draft.values[key]) for key in dates}]
    said = date_longue(draft.values[dates[0]])
    return ", ".join(words) or fiche.singular, said[:1].upper() + said[1:]


def _section(section: Section, data: tuple[Datum, ...], draft: Draft, pictures: Pictures) -> Iterator[Plain]:
    """The data of a section in the order of the screen, alike ones together; nothing for what holds nothing."""
    held = [datum for datum in data if not datum.about.private and _said(datum, draft)]
    for form, group in groupby(held, lambda datum: _form(datum, draft, alone=len(data) == 1)):
        run = list(group)
        if form is Kind.LINES:
            for datum in run:
                yield from _lines(datum, draft, pictures, alone=len(data) == 1 or datum.label == section.title)
        elif form is Kind.LONG:
            for datum in run:
                yield from parts.told("" if len(data) == 1 else datum.label, _value(datum, draft))
        elif len(run) >= QUESTIONS and all(datum.kind is Kind.BOOL for datum in run):
            yield Grid((Column("Question", 80, header=True), Column("Réponse", 20)), _pairs(run, draft))
        elif section.grid:
            yield Grid((Column("Compte", 80, header=True), Column("Nombre", 20, "right")), _pairs(run, draft))
        else:
            yield Facts(_pairs(run, draft))


def _pairs(data: list[Datum], draft: Draft) -> tuple[tuple[str, str], ...]:
    return tuple((datum.label, _value(datum, draft)) for datum in data)


def _form(datum: Datum, draft: Draft, *, alone: bool) -> Kind:
    """How a datum is printed: as lines, as a long text, or as a label and its words."""
    if datum.kind is Kind.LINES and not alone and _named(datum, draft):
        return Kind.TEXT
    return datum.kind if datum.kind in {Kind.LINES, Kind.LONG} else Kind.TEXT


def _named(datum: Datum, draft: Draft) -> str:
    """« Camus, Cité Bellevue », of lines that hold a short name each; empty for other lines."""
    assert datum.lines is not None
    if len(datum.lines.stored) > 1:
        return ""
    of = datum.lines.stored[0]
    said = ", ".join(filter(None, (text_of(of, x.values.get(of.key), draft.names) for x in draft.lines[datum.key])))
    return said if len(said) <= LONGEST_LIST else ""


def _said(datum: Datum, draft: Draft) -> bool:
    return bool(draft.lines.get(datum.key)) if datum.kind is Kind.LINES else bool(_value(datum, draft))


def _value(datum: Datum, draft: Draft) -> str:
    if datum.kind is Kind.COMPUTED:
        return plain_text(draft.computed.get(datum.key))
    if datum.kind is Kind.LINES:
        return _named(datum, draft)
    return text_of(datum, draft.values.get(datum.key), draft.names)


def _lines(datum: Datum, draft: Draft, pictures: Pictures, *, alone: bool) -> Iterator[Plain]:
    assert datum.lines is not None
    lines = draft.lines[datum.key]
    shown = [d for d in datum.lines.stored if not d.about.private]
    used = [d for d in shown if any(text_of(d, line.values.get(d.key), draft.names) for line in lines)]
    figures = tuple(_figure(pictures[line.uid], line) for line in lines if line.uid in pictures and _caption(line))
    if not (used or figures):
        return
    if not alone:
        yield Para(datum.label, "label")
    if figures:
        yield Figures(figures, columns=2)
        return
    rows = [[text_of(d, line.values.get(d.key), draft.names) for d in used] for line in lines]
    if len(used) == 1:
        yield Bullets(tuple(row[0] for row in rows if row[0]))
    elif len(used) <= WIDEST and not any(d.kind is Kind.LONG for d in used):
        yield _grid(used, rows, lines)
    else:
        yield from _each(datum, used, rows)


def _grid(used: list[Datum], rows: list[list[str]], lines: list[LineDraft]) -> Grid:
    """Columns as wide as what they hold; a last row adds up the money."""
    columns = tuple(
        Column(
            d.label, _width(d, rows, i) + (_APART if i and used[i - 1].kind in _NUMBERS else 0),
            "right" if d.kind in _NUMBERS else "left", header=i == 0,
        )
        for i, d in enumerate(used)
    )  # fmt: skip
    cells: list[tuple[Words, ...]] = [tuple(cell or NIL for cell in row) for row in rows]
    if len(lines) > 1 and any(d.kind is Kind.MONEY for d in used) and used[0].kind is not Kind.MONEY:
        cells.append(parts.strong("Total", *(_total(d, lines) for d in used[1:])))
    return Grid(columns, tuple(cells))


def _width(datum: Datum, rows: list[list[str]], place: int) -> int:
    """Characters that the column of a datum is counted for; a date is never cut."""
    least = _DATE if datum.kind is Kind.DATE else _LEAST
    return min(max(least, min(len(datum.label), _HEAD), *(len(row[place]) for row in rows)), _MOST)


def _total(datum: Datum, lines: list[LineDraft]) -> str:
    if datum.kind is not Kind.MONEY:
        return NIL
    return text_of(datum, parts.sum_of(line.values.get(datum.key) for line in lines)) or NIL


def _each(datum: Datum, used: list[Datum], rows: list[list[str]]) -> Iterator[Plain]:
    """Lines with much to say: what each is about, its short data, its texts; what is true of all is said once."""
    first, *others = zip(used, zip(*rows, strict=True), strict=True)
    alike = [d for d, said in others if len(rows) > 1 and d.kind is not Kind.LONG and len({*said}) == 1]
    yield from parts.facts(*((d.label, said[0]) for d, said in others if d in alike))
    told = [(d, said) for d, said in others if d not in alike]
    alone = sum(d.kind is Kind.LONG for d, _ in told) == 1
    for i, head in enumerate(first[1]):
        yield Heading(3, f"{i + 1}. {head or datum.label}")
        yield from parts.facts(*((d.label, said[i]) for d, said in told if d.kind is not Kind.LONG))
        for d, said in told:
            if d.kind is Kind.LONG:
                yield from parts.told("" if alone else d.label, said[i])


def _caption(line: LineDraft) -> str:
    """The words of a picture: the texts of its line."""
    return ", ".join(value for value in line.values.values() if isinstance(value, str) and value.strip())


def _figure(data: bytes, line: LineDraft) -> Figure:
    said = _caption(line)
    days = [plain_text(value) for value in line.values.values() if _is_day(value)]
    return Figure(data, alt=said, caption=f"{said} (photo du {days[0]})" if days else said)


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date)
