"""Is this PySide6 sound on this Python? A release has dropped a reference on None at each call that returns nothing.

PySide6 6.12.0 does so on Python 3.11: the process aborts after some thousand calls, anywhere. Hence the bound on its
version in pyproject.toml; this test tells when the bound may be raised.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

CALLS = 500


def lost_references(call: Callable[[], object], kept: object) -> float:
    """References to `kept` lost per call; noise of other code stays far below a half."""
    call()
    before = sys.getrefcount(kept)
    for _ in range(CALLS):
        call()
    return (before - sys.getrefcount(kept)) / CALLS


def test_a_call_that_returns_nothing_keeps_none_alive() -> None:
    thing = QObject()
    assert lost_references(lambda: thing.setObjectName("x"), None) < 0.5


def test_a_connection_keeps_true_alive() -> None:
    timer = QTimer()
    assert lost_references(lambda: timer.timeout.connect(print) and timer.timeout.disconnect(print), True) < 0.5
