"""Layouts that turn: side by side when there is room, one under the other when there is not."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.kit.layouts import hbox, page_head
from ui.theme.theme import current

HEAD_PX = 760


class Turning(QWidget):
    """Two or more widgets in a row; under `width` px (at zoom 1) they stand in a column."""

    turned = Signal(bool)

    def __init__(self, parts: list[tuple[QWidget, int]], width: int, spacing: int = 14) -> None:
        super().__init__()
        theme = current()
        self._parts = [part for part, _ in parts]
        self._limit = theme.px(width)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(spacing))
        for part, stretch in parts:
            self._box.addWidget(part, stretch)

    @property
    def narrow(self) -> bool:
        """True when the parts stand in a column."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Qt's hook: what the column asks; a row that does not fit turns rather than being scrolled sideways."""
        return QSize(max(self._widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: turn when the room changes."""
        super().resizeEvent(event)
        row = sum(self._widths()) + self._box.spacing() * (len(self._parts) - 1)
        narrow = self.width() < max(self._limit, row)
        if narrow != self.narrow:
            down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._box.setDirection(down if narrow else right)
            self.turned.emit(narrow)

    def _widths(self) -> list[int]:
        """The least that each part asks."""
        shown = [part for part in self._parts if not part.isHidden()]
        return [max(part.minimumWidth(), part.minimumSizeHint().width()) for part in shown]


def turning_head(title: str, subtitle: str, *right: QWidget) -> Turning:
    """The head of a page whose commands go under its title when there is no room beside it."""
    titles, commands = QWidget(), QWidget()
    titles.setLayout(page_head(title, subtitle))
    hbox(*right, None, spacing=10, parent=commands)
    return Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8)
