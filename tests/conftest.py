"""What all tests share: compiled SQL, the PostgreSQL server of a run, and what the run tells at its end."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from db.memory import open_memory
from tests.server import ABSENT, Absent, Server, running


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """The bases of a run share their compiled SQL, as those of one program do: a fifth of the time of a test."""
    model = open_memory()
    model.connect().close()  # its dialect now knows the library

    def sharing(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        if engine.dialect.name == model.dialect.name:
            engine.dialect, engine._compiled_cache = model.dialect, model._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.engine.create_engine", sharing)
        patch.setattr("db.memory.create_engine", sharing)
        yield
    model.dispose()


@pytest.fixture(scope="session", autouse=True)
def quick_phrases() -> Iterator[None]:
    """A folder's own file says what its phrase costs: next to nothing here; `test_keys.py` pays the price."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.keys._PROFILE", {"memoire_kio": 64, "passes": 1, "voies": 1})
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server of this run; without one, the tests that want it are skipped."""
    try:
        with running() as made:
            yield made
    except Absent as absent:
        pytest.skip(f"{ABSENT}\u00a0: {absent}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each test that recorded what it tried (`record_property`), and one when there was no server."""
    tried = {
        f"{name}\u00a0: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
    }
    served = sum("[serveur" in report.nodeid for report in terminalreporter.getreports("passed"))
    if served:
        tried.add(f"joués sur un serveur PostgreSQL\u00a0: {served}")
    if tried:
        terminalreporter.section("essais")
        for line in sorted(tried):
            terminalreporter.line(line)
    skipped = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    without = [said for said in skipped if ABSENT in said]
    if without:
        why = without[0].partition(ABSENT)[2].rstrip("')\"")
        terminalreporter.line(f"{ABSENT}{why}\u00a0; {len(without)} essais n’ont pas été joués sur un serveur.")
