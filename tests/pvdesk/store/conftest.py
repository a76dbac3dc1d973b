"""A desk on real reference data: made once, its folder copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvdesk.store.desk import Desk
from tests.builders import add_noeux, copy_desk, open_copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_desk(tmp_path / "donnees")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = open_copy(folder)
    yield desk
    desk.close()


@pytest.fixture
def noeux(desk: Desk) -> tuple[str, dict[str, str]]:
    """The conseil of Nœux-les-Mines: its uid, and the uids of its 18 members by code."""
    return add_noeux(desk)
