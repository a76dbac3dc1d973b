"""Every part of a lot damaged, swapped, added, renamed or left out, then sealed again: refused, typed, nothing read.

An outsider holds the public age key of the mission, not the key of a poste: he can seal what he likes, sign nothing.
"""

import base64
import itertools
import string
from collections.abc import Callable, Iterator

import pytest

from pvdesk.bundle import container
from pvdesk.bundle.container import MANIFEST, README, SIGNATURE
from pvdesk.bundle.refus import SENTENCES, Code, Refus
from tests.pvdesk.bundle import forge, sample

Record = Callable[[str, object], None]
LETTERS = (string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/").encode()
RESERVED = ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)))


def verdict(archive: bytes) -> Refus:
    with pytest.raises(Refus) as caught:
        sample.opened(forge.sealed(archive))
    happened, safe, todo = SENTENCES[caught.value.code]
    assert caught.value.phrase.startswith(happened)
    assert safe in caught.value.phrase
    assert caught.value.phrase.endswith(todo)
    return caught.value


def harmless(archive: bytes) -> bool:
    """Refused, or the very same content: a minisign file begins with a comment that nobody signs."""
    honest = sample.opened(sample.sealed())
    try:
        lot = sample.opened(forge.sealed(archive))
    except Refus as refus:
        return refus.code in {Code.Q3, Code.Q4}
    return (lot.manifeste, lot.tables, lot.files, lot.anomalies) == (honest.manifeste, honest.tables, honest.files, [])


def packed(members: dict[str, bytes]) -> bytes:
    """The archive as pvdesk writes it; as the standard library does when a name is one that pvdesk would not write."""
    try:
        return container.write_archive(members)
    except (ValueError, Refus):
        return forge.zipped([*members.items()])


def test_one_flipped_bit_in_every_part_is_altered(record_property: Record) -> None:
    """The checksums of the archive are made right again: the signature alone stands in the way."""
    inside, tried = forge.members(), 0
    for name, data in inside.items():
        for place in range(len(data)):
            damaged = bytearray(data)
            damaged[place] ^= 1 << place % 8
            tried += 1
            archive = container.write_archive(inside | {name: bytes(damaged)})
            if name == SIGNATURE and place < data.index(b"\n") + 1:
                assert harmless(archive)
                continue
            refus = verdict(archive)
            # The manifest names its author before its signature is judged: another name is an unknown poste. So is
            # another number of key in the signature.
            told = {MANIFEST: {Code.Q3, Code.Q2, Code.Q5}, SIGNATURE: {Code.Q3}}.get(name, set())
            assert refus.code in {Code.Q4, *told}, name
    record_property("bits inversés, une pièce à la fois", tried)


@pytest.mark.parametrize("line", [1, 3], ids=["signature", "signature du commentaire"])
def test_a_signature_written_with_other_letters_for_the_same_bytes_is_altered(line: int) -> None:
    """The last letter of a base64 text has bits that mean nothing: one text, and no other, says a signature."""
    inside = forge.members()
    lines = inside[SIGNATURE].split(b"\n")
    text = lines[line].rstrip(b"=")
    other = LETTERS[LETTERS.index(text[-1]) + 1]
    changed = text[:-1] + bytes([other]) + lines[line][len(text) :]
    assert base64.b64decode(changed) == base64.b64decode(lines[line])
    lines[line] = changed
    assert verdict(container.write_archive(inside | {SIGNATURE: b"\n".join(lines)})).code is Code.Q4


