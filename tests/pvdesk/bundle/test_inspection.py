"""A lot is looked at by whoever can open it; the look says what an import would, and writes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pvdesk.bundle import inspection
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import postes
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


@pytest.fixture
def lot(pair: Pair) -> Path:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    return pair.send()


def seen(desk: Desk, path: Path) -> Entete:
    before = x.dump(desk)
    head = inspection.verify(desk, path).manifeste.pvdesk
    assert x.dump(desk) == before
    return head


def refused(desk: Desk, path: Path) -> Refus:
    before = x.dump(desk)
    with pytest.raises(Refus) as caught:
        inspection.verify(desk, path)
    assert x.dump(desk) == before
    return caught.value


def test_the_first_lot_of_a_poste_is_verified_by_the_key_that_it_presents(pair: Pair, lot: Path) -> None:
    head = seen(pair.mission, lot)
    assert (head.sorte, head.poste, head.numero) == ("envoi", "D07", 1)
    assert not x.enrolled(pair.mission)


def test_a_lot_is_verified_before_and_after_its_import(pair: Pair, lot: Path) -> None:
    pair.take(lot)
    assert seen(pair.mission, lot).numero == 1
    back = pair.answer()
    assert seen(pair.poste, back).sorte == "retour"


def test_a_lot_d_enrolement_is_read_by_anyone(pair: Pair, tmp_path: Path) -> None:
    path = postes.enrol(pair.mission, "D08", tmp_path / "cle").path
    for desk in (pair.poste, pair.mission):
        assert seen(desk, path).destinataire == "D08"


@pytest.mark.parametrize(
    "damage",
    [lambda b: b[:500], lambda _: b"", lambda b: b[:-40] + bytes([b[-40] ^ 1]) + b[-39:]],
    ids=["truncated", "empty", "one bit"],
)
def test_a_damaged_lot_is_refused(pair: Pair, lot: Path, damage: Callable[[bytes], bytes]) -> None:
    lot.write_bytes(damage(lot.read_bytes()))
    assert refused(pair.mission, lot).code is Code.Q1


def test_a_lot_altered_by_a_holder_of_the_reserve_key_is_refused(pair: Pair, lot: Path) -> None:
    x.reseal(pair, lot)
    assert refused(pair.mission, lot).code is Code.Q4


def test_a_lot_for_the_other_side_is_refused(pair: Pair, lot: Path) -> None:
    assert refused(pair.poste, lot).code is Code.Q2
    pair.take(lot)
    assert refused(pair.mission, pair.answer()).code is Code.Q2


def test_a_poste_out_of_the_register_is_refused(pair: Pair, lot: Path) -> None:
    other = pair.forged(lot, lambda head, tables: (x.changed(head, poste="D99"), tables))
    assert refused(pair.mission, other).code is Code.Q3


def test_a_revoked_poste_is_refused_with_the_reason(pair: Pair, lot: Path) -> None:
    postes.revoke(pair.mission, "D07", "portable volé")
    verdict = refused(pair.mission, lot)
    assert verdict.code is Code.Q3
    assert "portable volé" in verdict.phrase


@pytest.mark.parametrize(
    ("values", "code"), [({"lecteur_minimal": "9999", "schema": "9999"}, Code.Q5), ({"depuis": 1}, Code.Q6)]
)
def test_a_lot_to_be_held_is_told_so(pair: Pair, lot: Path, values: dict[str, Any], code: Code) -> None:
    later = pair.forged(lot, lambda head, tables: (x.changed(head, **values), tables))
    verdict = refused(pair.mission, later)
    assert verdict.code is code
    assert verdict.held
