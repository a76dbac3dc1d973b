"""The n-th write fails, once or for ever; the disk is full: before or after, never between, no file left behind."""

import contextlib
import errno
import itertools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, event, text

from db.errors import Cause, Faute
from db.models.echange import Role
from pvdesk.base import files
from pvdesk.bundle import export
from pvdesk.mission import depot, intake
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair, Ticking

Record = Callable[[str, object], None]
ERRORS = (OSError, Faute)
SQL_STEP = 7  # statements between two tries: an import has hundreds of them


class Disk:
    """A file layer whose n-th operation fails, once or for ever; counts them when told nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.fails, self.for_ever = 0, 0, False
        opened, synced, replaced = Path.open, os.fsync, Path.replace

        def watched_open(path: Path, *args: Any, **options: Any) -> Any:
            self.step()
            stream = opened(path, *args, **options)
            return _Stream(stream, self.step) if "b" in stream.mode else stream

        def watched_sync(handle: int) -> None:
            self.step()
            synced(handle)

        def watched_replace(path: Path, target: Path) -> Path:
            self.step()
            return replaced(path, target)

        monkeypatch.setattr(Path, "open", watched_open)
        monkeypatch.setattr(os, "fsync", watched_sync)
        monkeypatch.setattr(Path, "replace", watched_replace)
        monkeypatch.setattr(files, "_FIRST_PAUSE", 0.0)

    def arm(self, fails: int, *, for_ever: bool) -> None:
        self.count, self.fails, self.for_ever = 0, fails, for_ever

    def step(self) -> None:
        self.count += 1
        if self.fails and (self.count == self.fails or (self.for_ever and self.count > self.fails)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _Stream:
    """A binary stream, each call of which is an operation of the disk."""

    def __init__(self, stream: IO[bytes], step: Callable[[], None]) -> None:
        self._stream, self._step = stream, step

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        if name in {"read", "write", "flush"}:
            self._step()
        return getattr(self._stream, name)


def a_meeting(pair: Pair, members: int = 3) -> str:
    conseil, people = x.conseil(pair.poste, members)
    return x.reunion(pair.poste, conseil, people)


def sound(desk: Desk) -> bool:
    with desk.reading() as unit:
        return bool(unit.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok")


def same_but_lots(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> bool:
    """Nothing moved, but for the journal of lots: a number may have been spent, and said so."""
    return all(one[t] == other[t] for t in one.keys() - {"lot", "correspondant"})


@pytest.mark.parametrize("for_ever", [False, True])
def test_the_nth_operation_on_the_files_of_an_export_fails(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, record_property: Record, for_ever: bool
) -> None:
    a_meeting(pair)
    pair.out.mkdir()
    disk, failed = Disk(monkeypatch), 0
    for nth in itertools.count(1):
        before = x.dump(pair.poste)
        disk.arm(nth, for_ever=for_ever)
        try:
            pair.send()
        except ERRORS:
            disk.arm(0, for_ever=False)
            failed += 1
            assert same_but_lots(x.dump(pair.poste), before)
            assert list(pair.out.iterdir()) == []
        else:
            disk.arm(0, for_ever=False)
            assert len(list(pair.out.glob("*.pvlot"))) == 1
            if disk.count < nth:
                break
            for path in pair.out.iterdir():
                path.unlink()
    record_property(f"exports dont la n-ième opération échoue{' pour toujours' * for_ever}", failed)
    assert failed > 4


@pytest.mark.parametrize("for_ever", [False, True])
def test_the_nth_operation_on_the_files_of_an_import_fails(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, record_property: Record, for_ever: bool
) -> None:
    a_meeting(pair)
    path = pair.send()
    before, archive = x.dump(pair.mission), pair.mission.folder / depot.ARCHIVE
    disk, failed = Disk(monkeypatch), 0
    for nth in itertools.count(1):
        disk.arm(nth, for_ever=for_ever)
        try:
            pair.take(path)
        except ERRORS:
            disk.arm(0, for_ever=False)
            failed += 1
            assert {**x.dump(pair.mission), "correspondant": []} == {**before, "correspondant": []}
            assert not archive.exists() or list(archive.glob(files.TEMP_GLOB)) == []
        else:
            disk.arm(0, for_ever=False)
            break
    record_property(f"imports dont la n-ième opération échoue{' pour toujours' * for_ever}", failed)
    assert failed > 2
    assert x.records_of(pair.mission) == x.records_of(pair.poste)


@contextlib.contextmanager
def failing_statement(engine: Engine, nth: int) -> Iterator[list[int]]:
    """The n-th statement said to the base, and all that follow, are answered « disk I/O error »."""
    count = [0]

    def execute(*_: Any) -> None:
        count[0] += 1
        if nth and count[0] >= nth:
            raise driver.OperationalError("disk I/O error")

    names = ("do_execute", "do_executemany", "do_execute_no_params")
    for name in names:
        event.listen(engine, name, execute)
    try:
        yield count
    finally:
        for name in names:
            event.remove(engine, name, execute)


def test_the_nth_statement_of_an_import_fails(pair: Pair, record_property: Record) -> None:
    a_meeting(pair)
    path = pair.send()
    before, tried = x.dump(pair.mission), 0
    for nth in itertools.count(1, SQL_STEP):
        with failing_statement(pair.mission.engine, nth) as count:
            try:
                pair.take(path)
            except ERRORS:
                tried += 1
            else:
                assert count[0] < nth
                break
        assert {**x.dump(pair.mission), "correspondant": []} == {**before, "correspondant": []}
    record_property("imports dont la n-ième requête échoue", tried)
    assert tried > 10
    assert x.records_of(pair.mission) == x.records_of(pair.poste)


def test_the_nth_statement_of_an_export_fails(pair: Pair, record_property: Record) -> None:
    a_meeting(pair)
    pair.out.mkdir()
    before, tried = x.dump(pair.poste), 0
    for nth in itertools.count(1, SQL_STEP):
        with failing_statement(pair.poste.engine, nth) as count:
            try:
                pair.send()
            except ERRORS:
                tried += 1
            else:
                assert count[0] < nth
                break
        assert same_but_lots(x.dump(pair.poste), before)
        assert list(pair.out.iterdir()) == []
    record_property("exports dont la n-ième requête échoue", tried)
    assert tried > 10
    pair.take(pair.send())
    assert x.records_of(pair.mission) == x.records_of(pair.poste)


def limited(engine: Engine, extra: int) -> None:
    """A disk on which the base may grow by that many pages."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + extra}"))


