"""An export or an import stopped anywhere: the state before or the state after, and the next one converges."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from pvdesk.bundle import export
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Envoi
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

ROOT = Path(__file__).parents[2]
class Stopped(Exception):  # noqa: N818
    """The person pressed « Interrompre »."""


def sound(desk: Desk) -> bool:
    with desk.reading() as unit:
        return bool(unit.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok")


def a_meeting(pair: Pair) -> str:
    conseil, members = x.conseil(pair.poste)
    return x.reunion(pair.poste, conseil, members)


def at(step: int) -> Callable[[int, int, str], None]:
    def tell(done: int, total: int, words: str) -> None:
        assert total == len(export.STEPS)
        assert words in export.STEPS
        if done == step:
            raise Stopped

    return tell


@pytest.mark.parametrize("step", range(len(export.STEPS) + 1))
def test_an_export_interrupted_at_any_step_leaves_nothing(pair: Pair, step: int) -> None:
    uid = a_meeting(pair)
    pair.out.mkdir()
    pair.send()
    pair.take(pair.out / "D07-000001-2026-10-15.pvlot")
    x.edit(pair.poste, uid, lieu="Ailleurs")
    before, there = x.dump(pair.poste), sorted(pair.out.iterdir())
    with pytest.raises(Stopped):
        pair.send(tell=at(step))
    assert x.dump(pair.poste) == before
    assert sorted(pair.out.iterdir()) == there
    assert pair.trip()[0].numero == 2


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
