"""A desk on real reference data: made once, its folder copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pvdesk.store.desk import Desk, open_desk
from tests.builders import PHRASE, add_noeux, clock_at, make_desk


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("poste") / "donnees"
    make_desk(folder).close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "donnees")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = open_desk(folder, PHRASE, clock=clock_at())
    yield desk
    desk.close()


@pytest.fixture
def noeux(desk: Desk) -> tuple[str, dict[str, str]]:
    """The conseil of Nœux-les-Mines: its uid, and the uids of its 18 members by code."""
    return add_noeux(desk)
