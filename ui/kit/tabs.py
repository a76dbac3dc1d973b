"""The lists of one family side by side (« Postes », « Titulaires »…): a row of tabs, arrows move, the page follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTabBar

from ui.theme.theme import current

Tab = tuple[str, str]  # key, text


class Tabs(QTabBar):
    """``chosen(key)`` when the person takes another tab; the bar itself stays on its own page."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[Tab], shown: str, name: str) -> None:
        super().__init__()
        self._keys = [key for key, _ in tabs]
        self._texts = dict(tabs)
        for _, text in tabs:
            self.addTab(text)
        self._own = self._keys.index(shown)
        self.setCurrentIndex(self._own)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFont(current().font("strong"))
        self.setAccessibleName(name)
        self.currentChanged.connect(self._choose)

    def set_count(self, key: str, count: int) -> None:
        """Say how many things wait behind a tab; nothing is said of none."""
        self.setTabText(self._keys.index(key), f"{self._texts[key]} ({count})" if count else self._texts[key])

    def _choose(self, place: int) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(self._own)
        if place != self._own:
            self.chosen.emit(self._keys[place])
