"""From the opening of the base to its closing: where one was, locking, the copy of the day, a copy put back.

Locking covers the work at once and asks nothing. What was being typed is saved, then the base is closed and its key
forgotten; while the disk refuses that save, the window is kept as it is behind the lock, entry included.
"""

from __future__ import annotations

import logging
import time
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from db import keys
from db.errors import Faute
from pvdesk.base.settings import Settings
from pvdesk.store import sauvegarde
from pvdesk.store.desk import Desk
from pvdesk.store.sauvegarde import Copie
from ui.hints import Hints
from ui.kit.tasks import Tasks
from ui.lock import Coming, LockScreen
from ui.main_window import MainWindow
from ui.pages.exchange import ExchangePage
from ui.pages.refusal import tell
from ui.resuming import Resuming

LOG = logging.getLogger(__name__)
BEAT_MS = 2_000
COPY_AFTER_MS = 20_000
PATIENCE_MS = 30_000
LOCKED = "Verrouillé. Ce que vous tapiez est gardé."
RESTORED = "La copie est en place. La base d’avant est mise de côté, dans le dossier «\u00a0copies\u00a0»."
SEEN = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
})  # fmt: skip


class Program(Protocol):
    """What the session asks of the application."""

    app: QApplication
    folder: Path
    tasks: Tasks
    settings: Settings
    desk: Desk | None
    window: MainWindow | None

    @property
    def frame(self) -> QMainWindow:
        """The one window of the program."""

    def show_lock(self, note: str, coming: Coming) -> LockScreen:
        """Show the lock screen in the place of the work."""

    def uncover(self) -> None:
        """Show the window that the lock screen covered."""


