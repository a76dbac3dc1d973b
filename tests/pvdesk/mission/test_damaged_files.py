"""A real lot, damaged on its way, given to a real mission and a real poste: a sentence, and not one byte written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pvdesk.bundle.refus import SENTENCES, Code, Refus
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

pytestmark = pytest.mark.un_moteur

Record = Callable[[str, object], None]
STEP = 61  # every byte is tried on the file itself in tests/pvdesk/bundle/test_damage.py


def damaged(whole: bytes) -> list[bytes]:
    """Cut at bytes all along the file; a bit flipped all along it; something before, something after."""
    places = range(0, len(whole), STEP)
    flipped = [whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :] for at in places]
    return [*(whole[:at] for at in places), *flipped, b"\n" + whole, whole + b"\n"]


def refused(take: Callable[[Path], object], path: Path, data: bytes) -> Code:
    path.write_bytes(data)
    with pytest.raises(Refus) as caught:
        take(path)
    assert caught.value.phrase.startswith(SENTENCES[caught.value.code][0])
    return caught.value.code


def files_of(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if "db-" not in p.name}


def test_the_mission_writes_nothing_of_a_damaged_lot(pair: Pair, tmp_path: Path, record_property: Record) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    path = pair.send()
    before, there = x.dump(pair.mission), files_of(pair.mission.folder)
    mutants = damaged(path.read_bytes())
    assert {refused(pair.take, tmp_path / "abime.pvlot", data) for data in mutants} <= {Code.Q1, Code.Q2}
    assert x.dump(pair.mission) == before
    assert files_of(pair.mission.folder) == there
    record_property("lots abîmés donnés à une mission", len(mutants))
    assert pair.take(path).outcome.nouveaux > 0


def test_the_poste_writes_nothing_of_a_damaged_retour(pair: Pair, tmp_path: Path, record_property: Record) -> None:
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    path = pair.answer()
    before, there = x.dump(pair.poste), files_of(pair.poste.folder)
    mutants = damaged(path.read_bytes())
    assert {refused(pair.receive, tmp_path / "abime.pvlot", data) for data in mutants} <= {Code.Q1, Code.Q2}
    assert x.dump(pair.poste) == before
    assert files_of(pair.poste.folder) == there
    record_property("retours abîmés donnés à un poste", len(mutants))
    assert pair.receive(path).accuses > 0
