"""Facts and grids as tables: heads that say whose they are, cells that may run over pages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from pvdesk.reports.blocks import Facts, Grid, Words
from pvdesk.reports.flow_words import Setter, Style
from pvdesk.reports.flowables import Text, table
from pvdesk.reports.structure import Elem
from pvdesk.reports.theme import Theme
from pvdesk.reports.wording import cell_pieces

_ROW_SCOPE = "/A<</O/Table/Scope/Row>>"
_COLUMN_SCOPE = "/A<</O/Table/Scope/Column>>"

_LABELS = (34 * mm, 48 * mm)  # the narrowest and the widest column of labels; a longer label takes lines
_GAP = 10.0  # points between a label and its value
_APART = 12.0  # points between numbers and the words of the next column

Cells = list[list[Any]]


def labels(by: Setter, every: Iterable[Facts]) -> float:
    """The width of the column of labels (points) that suits all the facts of a paper."""
    style, (least, most) = by.styles.label, _LABELS
    said = {by.wording.clean(label) for block in every for label, _ in block.pairs}
    widths = [stringWidth(label, style.fontName, style.fontSize) + _GAP for label in said]
    wanted = (width if width <= most else width / 2 + 2 * _GAP for width in widths)  # on one line, else on two
    return float(min(most, max((least, *wanted))))


def facts(by: Setter, block: Facts, width: float) -> list[Flowable]:
    """Labels and values, one a line."""
    parent = Elem("Table", by.root)
    labels = min(by.labels, width / 3)
    widths = [labels, width - labels]
    cells: Cells = []
    for label, words in block.pairs:
        row = Elem("TR", parent)
        head, cell = Elem("TH", row, _ROW_SCOPE), Elem("TD", row)
        pieces = cell_pieces(by.wording.inlines(words), widths[1], by.regular, by.theme.table)
        cells.append(
            [
                by.text((by.wording.clean(label),), by.styles.label, head),
                by.text(pieces[0], by.styles.cell, cell),
            ]
        )
        cells += [["", by.text(piece, by.styles.cell, cell)] for piece in pieces[1:]]
    style = [
        *by.base,
        ("TOPPADDING", (0, 0), (-1, -1), 1.2 * by.theme.air),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * by.theme.air),
    ]
    return [table(cells, widths, style, spaceBefore=2, spaceAfter=10 * by.theme.air)]


def rows(by: Setter, grid: Grid, width: float) -> list[Flowable]:
    """A grid that has rows."""
    total = sum(column.width for column in grid.columns)
    widths = [width * column.width / total for column in grid.columns]
    parent = Elem("Table", by.root)
    head = Elem("TR", parent)
    cells: Cells = [
        [
            by.text(
                (by.wording.clean(column.title),),
                by.styles.aligned(by.styles.head, column.align),
                Elem("TH", head, _COLUMN_SCOPE),
                once=True,
            )
            for column in grid.columns
        ]
    ]
    style = list(by.base)
    heads = _row_heads(grid)
    ends = []  # the last printed row of each row of the model
    for row in grid.rows:
        start = len(cells)
        cells += _row(by, grid, row, widths, Elem("TR", parent), heads)
        ends.append(len(cells) - 1)
        if ends[-1] > start:
            style += [
                ("BOTTOMPADDING", (0, start), (-1, ends[-1] - 1), 0),
                ("TOPPADDING", (0, start + 1), (-1, ends[-1]), 0),
            ]
    style += rules(by.theme, ends, ruled=grid.ruled)
    for place, (before, column) in enumerate(pairwise(grid.columns), 1):
        if (before.align, column.align) == ("right", "left") and not grid.ruled:
            style.append(("LEFTPADDING", (place, 0), (place, -1), _APART))
    if grid.columns[-1].align == "right" and not grid.ruled:
        style.append(("RIGHTPADDING", (-1, 0), (-1, -1), 0))  # numbers end where the rule does
    heights = [0.0, *[grid.row_height * mm] * (len(cells) - 1)] if grid.row_height else None
    return [
        table(cells, widths, style, repeatRows=1, minRowHeights=heights, spaceBefore=2, spaceAfter=8 * by.theme.air)
    ]


def _row(
    by: Setter, grid: Grid, row: tuple[Words, ...], widths: list[float], elem: Elem, heads: tuple[bool, ...]
) -> Cells:
    """One row of the model as printed rows: a cell taller than a third of a page goes on in the next."""
    columns: list[list[Text]] = []
    for column, words, width, head in zip(grid.columns, row, widths, heads, strict=True):
        cell = Elem("TH", elem, _ROW_SCOPE) if head else Elem("TD", elem)
        style = by.styles.aligned(by.styles.cell, column.align)
        pieces = cell_pieces(by.wording.inlines(words), width, by.regular, by.theme.table)
        columns.append([by.text(piece, style, cell) for piece in pieces])
    depth = max(len(pieces) for pieces in columns)
    return [[pieces[i] if i < len(pieces) else "" for pieces in columns] for i in range(depth)]


def _row_heads(grid: Grid) -> tuple[bool, ...]:
    """Which columns head their rows: none in a grid so small that it would hold more heads than data."""
    heads = tuple(column.header for column in grid.columns)
    columns, rows = len(heads), len(grid.rows)
    return heads if columns + rows * sum(heads) <= rows * (columns - sum(heads)) else (False,) * columns


def rules(theme: Theme, ends: list[int], *, ruled: bool) -> Style:
    """The lines under the rows of a grid; `ends` are the last printed rows of each row of the model."""
    rule, weight = HexColor(theme.rule), 0.5 if ruled else 0.4
    style: Style = [("LINEBELOW", (0, 0), (-1, 0), 1, HexColor(theme.accent))]
    if len(ends) == ends[-1]:  # one command for all the rows, when each is printed as one
        style.append(("LINEBELOW", (0, 1), (-1, -1), weight, rule))
    else:
        style += [("LINEBELOW", (0, end), (-1, end), weight, rule) for end in ends]
    if ruled:
        style += [
            ("LINEBEFORE", (0, 1), (-1, -1), weight, rule),
            ("LINEAFTER", (-1, 1), (-1, -1), weight, rule),
            ("LEFTPADDING", (0, 0), (-1, -1), 5),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ]
    return style