class Session(QObject):
    """Made once the base is open, for as long as it is; `watch` is called for each window built."""

    def __init__(self, program: Program, parent: QObject, coming: Coming) -> None:
        super().__init__(parent)
        assert program.desk is not None
        self._program, self._desk = program, program.desk
        self._copying = Tasks(self)
        self._last = time.time()
        self._covered = False
        self._checking = False  # the phrase given to a work that is covered
        self._resuming = Resuming(program, self._desk, coming, self)
        self._hints = Hints(program, self._desk, self)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.beat)
        self._copy = QTimer(self, singleShot=True, interval=COPY_AFTER_MS)
        self._copy.timeout.connect(self.copy_of_the_day)

    # ---- from its beginning to its end
    def begin(self, lot: Path | None) -> None:
        """Find where one was; begin to remember, to count idle minutes, to think of the copy of the day."""
        handle = self._program.frame.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._program.app.commitDataRequest.connect(self.machine_leaves)
        self._beat.start()
        self._copy.start()
        self._resuming.begin()
        self._hints.begin()
        if lot is not None:
            self._receive(lot)

    def watch(self, window: MainWindow) -> None:
        """Answer what the pages of a window ask at the threshold."""
        window.operations.door.lock_asked.connect(self.lock)
        window.operations.door.restore_asked.connect(self.restore)

    def _receive(self, lot: Path) -> None:
        """Take in the file of the mission that the first screen was given."""
        window = self._program.window
        if window is not None:
            window.show_page("exporter")
            page = window.stack.currentWidget()
            if isinstance(page, ExchangePage):
                page.reception.receive(str(lot))

    def end(self) -> None:
        """The base is about to be closed by the program itself: say so in it."""
        self._beat.stop()
        self._copy.stop()
        self._program.app.commitDataRequest.disconnect(self.machine_leaves)
        handle = self._program.frame.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
        self._resuming.end()
        self._copying.wait_idle(PATIENCE_MS)

    def machine_leaves(self, _manager: QSessionManager | None = None) -> None:
        """The person leaves the session of the machine: save before it stops us."""
        window = self._program.window
        if window is not None and window.record is not None:
            window.record.autosave.flush()
        self._resuming.end()
        if not self._program.tasks.wait_idle(PATIENCE_MS):
            LOG.error("the machine stops while a work is running")

    # ---- who is there
    def beat(self) -> None:
        """Every two seconds: lock after the minutes chosen, remember the place when it changed."""
        minutes = self._program.settings.verrou_minutes
        busy = self._program.tasks.busy or self._copying.busy
        if minutes and not busy and not self._covered and time.time() - self._last > minutes * 60:
            self.lock()
        elif not self._covered:
            self._resuming.remember()
            self._hints.look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Qt's hook, on the window of the machine: somebody is there."""
        if event.type() in SEEN:
            self._last = time.time()
        return False

    # ---- locking
    def lock(self) -> None:
        """Cover the work, then save and close; nothing is asked, nothing is thrown away."""
        if not self._cover(LOCKED):
            return
        self._resuming.end()
        self._save_then_close()

    def _save_then_close(self) -> None:
        window = self._program.window
        if window is not None and window.record is not None:
            window.record.autosave.flush(self._close)
        else:
            self._close()

    def _cover(self, note: str) -> bool:
        window = self._program.window
        if window is None or self._covered:
            return False
        self._covered = True
        for dialog in window.window().findChildren(QDialog):
            dialog.reject()
        self._program.show_lock(note, Coming.LOCK)
        return True

    def _close(self) -> None:
        """Everything typed is in the base: close it, unless the phrase was given meanwhile."""
        program, window = self._program, self._program.window
        if not self._covered or self._checking or window is None:
            return
        self._forget_window()
        self.end()
        program.tasks.run(self._desk.close, _nothing)
        program.desk = None

    def _forget_window(self) -> None:
        window, self._program.window = self._program.window, None
        if window is not None:
            window.leave()
            window.deleteLater()

    def unlock(self, phrase: str) -> None:
        """The phrase is given while the base is still open: it is checked, and the work comes back as it was."""
        self._checking = True
        self._program.tasks.run(partial(keys.unlock, self._program.folder, phrase), self._unlocked, self._refused)

    def _unlocked(self, _key: bytes) -> None:
        self._checking = self._covered = False
        self._last = time.time()
        self._program.uncover()

    def _refused(self, error: Exception) -> None:
        screen = self._program.frame.centralWidget()
        if not isinstance(error, Faute) or not isinstance(screen, LockScreen):
            raise error
        self._checking = False
        screen.fail(error)
        self._save_then_close()

    # ---- copies
    def copy_of_the_day(self) -> None:
        """Made behind the work, in a thread of its own: typing goes on, and is saved."""
        self._copying.run(partial(_copy_due, self._desk), _nothing, self._not_copied)

    def _not_copied(self, error: Exception) -> None:
        window = self._program.window
        if isinstance(error, Faute) and window is not None and not self._covered:
            see = partial(window.show_page, "sauvegarde")
            window.messages.info(f"La copie du jour n’a pas été faite. {error.happened}", "Voir", see)
        elif not isinstance(error, Faute):
            raise error

    def restore(self, dossier: Path) -> None:
        """Put a copy in the place of the base, then ask for the phrase."""
        if self._cover(""):
            screen = self._program.frame.centralWidget()
            assert isinstance(screen, LockScreen)
            screen.wait("Remise en place de la copie…")
            self._copying.wait_idle(PATIENCE_MS)
            work = partial(sauvegarde.restaurer, self._desk, dossier)
            self._program.tasks.run(work, self._restored, self._not_restored)

    def _restored(self, _aside: Copie) -> None:
        self._resuming.forget()
        self._forget_window()
        self.end()
        self._program.desk = None
        self._program.show_lock(RESTORED, Coming.COPY)

    def _not_restored(self, error: Exception) -> None:
        """The base is as before: back to it."""
        self._covered = False
        self._program.uncover()
        if self._program.window is not None:
            tell(self._program.window.messages, error)


def _copy_due(desk: Desk) -> None:
    if sauvegarde.due(desk):
        sauvegarde.copier(desk)


def _nothing(_result: object) -> None:
    """The answer to a work that has none."""
