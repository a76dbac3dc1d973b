"""What only another process can tell: same bytes everywhere, and nothing heavy loaded too early."""

import os
import subprocess
import sys

PRINT = """
from pvdesk.reports.papers import emargement, minutes
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
print(render(minutes.build(samples.PLENIERE)).sha256, render(emargement.build(samples.feuille(30))).sha256)
"""


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_two_processes_with_two_hash_seeds_write_the_same_bytes() -> None:
    first = run(PRINT, PYTHONHASHSEED="1", TZ="Europe/Paris")
    assert first == run(PRINT, PYTHONHASHSEED="2", TZ="UTC", SOURCE_DATE_EPOCH="1000000000")
    assert len(first.split()) == 2


def test_building_a_paper_does_not_load_reportlab() -> None:
    code = "import sys, pvdesk.reports.papers.minutes, pvdesk.reports.papers.emargement, pvdesk.reports.preflight"
    assert run(f"{code}; print('reportlab' in sys.modules)").strip() == "False"
