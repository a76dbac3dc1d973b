"""The reference validator, where it is installed (it is a Java program, in no package index): `make prove` calls it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pvdesk.reports.render import render
from tests.pvdesk.reports.test_judges import PAPERS

PROGRAM = shutil.which("verapdf") or ""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM, reason="veraPDF is not installed"),
]


@pytest.mark.parametrize("norm", ["2a", "ua1"])
def test_the_reference_validator_passes_every_paper(norm: str, tmp_path: Path) -> None:
    """One call for all: the program takes seconds to start."""
    for number, name in enumerate(PAPERS):
        (tmp_path / f"{number:03d}.pdf").write_bytes(render(PAPERS[name]()).data)
    command = [PROGRAM, "--flavour", norm, "--format", "text", str(tmp_path)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=900).stdout
    verdicts = [line for line in said.splitlines() if line.startswith(("PASS", "FAIL"))]
    assert len(verdicts) == len(PAPERS)
    assert [line for line in verdicts if line.startswith("FAIL")] == []
