"""An export or an import stopped anywhere: the state before or the state after, and the next one converges."""

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from db.types import new_uid
from pvdesk.base.steps import Tell
from pvdesk.bundle import export
from pvdesk.kit.draft import LineDraft
from pvdesk.mission import apercu, intake
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Envoi
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

Work = Callable[[Tell], object]
SOME = 5
LOOKED = (intake.STEPS[intake.OPENING], intake.STEPS[intake.MERGING])


class Stopped(Exception):  # noqa: N818
    """The person pressed « Interrompre »."""


def sound(desk: Desk) -> bool:
    with desk.reading() as unit:
        return bool(unit.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok")


def a_meeting(pair: Pair) -> str:
    conseil, members = x.conseil(pair.poste)
    return x.reunion(pair.poste, conseil, members)


def at(call: int, said: list[str]) -> Tell:
    """Press « Interrompre » at that call; what is told only moves forward."""
    told: list[int] = []

    def tell(done: int, total: int, words: str) -> None:
        told.append(done)
        said.append(words)
        assert told == sorted(told)
        assert done <= total
        if len(told) == call + 1:
            raise Stopped

    return tell


def stopped_at_each(work: Work, check: Callable[[], None], steps: Sequence[str], every: int = 1) -> list[str]:
    """Interrupt a work wherever it says something, then let it end; what it says, its steps in their order."""
    for call in itertools.count(step=every):
        said: list[str] = []
        try:
            work(at(call, said))
        except Stopped:
            check()
        else:
            assert list(dict.fromkeys(words for words in said if words in steps)) == list(steps)
            return said
    raise AssertionError("it never ends")


def test_an_export_interrupted_wherever_it_says_something_leaves_nothing(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.out.mkdir()
    pair.send()
    pair.take(pair.out / "D07-000001-2026-10-15.pvlot")
    x.edit(pair.poste, uid, lieu="Ailleurs")
    before, there = x.dump(pair.poste), sorted(pair.out.iterdir())

    def check() -> None:
        assert x.dump(pair.poste) == before
        assert sorted(pair.out.iterdir()) == there

    said = stopped_at_each(lambda tell: pair.send(tell=tell), check, export.STEPS)
    assert {"Réunions", "5\u00a0lignes sur 5"} <= set(said)
    assert any("fiche sur" in words for words in said)
    assert pair.trip()[0].numero == 3


def test_an_import_interrupted_wherever_it_says_something_leaves_the_base_as_it_was(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    x.edit(pair.poste, uid, lieu="Ailleurs")
    path = pair.send()
    before = x.dump(pair.mission)

    def check() -> None:
        assert x.dump(pair.mission) == before

    said = stopped_at_each(lambda tell: intake.take(pair.mission, path, tell=tell), check, intake.STEPS)
    assert {"Accusés de réception", "Index de recherche", "Doublons probables"} <= set(said)
    assert any("ligne sur" in words or "lignes sur" in words for words in said)
    assert x.dump(pair.mission) != before


def test_a_folder_that_cannot_be_written_leaves_the_fiches_to_send(pair: Pair) -> None:
    uid = a_meeting(pair)
    before = x.dump(pair.poste)
    pair.out.write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(OSError):
        pair.send()
    assert {**x.dump(pair.poste), "cle": before["cle"]} == {**before, "cle": before["cle"]}
    assert pair.envoi(uid).envoi is Envoi.A_ENVOYER


def test_a_file_whose_name_is_a_folder_is_not_written(pair: Pair) -> None:
    uid = a_meeting(pair)
    (pair.out / "D07-000001-2026-10-15.pvlot").mkdir(parents=True)
    with pytest.raises(OSError):
        pair.send()
    assert pair.envoi(uid).envoi is Envoi.A_ENVOYER
    assert [p.name for p in pair.out.iterdir()] == ["D07-000001-2026-10-15.pvlot"]


def test_interrupted_in_the_middle_of_a_long_table_what_was_done_of_it_is_forgotten(pair: Pair) -> None:
    uid = a_meeting(pair)
    with pair.poste.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["points"] = [LineDraft(new_uid(), {"titre": f"Point {n}"}) for n in range(600)]
        records.save(unit, draft)
        unit.commit()
    poste, mission = x.dump(pair.poste), x.dump(pair.mission)

    def unsent() -> None:
        assert x.dump(pair.poste) == poste

    def untaken() -> None:
        assert x.dump(pair.mission)["point"] == mission["point"] == []

    sent: list[Path] = []
    written = stopped_at_each(lambda tell: sent.append(pair.send(tell=tell)), unsent, export.STEPS, SOME)
    looked = stopped_at_each(lambda tell: apercu.preview(pair.mission, sent[0], tell), untaken, LOOKED, SOME)
    assert x.dump(pair.mission) == mission
    taken = stopped_at_each(lambda tell: intake.take(pair.mission, sent[0], tell), untaken, intake.STEPS, SOME)
    for said in (written, looked, taken):
        assert sum("lignes sur" in words for words in said) > 2
