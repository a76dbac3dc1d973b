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


# Without one of these, papers in French would be full of codes.
_NEEDED = frozenset(map(ord, "ABCXYZabcxyz0189ÀÂÇÈÉÊËÎÏÔÙÛÜŒàâçèéêëîïôùûüœ’«»…–•°€()[]+,.:;!?/%- "))
_SAFE = "Rien n’est perdu\u00a0: le papier est imprimé dans la police du programme."
# What reportlab raises on a file that lies about its content.
_BROKEN = (ttfonts.TTFError, OSError, ValueError, LookupError, TypeError, ArithmeticError, struct.error)


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
    for number, file in enumerate((faces.bold, faces.italic), 1):
        if names[number] in names[:number]:
            raise UnfitFontError(_same_name(_path(file), names[number]))
    regular, bold, italic = names
    pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=italic, boldItalic=bold)
    pdfmetrics.registerFontFamily(bold, normal=bold, bold=bold, italic=bold, boldItalic=bold)
    pdfmetrics.registerFontFamily(italic, normal=italic, bold=bold, italic=italic, boldItalic=bold)
    return Family(regular, bold, italic, frozenset.intersection(*(_characters(font) for font in fonts)))


def fitting(faces: Faces) -> tuple[Family, tuple[str, ...]]:
    """The family, or the program's own when a face is unfit: then with the sentences that say so."""
    own = Faces()
    try:
        family = register(faces)
    except UnfitFontError as error:
        if faces == own:
            raise
        return register(own), (str(error),)
    except _BROKEN as error:
        if faces == own:
            raise
        return register(own), _misfit(f"est abîmée ({type(error).__name__})")
    if _NEEDED - family.coverage:
        return register(own), _misfit("ne dessine pas tous les caractères du français")
    return family, ()


def _misfit(why: str) -> tuple[str, ...]:
    return (f"La police du service {why}. {_SAFE} Demandez au service une police complète, ou retirez-la.",)


def _same_name(path: Path, name: str) -> str:
    return (
        f"La police {path.name} porte le même nom interne ({name}) qu’une autre\u00a0: l’une serait imprimée à la "
        f"place de l’autre. {_SAFE} Remplacez l’un des deux fichiers, puis relancez le programme."
    )


def _path(file: str) -> Path:
    path = Path(file)
    return path if path.is_absolute() else resources() / "fonts" / file


def _font(path: Path) -> ttfonts.TTFont:
    for known in pdfmetrics._fonts.values():  # noqa: SLF001  # the only list there is
        if isinstance(known, ttfonts.TTFont) and known.face.filename == str(path):
            return known
    if "fvar" in _tables(path):
        raise UnfitFontError(
            f"La police {path.name} est variable\u00a0: son gras serait imprimé maigre. {_SAFE} "
            "Demandez la version statique de cette police."
        )
    # No shaping: ligatures would leave the text as single characters.
    font = ttfonts.TTFont(path.stem, str(path), shapable=False)
    font.fontName = bytes(font.face.name).decode("ascii", "replace")
    if font.fontName in pdfmetrics._fonts:  # noqa: SLF001
        namesake = pdfmetrics._fonts[font.fontName]  # noqa: SLF001
        if isinstance(namesake, ttfonts.TTFont) and namesake.face._ttf_data == font.face._ttf_data:  # noqa: SLF001
            return namesake  # the same file, from another folder
        raise UnfitFontError(_same_name(path, font.fontName))
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
