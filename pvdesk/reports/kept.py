"""Page ends: no heading, and no line that opens what follows, is left alone at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, Flowable, Table

from pvdesk.reports.flowables import Framed, Text
from pvdesk.reports.styles import LABEL


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
            need = sum(_height(f, page_width) for f in pending) + _first(group[0], page_width)
            yield CondPageBreak(min(need, page_height / 2))
            yield from pending
            pending = []
        yield from group
    yield from pending


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
