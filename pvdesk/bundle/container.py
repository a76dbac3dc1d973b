"""The ZIP inside a lot: written one way only, and read only if it was written that way."""

import re
import stat
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pvdesk.bundle.refus import Code, Refus

MANIFEST = "datapackage.json"
SIGNATURE = "datapackage.json.minisig"
README = "LISEZMOI.txt"
ZIP_MAGIC = b"PK\x03\x04"

MAX_FILE = 64 << 20
MAX_MEMBERS = 2_000
MAX_MANIFEST = 1 << 20
MAX_TOTAL = 512 << 20
MAX_RATIO = 200
RATIO_FREE = 8 << 20
"""Under this size a member may be as repetitive as it likes: an honest form full of « x » is no bomb."""

_NAME = re.compile(
    r"datapackage\.json|datapackage\.json\.minisig|LISEZMOI\.txt|data/[a-z][a-z0-9_]{0,62}\.jsonl|files/[0-9a-f]{64}"
)
_RESERVED = re.compile(r"data/(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.jsonl")
_STORED: Final = 0
_DEFLATED: Final = 8
_VERSION = 20
_MADE_BY = 3 << 8 | _VERSION  # Unix, whatever the machine: same records, same bytes
_DATE = 1 << 5 | 1  # 1980-01-01
_MODE = (stat.S_IFREG | 0o600) << 16
_LEVEL = 6

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_CENTRAL_MAGIC = b"PK\x01\x02"
_END_MAGIC = b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of the directory: sizes in bytes, `start` is where its packed bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """The ZIP of `members`: same members, same bytes (with the same zlib).

    Errors:
        ValueError on a name that the reader would refuse; Refus Q8 over a limit.
    """
    body, directory = bytearray(), bytearray()
    for name in sorted(members, key=_rank):
        data = members[name]
        _check_name(name)
        method, packed = _pack(name, data)
        common = (0, method, 0, _DATE, zlib.crc32(data), len(packed), len(data), len(name), 0)
        directory += _CENTRAL.pack(_CENTRAL_MAGIC, _MADE_BY, _VERSION, *common, 0, 0, 0, _MODE, len(body))
        directory += name.encode("ascii")
        body += _LOCAL.pack(ZIP_MAGIC, _VERSION, *common) + name.encode("ascii") + packed
        if len(body) > MAX_FILE:
            raise Refus(Code.Q8, "the archive is too large")
    if len(members) > MAX_MEMBERS:
        raise Refus(Code.Q8, "too many members")
    end = _END.pack(_END_MAGIC, 0, 0, len(members), len(members), len(directory), len(body), 0)
    archive = bytes(body + directory + end)
    read_directory(archive)  # what we write, we must be able to read back
    return archive


def read_directory(data: bytes) -> dict[str, Member]:
    """The members of an archive, by name, in order. Nothing is unpacked.

    Entries must touch one another from the first byte to the directory, and the directory must touch the end: no room
    is left for an overlap, a prefix or a suffix (zipfile checks overlaps since Python 3.11.8 only).

    Errors:
        Refus Q1 (no archive, or cut), Q4 (not as pvdesk writes it), Q8 (over a limit).
    """
    if len(data) > MAX_FILE:
        raise Refus(Code.Q8, "the archive is too large")
    count, size, offset = _read_end(data)
    members: dict[str, Member] = {}
    total, place, position = 0, 0, offset
    for _ in range(count):
        member, place, position = _read_entry(data, place, position)
        if member.name in members:
            raise Refus(Code.Q4, "a member twice")
        members[member.name] = member
        total += member.size
    if place != offset or position != offset + size:
        raise Refus(Code.Q4, "bytes that belong to no member")
    if total > MAX_TOTAL:
        raise Refus(Code.Q8, "the members are too large together")
    if list(members)[:2] != [MANIFEST, SIGNATURE]:
        raise Refus(Code.Q4, "the manifest and its signature do not come first")
    return members


