"""Memory: a large lot leaves and enters within 100 MB and 3 kB a record, each in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BASE_MB, PER_RECORD_KB = 100, 3

pytestmark = pytest.mark.slow


def peaks(records: int) -> dict[str, float]:
    """The table of the benchmark: peak of each part, in MB."""
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "benchmarks" / "lot.py"), str(records)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    cells = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    return {row[0]: int(row[-1]) * 1.048576 for row in cells if row[-1].isdigit()}


@pytest.mark.parametrize("records", [20_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_the_peak_of_an_export_and_of_an_import_is_bounded(
    records: int, record_property: Callable[[str, object], None]
) -> None:
    found = peaks(records)
    assert len(found) == 4
    limit = BASE_MB + PER_RECORD_KB * records / 1000
    assert max(found.values()) <= limit, found
    record_property(f"pic de mémoire pour {records} lignes, Mo", f"{max(found.values()):.0f} (au plus {limit:.0f})")
