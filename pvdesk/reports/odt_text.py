"""The blocks of a paper to be edited, as pieces of XML: real headings, lists, heads of tables; styles by name."""

from __future__ import annotations

from collections.abc import Iterator

from pvdesk.reports import odt_styles as styles
from pvdesk.reports.blocks import (
    Blank,
    Blanks,
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
    plain,
)
from pvdesk.reports.odt_pictures import Pictures
from pvdesk.reports.odt_tables import Tables, cell
from pvdesk.reports.odt_words import bare, inlines, link, p, said, span, under
from pvdesk.reports.preflight import listed, unblanked
from pvdesk.reports.texte import lines
from pvdesk.reports.theme import Theme

_LINE = 8.5  # millimetres between two lines to be written on
_SIGNATURE = 36.0  # millimetres
_GAP = 8.0  # hundredths of the room of a signature, left free beside it
_MOST = 4  # columns


class Text:
    """One text in the making.

    Attributes:
        variants: the styles that open a page: name → (style they start from, master page or nothing).
        pictures: their files.
        tables: the geometry of the tables.
    """

    def __init__(self, doc: Doc, theme: Theme) -> None:
        self._doc, self._theme = doc, theme
        self.variants: dict[str, tuple[str, str]] = {}
        self.pictures = Pictures()
        self.tables = Tables()
        self._wide = doc.meta.landscape
        self._opens: str | None = None  # the master page that the next paragraph opens, empty for the same
        self._headings = 0

    def pieces(self) -> list[str]:
        """The content, one piece of XML for each paragraph, list or table."""
        made = [*self._blocks()]
        if made and made[-1].endswith("</table:table>"):  # else the office adds a line of its own, on a page of its own
            made.append(p(styles.EMPTY, ""))
        return made

    def _blocks(self) -> Iterator[str]:
        for block in unblanked(self._doc.blocks):
            match block:
                case Break():
                    self._turn(block)
                case Contents():
                    yield self._contents(block)
                case Box():
                    yield self._heading(Heading(2, block.title))
                    for inner in block.blocks:
                        yield from self._plain(inner)
                case _:
                    yield from self._plain(block)

    def _plain(self, block: Plain) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Para():
                yield from (self._p(styles.TONES[block.tone], inlines(one)) for one in lines(block.words))
            case Grid() if not block.rows:
                yield from self._plain(Para(block.empty))
            case _:
                if self._opens is not None:  # what follows cannot open the page itself
                    yield self._p(styles.EMPTY, "")
                yield from self._placed(block)

    def _placed(
        self, block: Bullets | Facts | Grid | Letterhead | Signatures | Figure | Figures | Blanks | Break
    ) -> Iterator[str]:
        """What is not running words."""
        match block:
            case Bullets():
                yield _list(block)
            case Facts():
                yield self._facts(block)
            case Grid():
                yield self._grid(block)
            case Letterhead():
                yield self._letterhead(block)
            case Signatures():
                yield p(styles.PLACE, said(block.place))
                yield from self._signatures(block)
            case Figure():
                yield from self.pictures.figure(block, self._room)
            case Figures():
                room = self._room / min(max(1, block.columns), _MOST)
                pieces = [list(self.pictures.figure(figure, room)) for figure in block.items]
                yield from self._side_by_side(pieces, block.columns)
            case Blanks():
                yield from self._side_by_side([list(_blank(blank)) for blank in block.fields], block.columns)

    # pages

    def _turn(self, block: Break) -> None:
        turned = block.landscape is not None and block.landscape != self._wide
        if turned:
            self._wide = not self._wide
        first = self._wide == self._doc.meta.landscape
        self._opens = (styles.UPRIGHT if first else styles.TURNED) if turned else ""

    def _opening(self, style: str) -> str:
        """The style, or its variant when a page is to be opened."""
        if self._opens is None:
            return style
        name = f"{style}_page_{self._opens}" if self._opens else f"{style}_page"
        self.variants[name] = (style, self._opens)
        self._opens = None
        return name

    @property
    def _room(self) -> float:
        return styles.width(self._theme, wide=self._wide)

    # words

    def _p(self, style: str, inner: str) -> str:
        return p(self._opening(style), inner)

    def _heading(self, heading: Heading) -> str:
        self._headings += 1
        kicker = f"{span(styles.KICKER, said(heading.kicker))}<text:line-break/>" if heading.kicker else ""
        words = under(heading.words).replace("<text:line-break/>", " ")
        return (
            f'<text:h text:style-name="{self._opening(styles.heading(heading.level))}"'
            f' text:outline-level="{heading.level}"><text:bookmark text:name="t{self._headings}"/>'
            f"{kicker}{words}</text:h>"
        )

    def _contents(self, block: Contents) -> str:
        """A list that the word processor can make again, with the pages that it alone knows."""
        self._headings += 1
        title = self._p(styles.CONTENTS, said(block.title))
        templates = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{level}"'
            f' text:style-name="{styles.entry(level)}"><text:index-entry-link-start/><text:index-entry-text/>'
            '<text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/>'
            "<text:index-entry-link-end/></text:table-of-content-entry-template>"
            for level in range(1, block.depth + 1)
        )
        entries = "".join(
            p(styles.entry(heading.level), link(f"#t{number}", said(plain(heading.words))))
            for number, heading in listed(self._doc, block)
        )
        return (
            '<text:table-of-content text:name="Sommaire">'
            f'<text:table-of-content-source text:outline-level="{block.depth}">'
            f'<text:index-title-template text:style-name="{styles.CONTENTS}">{bare(block.title)}'
            f"</text:index-title-template>{templates}</text:table-of-content-source><text:index-body>"
            f'<text:index-title text:name="Sommaire_titre">{title}</text:index-title>{entries}</text:index-body>'
            "</text:table-of-content>"
        )

    # tables

    def _facts(self, block: Facts) -> str:
        rows = [
            self.tables.row(
                (cell("plain", p(styles.ROW_HEAD, said(label))), cell("plain", p(styles.CELL, under(words))))
            )
            for label, words in block.pairs
        ]
        return self.tables.table(self._room, (22, 78), rows, heads=1)

    def _grid(self, block: Grid) -> str:
        columns = block.columns
        titles = [p(styles.HEAD + styles.ALIGNED[column.align], said(column.title)) for column in columns]
        of = [(styles.ROW_HEAD if c.header else styles.CELL) + styles.ALIGNED[c.align] for c in columns]
        rows = []
        for row in block.rows:
            cells = (p(style, under(words)) for style, words in zip(of, row, strict=True))
            made = [cell("ruled" if block.ruled else "grid", inner) for inner in cells]
            rows.append(self.tables.row(made, block.row_height))
        heads = 0
        while heads < len(columns) and columns[heads].header:
            heads += 1
        head = self.tables.row(cell("ruled" if block.ruled else "head", title) for title in titles)
        return self.tables.table(self._room, [c.width for c in columns], rows, heads=heads, head=head)

    def _letterhead(self, block: Letterhead) -> str:
        left = [p(styles.CELL if i else styles.SIGNER, said(one)) for i, one in enumerate(block.emitter)]
        if self._theme.logo:
            left.insert(0, p(styles.CELL, self.pictures.logo(self._theme)))
        right = [p(styles.EDITION, said(one)) for one in block.edition]
        empty = p(styles.CELL, "")
        cells = [cell("plain", "".join(held) or empty) for held in (left, right)]
        return self.tables.table(self._room, (60, 40), [self.tables.row(cells)])

    def _signatures(self, block: Signatures) -> Iterator[str]:
        if not block.signers:
            return
        cells = []
        for name, quality in block.signers:
            words = p(styles.SIGNER, said(name)) + (p(styles.CELL, said(quality)) if quality else "")
            cells += [cell("grid", words), cell("plain", p(styles.CELL, ""))]
        if len(block.signers) == 1:  # half a page is enough for one hand
            cells += [cell("plain", p(styles.CELL, ""))] * 2
        yield self.tables.table(
            self._room, [100 - _GAP, _GAP] * (len(cells) // 2), [self.tables.row(cells, _SIGNATURE)]
        )

    def _side_by_side(self, pieces: list[list[str]], columns: int) -> Iterator[str]:
        """Pieces in rows, in the order of reading."""
        columns = min(max(1, columns), _MOST)
        if columns == 1:
            yield from (paragraph for piece in pieces for paragraph in piece)
        elif pieces:
            pieces += [[p(styles.CELL, "")]] * (-len(pieces) % columns)
            cells = [cell("beside", "".join(piece)) for piece in pieces]
            rows = [self.tables.row(cells[start : start + columns]) for start in range(0, len(cells), columns)]
            yield self.tables.table(self._room, [1] * columns, rows)


def _blank(blank: Blank) -> Iterator[str]:
    yield p(styles.TONES["label"], said(blank.label))
    if blank.choices:
        yield p(styles.BODY, said(blank.ticks))
    else:
        ruled = round(blank.frame / _LINE) if blank.frame else blank.lines
        yield from [p(styles.LINE, "")] * max(1, ruled)


def _list(block: Bullets) -> str:
    last = len(block.items) - 1
    items = "".join(
        f"<text:list-item>{p(styles.ITEM if number < last else styles.LAST_ITEM, under(words))}</text:list-item>"
        for number, words in enumerate(block.items)
    )
    return f'<text:list text:style-name="{styles.NUMBERS if block.numbered else styles.DOTS}">{items}</text:list>'
