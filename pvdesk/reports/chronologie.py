"""What is dated in a record, whatever its type: its own dates, and those of its lines, each said in its own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import text_of

_ENDINGS = (" le", " du")  # of the label of a date: « Constitué le »


def dates(draft: Draft) -> list[tuple[dt.date, str]]:
    """Days and what was then; a stage and the date that says the same are one."""
    found = list(_own(draft))
    for datum in schema(FICHES[draft.type].model).line_data:
        found += _lines(datum, draft)
    return sorted({(day, said.casefold()): (day, said) for day, said in reversed(found)}.values())


def line(datum: Datum, values: Mapping[str, Any], draft: Draft) -> str:
    """What a line is about, in its own words: its first datum that is no date."""
    assert datum.lines is not None
    told = (text_of(d, values.get(d.key), draft.names) for d in datum.lines.stored if _tellable(d))
    return next((text for text in told if text), "")


def _tellable(datum: Datum) -> bool:
    return datum.kind is not Kind.DATE and not datum.about.private


def _own(draft: Draft) -> Iterator[tuple[dt.date, str]]:
    for datum in schema(FICHES[draft.type].model).stored:
        value = draft.values.get(datum.key)
        if datum.kind is Kind.DATE and value is not None and not datum.about.private:
            yield value, _undated(datum.label)


def _lines(datum: Datum, draft: Draft) -> Iterator[tuple[dt.date, str]]:
    assert datum.lines is not None
    dated = next((d for d in datum.lines.stored if d.kind is Kind.DATE), None)
    for held in draft.lines.get(datum.key, []) if dated is not None else []:
        assert dated is not None
        day = held.values.get(dated.key)
        if day is not None:
            yield day, _told(datum, dated, line(datum, held.values, draft))


def _told(datum: Datum, dated: Datum, said: str) -> str:
    """« Notifié » of a stage, « Produits, versé : État, BOP 147 », « Formations : Budget participatif »."""
    assert datum.lines is not None
    if said and dated.label == "Date" and datum.lines.stored[0].kind is Kind.CHOICE:
        return said
    way = "" if dated.label in {"Date", "Depuis le"} else f", {_undated(dated.label).lower()}"
    return f"{datum.label}{way}\u00a0: {said}" if said else f"{datum.label}{way}"


def _undated(label: str) -> str:
    """« Constitué », of « Constitué le »."""
    return next((label.removesuffix(end) for end in _ENDINGS if label.endswith(end)), label)
