"""A text cut with an ellipsis when there is no room: for lists and narrow cards, never for the text of a form."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.layouts import FONTS, MUTED
from ui.theme.theme import current


def cut(
    text: str, font: QFont, width: int, most: int, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> list[str]:
    """The lines that a text takes in `width` px, `most` of them, the last one cut."""
    lines: list[str] = []
    layout = QTextLayout(text, font)
    layout.beginLayout()
    start = 0
    while len(lines) < most - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        end = line.textStart() + line.textLength()
        lines.append(text[start:end].rstrip())
        start = end
    layout.endLayout()
    if start < len(text) or not lines:
        lines.append(QFontMetrics(font).elidedText(text[start:], mode, width))
    return lines


class Elided(QLabel):
    """`kind` as for `label`: body, strong, caption, muted. `lines` is how many the text may take before it is cut."""

    def __init__(
        self,
        text: str,
        kind: str = "body",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        *,
        lines: int = 1,
    ) -> None:
        super().__init__(text)
        self._mode = mode
        self._most = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(current().font(FONTS.get(kind, kind)))
        self.setToolTip(text)
        policy = QSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed if lines == 1 else QSizePolicy.Policy.Minimum
        )
        self.setSizePolicy(policy)
        self.setWordWrap(lines > 1)  # a label asks its height from its width only when its words wrap
        if kind in MUTED:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def sizeHint(self) -> QSize:
        """One line; several take their height from the width."""
        return QSize(super().sizeHint().width(), self._height(1)) if self._most > 1 else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Qt's hook: the height in px of the lines needed, up to the most allowed."""
        return self._height(len(self._cut(width))) if self._most > 1 else -1

    def shown(self) -> str:
        """What is painted."""
        return "\n".join(self._cut(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines = self._cut(self.width())
        step = QFontMetrics(self.font()).lineSpacing()
        top = (self.height() - step * len(lines)) // 2
        for place, line in enumerate(lines):
            room = QRect(0, top + place * step, self.width(), step)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.end()

    def _height(self, lines: int) -> int:
        return QFontMetrics(self.font()).lineSpacing() * lines

    def _cut(self, width: int) -> list[str]:
        return cut(self.text(), self.font(), width, self._most, self._mode)
