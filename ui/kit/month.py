"""A month on screen: a cell a day, arrows go from day to day and from month to month, Enter opens the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.kit.cells import Index
from ui.kit.charts import paint_ring
from ui.kit.elided import cut
from ui.kit.month_model import DAYS, Entry, MonthModel, days_after, months_after
from ui.theme import icons
from ui.theme.theme import Theme, current

HEAD_PX, NUMBER_PX, LINE_PX, ICON_PX = 30, 24, 17, 14
RING_PX = 5  # round a day: the ring of the focus, and air
LEAST_PX = 56  # height of a week
NARROW_PX = 88  # width of a day under which its entries are icons without a text
LINES = 3  # of one entry, at most
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, then an icon and a text for each thing it holds, as many as there is room for."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's hook."""
        theme, model = current(), self._view.month
        day, rect = model.day(index), QRectF(option.rect)
        chosen, inside = day == self._view.day, day.month == model.month.month
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.color("bg.selected" if chosen else "bg.surface" if inside else "bg.sunken"))
        painter.setPen(QPen(theme.color("border.subtle"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
        if index.column():
            painter.drawLine(QPointF(rect.left(), rect.top()), QPointF(rect.left(), rect.bottom()))
        ink = "on.selected" if chosen else "text.default" if inside else "text.muted"
        _paint_number(painter, rect, str(day.day), ink, theme, today=day == model.today)
        room = rect.adjusted(theme.px(6), theme.px(NUMBER_PX + RING_PX), -theme.px(5), -theme.px(2))
        paint = _paint_icons if rect.width() < theme.px(NARROW_PX) else _paint_lines
        paint(painter, room, model.entries(day), "on.selected" if chosen else "", theme)
        if chosen and self._view.hasFocus():
            paint_ring(painter, rect.adjusted(1, 1, -1, -1), theme, "on.selected")
        painter.restore()


def _paint_number(painter: QPainter, rect: QRectF, text: str, ink: str, theme: Theme, *, today: bool) -> None:
    """The number of a day; today's stands in a full disc."""
    side = theme.px(NUMBER_PX)
    disc = QRectF(rect.left() + theme.px(RING_PX), rect.top() + theme.px(RING_PX), side, side)
    if today:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary"))
        painter.drawEllipse(disc)
        ink = "on.primary"
    painter.setFont(theme.font("strong" if today else "body", tabular=True))
    painter.setPen(theme.color(ink))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)


def _paint_lines(painter: QPainter, room: QRectF, entries: Sequence[Entry], ink: str, theme: Theme) -> None:
    """An icon and a text, on as many lines as there is room for; the last line says how many are left."""
    step, size = theme.px(LINE_PX), theme.px(ICON_PX)
    most = max(1, int(room.height()) // step)
    shown = len(entries) if len(entries) <= most else most - 1
    top = room.top()
    for rank, entry in enumerate(entries[:shown]):
        free = most - int(top - room.top()) // step - (shown - rank - 1) - (shown < len(entries))
        icon = icons.pixmap(theme, entry.icon, ink or entry.token, size)
        painter.drawPixmap(QPointF(room.left(), top + (step - size) / 2), icon)
        font = theme.font("caption")
        font.setStrikeOut(entry.off)
        painter.setFont(font)
        painter.setPen(theme.color(ink or ("text.muted" if entry.off else "text.default")))
        beside = room.adjusted(size + theme.px(4), 0, 0, 0)
        for line in cut(entry.text, font, int(beside.width()), min(free, LINES)):
            shown_line = QFontMetricsF(font).elidedText(
                line, Qt.TextElideMode.ElideRight, beside.width()
            )  # a long word
            painter.drawText(QRectF(beside.left(), top, beside.width(), step), MIDDLE, shown_line)
            top += step
    if shown < len(entries):
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.color(ink or "text.muted"))
        left = len(entries) - shown
        text = f"+\u00a0{left} {'autres' if left > 1 else 'autre'}" if shown else f"{left} dates"
        painter.drawText(QRectF(room.left(), top, room.width(), step), MIDDLE, text)


def _paint_icons(painter: QPainter, room: QRectF, entries: Sequence[Entry], ink: str, theme: Theme) -> None:
    """An icon each; their number when there is no room for all."""
    size, gap = theme.px(ICON_PX), theme.px(3)
    most = max(1, int(room.width() + gap) // (size + gap))
    if len(entries) > most:
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.color(ink or "text.default"))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, f"{len(entries)} dates")
        return
    for place, entry in enumerate(entries):
        icon = icons.pixmap(theme, entry.icon, ink or entry.token, size)
        painter.drawPixmap(QPointF(room.left() + place * (size + gap), room.top() + theme.px(2)), icon)


class MonthView(QTableView):
    """``dayChanged(date)`` when another day is taken, ``opened(date)`` for Enter or a double click."""

    dayChanged = Signal(object)  # noqa: N815 — Qt's habit for signals
    opened = Signal(object)

    def __init__(self, today: dt.date, name: str) -> None:
        super().__init__()
        self.month = MonthModel(self)
        self.day = today
        self._today = today
        self._entries: Mapping[dt.date, Sequence[Entry]] = {}
        self.setModel(self.month)
        self.setAccessibleName(name)
        self.setItemDelegate(DayDelegate(self))
        self._dress()
        self.show_entries({})
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._open)

    def _dress(self) -> None:
        """Weeks that share the height, days that share the width."""
        theme = current()
        across, down = self.horizontalHeader(), self.verticalHeader()
        down.hide()
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
        down.setMinimumSectionSize(theme.px(LEAST_PX))
        across.setMinimumSectionSize(1)
        across.setFixedHeight(theme.px(HEAD_PX))
        across.setFont(theme.font("caption-strong"))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_entries(self, entries: Mapping[dt.date, Sequence[Entry]]) -> None:
        """What the days hold."""
        self._entries = entries
        self.month.show_month(self.day, entries, self._today)
        self.setMinimumHeight(current().px(HEAD_PX + LEAST_PX * self.month.rowCount()) + 2)
        self._mark()

    def go(self, day: dt.date) -> None:
        """Take a day, in its month."""
        if day == self.day:
            return
        turned = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if turned:
            self.show_entries(self._entries)
        else:
            self._mark()
        self.dayChanged.emit(day)

    def turn(self, count: int) -> None:
        """The same day some months later, or earlier."""
        self.go(months_after(self.day, count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: arrows by day, Page by month, Home and End inside the week, Enter opens."""
        key = Qt.Key(event.key())
        if key in MOVES:
            self.go(days_after(self.day, MOVES[key]))
        elif key in TURNS:
            self.turn(TURNS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go(days_after(self.day, (0 if key == Qt.Key.Key_Home else DAYS - 1) - self.day.weekday()))
        elif key in ENTER:
            self.opened.emit(self.day)
        else:
            event.ignore()

    def _mark(self) -> None:
        """The cell of the day in hand is the current one: screen readers say it."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.month.cell(self.day), flags)
        self.viewport().update()

    def _click(self, index: Index) -> None:
        self.go(self.month.day(index))

    def _open(self, index: Index) -> None:
        self.opened.emit(self.month.day(index))
