import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from pvdesk.bundle import container
from pvdesk.bundle.container import MANIFEST, SIGNATURE
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import forge

Record = Callable[[str, object], None]
HEAD: list[forge.Pair] = [(MANIFEST, b"{}"), (SIGNATURE, b"signature")]
PIECE = "files/" + "a" * 64


def verdict(data: bytes) -> Code:
    with pytest.raises(Refus) as caught:
        unpack(data)
    return caught.value.code


def unpack(data: bytes) -> dict[str, bytes]:
    return {name: container.extract(data, member) for name, member in container.read_directory(data).items()}


def test_members_come_back_in_the_one_order() -> None:
    members = {PIECE: b"\x00" * 5_000, "data/b.jsonl": b"", "data/a.jsonl": b"x" * 999, "LISEZMOI.txt": b"l"}
    members |= dict(reversed(HEAD))
    data = container.write_archive(members)
    found = container.read_directory(data)
    assert list(found) == [MANIFEST, SIGNATURE, "LISEZMOI.txt", "data/a.jsonl", "data/b.jsonl", PIECE]
    assert unpack(data) == members
    assert (found[PIECE].packed, found["data/a.jsonl"].packed) == (5_000, 11)


def test_the_same_members_give_the_same_bytes_dated_1980() -> None:
    members = dict(HEAD) | {"data/a.jsonl": b"x"}
    data = container.write_archive(members)
    assert data == container.write_archive(dict(reversed(members.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_very_repetitive_member_is_stored_so_that_no_reader_takes_it_for_a_bomb() -> None:
    text = b"x" * (container.RATIO_FREE + 1)
    data = container.write_archive(dict(HEAD) | {"data/a.jsonl": text, "data/b.jsonl": text[1:]})
    found = container.read_directory(data)
    assert found["data/a.jsonl"].packed == len(text)
    assert found["data/b.jsonl"].packed < 10_000
    assert container.extract(data, found["data/a.jsonl"]) == text


def test_the_writer_refuses_what_the_reader_would() -> None:
    with pytest.raises(ValueError, match="no member"):
        container.write_archive(dict(HEAD) | {"data/../x.jsonl": b""})
    with pytest.raises(Refus) as caught:
        container.write_archive(dict(HEAD) | {f"files/{number:064x}": b"" for number in range(1_999)})
    assert caught.value.code is Code.Q8
    with pytest.raises(Refus) as caught:
        container.write_archive(dict(HEAD) | {PIECE: bytes(container.MAX_FILE)})
    assert caught.value.code is Code.Q8


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.txt",
        "/etc/passwd",
        "C:\\x",
        "C:x",
        "data\\a.jsonl",
        "data/a.jsonl/../../x",
        "data/../a.jsonl",
        "./data/a.jsonl",
        "data/a.jsonl\n",
        "data/A.jsonl",
        "data/é.jsonl",
        "data/.jsonl",
        "data/con.jsonl",
        "data/nul.jsonl",
        "data/com1.jsonl",
        "data/lpt9.jsonl",
        "CON",
        "files/" + "g" * 64,
        "files/" + "a" * 63,
        "files/" + "A" * 64,
        "data/",
        "extra.txt",
        "\\\\serveur\\partage\\x",
        "data/" + "a" * 64 + ".jsonl",
    ],
)
def test_a_name_outside_the_closed_pattern_is_altered(name: str) -> None:
    assert verdict(forge.zipped([*HEAD, (name, b"x")])) is Code.Q4


def test_a_name_with_a_hidden_end_is_altered() -> None:
    data = forge.zipped([*HEAD, ("data/a.jsonl#", b"x")]).replace(b"jsonl#", b"jsonl\0")
    assert verdict(data) is Code.Q4


def test_two_members_of_one_name_are_altered() -> None:
    assert verdict(forge.zipped([*HEAD, ("data/a.jsonl", b"x"), ("data/a.jsonl", b"y")])) is Code.Q4


def test_a_link_or_anything_but_a_file_is_altered(record_property: Record) -> None:
    modes = (stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK)
    assert [verdict(forge.zipped(HEAD, mode=mode)) for mode in modes] == [Code.Q4] * len(modes)
    record_property("liens et fichiers spéciaux", len(modes))


def test_the_manifest_and_its_signature_come_first() -> None:
    assert verdict(forge.zipped(HEAD[:1])) is Code.Q4
    assert verdict(forge.zipped(HEAD[::-1])) is Code.Q4
    assert verdict(forge.zipped([("data/a.jsonl", b""), *HEAD])) is Code.Q4


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"x" * 5_000])
def test_what_is_no_archive_is_unreadable(data: bytes) -> None:
    assert verdict(data) is Code.Q1