def extract(data: bytes, member: Member, limit: int = MAX_TOTAL) -> bytes:
    """The bytes of one member, never more than its declared size.

    Errors:
        Refus Q8 when it declares more than `limit` bytes, Q4 when its size or its checksum lies.
    """
    if member.size > limit:
        raise Refus(Code.Q8, "a member is too large")
    packed = data[member.start : member.start + member.packed]
    content = packed if member.method == _STORED else _inflate(packed, member.size)
    if len(content) != member.size or zlib.crc32(content) != member.crc:
        raise Refus(Code.Q4, "a member's size or checksum lies")
    return content


def _rank(name: str) -> tuple[int, str]:
    """The manifest and its signature come first: they are read before the rest may be."""
    first = (MANIFEST, SIGNATURE, README)
    return (first.index(name), "") if name in first else (len(first), name)


def _pack(name: str, data: bytes) -> tuple[int, bytes]:
    """Deflate, except attachments (already compressed) and what shrinks so much that it would look like a bomb."""
    if not name.startswith("files/"):
        press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = press.compress(data) + press.flush()
        if not _is_bomb(len(data), len(packed)):
            return _DEFLATED, packed
    return _STORED, data


def _is_bomb(size: int, packed: int) -> bool:
    return size > RATIO_FREE and size > packed * MAX_RATIO


def _inflate(packed: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(packed, size + 1)
    except zlib.error as error:
        raise Refus(Code.Q4, "a member does not unpack") from error
    if len(content) > size or not inflater.eof or inflater.unused_data:
        raise Refus(Code.Q4, "a member's size lies")
    return content


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise ValueError(f"no member of a lot has this name: {name[:80]!r}")


def _read_end(data: bytes) -> tuple[int, int, int]:
    """Members, bytes of the directory, where it begins: said by the very last bytes, without comment nor volume."""
    if not data.startswith(ZIP_MAGIC) or len(data) < _END.size:
        raise Refus(Code.Q1, "not an archive")
    magic, disk, first_disk, here, count, size, offset, comment = _END.unpack(data[-_END.size :])
    if magic != _END_MAGIC:
        raise Refus(Code.Q1, "the archive has no end")
    if count > MAX_MEMBERS:
        raise Refus(Code.Q8, "too many members")
    if disk or first_disk or here != count or comment or offset + size != len(data) - _END.size:
        raise Refus(Code.Q4, "the directory is not where it says")
    return count, size, offset


def _read_entry(data: bytes, place: int, position: int) -> tuple[Member, int, int]:
    """One entry: its directory record at `position`, its own header at `place`; returns it with the two next places."""
    try:
        magic, _made, *common, comment, disk, _inner, outer, offset = _CENTRAL.unpack_from(data, position)
        local_magic, *local = _LOCAL.unpack_from(data, place)
    except struct.error as error:
        raise Refus(Code.Q4, "the directory is cut") from error
    version, flags, method, _time, _date, crc, packed, size, name_size, extra = common
    start, after = place + _LOCAL.size + name_size, position + _CENTRAL.size + name_size
    raw = data[position + _CENTRAL.size : after]
    if (magic, local_magic) != (_CENTRAL_MAGIC, ZIP_MAGIC) or offset != place or local != common:
        raise Refus(Code.Q4, "the directory and the entries disagree")
    if version > _VERSION or flags or extra or comment or disk or method not in {_STORED, _DEFLATED}:
        raise Refus(Code.Q4, "an entry of an unknown kind")
    if stat.S_IFMT(outer >> 16) not in {0, stat.S_IFREG} or outer & 0x10:
        raise Refus(Code.Q4, "a link or a folder")
    name = raw.decode("latin-1")
    try:
        _check_name(name)
    except ValueError as error:
        raise Refus(Code.Q4, "a forbidden name") from error
    if raw != data[start - name_size : start]:
        raise Refus(Code.Q4, "an entry with two names")
    if size > MAX_TOTAL or _is_bomb(size, packed):
        raise Refus(Code.Q8, "a member unpacks to too much")
    if start + packed > len(data) or (method == _STORED and packed != size):
        raise Refus(Code.Q4, "a member's size lies")
    return Member(name, method, crc, packed, size, start), start + packed, after
