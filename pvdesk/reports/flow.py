"""Blocks to reportlab flowables bound to structure elements: the layout of every paper."""

from collections.abc import Iterable, Iterator
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, NextPageTemplate, PageBreak

from pvdesk.base.steps import UNSEEN, Part
from pvdesk.reports.blocks import (
    Blanks,
    Block,
    Box,
    Break,
    Bullets,
    Contents,
    Doc,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Letterhead,
    Para,
    Plain,
    Signatures,
    Words,
)
from pvdesk.reports.flow_blanks import blanks
from pvdesk.reports.flow_contents import contents
from pvdesk.reports.flow_figures import pictures
from pvdesk.reports.flow_tables import facts, labels, rows
from pvdesk.reports.flow_words import Setter, Style, template
from pvdesk.reports.flowables import Framed, Picture, Text, table, text
from pvdesk.reports.kept import kept
from pvdesk.reports.preflight import listed, unblanked
from pvdesk.reports.structure import Elem
from pvdesk.reports.wording import BREAK, PIECE, cut

_SIGN = 28 * mm


def _facts(blocks: Iterable[Block]) -> Iterator[Facts]:
    for block in blocks:
        if isinstance(block, Box):
            yield from _facts(block.blocks)
        elif isinstance(block, Facts):
            yield block


class Flow(Setter):
    """Turns one document into a story. Made anew for each build: elements serve once."""

    def story(self, doc: Doc, step: Part = UNSEEN) -> list[Flowable]:
        """The flowables of the paper, in order; no heading is left alone at the foot of a page."""
        every = max(20, len(doc.blocks) // 100)
        self.labels = labels(self, _facts(doc.blocks))
        self.turn(wide=doc.meta.landscape)
        made: list[Flowable] = []
        stretch: list[Flowable] = []  # what stands between two turns of the page
        for number, block in enumerate(unblanked(doc.blocks)):
            if number % every == 0:
                step.say("Préparation", number / len(doc.blocks))
            if isinstance(block, Break) and block.landscape is not None:
                made += kept(stretch, self.page_width, self.page_height)
                self.turn(wide=block.landscape)
                stretch = [NextPageTemplate(template(wide=block.landscape))]
            stretch += self._contents(doc, block) if isinstance(block, Contents) else self._block(block)
        return [*made, *kept(stretch, self.page_width, self.page_height)]

    def _contents(self, doc: Doc, block: Contents) -> list[Flowable]:
        return [self._heading(Heading(2, block.title)), *contents(self, listed(doc, block), self.page_width)]

    def _block(self, block: Plain | Box) -> list[Flowable]:
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
                return facts(self, block, width)
            case Grid():
                return rows(self, block, width) if block.rows else self._plain(Para(block.empty), width)
            case _:
                return self._placed(block, width)

    def _placed(
        self, block: Letterhead | Signatures | Figure | Figures | Blanks | Break, width: float
    ) -> list[Flowable]:
        """What is not running words nor a table."""
        match block:
            case Letterhead():
                return self._letterhead(block)
            case Signatures():
                return self._signatures(block)
            case Figure() | Figures():
                return pictures(self, block, width)
            case Blanks():
                return blanks(self, block, width)
            case Break():
                turns = block.landscape is not None or not block.room
                return [PageBreak() if turns else CondPageBreak(block.room * self.page_height)]

    # words

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
            flowables += [self.text(piece, tight, elem) for piece in firsts]
            flowables.append(self.text(last, style, elem))
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
            flowables += [item, *(self.text(piece, self.styles.item, body) for piece in others)]
        if flowables:
            flowables[-1].spaceAfter = self.styles.paragraphs["body"].spaceAfter
        return flowables

    # layouts

    def _letterhead(self, block: Letterhead) -> list[Flowable]:
        left: list[Flowable] = []
        if self.theme.logo:
            alternative = self.theme.logo_text.encode("utf-16-be").hex()
            figure = Elem("Figure", self.root, f"/Alt<feff{alternative}>")
            left.append(Picture(str(self.theme.logo), self.theme.logo_height * mm, figure))
        for i, line in enumerate(block.emitter):
            left.append(self.line(line, self.styles.signer if i == 0 else self.styles.cell))
        right = [self.line(line, self.styles.edition) for line in block.edition]
        widths = [self.page_width * 0.6, self.page_width * 0.4]
        style = [*self.base, ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        return [table([[left, right]], widths, style, spaceAfter=6)]

    def _signatures(self, block: Signatures) -> list[Flowable]:
        place = self.line(block.place, self.styles.place)
        cells: list[Any] = []
        style: Style = list(self.base)
        for column, (name, quality) in enumerate(block.signers):
            said = [self.line(name, self.styles.signer)]
            if quality:
                said.append(self.line(quality, self.styles.cell))
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
