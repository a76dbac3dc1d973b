"""Reportlab flowables bound to structure elements: paragraph, table, frame, picture, heading with its outline entry."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table
from reportlab.platypus.tables import TableRenderCB

from pvdesk.reports.structure import Elem

SHORT_TABLE = 45 * mm  # a table no taller is not cut
_FOOT = 100 * mm  # where less is free, a page ends


class Text(Paragraph):  # type: ignore[misc]  # reportlab is untyped
    """A paragraph of one element; the halves of a split share it. `once`: drawn again, it is an artifact."""

    elem: Elem
    once = False
    outline: tuple[str, int] | None = None
    _wrapped_at: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken (points). A table asks four times for each cell: the answer is kept."""
        if self._wrapped_at != width or not hasattr(self, "blPara"):
            super().wrap(width, height)
            self._wrapped_at = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list["Text"]:
        """The two halves, bound to the same element."""
        parts: list[Text] = super().split(width, height)
        for part in parts:
            part.elem, part.once = self.elem, self.once
        if parts:
            parts[0].outline = self.outline
        return parts

    def _drawOn(self, canv: Any) -> None:  # noqa: N802
        if self.outline:
            canv.enter(*self.outline, self.height)
        with canv.mark(None if self.once and self.elem.drawn else self.elem):
            super()._drawOn(canv)


def text(markup: str, style: ParagraphStyle, elem: Elem, *, once: bool = False) -> Text:
    """A paragraph from reportlab markup, already escaped."""
    paragraph = Text(markup, style)
    paragraph.elem, paragraph.once = elem, once
    return paragraph


class _Furniture(TableRenderCB):  # type: ignore[misc]  # reportlab is untyped
    """Reportlab's table hook: fills and rules become artifacts; cells mark themselves."""

    def startBG(self, table: Any) -> None:  # noqa: N802
        self._artifact = table.canv.mark(None)
        self._artifact.__enter__()

    def endBG(self, _table: Any) -> None:  # noqa: N802
        self._artifact.__exit__(None, None, None)

    startLines = startBG  # noqa: N815
    endLines = endBG  # noqa: N815

    def startTable(self, table: Any, *_rest: Any) -> None:  # noqa: N802
        """Nothing: the elements sit on the cells."""

    endTable = startRow = endRow = startCell = endCell = startTable  # noqa: N815


def _rows(table: Table) -> int:
    return len(table._cellvalues) - int(table.repeatRows)  # noqa: SLF001


class Rows(Table):  # type: ignore[misc]  # reportlab is untyped
    """A table that leaves no row alone on a page, and is not cut when it is short; a `loose` one is but rows."""

    loose = False

    _next = False  # the rest of a table cut above where it might have been: it waits for the next page

    def split(self, width: float, height: float) -> list["Rows"]:
        """The two parts, or none when nothing fits."""
        if self._next:
            self._next = False
            return []
        parts: list[Rows] = super().split(width, height)
        if self.loose:
            for part in parts:
                part.loose = True
            return parts
        if parts and height < _FOOT and (self._height <= SHORT_TABLE or _rows(parts[0]) < 2 <= _rows(self)):
            return []  # the next page is begun, where there is more room
        if len(parts) < 2 or _rows(parts[1]) > 1:
            return parts
        if _rows(parts[0]) < 3:
            return parts
        keep = sum(self._rowHeights[: len(parts[0]._cellvalues) - 1])  # noqa: SLF001
        parts = super().split(width, keep + 0.1) or parts
        parts[-1]._next = True  # noqa: SLF001
        return parts


def table(cells: list[list[Any]], widths: list[float], style: list[tuple[Any, ...]], **options: Any) -> Rows:
    """A table of flowables already bound; `widths` in points."""
    return Rows(cells, colWidths=widths, style=style, renderCB=_Furniture(), hAlign="LEFT", **options)


class Framed(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A piece of a box: its content between two side rules, with the top or the bottom one at the ends."""

    def __init__(self, inner: Flowable, colour: str, *, gap: float, top: bool = False, bottom: bool = False) -> None:
        super().__init__()
        self.inner, self.colour, self.gap = inner, colour, gap
        self.top, self.bottom = top, bottom

    side = 9.0  # points between rule and content

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, gap below included (points)."""
        self.width = width
        self.gap_above = self.side if self.top else 0
        _, inner_height = self.inner.wrapOn(self.canv, width - 2 * self.side, height - self.gap - self.gap_above)
        self.inner_height = inner_height
        self.height = inner_height + self.gap + self.gap_above
        return width, self.height

    def split(self, width: float, height: float) -> list["Framed"]:
        """Pieces that fit, each with its sides; none when nothing does."""
        room = height - (self.side if self.top else 0)
        parts = self.inner.splitOn(self.canv, width - 2 * self.side, room)
        if len(parts) == 1:  # the content fits, not with the gap under it
            parts = self.inner.splitOn(self.canv, width - 2 * self.side, room - self.gap)
        if len(parts) == 1:
            return []
        return [
            Framed(
                part,
                self.colour,
                gap=self.gap if part is parts[-1] else 0,
                top=self.top and part is parts[0],
                bottom=self.bottom and part is parts[-1],
            )
            for part in parts
        ]

    def draw(self) -> None:
        """The rules, as artifacts, then the content."""
        canv = self.canv
        with canv.mark(None):
            canv.saveState()
            canv.setStrokeColor(HexColor(self.colour))
            canv.setLineWidth(0.8)
            canv.line(0, 0, 0, self.height)
            canv.line(self.width, 0, self.width, self.height)
            if self.top:
                canv.line(0, self.height, self.width, self.height)
            if self.bottom:
                canv.line(0, 0, self.width, 0)
            canv.restoreState()
        self.inner.drawOn(canv, self.side, self.gap)


class Picture(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A picture with its alternative text, at a given height (points)."""

    gap = 6.0  # points under the picture

    def __init__(self, file: str, height: float, elem: Elem) -> None:
        super().__init__()
        self.file, self.height, self.elem = file, height, elem

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Width and height taken (points)."""
        self.width = width
        return width, self.height + self.gap

    def draw(self) -> None:
        """The picture, inside its element."""
        with self.canv.mark(self.elem):
            self.canv.drawImage(
                self.file, 0, self.gap, self.width, self.height, mask="auto", preserveAspectRatio=True, anchor="sw"
            )
