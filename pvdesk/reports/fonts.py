"""Faces of the papers: registered once, checked for what reportlab hides, and their gaps replaced in words."""

import struct
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts

from pvdesk.base.francais import FINE, INSECABLE, typo
from pvdesk.base.paths import resources
from pvdesk.reports.texte import clean, coded
from pvdesk.reports.theme import Faces

_ADDED = frozenset(map(ord, f"’…{INSECABLE}{FINE}"))  # what French typography puts in a text


class UnfitFontError(Exception):
    """A font file that would print wrong without a word."""


@dataclass(frozen=True)
class Family:
    """The registered names of three faces, and the characters that all of them can draw."""

    regular: str
    bold: str
    italic: str
    coverage: frozenset[int]


def register(faces: Faces) -> Family:
    """Make the three faces known to reportlab (once per process and file).

    Raises:
        UnfitFontError: a variable font, or two faces under one internal name.
    """
    fonts = [_font(_path(file)) for file in (faces.regular, faces.bold, faces.italic)]
    names = [font.fontName for font in fonts]
    regular, bold, italic = names
    pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=italic, boldItalic=bold)
    pdfmetrics.registerFontFamily(bold, normal=bold, bold=bold, italic=bold, boldItalic=bold)
    pdfmetrics.registerFontFamily(italic, normal=italic, bold=bold, italic=italic, boldItalic=bold)
    return Family(regular, bold, italic, frozenset.intersection(*(_characters(font) for font in fonts)))


def _path(file: str) -> Path:
    path = Path(file)
    return path if path.is_absolute() else resources() / "fonts" / file


def _font(path: Path) -> ttfonts.TTFont:
    for known in pdfmetrics._fonts.values():  # noqa: SLF001  # the only list there is
        if isinstance(known, ttfonts.TTFont) and known.face.filename == str(path):
            return known
    if "fvar" in _tables(path):
        raise UnfitFontError(
            f"La police {path.name} est variable : son gras serait imprimé maigre. Rien n’a été écrit. "
            "Choisissez la version statique de cette police dans les réglages d’impression."
        )
    # No shaping: ligatures would leave the text as single characters.
    font = ttfonts.TTFont(path.stem, str(path), shapable=False)
    font.fontName = bytes(font.face.name).decode("ascii", "replace")
    if font.fontName in pdfmetrics._fonts:  # noqa: SLF001
        raise UnfitFontError(
            f"La police {path.name} porte le même nom interne ({font.fontName}) qu’une autre : l’une serait "
            "imprimée à la place de l’autre. Rien n’a été écrit. "
            "Remplacez l’un des deux fichiers dans les réglages d’impression."
        )
    pdfmetrics.registerFont(font)
    return font


def _tables(path: Path) -> set[str]:
    """The tags of the tables of a TrueType file."""
    data = path.read_bytes()
    (count,) = struct.unpack(">H", data[4:6])
    return {data[12 + 16 * i : 16 + 16 * i].decode("latin-1") for i in range(count)}


def _characters(font: ttfonts.TTFont) -> frozenset[int]:
    # Beyond U+FFFF reportlab's text layer is wrong; private use characters mean nothing to the reader.
    drawn = (c for c in font.face.charToGlyph if c <= 0xFFFF)
    return frozenset(c for c in drawn if unicodedata.category(chr(c)) not in {"Co", "Cc"})


def printable(text: str, coverage: frozenset[int]) -> str:
    """`text` as every writer cleans it, every character of which can be drawn: what cannot is said in words."""
    text = clean(text)
    if all(ord(c) in coverage or c == "\n" for c in text):
        return text
    text = "".join(_close(c, coverage) for c in text)
    pieces = []
    for drawn, run in groupby(text, lambda c: ord(c) in coverage or c == "\n"):
        piece = "".join(run)
        pieces.append(piece if drawn else coded(piece))
    return "".join(pieces)


def _close(character: str, coverage: frozenset[int]) -> str:
    """A drawn character that means the same, when there is one."""
    if ord(character) in coverage:
        return character
    if character == FINE:
        return INSECABLE
    if unicodedata.category(character) == "Zs":
        return " "
    simpler = unicodedata.normalize("NFKC", character)
    return simpler if all(ord(c) in coverage for c in simpler) else character


def gaps(text: str, coverage: frozenset[int]) -> frozenset[str]:
    """The visible characters of `text` that the faces cannot draw."""
    if coverage.issuperset(map(ord, text)) and coverage >= _ADDED and unicodedata.is_normalized("NFC", text):
        return frozenset()  # nearly always
    cleaned = "".join(c for c in typo(text) if unicodedata.category(c) != "Cf" and c != "\n")
    return frozenset(c for d in cleaned for c in _close(d, coverage) if ord(c) not in coverage)
