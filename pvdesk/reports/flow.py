"""Blocks to reportlab flowables bound to structure elements: the layout of every paper."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak

from pvdesk.reports.blocks import (
    Block,
    Box,
    Break,
    Bullets,
    Doc,
    Facts,
    Grid,
    Heading,
    Inline,
    Letterhead,
    Para,
    Plain,
    Signatures,
    Words,
)
from pvdesk.reports.flowables import Framed, Picture, Text, table, text
from pvdesk.reports.kept import kept
from pvdesk.reports.structure import Elem
from pvdesk.reports.styles import Styles
from pvdesk.reports.theme import Theme
from pvdesk.reports.wording import BREAK, PIECE, Wording, cell_pieces, cut

_ROW_SCOPE = "/A<</O/Table/Scope/Row>>"
_COLUMN_SCOPE = "/A<</O/Table/Scope/Column>>"
_PADDING = 3.5  # points above and below the words of a cell
_SIGN = 28 * mm

Cells = list[list[Any]]
Style = list[tuple[Any, ...]]


class Flow:
    """Turns one document into a story. Made anew for each build: elements serve once."""

    def __init__(self, theme: Theme, styles: Styles, wording: Wording, regular: str) -> None:
        self.theme, self.styles, self.wording = theme, styles, wording
        self._regular = regular
        self.root = Elem("Document")
        self.page_width = A4[0] - 2 * theme.margin * mm
        self._base: Style = [
            ("FONTNAME", (0, 0), (-1, -1), regular),  # else every cell selects Helvetica, never embedded
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), _PADDING),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING),
        ]

    def story(self, doc: Doc) -> list[Flowable]:
        """The flowables of the paper, in order; no heading is left alone at the foot of a page."""
        return list(kept([f for block in doc.blocks for f in self._block(block)], self.page_width))

    def _block(self, block: Block) -> list[Flowable]:
        return self._box(block) if isinstance(block, Box) else self._plain(block, self.page_width)

    def _plain(self, block: Plain, width: float) -> list[Flowable]:
        match block:
            case Heading():
                return [self._heading(block)]
            case Para():
                return self._paragraphs(block.words, self.styles.paragraphs[block.tone])
            case Bullets():
                return self._bullets(block)
            case Facts():
                return self._facts(block, width)
            case Grid():
                return self._grid(block, width) if block.rows else self._plain(Para(block.empty), width)
            case Letterhead():
                return self._letterhead(block)
            case Signatures():
                return self._signatures(block)
            case Break():
                return [PageBreak()]

    # words

    def _text(self, words: tuple[Inline, ...], style: ParagraphStyle, elem: Elem, *, once: bool = False) -> Text:
        return text(self.wording.markup(words), style, elem, once=once)

    def _line(self, line: str, style: ParagraphStyle, tag: str = "P") -> Text:
        return self._text((self.wording.clean(line),), style, Elem(tag, self.root))

    def _heading(self, heading: Heading) -> Text:
        style = self.styles.headings[heading.level - 1]
        words = self.wording.inlines(heading.words)
        title = "".join(w if isinstance(w, str) else w.text for w in words).replace("\n", " ")
        markup = self.wording.markup(words)
        if heading.kicker:
            kicker = self.wording.markup((self.wording.clean(heading.kicker),))
            markup = f'<font size="{self.theme.body}" color="{self.theme.quiet}">{kicker}</font>{BREAK}{markup}'
        paragraph = text(markup, style, Elem(f"H{heading.level}", self.root))
        paragraph.outline = (title, heading.level - 1)
        return paragraph

    def _paragraphs(self, words: Words, style: ParagraphStyle) -> list[Flowable]:
        flowables: list[Flowable] = []
        tight = ParagraphStyle(f"{style.name}-piece", style, spaceAfter=0)
        for line in self.wording.lines(words):
            elem = Elem("P", self.root)
            *firsts, last = cut(line, PIECE)
            flowables += [self._text(piece, tight, elem) for piece in firsts]
            flowables.append(self._text(last, style, elem))
        return flowables

    def _bullets(self, block: Bullets) -> list[Flowable]:
        kind = "Decimal" if block.numbered else "Disc"
        parent = Elem("L", self.root, f"/A<</O/List/ListNumbering/{kind}>>")
        flowables = []
        for number, words in enumerate(block.items, 1):
            body = Elem("LBody", Elem("LI", parent))
            first, *others = cut(self.wording.inlines(words), PIECE)
            mark = f"{number}." if block.numbered else "•"
            item = Text(self.wording.markup(first), self.styles.item, bulletText=mark)
            item.elem = body
            flowables += [item, *(self._text(piece, self.styles.item, body) for piece in others)]
        return flowables

    # tables

    def _facts(self, block: Facts, width: float) -> list[Flowable]:
        parent = Elem("Table", self.root)
        widths = [min(34 * mm, width / 3), width - min(34 * mm, width / 3)]
        cells: Cells = []
        for label, words in block.pairs:
            row = Elem("TR", parent)
            head, cell = Elem("TH", row, _ROW_SCOPE), Elem("TD", row)
            pieces = cell_pieces(self.wording.inlines(words), widths[1], self._regular, self.theme.table)
            cells.append(
                [
                    self._text((self.wording.clean(label),), self.styles.label, head),
                    self._text(pieces[0], self.styles.cell, cell),
                ]
            )
            cells += [["", self._text(piece, self.styles.cell, cell)] for piece in pieces[1:]]
        style = [
            *self._base,
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
        ]
        return [table(cells, widths, style, spaceBefore=2, spaceAfter=10)]

    def _grid(self, grid: Grid, width: float) -> list[Flowable]:
        total = sum(column.width for column in grid.columns)
        widths = [width * column.width / total for column in grid.columns]
        parent = Elem("Table", self.root)
        head = Elem("TR", parent)
        cells: Cells = [
            [
                self._text(
                    (self.wording.clean(column.title),),
                    self.styles.aligned(self.styles.head, column.align),
                    Elem("TH", head, _COLUMN_SCOPE),
                    once=True,
                )
                for column in grid.columns
            ]
        ]
        style = list(self._base)
        heads = _row_heads(grid)
        ends = []  # the last printed row of each row of the model
        for row in grid.rows:
            start = len(cells)
            cells += self._row(grid, row, widths, Elem("TR", parent), heads)
            ends.append(len(cells) - 1)
            if ends[-1] > start:
                style += [
                    ("BOTTOMPADDING", (0, start), (-1, ends[-1] - 1), 0),
                    ("TOPPADDING", (0, start + 1), (-1, ends[-1]), 0),
                ]
        style += rules(self.theme, ends, ruled=grid.ruled)
        heights = [0.0, *[grid.row_height * mm] * (len(cells) - 1)] if grid.row_height else None
        return [table(cells, widths, style, repeatRows=1, minRowHeights=heights, spaceBefore=2, spaceAfter=8)]

    def _row(
        self, grid: Grid, row: tuple[Words, ...], widths: list[float], elem: Elem, heads: tuple[bool, ...]
    ) -> Cells:
        """One row of the model as printed rows: a cell taller than a third of a page goes on in the next."""
        columns: list[list[Text]] = []
        for column, words, width, head in zip(grid.columns, row, widths, heads, strict=True):
            cell = Elem("TH", elem, _ROW_SCOPE) if head else Elem("TD", elem)
            style = self.styles.aligned(self.styles.cell, column.align)
            pieces = cell_pieces(self.wording.inlines(words), width, self._regular, self.theme.table)
            columns.append([self._text(piece, style, cell) for piece in pieces])
        depth = max(len(pieces) for pieces in columns)
        return [[pieces[i] if i < len(pieces) else "" for pieces in columns] for i in range(depth)]

    # layouts

    def _letterhead(self, block: Letterhead) -> list[Flowable]:
        left: list[Flowable] = []
        if self.theme.logo:
            alternative = self.theme.logo_text.encode("utf-16-be").hex()
            figure = Elem("Figure", self.root, f"/Alt<feff{alternative}>")
            left.append(Picture(str(self.theme.logo), self.theme.logo_height * mm, figure))
        for i, line in enumerate(block.emitter):
            left.append(self._line(line, self.styles.signer if i == 0 else self.styles.cell))
        right = [self._line(line, self.styles.edition) for line in block.edition]
        widths = [self.page_width * 0.6, self.page_width * 0.4]
        style = [*self._base, ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        return [table([[left, right]], widths, style, spaceAfter=6)]

    def _signatures(self, block: Signatures) -> list[Flowable]:
        place = self._line(block.place, self.styles.paragraphs["label"])
        cells: list[Any] = []
        style = list(self._base)
        for column, (name, quality) in enumerate(block.signers):
            said = [self._line(name, self.styles.signer)]
            if quality:
                said.append(self._line(quality, self.styles.cell))
            cells += [said, ""]
            style.append(("LINEBELOW", (2 * column, 0), (2 * column, 0), 0.4, HexColor(self.theme.rule)))
        if not cells:
            return [place]
        gap = 8 * mm
        one = (self.page_width + gap) / max(2, len(block.signers)) - gap
        signs = table([cells], [one, gap] * len(block.signers), style, minRowHeights=[_SIGN + 24], spaceAfter=14)
        return [KeepTogether([place, signs])]

    def _box(self, box: Box) -> list[Flowable]:
        title = self._heading(Heading(2, box.title))
        inner_width = self.page_width - 2 * Framed.side
        content = [title, *(f for block in box.blocks for f in self._plain(block, inner_width))]
        pieces = []
        for i, flowable in enumerate(content):
            last = i == len(content) - 1
            gap = Framed.side if last else 7.0
            pieces.append(Framed(flowable, self.theme.accent, gap=gap, top=i == 0, bottom=last))
        pieces[0].spaceBefore, pieces[-1].spaceAfter = 10, 8
        return pieces


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
