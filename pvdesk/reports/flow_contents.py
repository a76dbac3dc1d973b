"""The contents list: titles that lead to their pages, whose numbers are forms drawn at the end of the build."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from pvdesk.reports.blocks import Heading, plain
from pvdesk.reports.flow_words import Setter
from pvdesk.reports.flowables import Text
from pvdesk.reports.structure import Elem

NUMBER = 30.0  # points kept on the right for a page number
LONGEST = 300  # characters of a title; the whole of it stands at its page
_INDENT = 14.0  # points for each level under the first listed
_DOTS = (0.6, 3.0)  # length and gap of the leader, in points


def contents(by: Setter, listed: tuple[tuple[int, Heading], ...], width: float) -> list[Flowable]:
    """One line for each listed heading, under one element."""
    toc = Elem("TOC", by.root)
    top = min((heading.level for _, heading in listed), default=1)
    body = by.styles.paragraphs["body"]
    made: list[Flowable] = []
    for entry, heading in listed:
        link = Elem("Link", Elem("Reference", Elem("TOCI", toc)))
        words = _short(by.wording.clean(plain(heading.words)))
        depth = heading.level - top
        style = ParagraphStyle(
            f"contents-{depth}", body, spaceBefore=0 if depth else 5, spaceAfter=0, leftIndent=depth * _INDENT,
            fontName=body.fontName if depth else by.styles.head.fontName,
        )  # fmt: skip
        made.append(Entry(entry, by.text((words,), style, link), words, by.theme.rule, width))
    return made


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def late(entry: int) -> str:
    """The name of the form that says the page of an outline entry."""
    return f"leaf{entry}"


class Entry(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A title, a dotted leader, a page number to come; all of it leads to the page."""

    def __init__(self, entry: int, title: Text, said: str, rule: str, width: float) -> None:
        super().__init__()
        self.entry, self.title, self.said, self.rule, self.full = entry, title, said, rule, width
        self.spaceBefore = title.style.spaceBefore

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        """Width and height taken (points)."""
        _, self.height = self.title.wrapOn(self.canv, self.full - NUMBER, height)
        self.width = self.full
        return self.width, self.height

    def draw(self) -> None:
        """The title, then the number inside the same link; the leader is an artifact."""
        canv, style = self.canv, self.title.style
        base = style.leading - style.fontSize
        self.title.drawOn(canv, 0, 0)
        start = max(self.title.getActualLineWidths0()[-1:], default=0) + 4
        with canv.mark(None):
            canv.saveState()
            canv.setStrokeColor(HexColor(self.rule))
            canv.setLineWidth(0.6)
            canv.setDash(*_DOTS)
            if start < self.full - NUMBER:
                canv.line(start, base, self.full - NUMBER + 4, base)
            canv.restoreState()
        canv.awaited.add(self.entry)
        with canv.mark(self.title.elem):
            canv.saveState()
            canv.translate(self.full - NUMBER, base)
            canv.doForm(late(self.entry))
            canv.restoreState()
        canv.lead(self.entry, self.title.elem, f"Aller à\u00a0: {self.said}", (self.width, self.height))
