"""Which year the figures are of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QFontMetrics

from ui.kit.editors import Choice
from ui.theme.theme import current

AROUND_PX = 56  # what stands around the text of a choice


class YearChoice(Choice):
    """« Année 2026 »; 0 before any year is offered."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Année des chiffres")
        text = QFontMetrics(current().font("body")).horizontalAdvance("Année 2026")
        self.setMinimumWidth(text + current().px(AROUND_PX))

    @property
    def year(self) -> int:
        """The year chosen."""
        return int(self.currentData() or 0)

    def offer(self, years: Sequence[int]) -> None:
        """The years that have figures, newest first; the one chosen stays."""
        if [self.itemData(place) for place in range(self.count())] == [*years]:
            return
        chosen = self.year
        with QSignalBlocker(self):
            self.clear()
            for year in years:
                self.addItem(f"Année {year}", year)
            self.setCurrentIndex(max(0, self.findData(chosen)))
