"""Page ends: no heading, no line that opens what follows and no room to sign is left alone; no short part is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Table

from pvdesk.reports.flowables import SHORT_TABLE, Framed, Rows, Text
from pvdesk.reports.styles import ITEM, LABEL

SHORT = 6  # items: such a list is not parted from its heading, nor over two pages
_THIN = 16 * mm  # so little under a heading does not hold it: what comes next does too
_ROWS = 2  # of a table under its heading, at least


def kept(story: list[Flowable], page_width: float, page_height: float) -> Iterable[Flowable]:
    """The story, each run of headings preceded by a page break if it and what it leads to do not fit."""
    flowables = iter(groupby(story, _leads))
    pending: list[Flowable] = []
    for leads, run in flowables:
        group = list(run)
        if leads:
            pending = group
            continue
        if pending:
            need = sum(_height(f, page_width) for f in pending) + group[0].getSpaceBefore() + _led(group, page_width)
            wholes = ((_texts(group), SHORT_TABLE), (_signed(group), page_height / 2))
            heights = ((_stacked([*pending, *group[:count]], page_width), most) for count, most in wholes if count)
            need = max(need, *(height for height, most in heights if height <= most), 0)
            yield CondPageBreak(min(need, page_height / 2))
            yield from pending
            pending = []
        yield from _paired(_accompanied(group, page_width), page_width)
    yield from pending


def _led(group: list[Flowable], width: float) -> float:
    """The height of what stays under a heading: a short list whole, two items of a long one."""
    items = list(takewhile(_item, group))
    if len(items) >= 2:
        return sum(_height(item, width) for item in (items if len(items) <= SHORT else items[:2]))
    least = _first(group[0], width)
    if len(group) > 1 and least <= _THIN and _introduces(*group[:2]):
        return least + float(group[0].getSpaceAfter()) + _first(group[1], width)
    return least


def _introduces(one: Flowable, other: Flowable) -> bool:
    """Whether a few words or rows are read with what is below them."""
    return isinstance(other, Table) if isinstance(one, Text) else isinstance(one, Table) and not _loose(one)


def _texts(group: list[Flowable]) -> int:
    """How many paragraphs a group begins with; 0 when they are too many to make a short part."""
    count = len(list(takewhile(lambda flowable: isinstance(flowable, Text), group)))
    return count if count <= SHORT else 0


def _signed(group: list[Flowable]) -> int:
    """How many flowables there are down to the room to sign, with it; 0 when there is none."""
    return max((place for place, flowable in enumerate(group, 1) if isinstance(flowable, KeepTogether)), default=0)


def _stacked(group: list[Flowable], width: float) -> float:
    """The height of flowables one under the other: of the white below one and above the next, the greater."""
    total, below = 0.0, 0.0
    for flowable in _unfolded(group):
        total += max(below, flowable.getSpaceBefore()) + flowable.wrapOn(None, width, A4[1])[1]
        below = flowable.getSpaceAfter()
    return total


def _unfolded(group: Iterable[Flowable]) -> Iterator[Flowable]:
    for flowable in group:
        yield from flowable._content if isinstance(flowable, KeepTogether) else [flowable]  # noqa: SLF001


def _accompanied(group: list[Flowable], width: float) -> list[Flowable]:
    """The group, no room to sign being alone on a page: the paragraph before it goes with it."""
    made: list[Flowable] = []
    for flowable in group:
        if isinstance(flowable, KeepTogether) and made and isinstance(made[-1], Text):
            before = made.pop()
            made += [CondPageBreak(_stacked([before, flowable], width)), before]
        made.append(flowable)
    return made


def _paired(group: list[Flowable], width: float) -> Iterator[Flowable]:
    """A long list never leaves its last item alone on a page."""
    for listed, run in groupby(group, _item):
        items = list(run)
        if listed and len(items) > SHORT:
            yield from items[:-2]
            yield CondPageBreak(sum(_height(item, width) for item in items[-2:]))
            items = items[-2:]
        yield from items


def _item(flowable: Flowable) -> bool:
    return isinstance(flowable, Text) and flowable.style.name == ITEM


def _height(flowable: Flowable, page_width: float) -> float:
    _, height = flowable.wrapOn(None, page_width, A4[1])
    return float(height + flowable.getSpaceBefore() + flowable.getSpaceAfter())


def _first(flowable: Flowable, width: float) -> float:
    """The height of the least part that may stay under a heading."""
    if isinstance(flowable, KeepTogether):
        return _stacked([flowable], width)
    if isinstance(flowable, Framed):
        return _first(flowable.inner, width - 2 * Framed.side) + flowable.gap
    _, height = flowable.wrapOn(None, width, A4[1])
    if isinstance(flowable, Table):
        rows = 1 if _loose(flowable) else flowable.repeatRows + _ROWS
        least = sum(flowable._rowHeights[:rows])  # noqa: SLF001
        return float(height if height <= SHORT_TABLE and not _loose(flowable) else least)
    if isinstance(flowable, Text):
        leading = flowable.style.leading
        return float(height if height < 3.5 * leading else 2 * leading)  # three lines cannot be parted: widow
    return float(height)


def _loose(table: Table) -> bool:
    return isinstance(table, Rows) and table.loose


def _leads(flowable: Flowable) -> bool:
    inner = flowable.inner if isinstance(flowable, Framed) else flowable
    return isinstance(inner, Text) and (inner.outline is not None or inner.style.name == LABEL)
