import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from pvdesk.base import logs
from pvdesk.base.logs import Ring


@pytest.fixture
def ring() -> Iterator[Ring]:
    level = logging.getLogger().level
    made = logs.start()
    yield made
    logs.stop(made)
    logging.getLogger().setLevel(level)


def test_the_last_lines_are_kept(ring: Ring) -> None:
    for number in range(logs.KEPT + 20):
        logging.getLogger("essai").info("line %s", number)
    lines = ring.text().splitlines()
    assert len(lines) == logs.KEPT
    assert lines[-1].endswith(f"line {logs.KEPT + 19}")


def test_the_file_turns_when_it_is_large(ring: Ring, tmp_path: Path) -> None:
    (tmp_path / logs.FILE).write_text("x" * (logs.SIZE + 1), encoding="utf-8")
    handler = logs.write_to(tmp_path)
    logging.getLogger("essai").warning("said")
    logs.stop(handler)
    assert (tmp_path / logs.OLD).stat().st_size > logs.SIZE
    assert "said" in (tmp_path / logs.FILE).read_text(encoding="utf-8")


def test_a_folder_that_refuses_stops_nothing(ring: Ring, tmp_path: Path) -> None:
    assert logs.write_to(tmp_path / "absent") is None
    assert "cannot be written" in ring.text()