def test_a_mission_whose_disk_fills_at_any_page_keeps_nothing_of_the_lot(pair: Pair, record_property: Record) -> None:
    conseil, members = x.conseil(pair.poste, 6)
    for _ in range(20):
        x.reunion(pair.poste, conseil, members)
    path, tried = pair.send(), 0
    before, causes = x.records_of(pair.mission), set[Cause]()
    for extra in (0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 10_000):
        mission = pair.fork_mission(f"essai{extra}")
        limited(mission.engine, extra)
        try:
            intake.take(mission, path)
        except Faute as fault:
            tried += 1
            causes.add(fault.cause)
            assert x.records_of(mission) == before
            assert sound(mission)
            mission.close()
            mission = x.opened(mission.folder, pair.template.mission_key, Role.MISSION, Ticking())
            intake.take(mission, path)
        assert x.records_of(mission) == x.records_of(pair.poste)
        mission.close()
    record_property("bases arrêtées par un disque plein, page après page", tried)
    assert tried > 3
    assert causes == {Cause.DISQUE_PLEIN}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes real disks of so many kibioctets, when the system lets us."""
    mounted: list[Path] = []

    def make(size: int) -> Path:
        place = tmp_path / f"disque{len(mounted)}"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)], check=False, capture_output=True
        )
        if done.returncode != 0:
            pytest.skip("a small disk can only be made by root")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_mission_on_a_real_disk_that_is_full(pair: Pair, small_disk: Callable[[int], Path]) -> None:
    conseil, members = x.conseil(pair.poste, 6)
    for _ in range(20):
        x.reunion(pair.poste, conseil, members)
    path = pair.send()
    pair.mission.engine.dispose()
    held = sum(p.stat().st_size for p in pair.mission.folder.rglob("*") if p.is_file()) >> 10
    for room in (16, 64, 160, 400):
        folder = shutil.copytree(pair.mission.folder, small_disk(held + 40 + room) / "mission")
        mission = x.opened(folder, pair.template.mission_key, Role.MISSION, Ticking())
        before = x.records_of(mission)
        with contextlib.suppress(*ERRORS):
            intake.take(mission, path)
        assert sound(mission)
        assert x.records_of(mission) in (before, x.records_of(pair.poste))
        assert not list(folder.rglob(files.TEMP_GLOB))
        mission.close()


def test_a_poste_that_writes_on_a_real_disk_that_is_full(pair: Pair, small_disk: Callable[[int], Path]) -> None:
    a_meeting(pair)
    stick = small_disk(8)
    (stick / "autre").write_bytes(bytes(4096))
    before = x.dump(pair.poste)
    with pytest.raises(OSError) as caught:
        export.export(pair.poste, stick)
    assert caught.value.errno == errno.ENOSPC
    assert [p.name for p in stick.iterdir()] == ["autre"]
    assert same_but_lots(x.dump(pair.poste), before)
