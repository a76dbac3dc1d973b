"""Charts painted by hand, and what they are made of. One function paints on the screen, in a PDF and on a printer.

The widgets that show them are in `chart_views`; the tiles of a board in `board`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from pvdesk.base.francais import nombre
from ui.theme.theme import Theme
from ui.theme.tokens import FOCUS_WIDTH

MAX_STEPS = 5
BAR_PX = 18
SHARE_PX = 44  # a line of a breakdown


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one colour, one per label; `token` is chart.1 to chart.4, or chart.prev for the year before."""

    name: str
    values: tuple[float, ...]
    token: str = "chart.1"  # noqa: S105 — a design token


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown; `text` is what is written of its value, the number itself when empty."""

    name: str
    value: float
    token: str = "chart.1"  # noqa: S105 — a design token
    text: str = ""

    @property
    def said(self) -> str:
        """The value, in words."""
        return self.text or nombre(self.value)


@dataclass(frozen=True, slots=True)
class Spot:
    """A bar pointed at: the place of its series, the place of its label."""

    series: int
    place: int


def axis(highest: float) -> tuple[int, int]:
    """(top, step) of an axis of whole numbers with at most five steps."""
    for power in range(12):
        for unit in (1, 2, 5):
            step = unit * 10**power
            if highest <= step * MAX_STEPS:
                return step * max(2, -int(-highest // step)), step
    return int(highest), max(1, int(highest) // MAX_STEPS)


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the bars of a chart stand in a rectangle."""

    rect: QRectF
    area: QRectF
    top: int
    step: int
    slot: float
    count: int  # series
    theme: Theme

    def bar(self, spot: Spot) -> tuple[float, float]:
        """(left, width) of a bar in its group: groups are centred, a hair apart."""
        width = min(self.theme.px(BAR_PX), self.slot * 0.72 / max(1, self.count))
        gap = self.theme.px(2) if self.count > 1 else 0
        centre = self.area.left() + self.slot * (spot.place + 0.5)
        return centre - (width * self.count + gap * (self.count - 1)) / 2 + spot.series * (width + gap), width

    def column(self, spot: Spot) -> QRectF:
        """The whole height over a bar: where a click means it."""
        left, width = self.bar(spot)
        return QRectF(left, self.area.top(), width, self.area.height())


def plot_of(rect: QRectF, labels: Sequence[str], series: Sequence[Series], theme: Theme) -> Plot:
    """The layout of a chart in a rectangle."""
    metrics = QFontMetricsF(theme.font("caption", tabular=True))
    top, step = axis(max((value for one in series for value in one.values), default=0))
    left = metrics.horizontalAdvance(str(top)) + theme.px(14)
    area = rect.adjusted(left, theme.px(16), 0, -metrics.height() - theme.px(8))
    return Plot(rect, area, top, step, area.width() / max(1, len(labels)), len(series), theme)


