"""Fields side by side: as many columns as the width allows, filled row by row, re-laid when the width changes."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.theme import current

NARROWEST = 210  # px at zoom 1: a column is never narrower
GAP_X, GAP_Y = 14, 12
WHOLE = 0  # as a span: the whole row


class Columns(QWidget):
    """Up to `most` columns; a widget takes its span, or the whole row (`WHOLE`)."""

    def __init__(self, most: int = 3, narrowest: int = NARROWEST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current()
        self._most = most
        self._narrowest = theme.px(narrowest)
        self._gap = theme.px(GAP_X)
        self._cells: list[tuple[QWidget, int]] = []
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(self._gap)
        self._grid.setVerticalSpacing(theme.px(GAP_Y))

    def add(self, widget: QWidget, span: int = 1, *, first: bool = False) -> None:
        """Put a widget after the others, or before them; `add` them all, then call `lay`."""
        self._cells.insert(0 if first else len(self._cells), (widget, span))

    def lay(self, count: int = 0) -> None:
        """Lay the widgets in `count` columns (as many as asked when 0)."""
        self._count = count or self._most
        row = column = 0
        for widget, wished in self._cells:
            span = min(wished or self._count, self._count)
            if column + span > self._count:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, span)
            column += span
        for place in range(self._most):
            self._grid.setColumnStretch(place, 1 if place < self._count else 0)

    def minimumSizeHint(self) -> QSize:
        """One column is enough: what makes the page able to shrink."""
        return QSize(self._widest(), self._grid.totalMinimumSize().height())

    def _widest(self) -> int:
        """What the longest label or editor needs: no column is narrower."""
        return max((widget.minimumSizeHint().width() for widget, _ in self._cells), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps another number of columns."""
        super().resizeEvent(event)
        column = max(self._narrowest, self._widest()) + self._gap
        fits = max(1, (event.size().width() + self._gap) // column)
        count = min(self._most, fits)
        if count != self._count:
            self.lay(count)
