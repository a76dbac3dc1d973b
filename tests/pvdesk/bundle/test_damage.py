"""Damage of every kind: the verdict is always typed, and no content but the signed one ever comes out."""

import random
from collections.abc import Callable

import pytest

from pvdesk.bundle import package
from pvdesk.bundle.refus import Code, Refus
from tests.pvdesk.bundle import forge, sample

MUTANTS = 3_000
Record = Callable[[str, object], None]


def test_a_lot_cut_at_any_byte_is_unreadable(record_property: Record) -> None:
    whole = sample.sealed()
    record_property("troncatures d’un lot", len(whole))
    for size in range(len(whole)):
        with pytest.raises(Refus) as caught:
            sample.opened(whole[:size])
        assert caught.value.code is Code.Q1, f"cut at {size}"


def test_an_enrolment_cut_at_any_byte_is_unreadable(record_property: Record) -> None:
    whole = sample.enrolement()
    record_property("troncatures d’un lot d’enrôlement", len(whole))
    for size in range(len(whole)):
        with pytest.raises(Refus) as caught:
            package.read_enrolement(whole[:size])
        assert caught.value.code is Code.Q1, f"cut at {size}"


def test_one_flipped_bit_anywhere_is_refused(record_property: Record) -> None:
    whole = sample.sealed()
    record_property("bits inversés, dans le fichier scellé", len(whole))
    codes = set()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        with pytest.raises(Refus) as caught:
            sample.opened(bytes(damaged))
        codes.add(caught.value.code)
    assert codes == {Code.Q1, Code.Q2}


def test_one_flipped_bit_in_an_enrolment_is_refused_or_changes_no_content() -> None:
    whole = sample.enrolement()
    honest = package.read_enrolement(whole)
    accepted = 0
    codes = set()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        try:
            lot = package.read_enrolement(bytes(damaged))
        except Refus as refus:
            codes.add(refus.code)
        else:
            accepted += 1
            assert (lot.manifeste, lot.tables, lot.files) == (honest.manifeste, honest.tables, honest.files)
    assert codes <= {Code.Q1, Code.Q4, Code.Q5, Code.Q8}
    assert accepted < 100, "dates and attributes of the ZIP alone are signed by nobody"


def mutate(data: bytes, rnd: random.Random) -> bytes:
    mutant, place, kind = bytearray(data), rnd.randrange(len(data)), rnd.random()
    if kind < 0.35:
        for _ in range(rnd.choice((1, 1, 1, 2, 8))):
            mutant[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
    elif kind < 0.5:
        del mutant[place:]
    elif kind < 0.65:
        mutant[place:place] = rnd.randbytes(rnd.randrange(1, 200))
    elif kind < 0.75:
        del mutant[place : place + rnd.randrange(1, 500)]
    elif kind < 0.85:
        end = rnd.randrange(place, len(data) + 1)
        mutant[place:end] = mutant[place:end][::-1]
    elif kind < 0.93:
        size = len(mutant[place : place + rnd.randrange(1, 64)])
        mutant[place : place + size] = bytes(rnd.choice((0, 255, 0x50)) for _ in range(size))
    else:
        other = rnd.randrange(len(data))
        mutant[place : place + 40] = mutant[other : other + 40]
    return bytes(mutant)


def test_archives_altered_and_sealed_again_by_an_outsider_never_give_another_content(record_property: Record) -> None:
    """The seed is fixed: a failure happens again."""
    record_property("mutants de l’archive, scellés à nouveau", MUTANTS)
    rnd = random.Random(20_260_508)
    archive = sample.archive()
    honest = sample.opened(sample.sealed())
    refused = 0
    for _ in range(MUTANTS):
        mutant = mutate(archive, rnd)
        try:
            lot = sample.opened(forge.sealed(mutant))
        except Refus:
            refused += 1
        else:
            assert (lot.manifeste, lot.tables, lot.files) == (honest.manifeste, honest.tables, honest.files)
            assert lot.anomalies == []
    assert refused > MUTANTS * 0.95
