"""What all tests share: the PostgreSQL server of a run, and what the run tells at its end."""

from collections.abc import Iterator

import pytest

from tests.server import ABSENT, Absent, Server, running


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
    if tried:
        terminalreporter.section("essais")
        for line in sorted(tried):
            terminalreporter.line(line)
    skipped = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    without = [said for said in skipped if ABSENT in said]
    if without:
        why = without[0].partition(ABSENT)[2].rstrip("')\"")
        terminalreporter.line(f"{ABSENT}{why}\u00a0; {len(without)} essais n’ont pas été joués sur un serveur.")
