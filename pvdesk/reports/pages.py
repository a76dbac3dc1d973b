"""The pages of a finished paper, to be looked at: their pictures, and where words stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

from db.search import fold

MOST = 500  # places told for words looked for, on one page
_ONE = Lock()  # pdfium serves one thread at a time


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: four bytes a pixel (blue, green, red, unused), `stride` bytes a line."""

    width: int
    height: int
    stride: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of a page, each measure a part (0 to 1) of its width or height, from its top left corner."""

    left: float
    top: float
    width: float
    height: float


Found = tuple[Zone, ...]  # words found once: one zone a line that they run over


class Pages:
    """A PDF in memory. `sizes` are in points, one (width, height) a page; pages are numbered from 0.

    It is closed when it is no longer looked at; nothing is ever written.
    """

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _ONE:
            self._raw: Any = pypdfium2.raw
            self._pdf: Any = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._pdf.get_page_size(number) for number in range(len(self._pdf))
            )
        self._letters: dict[int, tuple[str, list[int]]] = {}

    def close(self) -> None:
        """Forget the file."""
        with _ONE:
            self._pdf.close()

    def picture(self, number: int, scale: float) -> Picture:
        """A page, at so many pixels a point."""
        with _ONE:
            page = self._pdf[number]
            drawn = page.render(scale=scale, prefer_bgrx=True)
            made = Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
            drawn.close()
            page.close()
        return made

    def find(self, number: int, words: str) -> tuple[Found, ...]:
        """Where words stand on a page, in the order of reading; case, accents and line ends do not count."""
        wanted = " ".join(fold(words).split())
        with _ONE:
            page = self._pdf[number]
            text = page.get_textpage()
            said, places = self._read(number, text)
            found: list[Found] = []
            at = said.find(wanted) if wanted else -1
            while at >= 0 and len(found) < MOST:
                first, last = places[at], places[at + len(wanted) - 1]
                found.append(self._zones(text, first, last - first + 1, self.sizes[number]))
                at = said.find(wanted, at + len(wanted))
            text.close()
            page.close()
        return tuple(found)

    def _read(self, number: int, text: Any) -> tuple[str, list[int]]:
        """The folded text of a page, spaces reduced to one, and for each of its letters the character of the page."""
        if number not in self._letters:
            said: list[str] = []
            places: list[int] = []
            for place in range(text.count_chars()):
                code = self._raw.FPDFText_GetUnicode(text, place)
                for letter in fold(chr(code)) if code else "":
                    shown = " " if letter.isspace() else letter
                    if shown != " " or said[-1:] != [" "]:
                        said.append(shown)
                        places.append(place)
            self._letters[number] = "".join(said), places
        return self._letters[number]

    @staticmethod
    def _zones(text: Any, first: int, count: int, size: tuple[float, float]) -> Found:
        """The rectangles of some characters."""
        width, height = size
        zones: list[Zone] = []
        for rank in range(text.count_rects(first, count)):
            left, bottom, right, top = text.get_rect(rank)
            zones.append(Zone(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height))
        return tuple(zones)
