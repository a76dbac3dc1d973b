"""How the mission's window runs a work: a short one, a long one, « changed » afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance
from shiboken6 import isValid

from pvdesk.store.desk import Desk
from ui.kit.tasks import OnError, OnProgress, OnResult, Tasks, Watch, alive


class Runs(Protocol):
    """What runs a unit of work in the thread of the base, and tells what changed."""

    desk: Desk
    tasks: Tasks

    @property
    def changed(self) -> SignalInstance:
        """Emitted after what was written."""

    def read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""

    def write(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Keep what it does."""


class Works:
    """How each work is run: a short one, a long one, and « changed » afterwards."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._desk = runs.desk

    def _run(self, work: Callable[[], Any], on_result: OnResult, on_error: OnError | None) -> None:
        self._runs.tasks.run(work, self._then(on_result), on_error)

    def _run_long(
        self, work: Callable[[Watch], Any], on_result: OnResult, on_error: OnError, on_progress: OnProgress
    ) -> Watch:
        return self._runs.tasks.run_long(work, self._then(on_result), on_error, on_progress)

    def _then(self, on_result: OnResult) -> OnResult:
        """The answer, then « changed »."""

        def then(result: Any) -> None:
            if alive(on_result):
                on_result(result)
            if not isinstance(self._runs, QObject) or isValid(self._runs):
                self._runs.changed.emit("", "")

        return then
