"""From the key to the glyph, in the form of a meeting, spelling and saving included (goal G11: p95 ≤ 50 ms).

`python benchmarks/frappe.py`, alone on the machine: in a long text, then in a line.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.desk_sample import PHRASE, make
from ui.app import Application
from ui.captures import settle
from ui.kit.notes import Notes

MOST_MS = 50
PAUSE_S = 0.02  # between two keys: ten times quicker than a quick hand
TEXT = "Trois candélabres hors service allée des Peupliers ; l’evenement est signalé au bailleur. " * 4


class Painted(QObject):
    """Remembers that a widget was painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.done = False
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 — overrides Qt
        """Qt's hook: the filter comes before the painting, which the same turn of the loop ends."""
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False


def typed(widget: QWidget, seen: QWidget) -> list[float]:
    """The milliseconds of each key, until what it wrote is painted."""
    painted, spent = Painted(seen), []
    for char in TEXT:
        painted.done = False
        begun = time.perf_counter()
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char))
        while not painted.done:
            QApplication.processEvents()
        spent.append((time.perf_counter() - begun) * 1000)
        until = time.perf_counter() + PAUSE_S
        while time.perf_counter() < until:
            QApplication.processEvents()
    return spent


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "delegation"
        make(folder)
        application = Application(folder)
        application.start(PHRASE)
        settle(application)
        window = application.window
        assert window is not None
        window.new_record("reunion")
        settle(application)
        notes = next(one for one in window.findChildren(Notes) if one.isVisible())
        line = next(one for one in window.findChildren(QLineEdit) if one.isVisible() and "Lieu" in one.accessibleName())
        slow = False
        for name, widget, seen in (("texte long", notes, notes.viewport()), ("ligne", line, line)):
            widget.setFocus()
            settle(application)
            spent = sorted(typed(widget, seen))
            p95 = spent[int(len(spent) * 0.95)]
            slow = slow or p95 > MOST_MS
            print(f"{name} : médiane {statistics.median(spent):.1f} ms, p95 {p95:.1f} ms, au plus {spent[-1]:.1f} ms")
        application.frame.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