def test_every_part_cut_short_or_made_longer_is_altered(record_property: Record) -> None:
    inside, tried = forge.members(), 0
    for name, data in inside.items():
        for changed in (b"", data[:1], data[: len(data) // 2], data[:-1], data + b"\n"):
            archive = container.write_archive(inside | {name: changed})
            tried += 1
            if name == SIGNATURE and changed.strip() == data.strip():
                assert harmless(archive)
            else:
                assert verdict(archive).code is Code.Q4
    record_property("pièces raccourcies ou allongées", tried)


def test_any_two_parts_swapped_are_altered(record_property: Record) -> None:
    inside, tried = forge.members(), 0
    for one, other in itertools.combinations(inside, 2):
        assert verdict(packed(inside | {one: inside[other], other: inside[one]})).code is Code.Q4
        tried += 1
    record_property("pièces échangées deux à deux", tried)


def test_a_part_left_out_added_or_renamed_is_altered(record_property: Record) -> None:
    inside, tried = forge.members(), 0
    for name in inside:
        left = {n: d for n, d in inside.items() if n != name}
        assert verdict(packed(left)).code is Code.Q4
        assert verdict(packed(left | {"data/autre.jsonl": inside[name]})).code is Code.Q4
        tried += 2
    for added in ("data/autre.jsonl", "files/" + "0" * 64):
        assert verdict(container.write_archive(inside | {added: b""})).code is Code.Q4
        tried += 1
    record_property("pièces ôtées, ajoutées, renommées", tried)


def names() -> Iterator[str]:
    """Names that would leave the folder, hide, or mean a device, wherever somebody unpacks them by hand."""
    yield from ("../x", "..\\x", "/etc/passwd", "\\\\serveur\\x", "C:\\x", "C:x", "./x", "data/../../x", "~/x")
    yield from ("data/reunion.jsonl ", "data/reunion.jsonl.", "data/reunion.jsonl:flux", "data/reu\u202enion.jsonl")
    yield from ("DATA/reunion.jsonl", "data/Reunion.jsonl", "data/REUNION.JSONL", "Datapackage.json", "lisezmoi.txt")
    for word in RESERVED:
        yield from (f"data/{word}.jsonl", word.upper(), f"{word}.txt")


def test_a_hostile_name_is_altered_whatever_it_hides(record_property: Record) -> None:
    inside, tried = forge.members(), 0
    for name in names():
        assert verdict(forge.zipped([*inside.items(), (name, b"x")])).code is Code.Q4, name
        tried += 1
    record_property("noms hostiles", tried)


def test_a_name_twice_or_in_two_cases_is_altered(record_property: Record) -> None:
    inside = forge.members()
    record_property("noms en double, à la casse près", 2 * len(inside))
    for name in inside:
        assert verdict(forge.zipped([*inside.items(), (name, inside[name])])).code is Code.Q4
        assert verdict(forge.zipped([*inside.items(), (name.swapcase(), inside[name])])).code is Code.Q4


def test_bytes_before_between_or_after_the_parts_are_refused(record_property: Record) -> None:
    archive, tried = sample.archive(), 0
    places = [m.start for m in container.read_directory(archive).values()]
    for wedge in (b"\0", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(26)):
        for place in (0, *places, len(archive) - 22, len(archive)):
            assert verdict(archive[:place] + wedge + archive[place:]).code in {Code.Q1, Code.Q4}
            tried += 1
    record_property("octets intrus", tried)


def test_every_size_count_and_offset_that_lies_is_refused_quickly(record_property: Record) -> None:
    """ZIP64's marks (all ones) among them: each 16 or 32 bits number of the headers, replaced."""
    archive, tried = sample.archive(), 0
    end = len(archive) - 22
    directory = int.from_bytes(archive[end + 16 : end + 20], "little")
    fields = [(end + at, size) for at, size in ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))]
    central = ((6, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (42, 4))
    fields += [(directory + at, size) for at, size in central]
    fields += [(at, size) for at, size in ((4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))]
    for place, size in fields:
        for lie in {0, 1, (1 << 8 * size) - 1, (1 << 8 * size - 1) - 1, 1 << 8 * size - 1}:
            said = lie.to_bytes(size, "little")
            if archive[place : place + size] == said:
                continue
            assert verdict(archive[:place] + said + archive[place + size :]).code in {Code.Q1, Code.Q4, Code.Q8}
            tried += 1
    record_property("champs mensongers des en-têtes", tried)


def test_a_bomb_of_any_kind_is_over_the_limit() -> None:
    many = [*forge.members().items(), *((f"files/{number:064x}", b"") for number in range(2_000))]
    assert verdict(forge.zipped(many)).code is Code.Q8
    assert verdict(forge.zipped([(MANIFEST, bytes(300 << 20)), (SIGNATURE, b"")])).code is Code.Q8
    inside = forge.members()
    assert verdict(forge.zipped([*inside.items(), ("data/z.jsonl", bytes(64 << 20))])).code is Code.Q8


def test_the_read_me_is_signed_too() -> None:
    inside = forge.members()
    changed = inside[README].replace(b"LOT", b"VIRUS")
    assert verdict(container.write_archive(inside | {README: changed})).code is Code.Q4
