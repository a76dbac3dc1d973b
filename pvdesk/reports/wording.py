"""Words to reportlab markup: the one place where text is made printable, cut and escaped."""

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from reportlab.pdfbase.pdfmetrics import stringWidth

from pvdesk.reports.blocks import Inline, Link, Strong, Sup, Words, plain
from pvdesk.reports.canvas import LINK_MARK
from pvdesk.reports.fonts import printable
from pvdesk.reports.texte import ORDINAL, SAFE

PIECE = 2_000  # characters: reportlab's time is quadratic in a paragraph's length
BREAK = "\u00a0<br/>"  # the space keeps both words apart for screen readers; an ordinary one would be dropped
_CELL_LINES = 18  # thrice that, the worst case, is still less than a page
_SUPER = '<super size="6.5" rise="3.4">'


@dataclass(frozen=True)
class Wording:
    """Wording for faces that draw `coverage`; links are printed in `link_colour`."""

    coverage: frozenset[int]
    link_colour: str

    def clean(self, text: str) -> str:
        """One printable line."""
        return printable(text, self.coverage).replace("\n", " ").strip()

    def inlines(self, words: Words) -> tuple[Inline, ...]:
        """The same words, printable."""
        parts = (words,) if isinstance(words, str) else words
        return tuple(_with(part, printable(_text(part), self.coverage)) for part in parts)

    def lines(self, words: Words) -> list[tuple[Inline, ...]]:
        """Printable words cut at their line ends; empty lines go."""
        lines: list[list[Inline]] = [[]]
        for part in self.inlines(words):
            first, *others = _text(part).split("\n")
            lines[-1].append(_with(part, first))
            lines += [[_with(part, other)] for other in others]
        return [tuple(line) for line in lines if plain(tuple(line)).strip()]

    def markup(self, words: tuple[Inline, ...]) -> str:
        """Reportlab markup of printable words."""
        return "".join(self._inline(part, label) for label, part in enumerate(words)).strip()

    def _inline(self, part: Inline, label: int) -> str:
        text = escape(_text(part)).replace("\n", BREAK)
        if isinstance(part, Strong):
            return f"<b>{text}</b>"
        if isinstance(part, Sup):
            return f"{_SUPER}{text}</super>"
        if isinstance(part, Link) and SAFE.match(part.url):
            address = quoteattr(f"{part.url}{LINK_MARK}{label}")
            return (
                f'<onDraw name="link_on" label="{label}"/><a href={address} color="{self.link_colour}">{text}</a>'
                f'<onDraw name="link_off" label="{label}"/>'
            )
        return ORDINAL.sub(rf"\1{_SUPER}\2</super>", text)


def cut(words: tuple[Inline, ...], limit: int) -> list[tuple[Inline, ...]]:
    """Words in pieces of at most `limit` characters, between words where there are any."""
    pieces: list[list[Inline]] = [[]]
    size = 0
    for part in words:
        text = _text(part)
        while len(text) > limit - size:
            head = _head(text, limit - size, whole=size > 0)
            if head:
                pieces[-1].append(_with(part, head))
            text = text[len(head) :]
            pieces.append([])
            size = 0
        pieces[-1].append(_with(part, text))
        size += len(text)
    return [tuple(piece) for piece in pieces if plain(tuple(piece)).strip()] or [("",)]


def cell_pieces(words: tuple[Inline, ...], width: float, font: str, size: float) -> list[tuple[Inline, ...]]:
    """Words in pieces that never fill a page in a column of `width` points."""
    text = plain(words)
    lines = text.split("\n")
    a_line = max(1, int(width * len(text) / (stringWidth(text, font, size) or 1)))
    if len(lines) <= _CELL_LINES:
        return cut(words, a_line * _CELL_LINES)
    groups = ["\n".join(lines[i : i + _CELL_LINES]) for i in range(0, len(lines), _CELL_LINES)]
    return [piece for group in groups for piece in cut((group,), a_line * _CELL_LINES)]


def _head(text: str, room: int, *, whole: bool) -> str:
    """The beginning that fits in `room`, at the best end near it; nothing when a fresh piece takes a whole word."""
    for stop, since in ((". ", 0.8), (", ", 0.8), (" ", 0.5)):
        end = text.rfind(stop, int(room * since), room)
        if end >= 0:
            return text[: end + len(stop)]
    return "" if whole else text[:room]


def _text(part: Inline) -> str:
    return part if isinstance(part, str) else part.text


def _with(part: Inline, text: str) -> Inline:
    return text if isinstance(part, str) else replace(part, text=text)
