"""A person at the keyboard: sends keys to whatever has the focus, and counts them as KLM does."""

from collections import Counter

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.tasks import Tasks

HOLDS = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)
CONTENT, COMMAND, MOVE = "contenu", "commande", "navigation"
KEY_S, THOUGHT_S = 0.28, 1.35  # of an average typist who is no secretary (Card, Moran and Newell)


class Hand:
    """Counts one stroke per key, one more for each modifier held."""

    def __init__(self, window: QWidget, tasks: Tasks) -> None:
        self.window, self.tasks = window, tasks
        self.strokes: Counter[str] = Counter()

    def type(self, text: str, kind: str = CONTENT) -> None:
        """Type a text; QTest.keyClicks aborts the process on accented letters."""
        for char in text:
            for event in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                target = QApplication.focusWidget() or self.window
                QApplication.sendEvent(target, QKeyEvent(event, 0, Qt.KeyboardModifier.NoModifier, char))
            self.strokes[kind] += 2 if char.isupper() else 1
            QApplication.processEvents()
        self.rest()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, kind: str = MOVE
    ) -> None:
        """Press a key, shortcuts of the window included."""
        self.strokes[kind] += 1 + sum(bool(held & hold) for hold in HOLDS)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.rest()

    def seconds(self, thoughts: int) -> float:
        """How long a person takes for these strokes, who stops to think so many times."""
        return sum(self.strokes.values()) * KEY_S + thoughts * THOUGHT_S

    def rest(self) -> None:
        """Let the program answer."""
        QApplication.processEvents()
        self.tasks.wait_idle()
        QApplication.processEvents()


def shortcuts_of(window: QWidget) -> set[str]:
    """The key sequences of the QShortcut objects under a widget."""
    return {found.key().toString(QKeySequence.SequenceFormat.PortableText) for found in window.findChildren(QShortcut)}
