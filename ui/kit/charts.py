"""Charts painted by hand: bars grouped by period, bars of a breakdown, a trend line. The same functions can print."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pvdesk.base.francais import nombre
from ui.theme.theme import Theme, current
from ui.theme.tokens import FOCUS_WIDTH

MAX_STEPS = 5
BAR_PX = 18


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one colour, one per label; `token` is chart.1 to chart.4, or chart.prev for the year before."""

    name: str
    values: tuple[float, ...]
    token: str = "chart.1"  # noqa: S105 — a design token


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a breakdown."""

    name: str
    value: float
    token: str = "chart.1"  # noqa: S105 — a design token


def axis(highest: float) -> tuple[int, int]:
    """(top, step) of an axis of whole numbers with at most five steps."""
    for power in range(12):
        for unit in (1, 2, 5):
            step = unit * 10**power
            if highest <= step * MAX_STEPS:
                return step * max(2, -int(-highest // step)), step
    return int(highest), max(1, int(highest) // MAX_STEPS)


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
    top, step = axis(max((value for one in series for value in one.values), default=0))
    left = metrics.horizontalAdvance(str(top)) + theme.px(14)
    plot = rect.adjusted(left, theme.px(16), 0, -metrics.height() - theme.px(8))
    for mark in range(0, top + 1, step):
        height = plot.bottom() - plot.height() * mark / top
        painter.setPen(QPen(theme.color("chart.grid" if mark else "border.control"), 1))
        painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
        painter.setPen(theme.color("text.muted"))
        box = QRectF(rect.left(), height - metrics.height() / 2, left - theme.px(8), metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(mark))
    slot = plot.width() / max(1, len(labels))
    for place, label in enumerate(labels):
        centre = plot.left() + slot * (place + 0.5)
        _paint_group(painter, plot, centre, slot, [(one.values[place] / top, one) for one in series], theme)
        values = series[-1].values if series else ()
        if values and values[place]:
            _paint_value(painter, plot, centre, slot, values[place], values[place] / top, len(series), theme)
        painter.setPen(theme.color("text.default" if highlight == place else "text.muted"))
        box = QRectF(centre - slot / 2, plot.bottom() + theme.px(6), slot, metrics.height())
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, slot)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _bar_left(slot: float, centre: float, count: int, place: int, theme: Theme) -> tuple[float, float]:
    """(left, width) of a bar in its group: groups are centred, a hair apart."""
    width = min(theme.px(BAR_PX), slot * 0.72 / max(1, count))
    gap = theme.px(2) if count > 1 else 0
    return centre - (width * count + gap * (count - 1)) / 2 + place * (width + gap), width


def _paint_group(
    painter: QPainter, plot: QRectF, centre: float, slot: float, bars: list[tuple[float, Series]], theme: Theme
) -> None:
    """The bars of one label, rounded at the top; `bars` holds parts of the axis (0–1)."""
    for place, (part, one) in enumerate(bars):
        left, width = _bar_left(slot, centre, len(bars), place, theme)
        height = plot.height() * part
        bar = QRectF(left, plot.bottom() - height, width, height)
        radius = min(theme.px(4), width / 2, height)
        path = QPainterPath(bar.bottomLeft())
        path.lineTo(bar.left(), bar.top() + radius)
        path.quadTo(bar.topLeft(), QPointF(bar.left() + radius, bar.top()))
        path.lineTo(bar.right() - radius, bar.top())
        path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + radius))
        path.lineTo(bar.bottomRight())
        path.closeSubpath()
        painter.fillPath(path, theme.color(one.token))


def _paint_value(
    painter: QPainter,
    plot: QRectF,
    centre: float,
    slot: float,
    value: float,
    part: float,
    count: int,
    theme: Theme,
) -> None:
    """The value of the last bar of a group, above it."""
    left, width = _bar_left(slot, centre, count, count - 1, theme)
    height = QFontMetricsF(painter.font()).height()
    box = QRectF(left - width, plot.bottom() - plot.height() * part - height - 1, width * 3, height)
    painter.setPen(theme.color("text.default"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, nombre(value))


def paint_focus(painter: QPainter, widget: QWidget, theme: Theme) -> None:
    """The ring of a painted widget that has the focus."""
    if widget.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), FOCUS_WIDTH))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))


class BarChart(QWidget):
    """Grouped bars; Tab stops on it so that screen readers can say the numbers."""

    def __init__(self, title: str, labels: Sequence[str], series: Sequence[Series], *, highlight: int = -1) -> None:
        super().__init__()
        self._theme = current()
        self.setMinimumHeight(self._theme.px(190))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self.set_data(labels, series, highlight=highlight)

    def set_data(self, labels: Sequence[str], series: Sequence[Series], *, highlight: int = -1) -> None:
        """Show other numbers."""
        self._labels, self._series, self._highlight = tuple(labels), tuple(series), highlight
        self.setAccessibleDescription(
            ". ".join(
                f"{one.name}\u00a0: " + ", ".join(f"{a} {nombre(b)}" for a, b in zip(labels, one.values, strict=True))
                for one in series
            )
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars and the ring."""
        painter = QPainter(self)
        px = self._theme.px
        rect = QRectF(self.rect()).adjusted(px(4), px(2), -px(6), -px(2))
        paint_bars(painter, rect, self._labels, self._series, self._theme, self._highlight)
        paint_focus(painter, self, self._theme)
        painter.end()


