"""A person typing without a pause, in a process that will be killed: `python -m tests.faults.typist folder log`."""

import contextlib
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pvdesk.store.desk import open_desk
from tests import builders
from ui.kit.tasks import Tasks
from ui.operations import Operations
from ui.pages.reunion import ReunionPage

EVERY_MS = 25
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def own_time() -> float:
    """Seconds that this process lived: those its threads spent waiting for a busy machine's processor are not its own.

    The second number of `schedstat` is what a thread waited while it was ready to run, in nanoseconds.
    """
    waited = 0
    for thread in Path("/proc/self/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):  # the thread has ended meanwhile
            waited += int(thread.read_text(encoding="ascii").split()[1])
    return time.monotonic() - waited / 1e9


class Typist(QObject):
    """Types the alphabet for ever in the exchanges of the first point; logs each key with the time of this process."""

    def __init__(self, page: ReunionPage, log: Path) -> None:
        super().__init__(page)
        self._page, self._count = page, 0
        self._log = log.open("w", buffering=1, encoding="utf-8")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._type)

    def start(self) -> None:
        """Go to the notes and type."""
        row = self._page.form.points.rows[0]
        row.titre.setText("Échanges")
        row.notes.setFocus()
        self._log.write(f"uid {self._page.uid}\n")
        self._timer.start(EVERY_MS)

    def _type(self) -> None:
        letter = LETTERS[self._count % len(LETTERS)]
        notes = self._page.form.points.rows[0].notes
        QApplication.sendEvent(notes, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
        self._count += 1
        self._log.write(f"{own_time():.3f} {self._count}\n")


def main(folder: Path, log: Path) -> None:
    """Type until killed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    desk = open_desk(folder, builders.PHRASE)
    conseil, _ = builders.add_noeux(desk)
    tasks = Tasks()
    page = ReunionPage(Operations(desk, tasks))
    page.show()
    page.new({"conseil_uid": conseil})
    tasks.wait_idle()
    Typist(page, log).start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
