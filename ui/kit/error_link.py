"""A line of the summary of errors: a link whose words wrap, so that a long one never pushes the page aside."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from ui.kit.layouts import Button
from ui.theme.theme import current

WORDS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
EDGE_PX, LEAST_PX, MOST = 6, 160, 10_000


class ErrorLink(Button):
    """A push button drawn as a link, as high as its words ask."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(False)
        self.setProperty("kind", "errlink")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Qt's hook: the words may take several lines."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), current().px(LEAST_PX)), hint.height())

    def hasHeightForWidth(self) -> bool:
        """Qt's hook."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's hook: the lines that the words take in `width` px."""
        edge = current().px(EDGE_PX)
        room = QRect(0, 0, max(width - 2 * edge, 1), MOST)
        words = QFontMetrics(self.font()).boundingRect(room, int(WORDS), self.text())
        return max(super().minimumSizeHint().height(), words.height() + edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's hook: the ground and the ring of the style, then the words."""
        theme, painter, option = current(), QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color("error"))
        edge = theme.px(EDGE_PX)
        painter.drawText(self.rect().adjusted(edge, 0, -edge, 0), int(WORDS), self.text())
        painter.end()