def test_nothing_may_come_before_between_or_after_the_members() -> None:
    good = forge.zipped(HEAD)
    entry, end = good.index(b"PK\x01\x02"), good.index(b"PK\x05\x06")
    assert verdict(b"MZ" + good) is Code.Q1
    assert verdict(good + b"x") is Code.Q1
    for place, added in ((entry, "offset"), (end, "size")):
        data = bytearray(good[:place] + b"wedge" + good[place:])
        field = len(data) - (6 if added == "offset" else 10)
        struct.pack_into("<I", data, field, struct.unpack_from("<I", data, field)[0] + 5)
        assert verdict(bytes(data)) is Code.Q4
    comment = good[:-2] + struct.pack("<H", 1) + b"c"
    assert verdict(comment) is Code.Q1
    assert verdict(good[:-2] + struct.pack("<H", 1)) is Code.Q4


def test_entries_that_overlap_are_altered() -> None:
    data = bytearray(forge.zipped([(MANIFEST, b"{}"), (SIGNATURE, b"{}"), ("data/a.jsonl", b"x")]))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, second + 42, 0)
    assert verdict(bytes(data)) is Code.Q4


def patched(offset: int, pattern: str, *values: int, both: bool = False) -> bytes:
    """An honest archive with one field of the first directory record, and of the first entry if `both`, changed."""
    data = bytearray(forge.zipped(HEAD))
    struct.pack_into(pattern, data, data.index(b"PK\x01\x02") + offset, *values)
    if both:
        struct.pack_into(pattern, data, offset - 2, *values)
    return bytes(data)


def test_fields_that_lie_are_altered() -> None:
    assert verdict(patched(16, "<I", 0, both=True)) is Code.Q4, "checksum"
    assert verdict(patched(20, "<I", 1, both=True)) is Code.Q4, "packed size"
    assert verdict(patched(24, "<I", 1, both=True)) is Code.Q4, "size, too small"
    assert verdict(patched(24, "<I", 3, both=True)) is Code.Q4, "size, too large"
    assert verdict(patched(24, "<I", 3)) is Code.Q4, "size, in the directory only"
    assert verdict(patched(10, "<H", 0, both=True)) is Code.Q4, "stored, it says"
    assert verdict(patched(10, "<H", 12, both=True)) is Code.Q4, "an exotic compression"
    assert verdict(patched(8, "<H", 1, both=True)) is Code.Q4, "a password"
    assert verdict(patched(8, "<H", 8, both=True)) is Code.Q4, "sizes told later"
    assert verdict(patched(34, "<H", 1)) is Code.Q4, "another volume"
    assert verdict(patched(38, "<I", 0x10)) is Code.Q4, "a folder for Windows"
    assert verdict(patched(28, "<H", 60_000, both=True)) is Code.Q4, "a name beyond the end"
    assert verdict(forge.zipped(HEAD, zipfile.ZIP_STORED).replace(b"json.minisig", b"json.minisiG", 1)) is Code.Q4


def test_a_member_that_runs_into_the_directory_is_altered() -> None:
    size = len(forge.zipped(HEAD))
    data = bytearray(forge.zipped(HEAD, zipfile.ZIP_STORED))
    for field in (18, 22):
        struct.pack_into("<I", data, field, size)
        struct.pack_into("<I", data, data.index(b"PK\x01\x02") + field + 2, size)
    assert verdict(bytes(data)) is Code.Q4


def test_a_member_that_does_not_unpack_is_altered() -> None:
    data = bytearray(forge.zipped(HEAD))
    data[30 + len(MANIFEST)] = 0xFF
    assert verdict(bytes(data)) is Code.Q4


def test_a_count_that_lies_is_altered() -> None:
    good = forge.zipped(HEAD)
    for count in (0, 1, 3):
        data = bytearray(good)
        struct.pack_into("<2H", data, len(good) - 14, count, count)
        assert verdict(bytes(data)) is Code.Q4


def test_too_many_members_too_large_a_file_or_a_bomb_are_over_the_limit(record_property: Record) -> None:
    bombs = (
        forge.zipped([(f"files/{number:064x}", b"") for number in range(2_001)]),
        bytes(container.MAX_FILE + 1),
        forge.zipped([(MANIFEST, bytes(20 << 20)), *HEAD[1:]]),
        patched(24, "<I", 0x7FFFFFFF, both=True),
    )
    assert [verdict(bomb) for bomb in bombs] == [Code.Q8] * len(bombs)
    record_property("bombes", len(bombs))


def test_many_members_that_unpack_to_too_much_together_are_over_the_limit() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(container.RATIO_FREE)) + packer.flush()
    size, crc = container.RATIO_FREE, zlib.crc32(bytes(container.RATIO_FREE))
    names = [MANIFEST, SIGNATURE, *(f"files/{number:064x}" for number in range(65))]
    body, directory = b"", b""
    for name in names:
        common = struct.pack("<5H3I2H", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<3H2I", 0, 0, 0, 0, len(body))
        directory += name.encode()
        body += b"PK\x03\x04" + common + name.encode() + packed
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(names), len(names), len(directory), len(body), 0)
    assert verdict(body + directory + end) is Code.Q8


def test_the_manifest_has_its_own_limit() -> None:
    data = forge.zipped([(MANIFEST, b"x" * 2_000), *HEAD[1:]])
    with pytest.raises(Refus) as caught:
        container.extract(data, container.read_directory(data)[MANIFEST], 1_999)
    assert caught.value.code is Code.Q8