def paint_bars(
    painter: QPainter,
    rect: QRectF,
    labels: Sequence[str],
    series: Sequence[Series],
    theme: Theme,
    highlight: int = -1,
) -> None:
    """Grouped bars with an axis and the value of the last series above its bars; `highlight` is a label's place."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = theme.font("caption", tabular=True)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    plot = plot_of(rect, labels, series, theme)
    _paint_axis(painter, plot, metrics)
    for place, label in enumerate(labels):
        for rank, one in enumerate(series):
            _paint_bar(painter, plot, Spot(rank, place), one.values[place], one.token)
        values = series[-1].values if series else ()
        if values and values[place]:
            _paint_value(painter, plot, Spot(len(series) - 1, place), values[place])
        painter.setPen(theme.color("text.default" if highlight == place else "text.muted"))
        box = QRectF(
            plot.area.left() + plot.slot * place, plot.area.bottom() + theme.px(6), plot.slot, metrics.height()
        )
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, plot.slot)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _paint_axis(painter: QPainter, plot: Plot, metrics: QFontMetricsF) -> None:
    """The lines of the axis and their numbers."""
    theme, area = plot.theme, plot.area
    for mark in range(0, plot.top + 1, plot.step):
        height = area.bottom() - area.height() * mark / plot.top
        painter.setPen(QPen(theme.color("chart.grid" if mark else "border.control"), 1))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        painter.setPen(theme.color("text.muted"))
        room = area.left() - plot.rect.left() - theme.px(8)
        box = QRectF(plot.rect.left(), height - metrics.height() / 2, room, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(mark))


def _paint_bar(painter: QPainter, plot: Plot, spot: Spot, value: float, token: str) -> None:
    """A bar, rounded at the top."""
    left, width = plot.bar(spot)
    height = plot.area.height() * value / plot.top
    bar = QRectF(left, plot.area.bottom() - height, width, height)
    radius = min(plot.theme.px(4), width / 2, height)
    path = QPainterPath(bar.bottomLeft())
    path.lineTo(bar.left(), bar.top() + radius)
    path.quadTo(bar.topLeft(), QPointF(bar.left() + radius, bar.top()))
    path.lineTo(bar.right() - radius, bar.top())
    path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + radius))
    path.lineTo(bar.bottomRight())
    path.closeSubpath()
    painter.fillPath(path, plot.theme.color(token))


def _paint_value(painter: QPainter, plot: Plot, spot: Spot, value: float) -> None:
    """The value of a bar, above it."""
    left, width = plot.bar(spot)
    height = QFontMetricsF(painter.font()).height()
    top = plot.area.bottom() - plot.area.height() * value / plot.top - height - 1
    painter.setPen(plot.theme.color("text.default"))
    painter.drawText(QRectF(left - width, top, width * 3, height), Qt.AlignmentFlag.AlignCenter, nombre(value))


def paint_shares(painter: QPainter, rect: QRectF, shares: Sequence[Share], theme: Theme) -> list[QRectF]:
    """A breakdown: one line and one bar per name, the value written in full; gives the room of each line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    highest = max((one.value for one in shares), default=0) or 1
    step = min(theme.px(SHARE_PX), rect.height() / max(1, len(shares)))
    body, strong = theme.font("body"), theme.font("strong", tabular=True)
    line, radius = QFontMetricsF(body).height(), theme.px(3.5)
    rooms = []
    for place, one in enumerate(shares):
        room = QRectF(rect.left(), rect.top() + place * step, rect.width(), step)
        rooms.append(room)
        box = QRectF(room.left(), room.top() + theme.px(3), room.width(), line)
        painter.setPen(theme.color("text.default"))
        painter.setFont(strong)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, one.said)
        left = box.width() - QFontMetricsF(strong).horizontalAdvance(one.said) - theme.px(8)
        painter.setFont(body)
        shown = QFontMetricsF(body).elidedText(one.name, Qt.TextElideMode.ElideRight, left)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, shown)
        bar = QRectF(box.left(), box.bottom() + theme.px(2), box.width(), theme.px(7))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart.grid"))
        painter.drawRoundedRect(bar, radius, radius)
        bar.setWidth(bar.width() * one.value / highest)
        painter.setBrush(theme.color(one.token))
        painter.drawRoundedRect(bar, radius, radius)
    return rooms


def paint_trend(painter: QPainter, rect: QRectF, values: Sequence[float], token: str, theme: Theme) -> None:
    """A trend without axis: the area, the line and the last point; nothing under two values."""
    if len(values) < 2:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    margin = theme.px(4)
    low, high = min(values), max(values)
    step = (rect.width() - 2 * margin) / (len(values) - 1)
    span = (high - low) or 1
    points = [
        QPointF(
            rect.left() + margin + place * step,
            rect.bottom() - margin - (value - low) / span * (rect.height() - 2 * margin),
        )
        for place, value in enumerate(values)
    ]
    line = QPainterPath(points[0])
    for point in points[1:]:
        line.lineTo(point)
    area = QPainterPath(line)
    area.lineTo(points[-1].x(), rect.bottom())
    area.lineTo(points[0].x(), rect.bottom())
    painter.fillPath(area, theme.color(token, 30))
    pen = QPen(theme.color(token), theme.px(2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(line, pen)
    painter.setBrush(theme.color(token))
    painter.setPen(QPen(theme.color("bg.surface"), 1.5))
    painter.drawEllipse(points[-1], theme.px(3.5), theme.px(3.5))


def paint_legend(painter: QPainter, rect: QRectF, series: Sequence[Series], theme: Theme) -> float:
    """Names of the series beside their colour, in the order of the bars; gives the width taken."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("caption"))
    metrics = QFontMetricsF(theme.font("caption"))
    left, side = rect.left(), theme.px(11)
    for one in series:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(one.token))
        painter.drawRoundedRect(QRectF(left, rect.center().y() - side / 2, side, side), 3, 3)
        painter.setPen(theme.color("text.muted"))
        width = metrics.horizontalAdvance(one.name)
        box = QRectF(left + theme.px(17), rect.top(), width + 2, rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, one.name)
        left += width + theme.px(34)
    return left - rect.left()


def paint_focus(painter: QPainter, widget: QWidget, theme: Theme, ink: str = "focus") -> None:
    """The ring of a painted widget that has the focus."""
    if widget.hasFocus():
        paint_ring(painter, QRectF(widget.rect()), theme, ink)


def paint_ring(painter: QPainter, rect: QRectF, theme: Theme, ink: str = "focus") -> None:
    """The ring of focus around a rectangle; of another colour on a ground where its own is lost."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(ink), FOCUS_WIDTH))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
