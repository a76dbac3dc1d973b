"""One of several ways, told in two lines: a radio button in a box that can be pressed anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QRadioButton

from ui.kit.layouts import hbox, icon_label, label, repolish, vbox
from ui.theme.theme import current

INDENT_PX = 33  # what the mark of a radio button takes


class Option(QFrame):
    """``radio`` is the button itself, to be put in a group; what it means is its accessible description."""

    def __init__(self, text: str, meaning: str, icon: str) -> None:
        super().__init__()
        self.radio = QRadioButton(text)
        self.radio.setFont(current().font("strong"))
        self.radio.setAccessibleDescription(meaning)
        self.radio.toggled.connect(self._dress)
        row = hbox((label(meaning, "caption", wrap=True), 1), margins=(INDENT_PX, 0, 0, 0))
        words = vbox(self.radio, row, spacing=0)
        hbox((words, 1), icon_label(icon, "primary", 22), margins=(10, 7, 16, 9), spacing=12, parent=self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: the whole box chooses."""
        if event.button() == Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.radio.setChecked(True)
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)

    def _dress(self) -> None:
        self.setObjectName("chosen" if self.radio.isChecked() else "sunken")
        repolish(self)
