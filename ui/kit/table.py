"""Lists: a model of plain rows that speaks to screen readers, and the view that keeps the chosen record."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.kit.cells import ALIGNMENTS, CELL_ROLE, UID_ROLE, Cell, Column, Index, Row, RowDelegate
from ui.theme.theme import current

EMPTY = "vide"
ROOT = QModelIndex()


class RowsModel(QAbstractTableModel):
    """Rows held in memory. A subclass may answer `row` and `rowCount` from pages instead."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._places: dict[str, int] = {}

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace everything; a view that must keep its record uses `Table.set_rows`."""
        self.beginResetModel()
        self._rows = rows
        self._places = {row.uid: place for place, row in enumerate(rows)}
        self.endResetModel()

    def row(self, place: int) -> Row:
        """The row at a place; IndexError past the end."""
        return self._rows[place]

    def uid_at(self, place: int) -> str:
        """The uid of the record at a place."""
        return self.row(place).uid

    def place_of(self, uid: str) -> int:
        """The place of a record, -1 when it is not listed."""
        return self._places.get(uid, -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many records."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, cell, uid, alignment; « Colonne : texte » to screen readers."""
        row = self.row(index.row())
        if role == UID_ROLE:
            return row.uid
        cell = row.cells[index.column()]
        column = self.columns[index.column()]
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS[cell.align or column.align]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(column, cell)
        return None

    @staticmethod
    def spoken(column: Column, cell: Cell) -> str:
        """What a screen reader says of a cell."""
        words = ", ".join(part for part in (cell.text, cell.second) if part)
        return f"{column.title}\u00a0: {words or EMPTY}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns, numbers of the rows."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return ALIGNMENTS[column.align] if role == Qt.ItemDataRole.TextAlignmentRole else None


class Table(QTableView):
    """A list of records: one row chosen at a time unless `allow_several`, arrows to move, Enter to open, Space to look.

    `name` is what screen readers call the list. `row_height` in px at zoom 1: 42 for one line, 56 for two. A `wide` one
    has many columns, each with its width: it scrolls sideways when there is no room, the last takes what is left.
    """

    rowActivated = Signal(str)  # noqa: N815 — Qt's habit for signals
    currentUidChanged = Signal(str)  # noqa: N815
    previewAsked = Signal(str)  # noqa: N815
    chosenChanged = Signal(int)  # noqa: N815

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        *,
        row_height: int = 42,
        wide: bool = False,
        model: RowsModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = model or RowsModel(columns, self)
        self._told = ""
        self._replacing = False
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self, tuple(columns)))
        self._dress(row_height)
        self._size_columns(columns)
        self.horizontalHeader().setStretchLastSection(wide)
        self.doubleClicked.connect(self._activate)

    def _dress(self, row_height: int) -> None:
        """Fixed heights, no grid, whole rows, smooth scrolling."""
        theme = current()
        vertical, header = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(theme.px(row_height))
        header.setHighlightSections(False)
        header.setFixedHeight(theme.px(34))
        header.setFont(theme.font("caption-strong"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _size_columns(self, columns: Sequence[Column]) -> None:
        """Fixed widths as given; columns without one share the rest."""
        header = self.horizontalHeader()
        for place, column in enumerate(columns):
            if column.width:
                self.setColumnWidth(place, current().px(column.width))
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    @property
    def rows(self) -> RowsModel:
        """The model shown."""
        return self._rows

    def current_uid(self) -> str:
        """The record chosen, "" when there is none."""
        place = self.currentIndex().row()
        return self._rows.uid_at(place) if 0 <= place < self._rows.rowCount() else ""

    def allow_several(self) -> None:
        """Shift or Ctrl, with the arrows or the mouse, choose several rows; ``chosenChanged`` says how many."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def chosen_uids(self) -> list[str]:
        """The records chosen, in the order of the list."""
        return [self._rows.uid_at(place) for place in sorted(one.row() for one in self.selectionModel().selectedRows())]

    def selectionChanged(self, chosen: QItemSelection, left: QItemSelection) -> None:
        """Qt's hook: say how many are chosen."""
        super().selectionChanged(chosen, left)
        self._tell_chosen()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows and stay on the same record, or else at the same place."""
        self.replace(partial(self._rows.set_rows, rows))

    def replace(self, change: Callable[[], object]) -> None:
        """Run `change`, which resets the model, and stay on the same record, or else at the same place."""
        self._replacing = True
        place, uid, scroll = self.currentIndex().row(), self.current_uid(), self.verticalScrollBar().value()
        several = chosen if len(chosen := self.chosen_uids()) > 1 else []
        change()
        kept = self._rows.place_of(uid) if uid else -1
        if kept < 0 <= place:
            kept = min(place, self._rows.rowCount() - 1)
        if kept >= 0:
            self._go(kept)
            self.verticalScrollBar().setValue(scroll)
            self.scrollTo(self.currentIndex())
        self._choose_again(several)
        self._replacing = False
        self._tell_chosen()
        self._tell()

    def _choose_again(self, uids: Sequence[str]) -> None:
        """Several rows, those that are still listed."""
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place in (self._rows.place_of(uid) for uid in uids):
            if place >= 0:
                self.selectionModel().select(self._rows.index(place, 0), flags)

    def select_uid(self, uid: str) -> bool:
        """Choose a record; False when it is not listed."""
        place = self._rows.place_of(uid)
        if place >= 0:
            self._go(place)
        return place >= 0

    def select_first(self) -> None:
        """Choose the first record when none is chosen: what a list does when it is opened."""
        if not self.current_uid() and self._rows.rowCount():
            self._go(0)

    def fit(self) -> None:
        """Take the height of all the rows, without a scroll bar: short lists inside a page that scrolls."""
        rows = self._rows.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().height() + rows + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def currentChanged(self, current_index: Index, previous: Index) -> None:
        """Qt's hook: say which record is now the chosen one."""
        super().currentChanged(current_index, previous)
        if not self._replacing:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space looks, Home and End go to the ends of the list."""
        key = event.key()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._activate(self.currentIndex())
        elif plain and key == Qt.Key.Key_Space and self.current_uid():
            self.previewAsked.emit(self.current_uid())
        elif plain and key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._rows.rowCount():
            self._go(0 if key == Qt.Key.Key_Home else self._rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        """Move to a row and show it."""
        index = self._rows.index(place, max(self.currentIndex().column(), 0))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _activate(self, index: QModelIndex) -> None:
        """Ask for the record of an index to be opened."""
        if index.isValid():
            self.rowActivated.emit(self._rows.uid_at(index.row()))

    def _tell_chosen(self) -> None:
        """Emit how many are chosen, where several may be."""
        if self.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection and not self._replacing:
            self.chosenChanged.emit(len(self.selectionModel().selectedRows()))

    def _tell(self) -> None:
        """Emit the record chosen, once per change."""
        uid = self.current_uid()
        if uid != self._told:
            self._told = uid
            self.currentUidChanged.emit(uid)