class ShareBars(QWidget):
    """A breakdown: one line and one bar per name, the value written in full."""

    def __init__(self, title: str, shares: Sequence[Share]) -> None:
        super().__init__()
        self._theme = current()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self.set_data(shares)

    def set_data(self, shares: Sequence[Share]) -> None:
        """Show other numbers."""
        self._shares = tuple(shares)
        self.setMinimumHeight(self._theme.px(38) * len(shares))
        self.setAccessibleDescription(", ".join(f"{one.name} {nombre(one.value)}" for one in shares))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, then the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        highest = max((one.value for one in self._shares), default=0) or 1
        step = min(theme.px(44), self.height() / max(1, len(self._shares)))
        body, strong = theme.font("body"), theme.font("strong", tabular=True)
        line, radius = QFontMetricsF(body).height(), theme.px(3.5)
        side = theme.px(4)
        for place, one in enumerate(self._shares):
            box = QRectF(side, place * step + theme.px(3), self.width() - 2 * side, line)
            painter.setPen(theme.color("text.default"))
            painter.setFont(strong)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, nombre(one.value))
            room = box.width() - QFontMetricsF(strong).horizontalAdvance(nombre(one.value)) - theme.px(8)
            painter.setFont(body)
            shown = QFontMetricsF(body).elidedText(one.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, shown)
            bar = QRectF(side, box.bottom() + theme.px(2), box.width(), theme.px(7))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("chart.grid"))
            painter.drawRoundedRect(bar, radius, radius)
            bar.setWidth(bar.width() * one.value / highest)
            painter.setBrush(theme.color(one.token))
            painter.drawRoundedRect(bar, radius, radius)
        paint_focus(painter, self, theme)
        painter.end()


class Legend(QWidget):
    """Names of the series beside their colour, in the order of the bars."""

    def __init__(self, series: Sequence[Series]) -> None:
        super().__init__()
        self._theme = current()
        self._series = tuple(series)
        self._metrics = QFontMetricsF(self._theme.font("caption"))
        width = sum(self._metrics.horizontalAdvance(one.name) + self._theme.px(34) for one in series)
        self.setFixedSize(int(width) + 1, self._theme.px(24))
        self.setAccessibleName("Légende\u00a0: " + ", ".join(one.name for one in series))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the squares and the names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("caption"))
        left, side = 0.0, self._theme.px(11)
        for one in self._series:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(one.token))
            painter.drawRoundedRect(QRectF(left, (self.height() - side) / 2, side, side), 3, 3)
            painter.setPen(self._theme.color("text.muted"))
            width = self._metrics.horizontalAdvance(one.name)
            box = QRectF(left + self._theme.px(17), 0, width + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, one.name)
            left += width + self._theme.px(34)
        painter.end()


class Spark(QWidget):
    """A trend without axis, beside its figure; `name` and the numbers are for screen readers."""

    def __init__(self, values: Sequence[float], token: str = "chart.1", name: str = "Tendance") -> None:  # noqa: S107
        super().__init__()
        self._theme = current()
        self._token = token
        self.setFixedSize(self._theme.px(92), self._theme.px(34))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.set_values(values)

    def set_values(self, values: Sequence[float]) -> None:
        """Show another trend; under two values nothing is drawn."""
        self._values = tuple(values)
        self.setAccessibleDescription(", ".join(nombre(value) for value in values))
        self.update()

    def _points(self) -> list[QPointF]:
        """The values as points of the widget."""
        margin = self._theme.px(4)
        low, high = min(self._values), max(self._values)
        step = (self.width() - 2 * margin) / (len(self._values) - 1)
        room = self.height() - 2 * margin
        return [
            QPointF(margin + place * step, self.height() - margin - (value - low) / ((high - low) or 1) * room)
            for place, value in enumerate(self._values)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the area, the line and the last point."""
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = self._points()
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        area = QPainterPath(line)
        area.lineTo(points[-1].x(), self.height())
        area.lineTo(points[0].x(), self.height())
        painter.fillPath(area, self._theme.color(self._token, 30))
        pen = QPen(self._theme.color(self._token), self._theme.px(2))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(line, pen)
        painter.setBrush(self._theme.color(self._token))
        painter.setPen(QPen(self._theme.color("bg.surface"), 1.5))
        painter.drawEllipse(points[-1], self._theme.px(3.5), self._theme.px(3.5))
        painter.end()
