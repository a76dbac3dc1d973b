"""The line above a list that is already read: words, and one choice; it filters as one types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.kit.editors import Choice
from ui.kit.layouts import hbox, lead

DELAY_MS = 120


class WordsFilter(QWidget):
    """``changed`` once the person stopped typing, or chose."""

    changed = Signal()

    def __init__(self, hint: str, options: tuple[str, ...], every: str) -> None:
        super().__init__()
        self.words = QLineEdit()
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleName("Filtrer la liste")
        lead(self.words, "rechercher")
        self.choice = Choice()
        self.choice.setAccessibleName(every)
        self.choice.addItems([every, *options])
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.changed)
        self.words.textChanged.connect(self._timer.start)
        self.choice.currentIndexChanged.connect(self.changed)
        hbox((self.words, 3), (self.choice, 2), parent=self)

    def keeps(self, option: str) -> bool:
        """Whether a line of that option is wanted."""
        return self.choice.currentIndex() <= 0 or self.choice.currentText() == option
