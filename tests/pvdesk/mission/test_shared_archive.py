"""Several agents, one base on a server: their archive is one too; a folder that lacks a decision says so."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from db.errors import Cause, Faute
from db.models.echange import IssueLot, Lot
from pvdesk.bundle.refus import Refus
from pvdesk.mission import annulation, archive, depot, intake, postes
from pvdesk.store.desk import Desk, open_desk
from tests.builders import PHRASE
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair
from tests.pvdesk.mission.test_reconstruction import a_newer_one, same
from tests.server import Server, named


@pytest.fixture
def agents(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Desk]]:
    """Two agents on one base, each with a copy of the folder."""
    monkeypatch.setattr(archive, "PATIENCE", 1)
    base = server.new()
    with named(base):
        one = archive.archived(postes.create(tmp_path / "une", PHRASE, "Mission d’essai", tmp_path / "reserve.txt"))
        shutil.copytree(one.folder, tmp_path / "deux")
        other = archive.archived(open_desk(tmp_path / "deux", PHRASE))
        yield one, other
        one.close()
        other.close()
    server.drop(base)


def test_an_agent_whose_folder_lacks_the_last_decision_decides_nothing(agents: tuple[Desk, Desk]) -> None:
    one, other = agents
    x.conseil(one)
    before = x.dump(one)
    with pytest.raises(Faute) as caught:
        x.conseil(other)
    assert caught.value.cause is Cause.SERVEUR_ARCHIVE
    assert x.dump(one) == before
    x.conseil(one)


def test_such_a_folder_does_not_open_until_it_has_them(agents: tuple[Desk, Desk]) -> None:
    one, other = agents
    x.conseil(one)
    with pytest.raises(Faute) as caught:
        archive.archived(replace(other, keeper=None))
    assert caught.value.cause is Cause.SERVEUR_ARCHIVE
    shutil.copytree(one.folder / archive.FOLDER, other.folder / archive.FOLDER, dirs_exist_ok=True)
    again = archive.archived(replace(other, keeper=None))
    x.conseil(again)
    with pytest.raises(Faute):
        x.conseil(one)


def test_agents_who_share_a_folder_decide_in_turn(agents: tuple[Desk, Desk]) -> None:
    one, _ = agents
    other = archive.archived(open_desk(one.folder, PHRASE))
    for desk in (one, other, one):
        x.conseil(desk)
    other.close()
    assert len(list((one.folder / archive.FOLDER).glob("*.pvdec"))) == 1 + 3


def test_a_held_lot_whose_file_is_elsewhere_says_so_and_goes_in_once_it_is_back(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.mission = archive.archived(pair.mission)
    path = a_newer_one(pair)
    with pytest.raises(Refus) as caught:
        pair.take(path)

    def said() -> str | None:
        with pair.mission.reading() as unit:
            return unit.session.scalars(select(Lot.phrase).where(Lot.issue == IssueLot.RETENU)).one()

    (pair.mission.folder / depot.ARCHIVE).rename(pair.folder / "ailleurs")
    assert intake.reprendre(pair.mission) == []
    assert said() == depot.ABSENT
    (pair.folder / "ailleurs").rename(pair.mission.folder / depot.ARCHIVE)
    assert intake.reprendre(pair.mission) == []
    assert said() == caught.value.phrase
    monkeypatch.setattr(intake, "HEAD", "9999")
    assert len(intake.reprendre(pair.mission)) == 1
    assert same(pair)


def test_an_import_that_the_whole_state_holds_is_undone_in_the_rebuilt_base_too(pair: Pair) -> None:
    x.reunion(pair.poste, *x.conseil(pair.poste))
    pair.take(pair.send())
    pair.mission = archive.archived(pair.mission)
    with pair.mission.reading() as unit:
        uid = annulation.imported(unit, "D07", 1)
    annulation.annuler(pair.mission, uid or "")
    assert same(pair)


def test_an_archive_lost_for_good_begins_again_by_the_whole_base(agents: tuple[Desk, Desk]) -> None:
    one, other = agents
    x.conseil(one)
    shutil.rmtree(one.folder / archive.FOLDER)
    assert archive.recommencer(replace(other, keeper=None)) == 1
    x.conseil(archive.archived(replace(other, keeper=None)))
    with pytest.raises(Faute):
        x.conseil(one)


def test_what_came_before_the_last_whole_state_is_needed_no_more(pair: Pair) -> None:
    pair.mission = archive.archived(pair.mission)
    x.reunion(pair.poste, *x.conseil(pair.poste))
    pair.take(pair.send())
    old = list((pair.mission.folder / archive.FOLDER).iterdir())
    archive.recommencer(pair.mission)
    with pair.mission.reading() as unit:
        uid = annulation.imported(unit, "D07", 1)
    annulation.annuler(pair.mission, uid or "")
    x.conseil(pair.mission)
    for path in old:
        path.unlink()
    shutil.rmtree(pair.mission.folder / depot.ARCHIVE)
    assert same(pair)
