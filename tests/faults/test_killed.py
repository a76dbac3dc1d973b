"""kill -9 at every step and at random instants of the exchange, both ways: the state before or the state after."""

import itertools
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db.models.echange import Role
from pvdesk.base import files
from pvdesk.bundle import export, reception
from pvdesk.mission import depot, intake, returns
from pvdesk.store import listing
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Envoi
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair, Ticking

ROOT = Path(__file__).parents[2]
FEW, MANY = 6, 250  # of each of four works: a thousand in the long run
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


def held(desk: Desk) -> dict[str, list[Any]]:
    """All that a base says, without the number that an operation drew."""
    said = x.dump(desk)
    return said | {"journal": [(n, *rest) for n, _, *rest in said["journal"]]}


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
        assert list((folder / depot.ARCHIVE).glob(files.TEMP_GLOB)) == []
        mission.close()
        shutil.rmtree(folder)
        return said


class Answers:
    """A lot de retour written in a copy of the mission, then what must be true of it."""

    def __init__(self, ready: Pair) -> None:
        self.pair, self.count = ready, 0
        ready.take(ready.send())
        ready.poste.engine.dispose()
        ready.mission.engine.dispose()

    def attempt(self, order: Order, **when: Any) -> str:
        """Kill it there; then the next answer tells the poste everything."""
        self.count += 1
        place = self.pair.folder / f"essai{self.count}"
        shutil.copytree(self.pair.mission.folder, place / "mission")
        key = self.pair.template.mission_key
        said = order(verb="answer", folder=place / "mission", key=key.hex(), what=place / "retours", **when)
        mission = x.opened(place / "mission", key, Role.MISSION, Ticking())
        assert sound(mission)
        written = list((place / "retours").glob("*.pvlot"))
        assert len(written) <= 1
        shutil.copytree(self.pair.poste.folder, place / "poste")
        poste = x.opened(place / "poste", self.pair.template.poste_key, Role.POSTE, Ticking())
        for path in written:  # whole, and it may have gone
            assert reception.receive(poste, path).accuses > 0
        reception.receive(poste, returns.answer(mission, "D07", place / "retours").path)
        assert list((place / "retours").glob(files.TEMP_GLOB)) == []
        with poste.reading() as unit:
            assert {row.envoi for row in listing.rows(unit, "reunion")} == {Envoi.RECUE}
        poste.close()
        mission.close()
        shutil.rmtree(place)
        return said


class Receptions:
    """A lot de retour that enters a copy of the poste, then what must be true of it."""

    def __init__(self, ready: Pair) -> None:
        self.pair, self.count = ready, 0
        ready.take(ready.send())
        for uid in x.records_of(ready.mission)["reunion"]:
            x.edit(ready.mission, uid, objet="Relu à la mission")
        self.path, self.before = ready.answer(), held(ready.poste)
        ready.poste.engine.dispose()
        ready.mission.engine.dispose()
        poste = self._copy("entier")
        reception.receive(poste, self.path)
        self.after = held(poste)
        poste.close()
        assert self.before != self.after

    def _copy(self, name: str) -> Desk:
        folder = shutil.copytree(self.pair.poste.folder, self.pair.folder / name)
        return x.opened(folder, self.pair.template.poste_key, Role.POSTE, Ticking())

    def attempt(self, order: Order, **when: Any) -> str:
        """Kill it there; then the same file again goes in."""
        self.count += 1
        poste = self._copy(f"essai{self.count}")
        key = self.pair.template.poste_key
        said = order(verb="reception", folder=poste.folder, key=key.hex(), what=self.path, **when)
        assert sound(poste)
        assert held(poste) in (self.before, self.after)
        reception.receive(replace(poste, clock=Ticking()), self.path)  # at the same time of the day
        assert held(poste) == self.after
        poste.close()
        shutil.rmtree(poste.folder)
        return said


Tries = Exports | Imports | Answers | Receptions
KINDS = {"exports": Exports, "imports": Imports, "retours écrits": Answers, "retours reçus": Receptions}


def at_each_step(tries: Tries, order: Order) -> int:
    """Killed at each step it names, then at its end, one after the other; how many there were."""
    for step in itertools.count():
        said = tries.attempt(order, step=step)
        if said != "killed":
            assert said == "done"
            return step
    raise AssertionError


def at_random(tries: Tries, order: Order, count: int) -> str:
    """Killed at instants drawn over the time that the work takes; how many were killed, how many ended before."""
    chance, took = random.Random(count), 0.0

    def timed(**said: Any) -> str:
        nonlocal took
        start = time.perf_counter()
        answer = order(**said)
        took = time.perf_counter() - start
        return answer

    assert tries.attempt(timed) == "done"
    said = [tries.attempt(order, delay=chance.uniform(0, took)) for _ in range(count)]
    assert set(said) <= {"killed", "done"}
    assert said.count("killed") > count // 4
    return f"{said.count('killed')} tués, {said.count('done')} finis avant"


@pytest.mark.parametrize(("kind", "names"), [("exports", export.STEPS), ("imports", intake.STEPS)])
def test_killed_at_a_step_is_before_or_after(
    ready: Pair, order: Order, kind: str, names: tuple[str, ...], record_property: Record
) -> None:
    killed = at_each_step(KINDS[kind](ready), order)
    assert killed == len(names) + 1
    record_property(f"{kind} arrêtés par kill -9 à chaque étape", killed)


@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_random_is_before_or_after(ready: Pair, order: Order, kind: str, record_property: Record) -> None:
    record_property(f"{kind} arrêtés par kill -9 au hasard", at_random(KINDS[kind](ready), order, FEW))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_many_instants(ready: Pair, order: Order, kind: str, record_property: Record) -> None:
    record_property(f"{kind} arrêtés par kill -9, longue série", at_random(KINDS[kind](ready), order, MANY))
