"""A person typing without a pause, in a process that will be killed: `python -m tests.faults.typist folder log`."""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests import builders
from ui.kit.tasks import Tasks
from ui.operations import Operations
from ui.pages.reunion import ReunionPage

EVERY_MS = 25
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typist(QObject):
    """Types the alphabet for ever in the exchanges of the first point; logs each key with its time."""

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
        self._log.write(f"{time.time():.3f} {self._count}\n")


def main(folder: Path, log: Path) -> None:
    """Type until killed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    desk = builders.make_desk(folder)
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
