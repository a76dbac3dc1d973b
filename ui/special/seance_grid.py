"""The fields of « Séance » on twelve columns, on two when the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.theme import current

WIDE_PX = 820
WIDE, NARROW = 12, 2


class SeanceGrid(QWidget):
    """`spans` gives, by place, how many of the twelve columns and how many of the two a field takes."""

    def __init__(self, fields: Sequence[QWidget], spans: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        theme = current()
        self._fields, self._spans = fields, spans
        self._wide_px = theme.px(WIDE_PX)
        self._wide = True
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(12))
        self._lay()

    def _lay(self) -> None:
        row = column = 0
        count = WIDE if self._wide else NARROW
        for field, (wide, narrow) in zip(self._fields, self._spans, strict=True):
            span = wide if self._wide else narrow
            if column + span > count:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span)
            column += span
        for place in range(WIDE):
            self._grid.setColumnStretch(place, 1 if place < count else 0)

    def minimumSizeHint(self) -> QSize:
        """The page may shrink: the columns follow."""
        return QSize(current().px(200), self._grid.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Twelve columns or two."""
        super().resizeEvent(event)
        wide = event.size().width() >= self._wide_px
        if wide != self._wide:
            self._wide = wide
            self._lay()
