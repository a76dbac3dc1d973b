"""Room to be written in by hand: ruled lines, frames, combs of cases and boxes to tick, under their labels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from pvdesk.reports.blocks import Blank, Blanks
from pvdesk.reports.flow_words import Setter
from pvdesk.reports.flowables import table
from pvdesk.reports.theme import Theme

LINE = 8 * mm  # what a hand needs between two lines
_FIRST = 6.5 * mm  # under a label, which leaves some room of its own
MOST = 4  # columns
LONGEST_CHOICES = 1_200  # characters; beyond, the choice is written on a line
_TALLEST = 120 * mm
_CASE = (5.2 * mm, 6.2 * mm)  # width and height of a case of a comb
_GAP = 14.0  # points between two blanks side by side


def blanks(by: Setter, block: Blanks, width: float) -> list[Flowable]:
    """Blanks in rows; one is never cut, a page may end between two rows."""
    columns = min(max(1, block.columns), MOST)
    one = (width + _GAP) / columns - _GAP
    widths = [one + _GAP] * (columns - 1) + [one]
    cells: list[list[Any]] = []
    for start in range(0, len(block.fields), columns):
        row: list[Any] = [_blank(by, blank, one) for blank in block.fields[start : start + columns]]
        cells.append(row + [""] * (columns - len(row)))
    if not cells:
        return []
    style = [*by.base, ("RIGHTPADDING", (0, 0), (-2, -1), _GAP), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
    rows = table(cells, widths, style, spaceBefore=1, spaceAfter=4 * by.theme.air)
    rows.loose = True
    return [rows]


def _blank(by: Setter, blank: Blank, width: float) -> list[Flowable]:
    label = by.line(blank.label, by.styles.label)
    if blank.choices and len(blank.ticks) <= LONGEST_CHOICES:
        return [label, by.line(_whole(by, blank, width), by.styles.cell)]
    if blank.comb:
        return [label, Comb(blank.comb, by.theme, by.regular)]
    return [label, Room(by.theme, frame=min(blank.frame * mm, _TALLEST), lines=min(blank.lines, int(_TALLEST / LINE)))]


def _whole(by: Setter, blank: Blank, width: float) -> str:
    """The choices, those that hold on a line never cut at its end."""

    def said(choice: str) -> str:
        fits = stringWidth(f"☐ {choice}", by.regular, by.styles.cell.fontSize) < width
        return choice.replace(" ", "\u00a0") if fits else choice

    return replace(blank, choices=tuple(map(said, blank.choices))).ticks


class Room(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A frame `frame` points high, else ruled lines: all artifacts, the label being what is read."""

    above = 3.0  # points under the label

    def __init__(self, theme: Theme, *, frame: float, lines: int) -> None:
        super().__init__()
        self.colour, self.frame, self.lines = HexColor(theme.rule), frame, max(1, lines)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Width and height taken (points)."""
        self.width, self.height = width, self.above + (self.frame or _FIRST + (self.lines - 1) * LINE)
        return self.width, self.height

    def draw(self) -> None:
        """The frame or the lines."""
        canv = self.canv
        with canv.mark(None):
            canv.saveState()
            canv.setStrokeColor(self.colour)
            canv.setLineWidth(0.5)
            if self.frame:
                canv.rect(0, 0, self.width, self.frame)
            else:
                for line in range(self.lines):
                    canv.line(0, line * LINE, self.width, line * LINE)
            canv.restoreState()


class Comb(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """One case for each letter of a pattern; the letters stand in the cases as a faint hint."""

    above = 3.0  # points under the label
    hint = 7.0  # points
    between = 2.0  # points on each side of a character that is no case

    def __init__(self, pattern: str, theme: Theme, font: str) -> None:
        super().__init__()
        self.pattern, self.font = pattern, font
        self.rule, self.quiet = HexColor(theme.rule), HexColor(theme.quiet)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Width and height taken (points); cases narrow rather than leave their column."""
        needed = sum(self._natural(character) for character in self.pattern)
        self.scale = min(1.0, width / needed)
        self.width, self.height = width, self.above + _CASE[1]
        return self.width, self.height

    def _natural(self, character: str) -> float:
        if character.isalnum():
            return float(_CASE[0])
        return float(stringWidth(character, self.font, self.hint) + 2 * self.between)

    def draw(self) -> None:
        """The cases, their hints and what stands between them."""
        canv = self.canv
        with canv.mark(None):
            canv.saveState()
            canv.setStrokeColor(self.rule)
            canv.setFillColor(self.quiet)
            canv.setLineWidth(0.5)
            canv.setFont(self.font, self.hint)
            x = 0.0
            for character in self.pattern:
                wide = self._natural(character) * self.scale
                if character.isalnum():
                    canv.rect(x, 0, wide, _CASE[1])
                canv.drawCentredString(x + wide / 2, (_CASE[1] - self.hint * 0.7) / 2, character)
                x += wide
            canv.restoreState()
