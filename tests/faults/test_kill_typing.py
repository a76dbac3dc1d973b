"""The process dies while somebody types: nothing older than two seconds is lost (screens, goal G9)."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pvdesk.store import records
from pvdesk.store.desk import open_desk
from tests import builders
from tests.faults.typist import LETTERS

ROOT = Path(__file__).parents[2]
LOST_S = 2.0
SAVED_EVERY_S = 1.5  # the delay of the autosave: a kill anywhere in such a cycle is like any other
READY_S = 30.0


def wait_for_keys(log: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the first keys are typed."""
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the typist stopped by itself"
        if log.exists() and log.read_text(encoding="utf-8").count("\n") > 3:
            return
        time.sleep(0.05)
    raise AssertionError("the typist never started")


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 6))])
def test_a_killed_process_loses_less_than_two_seconds_of_typing(tmp_path: Path, seed: int) -> None:
    folder, log = builders.copy_desk(tmp_path / "donnees"), tmp_path / "frappes.txt"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "tests.faults.typist", str(folder), str(log)], env=env, cwd=ROOT)
    try:
        wait_for_keys(log, process)
        time.sleep(LOST_S + random.Random(seed).uniform(0, SAVED_EVERY_S))
    finally:
        process.kill()
        process.wait()
    first, *typed = log.read_text(encoding="utf-8").splitlines()
    times = [float(line.split()[0]) for line in typed if len(line.split()) == 2]
    desk = open_desk(folder, builders.PHRASE)
    with desk.reading() as unit:
        draft = records.load(unit, "reunion", first.split()[1])
    desk.close()
    (point,) = draft.lines["points"]
    kept = point.values["echanges"] or ""
    # One letter more than logged: the process may die between the key and its line.
    expected = "".join(LETTERS[n % len(LETTERS)] for n in range(len(times) + 1))
    assert expected.startswith(kept)
    # In the typist's own time, at its last key: a machine that gave it no processor made it lose nothing.
    owed = sum(at < times[-1] - LOST_S for at in times)
    assert len(kept) >= owed, f"{len(kept)} letters kept, {owed} were older than {LOST_S} s, {len(times)} typed"
