"""Dates and hours typed as people write them, shown back in full; a calendar on F4."""

import datetime as dt
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QTableView, QToolButton, QWidget

from ui.kit.layouts import trail, vbox
from ui.theme import icons
from ui.theme.theme import current
from ui.theme.tokens import TARGET_MIN

ValueT = TypeVar("ValueT")
OPEN_CALENDAR = "Ouvrir le calendrier (F4)"
CALENDAR_SHEET = """
QWidget#qt_calendar_navigationbar {{ background: {ground}; }}
QToolButton {{ color: {ink}; font-weight: 600; min-width: {target}px; min-height: {target}px; }}
QToolButton::menu-indicator {{ image: none; }}
"""
FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)


class ParsedLine(QLineEdit, Generic[ValueT]):
    """A line whose text stands for a value: `parse` reads it (None when it cannot), `write` shows it.

    The text is read on Enter and when the focus leaves; what cannot be read is kept as typed.
    """

    valueChanged = Signal(object)  # noqa: N815 — Qt's habit for signals

    def __init__(
        self,
        parse: Callable[[str], ValueT | None],
        write: Callable[[ValueT], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._write = write
        self._value: ValueT | None = None
        self.editingFinished.connect(self.read)

    def value(self) -> ValueT | None:
        """The last value read; None when empty or not readable. The text being typed counts from `read` on."""
        return self._value

    def is_readable(self) -> bool:
        """False when something is written that stands for no value."""
        text = self.text().strip()
        return not text or self._parse(text) is not None

    def set_value(self, value: ValueT | None) -> None:
        """Show a value without emitting anything."""
        self._value = value
        self.setText("" if value is None else self._write(value))

    def read(self) -> None:
        """Read the text, show it back in full, and emit the value when it changed."""
        text = self.text().strip()
        value = self._parse(text) if text else None
        if value is not None:
            self.setText(self._write(value))
        if value != self._value:
            self._value = value
            self.valueChanged.emit(value)


class DateField(ParsedLine[dt.date]):
    """A date: « 15/10 », « +2s »… as `parse` understands it; F4 or the button opens a month to pick from."""

    def __init__(
        self,
        parse: Callable[[str], dt.date | None],
        write: Callable[[dt.date], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parse, write, parent)
        self._popup: CalendarPopup | None = None
        trail(self, "agenda", OPEN_CALENDAR).clicked.connect(self.open_calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 opens the calendar."""
        if event.key() == Qt.Key.Key_F4 and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the month of the date written, or the present one, under the field."""
        if self.isReadOnly() or not self.isEnabled():
            return
        self.read()
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._take)
        self._popup.open_under(self, self._value)

    def _take(self, day: dt.date) -> None:
        """Write the day picked."""
        self.setText(self._write(day))
        self.read()
        self.setFocus(Qt.FocusReason.PopupFocusReason)


class HourField(ParsedLine[dt.time]):
    """An hour: « 1830 », « 18h30 »… as `parse` understands it."""


class CalendarPopup(QFrame):
    """A month: arrows move, Page keys change the month, Enter picks, Escape leaves the date as it was."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName("Calendrier")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(FRENCH)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.calendar.setAccessibleName("Jours du mois")
        self._dress()
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        vbox(self.calendar, margins=(4, 4, 4, 4), parent=self)

    def open_under(self, field: QWidget, day: dt.date | None) -> None:
        """Show the month of `day` under `field`, the focus on the days."""
        shown = QDate(day.year, day.month, day.day) if day else QDate.currentDate()
        self.calendar.setSelectedDate(shown)
        self.adjustSize()
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        days = self.calendar.findChild(QTableView)
        if isinstance(days, QTableView):
            days.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self) -> None:
        """Week-ends in the colour of the text, icons of ours, names on the two arrows."""
        theme = current()
        ground, ink = theme.hex("bg.sunken"), theme.hex("text.default")
        self.calendar.setStyleSheet(CALENDAR_SHEET.format(ground=ground, ink=ink, target=theme.px(TARGET_MIN)))
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text.default"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        header = QTextCharFormat()
        header.setForeground(theme.color("text.muted"))
        header.setBackground(theme.color("bg.sunken"))
        self.calendar.setHeaderTextFormat(header)
        for name, icon, text in (
            ("qt_calendar_prevmonth", "chevron-gauche", "Mois précédent"),
            ("qt_calendar_nextmonth", "chevron-droite", "Mois suivant"),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icons.icon(theme, icon, "text.default", theme.px(18)))
                button.setAccessibleName(text)

    def _pick(self, day: QDate) -> None:
        """Give the day and close."""
        self.hide()
        self.picked.emit(dt.date(day.year(), day.month(), day.day()))
