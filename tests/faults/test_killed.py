"""kill -9 at every step and at random instants of an export and of an import: the state before or the state after."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db.models.echange import Role
from pvdesk.base import files
from pvdesk.bundle import export
from pvdesk.mission import intake
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair, Ticking

ROOT = Path(__file__).parents[2]
FEW, MANY = 6, 1_000
Order = Callable[..., str]
Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def order() -> Iterator[Order]:
    command = [sys.executable, "-m", "tests.faults.killer"]
    killer = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert killer.stdin is not None
    assert killer.stdout is not None
    give, answers = killer.stdin, killer.stdout

    def ask(**said: Any) -> str:
        give.write(json.dumps({k: str(v) if isinstance(v, Path) else v for k, v in said.items()}) + "\n")
        give.flush()
        return answers.readline().strip()

    with killer:
        yield ask
        give.close()


@pytest.fixture
def ready(pair: Pair) -> Pair:
    """A poste with a dozen meetings, one of them acknowledged and changed since; both folders closed."""
    conseil, members = x.conseil(pair.poste, 6)
    first = x.reunion(pair.poste, conseil, members)
    pair.trip()
    x.edit(pair.poste, first, lieu="Ailleurs")
    for _ in range(10):
        x.reunion(pair.poste, conseil, members)
    pair.poste.engine.dispose()
    pair.mission.engine.dispose()
    return pair


def sound(desk: Desk) -> bool:
    with desk.reading() as unit:
        return bool(unit.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok")


class Exports:
    """An export in a copy of the poste, then what must be true of it."""

    def __init__(self, ready: Pair) -> None:
        self.pair, self.count = ready, 0
        self.there = set(ready.out.iterdir())
        self.final = x.records_of(ready.poste)
        ready.poste.engine.dispose()

    def attempt(self, order: Order, **when: Any) -> str:
        """Kill it there; then the next export tells the mission everything, once."""
        self.count += 1
        place = self.pair.folder / f"essai{self.count}"
        shutil.copytree(self.pair.poste.folder, place / "poste")
        out = shutil.copytree(self.pair.out, place / "lots")
        key = self.pair.template.poste_key
        said = order(verb="export", folder=place / "poste", key=key.hex(), what=out, **when)
        poste = x.opened(place / "poste", key, Role.POSTE, Ticking())
        mission = self.pair.fork_mission(f"essai{self.count}/mission")
        assert sound(poste)
        assert x.records_of(poste) == self.final
        new = sorted(p for p in out.glob("*.pvlot") if p.name not in {t.name for t in self.there})
        assert len(new) <= 1
        for path in new:  # whole, and it may have gone
            assert intake.take(mission, path).outcome.nouveaux > 0
        intake.take(mission, export.export(poste, out).path)
        assert list(out.glob(files.TEMP_GLOB)) == []
        assert x.records_of(mission) == self.final
        poste.close()
        mission.close()
        shutil.rmtree(place)
        return said


class Imports:
    """An import in a copy of the mission, then what must be true of it."""

    def __init__(self, ready: Pair) -> None:
        self.pair, self.count = ready, 0
        self.path = ready.send()
        self.before, self.after = x.records_of(ready.mission), x.records_of(ready.poste)
        ready.mission.engine.dispose()
        assert self.before != self.after

    def attempt(self, order: Order, **when: Any) -> str:
        """Kill it there; then the same file again goes in."""
        self.count += 1
        folder = shutil.copytree(self.pair.mission.folder, self.pair.folder / f"essai{self.count}")
        key = self.pair.template.mission_key
        said = order(verb="import", folder=folder, key=key.hex(), what=self.path, **when)
        mission = x.opened(folder, key, Role.MISSION, Ticking())
        assert sound(mission)
        assert x.records_of(mission) in (self.before, self.after)
        intake.take(mission, self.path)
        assert x.records_of(mission) == self.after
        assert list((folder / intake.ARCHIVE).glob(files.TEMP_GLOB)) == []
        mission.close()
        shutil.rmtree(folder)
        return said


def at_random(tries: Exports | Imports, order: Order, count: int) -> tuple[int, int]:
    """Killed at instants drawn over the time that the work takes; how many were killed, how many ended before."""
    chance = random.Random(count)
    took: list[float] = []

    def timed(**said: Any) -> str:
        start = time.perf_counter()
        answer = order(**said)
        took.append(time.perf_counter() - start)
        return answer

    assert tries.attempt(timed) == "done"
    said = [tries.attempt(order, delay=chance.uniform(0, took[0])) for _ in range(count)]
    assert set(said) <= {"killed", "done"}
    return said.count("killed"), said.count("done")


@pytest.mark.parametrize("step", range(len(export.STEPS) + 1))
def test_an_export_killed_at_a_step_is_before_or_after(ready: Pair, order: Order, step: int) -> None:
    assert Exports(ready).attempt(order, step=step) == "killed"


@pytest.mark.parametrize("step", range(len(intake.STEPS) + 1))
def test_an_import_killed_at_a_step_is_before_or_after(ready: Pair, order: Order, step: int) -> None:
    assert Imports(ready).attempt(order, step=step) == "killed"


def test_exports_killed_at_random_are_before_or_after(ready: Pair, order: Order, record_property: Record) -> None:
    killed, ended = at_random(Exports(ready), order, FEW)
    record_property("exports arrêtés par kill -9 au hasard", f"{killed} tués, {ended} finis avant")


def test_imports_killed_at_random_are_before_or_after(ready: Pair, order: Order, record_property: Record) -> None:
    killed, ended = at_random(Imports(ready), order, FEW)
    record_property("imports arrêtés par kill -9 au hasard", f"{killed} tués, {ended} finis avant")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Exports, Imports])
def test_a_thousand_kills(
    ready: Pair, order: Order, kind: type[Exports | Imports], record_property: Record
) -> None:
    killed, ended = at_random(kind(ready), order, MANY)
    assert killed > MANY // 4
    record_property(f"{kind.__name__}, mille instants", f"{killed} tués, {ended} finis avant")
