"""kill -9 between a commit of the mission and the file that keeps what it decided: the next opening writes the file."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.arbitrage import Decision, GenreDecision
from db.models.echange import Role
from pvdesk.base import files
from pvdesk.bundle import identity
from pvdesk.mission import annulation, archive, dump, intake, reconstruction
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

DIED = 9
Work = Callable[[Desk], object]


@pytest.fixture
def busy(pair: Pair) -> tuple[Pair, str, Path]:
    """A mission that keeps what it decides, a meeting that it holds, a lot that it has not taken."""
    pair.mission = archive.archived(pair.mission)
    where, members = x.conseil(pair.poste, members=2)
    uid = x.reunion(pair.poste, where, members)
    pair.trip()
    x.edit(pair.poste, uid, lieu="Gymnase")
    return pair, uid, pair.send()


def killed(pair: Pair, work: Work) -> None:
    """Do something at the mission in another process, that dies when the file of its decision is to be written."""
    pair.mission.engine.dispose()
    child = os.fork()
    if child == 0:
        code = 0
        try:
            desk = x.opened(pair.mission.folder, pair.template.mission_key, Role.MISSION, pair.clock)
            kept = archive.archived(desk)
            pytest.MonkeyPatch().setattr(files, "write_atomic", _dying(files.write_atomic))
            work(kept)
        except BaseException:  # noqa: BLE001 - a child never goes back into the tests
            code = 1
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == DIED


def _dying(write: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    def dying(path: Path, data: bytes) -> None:
        if path.suffix == ".pvdec":
            os._exit(DIED)
        write(path, data)

    return dying


def waiting(desk: Desk) -> list[GenreDecision]:
    """What is decided and has no file yet."""
    with desk.reading() as unit:
        rows = unit.session.scalars(select(Decision).where(Decision.archive_le.is_(None)).order_by(Decision.n))
        return [row.genre for row in rows]


def dumped(desk: Desk) -> str:
    with desk.reading() as unit:
        return dump.dump(unit)


def rebuilt_same(pair: Pair, name: str) -> bool:
    with pair.mission.reading() as unit:
        opened = identity.identities(unit)
    made = reconstruction.rebuild(pair.mission, pair.folder / name, pair.template.mission_key, opened).desk
    try:
        return dumped(made) == dumped(pair.mission)
    finally:
        made.close()


def opened_again(pair: Pair, genre: GenreDecision) -> None:
    """The next opening writes what was missing, and nothing else."""
    before = len(list((pair.mission.folder / archive.FOLDER).iterdir()))
    assert waiting(pair.mission) == [genre]
    pair.mission = archive.archived(replace(pair.mission, keeper=None))
    assert waiting(pair.mission) == []
    assert len(list((pair.mission.folder / archive.FOLDER).iterdir())) == before + 1


def undo(desk: Desk) -> None:
    with desk.reading() as unit:
        lot = annulation.imported(unit, "D07", 2)
    annulation.annuler(desk, lot or "")


def test_an_import_killed_before_its_file_is_kept_rebuilt_and_undone(busy: tuple[Pair, str, Path]) -> None:
    pair, uid, path = busy
    before = dumped(pair.mission)
    killed(pair, lambda desk: intake.take(desk, path))
    opened_again(pair, GenreDecision.IMPORT)
    assert pair.at_mission(uid).values["lieu"] == "Gymnase"
    assert pair.take(path).deja is not None
    assert rebuilt_same(pair, "refait")
    undo(pair.mission)
    assert dumped(pair.mission) == before
    assert rebuilt_same(pair, "encore")


def test_a_decision_killed_before_its_file_is_kept_and_rebuilt(busy: tuple[Pair, str, Path]) -> None:
    pair, uid, _ = busy
    killed(pair, lambda desk: x.edit(desk, uid, objet="Décidé"))
    opened_again(pair, GenreDecision.DECISION)
    assert pair.at_mission(uid).values["objet"] == "Décidé"
    assert rebuilt_same(pair, "refait")


def test_an_undoing_killed_before_its_file_is_kept_and_rebuilt(busy: tuple[Pair, str, Path]) -> None:
    pair, _, path = busy
    before = dumped(pair.mission)
    pair.take(path)
    killed(pair, undo)
    opened_again(pair, GenreDecision.ANNULATION)
    assert dumped(pair.mission) == before
    assert rebuilt_same(pair, "refait")


def test_a_file_of_lots_that_nobody_took_rebuilds_nothing(busy: tuple[Pair, str, Path]) -> None:
    """Killed before the commit: the lot is in the archive, the base has not heard of it."""
    pair, uid, path = busy

    def dies(desk: Desk) -> None:
        intake.take(desk, path, lambda done, total, step: os._exit(DIED) if step == intake.STEPS[-1] else None)

    killed(pair, dies)
    assert waiting(pair.mission) == []
    assert pair.at_mission(uid).values["lieu"] != "Gymnase"
    assert rebuilt_same(pair, "refait")
    assert pair.take(path).deja is None
