"""A key drawn beside the command it runs: « Ctrl K »."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme.theme import Theme, current

HEIGHT = 20
SIDE = 6
RADIUS = 4


def native(keys: str) -> str:
    """A shortcut in the words of the machine: « Ctrl+Shift+R » gives « Ctrl+Maj+R » once Qt speaks French."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def paint_key(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """Draw a key that fills `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("border.control"), 1))
    painter.setBrush(theme.color("bg.sunken"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(RADIUS), theme.px(RADIUS))
    painter.setPen(theme.color("text.muted"))
    painter.setFont(theme.font("caption"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class ShortcutHint(QLabel):
    """`keys` in Qt's English writing; clicks go through to the button under it."""

    def __init__(self, keys: str) -> None:
        super().__init__(native(keys).replace("+", " "))
        self._theme = current()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(self._theme.font("caption"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The text and a margin on each side."""
        width = QFontMetrics(self._theme.font("caption")).horizontalAdvance(self.text())
        return QSize(width + self._theme.px(2 * SIDE), self._theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the key in place of the label."""
        painter = QPainter(self)
        paint_key(painter, QRectF(self.rect()), self.text(), self._theme)
        painter.end()
