"""A desk on real reference data: made once, its folder copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvdesk.store.desk import Desk
from tests.builders import copy_desk, copy_noeux, open_copy, uids_of_noeux


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A closed data folder; the conseil of Nœux-les-Mines is in it when the test asks for it."""
    copy = copy_noeux if "noeux" in request.fixturenames else copy_desk
    return copy(tmp_path / "donnees")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = open_copy(folder)
    yield desk
    desk.close()


@pytest.fixture
def noeux(desk: Desk) -> tuple[str, dict[str, str]]:
    """The conseil of Nœux-les-Mines: its uid, and the uids of its 18 members by code."""
    return uids_of_noeux()
