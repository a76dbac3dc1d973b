"""An encrypted base at this version's schema, made once and copied for each test."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.engine import open_engine
from db.journal import Author, watch
from db.types import new_uid
from db.upgrade import upgrade

KEY = bytes(range(32))
NOW = dt.datetime(2026, 3, 3, 19, 30, tzinfo=dt.UTC)

Writing = Callable[..., Session]


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "pvdesk.db"
    engine = open_engine(path, KEY)
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def path(model_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(model_file, tmp_path / "pvdesk.db"))


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    engine = open_engine(path, KEY)
    yield engine
    engine.dispose()


@pytest.fixture
def writing(engine: Engine) -> Iterator[Writing]:
    """Journalled sessions; each call is a new unit of work, `minutes` after the first."""
    opened: list[Session] = []

    def begin(minutes: float = 0, **author: object) -> Session:
        session = Session(engine, expire_on_commit=False)
        given = {"poste": "D07", "operation": new_uid(), "now": NOW + dt.timedelta(minutes=minutes), **author}
        watch(session, Author(**given))  # type: ignore[arg-type]
        opened.append(session)
        return session

    yield begin
    for session in opened:
        session.close()


@pytest.fixture
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that may be read and not written by a process without rights, whoever runs the tests."""
    folder = tmp_path_factory.mktemp("lecture")
    opened = [parent for parent in folder.parents if parent.stat().st_uid == os.getuid() and len(parent.parts) > 2]
    modes = {parent: parent.stat().st_mode for parent in opened}
    for parent in opened:
        parent.chmod(0o755)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    for parent, mode in modes.items():
        parent.chmod(mode)
