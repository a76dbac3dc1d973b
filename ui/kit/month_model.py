"""The weeks of a month as a flat table, which screen readers read day by day; the sums of days and months."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from pvdesk.base.francais import JOURS, date_longue, pluriel
from ui.kit.cells import ALIGNMENTS, Index

DAYS = 7
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """What happens on a day: what is written in the cell, what is said of it.

    Attributes:
        token: the colour of its icon. An entry `off` is struck out.
    """

    text: str
    spoken: str
    icon: str
    token: str
    off: bool = False


def first_of(day: dt.date) -> dt.date:
    """The first day of its month."""
    return day.replace(day=1)


def months_after(day: dt.date, count: int) -> dt.date:
    """The same day some months later, or earlier; the last of the month when it has no such day."""
    months = min(max(day.year * 12 + day.month - 1 + count, 12), dt.date.max.year * 12 + 11)
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_after(day: dt.date, count: int) -> dt.date:
    """Some days later, or earlier; time has two ends."""
    return dt.date.fromordinal(min(max(day.toordinal() + count, 1), dt.date.max.toordinal()))


def weeks_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The Monday and the Sunday of the weeks that hold the month of a day."""
    first = first_of(day)
    last = days_after(months_after(first, 1), -1)
    return days_after(first, -first.weekday()), days_after(last, DAYS - 1 - last.weekday())


class MonthModel(QAbstractTableModel):
    """The weeks of a month; each cell says its day and what it holds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.month = dt.date.min
        self.today = dt.date.min
        self._first = dt.date.min
        self._weeks = 0
        self._entries: Mapping[dt.date, Sequence[Entry]] = MappingProxyType({})

    def show_month(self, day: dt.date, entries: Mapping[dt.date, Sequence[Entry]], today: dt.date) -> None:
        """Show the month of a day and what its days hold."""
        self.beginResetModel()
        self.month, self.today, self._entries = first_of(day), today, entries
        self._first, last = weeks_of(day)
        self._weeks = ((last - self._first).days + 1) // DAYS
        self.endResetModel()

    def day(self, index: Index) -> dt.date:
        """The day of a cell."""
        return days_after(self._first, index.row() * DAYS + index.column())

    def cell(self, day: dt.date) -> QModelIndex:
        """The cell of a day; none when it is not shown."""
        week, column = divmod((day - self._first).days, DAYS)
        return self.index(week, column) if 0 <= week < self._weeks else ROOT

    def entries(self, day: dt.date) -> Sequence[Entry]:
        """What a day holds."""
        return self._entries.get(day, ())

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many weeks."""
        return 0 if parent.isValid() else self._weeks

    def columnCount(self, parent: Index = ROOT) -> int:
        """Seven days."""
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number of the day; to screen readers, its date and what it holds."""
        day = self.day(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(day)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(entry.spoken for entry in self.entries(day))
        return None

    def spoken(self, day: dt.date) -> str:
        """« jeudi 12 novembre 2026, aujourd’hui : 2 dates. 18 h 30, Plénière… »."""
        held = self.entries(day)
        named = f"{date_longue(day)}{', aujourd’hui' if day == self.today else ''}"
        if not held:
            return f"{named}\u00a0: rien"
        return f"{named}\u00a0: {pluriel(len(held), 'date', 'dates')}. {'. '.join(one.spoken for one in held)}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The days of the week; the Monday of each line."""
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return f"Semaine du {date_longue(days_after(self._first, section * DAYS), semaine=False)}"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{JOURS[section][:3]}."
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return JOURS[section]
        return ALIGNMENTS["left"] if role == Qt.ItemDataRole.TextAlignmentRole else None
