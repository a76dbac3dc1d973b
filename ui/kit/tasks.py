"""Long work away from the window, one job after the other, results brought back to the GUI thread.

One thread is the base's; another does what needs no base (papers), so that a save never waits for it.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

WAIT_MS = 10_000
FOR_EVER = -1

OnResult = Callable[[Any], object]
OnError = Callable[[Exception], object]
OnProgress = Callable[[int, int, str], object]


class Cancelled(Exception):  # noqa: N818 — an answer to « Interrompre », not an error
    """The user interrupted the work: neither a result nor an error follows."""


class Watch:
    """What a long work holds: it tells its progress and learns that it is to stop. Used from both threads."""

    def __init__(self, tell: Callable[[int, int, str], None] | None = None) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next `check`."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """True once `cancel` was called."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise `Cancelled` when the work is to stop: call it between two units of work."""
        if self.cancelled:
            raise Cancelled

    def tell(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is, then `check`."""
        self.check()
        if self._tell is not None:
            self._tell(done, total, text)


def alive(callback: Callable[..., object]) -> bool:
    """False when the widget a bound method belongs to was destroyed meanwhile."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Tasks(QObject):
    """Runs functions in one thread, always the same one: a database connection made there stays there.

    Those `aside` run in a second one, in their own order.

    Callbacks are bound methods called on the GUI thread; those of a destroyed widget are dropped.
    """

    _back = Signal(object)
    _idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool, self._aside = QThreadPool(self), QThreadPool(self)
        for pool in (self._pool, self._aside):
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(FOR_EVER)
        self._waiting = 0
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """True while a job runs or waits, or its answer is on the way."""
        return self._waiting > 0

    def run(
        self, fn: Callable[[], object], on_result: OnResult, on_error: OnError | None = None, *, aside: bool = False
    ) -> None:
        """Run `fn` in the thread; then `on_result(its result)` or `on_error(the exception)` here."""
        self._start(fn, on_result, on_error, aside=aside)

    def run_long(
        self,
        fn: Callable[[Watch], object],
        on_result: OnResult,
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
        *,
        aside: bool = False,
    ) -> Watch:
        """The same for a work that tells its progress and can be interrupted by the watch returned.

        Once interrupted, `on_error` receives `Cancelled`.
        """
        watch = Watch(partial(self._post_progress, on_progress) if on_progress else None)
        self._start(partial(fn, watch), on_result, on_error, aside=aside)
        return watch

    def wait_idle(self, milliseconds: int = WAIT_MS) -> bool:
        """Turn the event loop until nothing runs, for tests and for closing; False when time ran out."""
        if self.busy:
            # Asleep between two events: turning without a pause takes the processor from the work waited for.
            loop, limit = QEventLoop(), QTimer(singleShot=True)
            limit.timeout.connect(loop.quit)
            self._idle.connect(loop.quit)
            limit.start(milliseconds)
            while self.busy and limit.isActive():
                loop.exec()
        return not self.busy

    def _start(
        self, fn: Callable[[], object], on_result: OnResult, on_error: OnError | None, *, aside: bool
    ) -> None:
        """Queue a job."""
        self._waiting += 1
        (self._aside if aside else self._pool).start(partial(self._work, fn, on_result, on_error))

    def _work(self, fn: Callable[[], object], on_result: OnResult, on_error: OnError | None) -> None:
        """In the thread: do the work, post its answer."""
        try:
            answer = partial(on_result, fn())
            target: Callable[..., object] = on_result
        except Exception as error:  # noqa: BLE001 — handed over to the GUI thread, which answers for it
            target = on_error or self._raise
            answer = partial(target, error)
        self._back.emit((True, target, answer))

    def _post_progress(self, on_progress: OnProgress, done: int, total: int, text: str) -> None:
        """In the thread: post a step of progress."""
        self._back.emit((False, on_progress, partial(on_progress, done, total, text)))

    def _deliver(self, post: tuple[bool, Callable[..., object], Callable[[], object]]) -> None:
        """On the GUI thread: call back."""
        last, target, answer = post
        self._waiting -= last
        try:
            if alive(target):
                answer()
        finally:
            if isValid(self) and not self.busy:
                self._idle.emit()

    @staticmethod
    def _raise(error: Exception) -> None:
        """Nobody answers for this error: let the crash report have it. An interruption is no error."""
        if not isinstance(error, Cancelled):
            raise error


class ImmediateTasks(Tasks):
    """Runs each job at once in the caller's thread: for tests, and for the command that has no window."""

    def _start(
        self, fn: Callable[[], object], on_result: OnResult, on_error: OnError | None, *, aside: bool  # noqa: ARG002
    ) -> None:
        """Work and call back before returning."""
        try:
            result = fn()
        except Exception as error:  # noqa: BLE001 — the same contract as in the thread
            (on_error or self._raise)(error)
        else:
            on_result(result)

    def _post_progress(self, on_progress: OnProgress, done: int, total: int, text: str) -> None:
        """Call back at once."""
        on_progress(done, total, text)
