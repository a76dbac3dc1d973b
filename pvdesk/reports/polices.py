"""Fonts of a service, read with `struct`: what they are called, and why one may not be printed with."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

HEAVIEST = 5_000_000  # bytes
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_NEEDED = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post")
# Damage there draws wrong letters, or none for minutes: their sums are added up again.
_PROVED = frozenset({"cmap", "glyf", "hmtx", "loca"})
# Bits of fsType, in « OS/2 »: what the maker of the font allows to put inside a document.
_RESTRICTED, _OTHER_RIGHTS, _WHOLE_OR_PICTURE = 0x0002, 0x000C, 0x0300
_FAMILY, _POSTSCRIPT = 1, 6
_RECORD = struct.Struct(">6H")


@dataclass(frozen=True, slots=True)
class Police:
    """A face that may be printed with: its family, and the name that no other face may bear."""

    famille: str
    nom: str


class Refusee(ValueError):  # noqa: N818 - said as in « police refusée »
    """A file that cannot be printed with; the message says why, as the end of a sentence."""


def lire(path: Path) -> Police:
    """The face of a static TrueType file that may be embedded.

    Raises:
        Refusee: it is something else, or its maker does not allow it.
        OSError: it cannot be read.
    """
    if path.stat().st_size > HEAVIEST:
        raise Refusee(f"pèse plus de {HEAVIEST // 1_000_000}\u00a0Mo")
    data = path.read_bytes()
    if data[:4] == b"OTTO":
        raise Refusee("est une police OpenType à contours PostScript")
    if data[:4] not in _TRUETYPE:
        raise Refusee("n’est pas une police TrueType")
    try:
        tables = _tables(data)
        if "fvar" in tables:
            raise Refusee("est variable\u00a0: son gras serait imprimé maigre")
        if not all(name in tables for name in _NEEDED):
            raise Refusee("est incomplète")
        (rights,) = struct.unpack_from(">H", tables["OS/2"], 8)
        if (rights & _RESTRICTED and not rights & _OTHER_RIGHTS) or rights & _WHOLE_OR_PICTURE:
            raise Refusee("ne donne pas le droit d’être incorporée à un document")
        return Police(_name(tables["name"], _FAMILY), _name(tables["name"], _POSTSCRIPT))
    except struct.error as error:
        raise Refusee("est abîmée") from error


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for entry in range(count):
        code, proof, start, length = struct.unpack_from(">4s3I", data, 12 + 16 * entry)
        if start + length > len(data):
            raise Refusee("est coupée")
        tag = code.decode("latin-1")
        found[tag] = data[start : start + length]
        if tag in _PROVED and _sum(found[tag]) != proof:
            raise Refusee("est abîmée")
    return found


def _sum(table: bytes) -> int:
    """What the list of tables says of each: its words added up."""
    whole = table + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(whole) // 4}I", whole)
    return sum(words) & 0xFFFFFFFF


def _name(table: bytes, asked: int) -> str:
    """The first name of that kind, as reportlab reads it: Windows in English, or old Macintosh."""
    _version, count, strings = struct.unpack_from(">3H", table)
    for entry in range(count):
        platform, encoding, language, kind, length, start = _RECORD.unpack_from(table, 6 + _RECORD.size * entry)
        held = table[strings + start : strings + start + length]
        if kind == asked and (platform, encoding, language) == (3, 1, 0x409):
            return held.decode("utf-16-be", "replace")
        if kind == asked and (platform, encoding, language) == (1, 0, 0):
            return held.decode("mac-roman", "replace")
    raise Refusee("ne dit pas son nom")
