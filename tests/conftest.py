"""What a run of the tests tells at its end: how many cases the long loops tried."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line for each test that recorded what it tried (`record_property`), whichever process ran it."""
    tried = {
        f"{name}\u00a0: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
    }
    if tried:
        terminalreporter.section("essais")
        for line in sorted(tried):
            terminalreporter.line(line)
