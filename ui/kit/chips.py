"""Chips: a state said by a text, an icon and a colour, never by the colour alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import icons
from ui.theme.theme import Theme, current
from ui.theme.tokens import TONES

HEIGHT = 24
SIDE = 9
ICON_PX = 15
GAP = 4


def chip_width(theme: Theme, text: str, icon: str, font: QFont) -> int:
    """Width in px, zoom included, of a chip written in `font`."""
    return QFontMetrics(font).horizontalAdvance(text) + theme.px(2 * SIDE) + (theme.px(ICON_PX + GAP) if icon else 0)


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tone: str,
    *,
    icon: str = "",
    font: QFont | None = None,
    outline: bool = False,
    theme: Theme | None = None,
) -> None:
    """Paint a chip that fills `rect`; outlined when asked and always in high contrast."""
    theme = theme or current()
    ground, ink, line = TONES[tone or "neutral"]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setBrush(theme.color(ground))
    painter.setPen(QPen(theme.color(line), 1) if outline or theme.contrast else QPen(Qt.PenStyle.NoPen))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    left = rect.left() + theme.px(SIDE)
    if icon:
        size = theme.px(ICON_PX)
        painter.drawPixmap(QPointF(left - 1, rect.center().y() - size / 2), icons.pixmap(theme, icon, ink, size))
        left += size + theme.px(GAP)
    font = font or theme.font("caption-strong")
    painter.setPen(theme.color(ink))
    painter.setFont(font)
    room = QRectF(left, rect.top(), rect.right() - left - theme.px(GAP), rect.height())
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class Chip(QLabel):
    """A chip as a widget: tones neutral, primary, success, warning, error, info."""

    def __init__(self, text: str, tone: str = "info", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = current()
        self._tone = tone
        self._icon = icon
        self._font = self._theme.font("strong")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def tone(self) -> str:
        """The tone painted."""
        return self._tone

    @property
    def icon(self) -> str:
        """The name of the icon painted, or nothing."""
        return self._icon

    def set_state(self, text: str, tone: str, icon: str = "") -> None:
        """Change what the chip says."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Exactly the text and its icon."""
        return QSize(chip_width(self._theme, self.text(), self._icon, self._font) + 1, self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip in place of the label."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_chip(
            painter, rect, self.text(), self._tone, icon=self._icon, font=self._font, theme=self._theme
        )
        painter.end()
