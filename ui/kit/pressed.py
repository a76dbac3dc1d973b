"""What is pressed like a button without looking like one: a card, a line, a chip that counts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy

from ui.kit.charts import paint_ring
from ui.kit.chips import HEIGHT, chip_width, paint_chip
from ui.theme.theme import current
from ui.theme.tokens import FOCUS_WIDTH

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Pressable(QFrame):
    """A box that is pressed like a button: click, Enter or Space."""

    pressed = Signal()

    def __init__(self, name: str, kind: str = "card") -> None:
        super().__init__()
        self.setObjectName(kind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a click inside presses."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Enter and Space press."""
        if event.key() in ENTER:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: its frame, and the ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter, theme = QPainter(self), current()
            for inset in range(0, FOCUS_WIDTH * theme.border, FOCUS_WIDTH):  # past a border that is as bright
                paint_ring(painter, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme)
            painter.end()


class PressedChip(QAbstractButton):
    """A chip that opens what it counts."""

    def __init__(self, text: str, tone: str, icon: str = "", name: str = "") -> None:
        super().__init__()
        self.tone = tone
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Exactly the text and its icon."""
        theme = current()
        return QSize(chip_width(theme, self.text(), self._icon, theme.font("strong")) + 1, theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Enter presses too."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip, outlined under the mouse, and the ring."""
        theme = current()
        painter = QPainter(self)
        paint_chip(
            painter, QRectF(self.rect()), self.text(), self.tone, icon=self._icon, font=theme.font("strong"),
            outline=self.underMouse(), theme=theme,
        )  # fmt: skip
        if self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme)
        painter.end()
