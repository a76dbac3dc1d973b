"""Charts as widgets: Tab stops on them, screen readers say their numbers, arrows move in them, Enter opens."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pvdesk.base.francais import nombre
from ui.kit.announce import announce
from ui.kit.charts import (
    Series,
    Share,
    Spot,
    paint_bars,
    paint_focus,
    paint_legend,
    paint_ring,
    paint_shares,
    paint_trend,
    plot_of,
)
from ui.theme.theme import current

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class PressedChart(QWidget):
    """A painted chart whose parts open what is behind them: pointed by the mouse or by the arrows."""

    opened = Signal(int, int)  # the place of the series, the place of the label

    def __init__(self, title: str) -> None:
        super().__init__()
        self._theme = current()
        self._spot: Spot | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(title)

    @property
    def spot(self) -> Spot | None:
        """What the arrows or the mouse point at."""
        return self._spot

    def said(self, spot: Spot) -> str:
        """« mars 2026 : 4 », of a part."""
        raise NotImplementedError

    def spot_at(self, point: QPointF) -> Spot | None:
        """The part at a point of the widget."""
        raise NotImplementedError

    def moved(self, rows: int, columns: int) -> Spot:
        """The part that an arrow leads to."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: arrows move and say, Enter opens."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self._spot = self.moved(*STEPS[key])
            announce(self, self.said(self._spot))
            self.update()
        elif key in ENTER and self._spot is not None:
            self.opened.emit(self._spot.series, self._spot.place)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: point at what is under the mouse."""
        spot = self.spot_at(event.position())
        if spot != self._spot:
            self._spot = spot
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a click opens."""
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(spot.series, spot.place)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's hook: nothing is pointed at any more."""
        self._spot = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt's hook: the tool tip says the part under the mouse."""
        if isinstance(event, QHelpEvent):
            spot = self.spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.said(spot) if spot is not None else "", self)
            return True
        return super().event(event)


class BarChart(PressedChart):
    """Grouped bars; a bar opens what it counts."""

    def __init__(self, title: str, labels: Sequence[str], series: Sequence[Series], *, highlight: int = -1) -> None:
        super().__init__(title)
        self.setMinimumHeight(self._theme.px(190))
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

    def said(self, spot: Spot) -> str:
        """« mars, 2026 : 4 »."""
        one = self._series[spot.series]
        return f"{self._labels[spot.place]}, {one.name}\u00a0: {nombre(one.values[spot.place])}"

    def spot_at(self, point: QPointF) -> Spot | None:
        """The bar whose column holds a point."""
        plot = plot_of(self._room(), self._labels, self._series, self._theme)
        spots = (Spot(rank, place) for place in range(len(self._labels)) for rank in range(len(self._series)))
        return next((spot for spot in spots if plot.column(spot).contains(point)), None)

    def moved(self, rows: int, columns: int) -> Spot:
        """Left and right: the month; up and down: the year."""
        if self._spot is None:
            return Spot(len(self._series) - 1, max(self._highlight, 0))
        series = min(max(self._spot.series + rows, 0), len(self._series) - 1)
        return Spot(series, min(max(self._spot.place + columns, 0), len(self._labels) - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar pointed at, the bars and the ring."""
        painter = QPainter(self)
        rect = self._room()
        if self._spot is not None:
            column = plot_of(rect, self._labels, self._series, self._theme).column(self._spot)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("focus"), 1))
            painter.setBrush(self._theme.color("bg.hover"))
            painter.drawRoundedRect(column.adjusted(-3, 0, 3, 1), 4, 4)
        paint_bars(painter, rect, self._labels, self._series, self._theme, self._highlight)
        paint_focus(painter, self, self._theme)
        painter.end()

    def _room(self) -> QRectF:
        px = self._theme.px
        return QRectF(self.rect()).adjusted(px(4), px(2), -px(6), -px(2))


class ShareBars(PressedChart):
    """A breakdown: one line and one bar per name, the value written in full; a line opens what it counts."""

    def __init__(self, title: str, shares: Sequence[Share]) -> None:
        super().__init__(title)
        self._rooms: list[QRectF] = []
        self.set_data(shares)

    def set_data(self, shares: Sequence[Share]) -> None:
        """Show other numbers."""
        self._shares = tuple(shares)
        self.setMinimumHeight(self._theme.px(38) * len(shares))
        self.setAccessibleDescription(", ".join(f"{one.name} {one.said}" for one in shares))
        self.update()

    def said(self, spot: Spot) -> str:
        """« Emploi : 12 000 € »."""
        one = self._shares[spot.place]
        return f"{one.name}\u00a0: {one.said}"

    def spot_at(self, point: QPointF) -> Spot | None:
        """The line that holds a point."""
        return next((Spot(0, place) for place, room in enumerate(self._rooms) if room.contains(point)), None)

    def moved(self, rows: int, columns: int) -> Spot:
        """Up and down."""
        place = 0 if self._spot is None else self._spot.place + (rows or columns)
        return Spot(0, min(max(place, 0), len(self._shares) - 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines, then the ring."""
        painter = QPainter(self)
        side = self._theme.px(4)
        self._rooms = paint_shares(
            painter, QRectF(self.rect()).adjusted(side, 0, -side, 0), self._shares, self._theme
        )
        if self._spot is not None and self._spot.place < len(self._rooms):
            paint_ring(painter, self._rooms[self._spot.place].adjusted(-side, 0, side, 0), self._theme)
        paint_focus(painter, self, self._theme)
        painter.end()


class Legend(QWidget):
    """Names of the series beside their colour, in the order of the bars."""

    def __init__(self, series: Sequence[Series]) -> None:
        super().__init__()
        self._theme = current()
        self._series = tuple(series)
        metrics = QFontMetricsF(self._theme.font("caption"))
        width = sum(metrics.horizontalAdvance(one.name) + self._theme.px(34) for one in series)
        self.setFixedSize(int(width) + 1, self._theme.px(24))
        self.setAccessibleName("Légende\u00a0: " + ", ".join(one.name for one in series))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the squares and the names."""
        painter = QPainter(self)
        paint_legend(painter, QRectF(self.rect()), self._series, self._theme)
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the trend."""
        painter = QPainter(self)
        paint_trend(painter, QRectF(self.rect()), self._values, self._token, self._theme)
        painter.end()
