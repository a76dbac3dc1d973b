"""Page ends: no heading, and no line that opens what follows, is left alone at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, Flowable, Table

from pvdesk.reports.flowables import Framed, Text
from pvdesk.reports.styles import ITEM, LABEL

SHORT = 6  # items: such a list is not parted from its heading, nor over two pages


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
            yield CondPageBreak(min(need, page_height / 2))
            yield from pending
            pending = []
        yield from _paired(group, page_width)
    yield from pending


def _led(group: list[Flowable], width: float) -> float:
    """The height of what stays under a heading: a short list whole, two items of a long one."""
    items = list(takewhile(_item, group))
    if len(items) < 2:
        return _first(group[0], width)
    return sum(_height(item, width) for item in (items if len(items) <= SHORT else items[:2]))


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
    if isinstance(flowable, Framed):
        return _first(flowable.inner, width - 2 * Framed.side) + flowable.gap
    _, height = flowable.wrapOn(None, width, A4[1])
    if isinstance(flowable, Table):
        return float(sum(flowable._rowHeights[: flowable.repeatRows + 1]))  # noqa: SLF001
    if isinstance(flowable, Text):
        leading = flowable.style.leading
        return float(height if height < 3.5 * leading else 2 * leading)  # three lines cannot be parted: widow
    return float(height)


def _leads(flowable: Flowable) -> bool:
    inner = flowable.inner if isinstance(flowable, Framed) else flowable
    return isinstance(inner, Text) and (inner.outline is not None or inner.style.name == LABEL)
