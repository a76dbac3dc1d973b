"""The statement of accessibility names, for each check, tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STATEMENT = ROOT / "docs" / "accessibilite.md"
CHECKS = [f"A{number}" for number in range(1, 22)]
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows() -> dict[str, list[tuple[str, str]]]:
    """The tests, (file, name), that the statement gives for each check."""
    lines = (line.split("|") for line in STATEMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| A"))
    return {cells[1].strip(): NAMED.findall(cells[3]) for cells in lines}


def test_every_check_is_claimed() -> None:
    assert list(rows()) == CHECKS


@pytest.mark.parametrize("check", CHECKS)
def test_what_claims_it_exists(check: str) -> None:
    claimed = rows()[check]
    assert claimed
    for file, name in claimed:
        assert f"def {name}(" in (ROOT / "tests" / "ui" / file).read_text(encoding="utf-8"), f"{file}::{name}"
