"""Words set in the styles of one paper: what every kind of block needs to be laid out."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from pvdesk.reports.blocks import Inline
from pvdesk.reports.flowables import Text, text
from pvdesk.reports.pixels import Pixels
from pvdesk.reports.structure import Elem
from pvdesk.reports.styles import Styles
from pvdesk.reports.theme import Theme
from pvdesk.reports.wording import Wording

_PADDING = 3.5  # points above and below the words of a cell

Style = list[tuple[Any, ...]]
Shots = dict[tuple[bytes, float, float], Pixels | None]  # the pictures of a paper, made fit once for all its layouts


class Setter:
    """The theme, the styles and the tree of one paper; the page being filled. Made anew for each build."""

    def __init__(self, theme: Theme, styles: Styles, wording: Wording, regular: str, shots: Shots) -> None:
        self.theme, self.styles, self.wording, self.regular = theme, styles, wording, regular
        self.shots = shots
        self.root = Elem("Document")
        self.messages: list[str] = []  # what is found out while laying out, for the author
        self.labels = 0.0  # points: the column of the labels of facts, one for the whole paper
        self.turn(wide=False)
        self.base: Style = [
            ("FONTNAME", (0, 0), (-1, -1), regular),  # else every cell selects Helvetica, never embedded
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 7),
            ("TOPPADDING", (0, 0), (-1, -1), _PADDING * theme.air),
            ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING * theme.air),
        ]

    def turn(self, *, wide: bool) -> None:
        """What follows is laid out on pages of that orientation."""
        page = page_size(wide=wide)
        self.page_width, self.page_height = page[0] - 2 * self.theme.margin * mm, page[1]

    def text(self, words: tuple[Inline, ...], style: ParagraphStyle, elem: Elem, *, once: bool = False) -> Text:
        """Printable words as a paragraph of `elem`."""
        return text(self.wording.markup(words), style, elem, once=once)

    def line(self, line: str, style: ParagraphStyle, tag: str = "P", parent: Elem | None = None) -> Text:
        """One line as an element of its own."""
        return self.text((self.wording.clean(line),), style, Elem(tag, parent or self.root))


def template(*, wide: bool) -> str:
    """The name of the page template of that orientation."""
    return "wide" if wide else "upright"


def page_size(*, wide: bool) -> tuple[float, float]:
    """A4 in points, upright or turned."""
    width, height = landscape(A4) if wide else A4
    return width, height
