"""The mark of the program, painted: a page with three lines."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, current

SIDE = 34
LINES = ((0.34, 0.68), (0.5, 0.68), (0.66, 0.52))  # (height, end), in parts of the side
START = 0.3


def paint_logo(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw the mark in a square: that of the service when it supplies one."""
    picture = QPixmap(theme.logo) if theme.logo else QPixmap()
    if not picture.isNull():
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = picture.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRect(0, 0, size.width(), size.height())
        where.moveCenter(box.center().toPoint())
        painter.drawPixmap(where, picture)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("primary"))
    side = box.width()
    painter.drawRoundedRect(box, side * 0.24, side * 0.24)
    pen = QPen(theme.color("on.primary"), side * 0.075)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for height, end in LINES:
        line = box.top() + side * height
        painter.drawLine(int(box.left() + side * START), int(line), int(box.left() + side * end), int(line))


class Logo(QWidget):
    """The mark as a widget; the name of the program stands beside it."""

    def __init__(self, side: int = SIDE) -> None:
        super().__init__()
        self._theme = current()
        self.setFixedSize(self._theme.px(side), self._theme.px(side))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint_logo(painter, QRectF(self.rect()), self._theme)
        painter.end()


def window_icon(theme: Theme) -> QIcon:
    """The mark as the icon of the window."""
    made = QIcon()
    for side in (16, 32, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_logo(painter, QRectF(0, 0, side, side), theme)
        painter.end()
        made.addPixmap(picture)
    return made
