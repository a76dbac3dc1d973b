"""The sheet of any record: its fiche's own sections, printed. No record type has code of its own here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pvdesk.kit.draft import Draft
from pvdesk.kit.fiche import Fiche
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.text import plain_text, text_of
from pvdesk.reports.blocks import Block, Bullets, Column, Doc, Facts, Grid, Heading, Letterhead, Meta, Para, Words

WIDEST = 6  # columns of a grid; lines with more data are printed one under the other
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})
_WORDS = frozenset({Kind.TEXT, Kind.OPEN, Kind.REFERENCE})


def build(fiche: Fiche, draft: Draft, title: str, emitter: tuple[str, ...], edited: dt.datetime) -> Doc:
    """The sheet of one record.

    Args:
        fiche: its arrangement; a section hidden on the screen is not printed either.
        draft: its values; private data are left out, whatever they hold.
        title: its name.
        emitter: lines of the issuer.
        edited: date of the record, in UTC: equal records give equal bytes.
    """
    blocks: list[Block] = [
        Letterhead(emitter, (f"Réf. {draft.reference}",) if draft.reference else ()),
        Heading(1, title, fiche.singular.upper()),
        Para(f"État\u00a0: {draft.etat.libelle.lower()}", "small"),
    ]
    for section in fiche.sections:
        if section.shown_if is None or section.shown_if(draft.values):
            blocks += _section(section.title, fiche.data(section), draft)
    return Doc(
        meta=Meta(
            title=f"{fiche.singular} – {title}", author=emitter[0], subject=fiche.singular, when=edited,
            reference=draft.reference, status=draft.etat.libelle, footer=fiche.singular,
        ),
        blocks=tuple(blocks),
    )  # fmt: skip


def _section(title: str, data: tuple[Datum, ...], draft: Draft) -> list[Block]:
    """A heading and what it holds; nothing for a section without a value."""
    facts: list[tuple[str, Words]] = []
    rest: list[Block] = []
    for datum in data:
        if datum.about.private:
            continue
        if datum.kind is Kind.LINES:
            rest += _lines(datum, draft, alone=len(data) == 1)
        elif text := _value(datum, draft):
            if datum.kind is Kind.LONG:
                rest += [Para(datum.label, "label"), Para(text)]
            else:
                facts.append((datum.label, text))
    if not facts and not rest:
        return []
    return [Heading(2, title), *((Facts(tuple(facts)),) if facts else ()), *rest]


def _value(datum: Datum, draft: Draft) -> str:
    if datum.kind is Kind.COMPUTED:
        return plain_text(draft.computed.get(datum.key))
    return text_of(datum, draft.values.get(datum.key), draft.names)


def _lines(datum: Datum, draft: Draft, *, alone: bool) -> Iterator[Block]:
    assert datum.lines is not None
    shown = [d for d in datum.lines.stored if not d.about.private]
    rows = [
        {d.key: text_of(d, line.values.get(d.key), draft.names) for d in shown}
        for line in draft.lines.get(datum.key, [])
    ]
    used = [d for d in shown if any(row[d.key] for row in rows)]
    if not used:
        return
    if not alone:
        yield Para(datum.label, "label")
    if len(used) == 1:
        yield Bullets(tuple(row[used[0].key] for row in rows if row[used[0].key]))
    elif len(used) <= WIDEST and not any(d.kind is Kind.LONG for d in used):
        columns = tuple(
            Column(d.label, 2 if d.kind in _WORDS else 1, "right" if d.kind in _NUMBERS else "left") for d in used
        )
        yield Grid(columns, tuple(tuple(row[d.key] for d in used) for row in rows))
    else:
        for row in rows:
            yield Facts(tuple((d.label, row[d.key]) for d in used if row[d.key]))
