"""What a grid shows and writes: one datum a cell. The last row of a list of lines waits to become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.reading import Unread, read
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.text import text_of
from ui.kit.cells import ALIGNMENTS, Index
from ui.kit.editor import Today
from ui.kit.editors import not_listed
from ui.kit.lines import blank_line
from ui.kit.table import EMPTY, ROOT

NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT, Kind.YEAR})
NUMBER_PX, DATE_PX, WORDS_PX = 118, 128, 168


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its title, its least width in px at zoom 1, whether it takes what is left, numbers to the right."""

    title: str
    least: int
    grows: bool = False
    numeric: bool = False


def column_of(datum: Datum) -> GridColumn:
    """The column of a datum of the lines."""
    if datum.kind in NUMBERS:
        return GridColumn(datum.label, NUMBER_PX, numeric=True)
    if datum.kind is Kind.DATE:
        return GridColumn(datum.label, DATE_PX)
    return GridColumn(datum.label, WORDS_PX, grows=True)


def note_of(datum: Datum, typed: str, today: Today) -> str:
    """Why a text is not understood, and what to write."""
    try:
        read(datum, typed, today())
    except Unread as error:
        return str(error)
    return not_listed(datum, typed)


class CellModel(QAbstractTableModel):
    """Cells of one datum each; a subclass says which. ``written(path)`` when the person wrote in one.

    The path of a cell is the one that findings use: « key », or « key/uid/datum » of a line.
    """

    written = Signal(str)

    def __init__(self, columns: Sequence[GridColumn], today: Today, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.today = today
        self.names: Mapping[str, str] = {}
        self.saisies: dict[str, str] = {}
        self.faults: dict[str, str] = {}  # sentences by path
        self.read_only = False

    # ---- what a subclass says
    def datum(self, index: Index) -> Datum | None:
        """What is typed in a cell; None when it is only read."""
        raise NotImplementedError

    def path(self, index: Index) -> str:
        """Where its value goes."""
        raise NotImplementedError

    def place(self, path: str) -> QModelIndex:
        """The cell of a path; none when it is not shown."""
        raise NotImplementedError

    def value(self, index: Index) -> Any:
        """What it holds."""
        raise NotImplementedError

    def put(self, index: Index, value: Any) -> None:
        """Hold another value."""
        raise NotImplementedError

    def row_name(self, row: int) -> str:
        """« ligne 2 », « Permanences »: what screen readers say of a row."""
        raise NotImplementedError

    def before(self, index: Index) -> Any:
        """What Ctrl+R takes again: the cell of the period before; None for nothing."""

    def settle(self) -> None:
        """The person has left a cell."""

    def waits(self, row: int) -> bool:
        """Whether a row holds nothing yet, and is held nowhere."""
        return row < 0

    # ---- what the view asks
    def write(self, index: Index, value: Any, typed: str = "") -> None:
        """What the person wrote: a value, or the text that is not understood."""
        path = self.path(index)
        if self.value(index) == value and self.saisies.get(path, "") == typed:
            return
        if typed:
            self.saisies[path] = typed
        else:
            self.saisies.pop(path, None)
        self.put(index, value)
        self.faults.pop(path, None)
        self.dataChanged.emit(index, index)
        self.written.emit(path)

    def text(self, index: Index) -> str:
        """What a cell says; what is not understood as it was typed."""
        datum = self.datum(index)
        typed = self.saisies.get(self.path(index), "")
        return typed or (text_of(datum, self.value(index), self.names) if datum is not None else "")

    def fault(self, index: Index) -> str:
        """What is wrong in a cell."""
        path, datum = self.path(index), self.datum(index)
        typed = self.saisies.get(path, "")
        return note_of(datum, typed, self.today) if typed and datum is not None else self.faults.get(path, "")

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Mark cells, by path."""
        self.faults = dict(faults)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its text; « Prévu, ligne 2 : 300 € » to screen readers, with what is wrong."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS["right" if self.columns[index.column()].numeric else "left"]
        fault = self.fault(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return fault or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{name_of(self, index)}\u00a0: {self.text(index) or EMPTY}"
            return f"{said}. Erreur\u00a0: {fault}" if fault else said
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS["right" if column.numeric else "left"]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that are typed can be edited."""
        found = super().flags(index)
        typed = self.datum(index) is not None and not self.read_only
        return found | Qt.ItemFlag.ItemIsEditable if typed else found


def name_of(cells: CellModel, index: Index) -> str:
    """« Prévu, ligne 2 »: what screen readers say of a cell and of its editor."""
    return f"{cells.columns[index.column()].title}, {cells.row_name(index.row())}"


def notes_of(cells: CellModel) -> list[str]:
    """The sentences about what is not understood, in the order of the cells."""
    places = (cells.index(row, place) for row in range(cells.rowCount()) for place in range(cells.columnCount()))
    return [cells.fault(index) for index in places if cells.path(index) in cells.saisies] if cells.saisies else []


class LineModel(CellModel):
    """The lines of a draft, written live, and a last row that becomes a line with its first key.

    Expected lines (`expect`) are shown as well, and become lines with their first key too.
    """

    def __init__(self, datum: Datum, today: Today, parent: QObject | None = None) -> None:
        assert datum.lines is not None
        self.of = datum
        self.inner = datum.lines.stored
        super().__init__([column_of(inner) for inner in self.inner], today, parent)
        self.lines: list[LineDraft] = []
        self._shown: list[LineDraft] = []
        self._expected: Sequence[Mapping[str, Any]] = ()
        self._waiting: dict[str, Mapping[str, Any]] = {}  # what the expected lines begin with, by uid
        self.earlier: Mapping[Any, Mapping[str, Any]] = {}  # of the period before, by what the first column holds
        self._tail = blank_line(datum)
        self._start = dict(self._tail.values)

    def show(self, draft: Draft) -> None:
        """Show the lines of a draft, from now on."""
        self.beginResetModel()
        self.lines = draft.lines.setdefault(self.of.key, [])
        self.names, self.saisies = draft.names, draft.saisies
        self._tail = blank_line(self.of)
        self._lay()
        self.endResetModel()

    def expect(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Show lines that begin with these values after those of the draft, but for those that it has already."""
        self.beginResetModel()
        self._expected = lines
        self._lay()
        self.endResetModel()

    def _lay(self) -> None:
        held = [{key: line.values.get(key) for key in values} for values in self._expected for line in self.lines]
        waiting = [blank_line(self.of) for values in self._expected if values not in held]
        missing = [values for values in self._expected if values not in held]
        for line, values in zip(waiting, missing, strict=True):
            line.values |= values
        self._waiting = {line.uid: dict(line.values) for line in waiting}
        self._shown = [*self.lines, *waiting]

    def _keep(self) -> None:
        """The lines of the draft are the rows that say something of their own."""
        self.lines[:] = [line for line in self._shown if not self._waits(line)]

    def _waits(self, line: LineDraft) -> bool:
        typed = any(path.startswith(f"{self.of.key}/{line.uid}/") for path in self.saisies)
        return not typed and self._waiting.get(line.uid) == line.values

    def line(self, row: int) -> LineDraft:
        """The line of a row; the one that waits after the last."""
        return self._shown[row] if row < len(self._shown) else self._tail

    def total_of(self, key: str) -> int | None:
        """The sum of a column of numbers; None while nothing is written in it."""
        found = [value for line in self.lines if (value := line.values.get(key)) is not None]
        return sum(found) if found else None

    def remove(self, row: int) -> None:
        """Take a line away, with what was typed in it and not understood."""
        if row >= len(self._shown):
            return
        self.beginRemoveRows(ROOT, row, row)
        gone = self._shown.pop(row)
        start = f"{self.of.key}/{gone.uid}/"
        for path in [path for path in self.saisies if path.startswith(start)]:
            del self.saisies[path]
        self._keep()
        self.endRemoveRows()
        self.written.emit(self.of.key)

    def rowCount(self, parent: Index = ROOT) -> int:
        """The lines, and the row that waits."""
        return 0 if parent.isValid() else len(self._shown) + (not self.read_only)

    def datum(self, index: Index) -> Datum | None:
        """The datum of its column."""
        return self.inner[index.column()]

    def path(self, index: Index) -> str:
        """« charges/uid/prevu »."""
        return f"{self.of.key}/{self.line(index.row()).uid}/{self.inner[index.column()].key}"

    def place(self, path: str) -> QModelIndex:
        """The cell of a path; of its line when it names no datum."""
        _, _, rest = path.partition("/")
        uid, _, key = rest.partition("/")
        row = next((row for row, line in enumerate(self._shown) if line.uid == uid), -1)
        column = next((place for place, inner in enumerate(self.inner) if inner.key == key), 0)
        return self.index(row, column) if row >= 0 else QModelIndex()

    def value(self, index: Index) -> Any:
        """Its value."""
        return self.line(index.row()).values.get(self.inner[index.column()].key)

    def put(self, index: Index, value: Any) -> None:
        """Another value; the row that waited is now a line."""
        row = index.row()
        self.line(row).values[self.inner[index.column()].key] = value
        if row >= len(self._shown):
            self.beginInsertRows(ROOT, row + 1, row + 1)
            self._shown.append(self._tail)
            self._tail = blank_line(self.of)
            self.endInsertRows()
        self._keep()

    def before(self, index: Index) -> Any:
        """What the line of the same name held."""
        line = self.line(index.row())
        return self.earlier.get(line.values.get(self.inner[0].key), {}).get(self.inner[index.column()].key)

    def row_name(self, row: int) -> str:
        """« ligne 2 »."""
        return f"ligne {row + 1}" if row < len(self._shown) else "nouvelle ligne"

    def waits(self, row: int) -> bool:
        """The last row."""
        return row >= len(self._shown)

    def settle(self) -> None:
        """Lines at the end that say nothing any more go: an empty row is never kept."""
        while self._shown and self._says_nothing(self._shown[-1]):
            self.remove(len(self._shown) - 1)

    def _says_nothing(self, line: LineDraft) -> bool:
        start = f"{self.of.key}/{line.uid}/"
        typed = any(path.startswith(start) for path in self.saisies)
        return not typed and all(line.values.get(key) in {None, "", first} for key, first in self._start.items())
