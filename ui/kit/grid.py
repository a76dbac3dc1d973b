"""The one grid that is typed in: arrows between cells, a key types over, Enter goes on, columns can be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.kit.cells import Index
from ui.kit.grid_cells import CellDelegate
from ui.kit.grid_clipboard import copied, paste
from ui.kit.grid_model import CellModel
from ui.kit.keys import ENTER, PLAIN
from ui.theme.theme import current

ROW_PX = 36
KEYS = "Entrée\u00a0: case suivante. Un chiffre ou une lettre remplace, F2 modifie, Suppr efface."
Trigger = QAbstractItemView.EditTrigger


class Grid(QTableView):
    """Shows a `CellModel`. ``left`` when a cell was typed in, ``done`` on Enter after the last one.

    ``remove_asked(row)`` on Ctrl+Suppr.
    """

    left = Signal()
    done = Signal()
    remove_asked = Signal(int)

    def __init__(self, cells: CellModel, name: str) -> None:
        super().__init__()
        self.cells = cells
        cells.setParent(self)
        self.setModel(cells)
        self.delegate = CellDelegate(self, cells)
        self.delegate.moved.connect(self._leave_cell)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(name)
        self.setAccessibleDescription(KEYS)
        self._dress()
        for moved in (cells.modelReset, cells.rowsInserted, cells.rowsRemoved):
            moved.connect(self.fit)
        self.fit()

    def _dress(self) -> None:
        theme = current()
        vertical, header = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(max(theme.px(ROW_PX), theme.control))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setFixedHeight(theme.px(32))
        header.setFont(theme.font("caption-strong"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # ---- room
    def fit(self) -> None:
        """The height of all the rows; the width shared by the columns that grow."""
        theme = current()
        least = [theme.px(column.least) for column in self.cells.columns]
        growing = [place for place, column in enumerate(self.cells.columns) if column.grows] or [0]
        room = max(self.viewport().width() - sum(least), 0)
        for place, width in enumerate(least):
            share = room // len(growing) if place in growing else 0
            rest = room % len(growing) if place == growing[-1] else 0
            self.setColumnWidth(place, width + share + rest)
        scrolls = self.viewport().width() < sum(least)
        rows = self.cells.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        height = self.horizontalHeader().height() + rows + bar + 2
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other columns."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """It scrolls sideways when there is no room."""
        return QSize(current().px(200), self.height())

    # ---- where one is
    def several(self) -> bool:
        """Whether more than one cell is chosen."""
        return len(self.selectionModel().selectedIndexes()) > 1

    def go(self, row: int, column: int) -> None:
        """Take a cell in hand; the nearest when there is none there."""
        row = min(max(row, 0), self.cells.rowCount() - 1)
        column = min(max(column, 0), self.cells.columnCount() - 1)
        index = self.cells.index(row, column)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def go_first(self) -> None:
        """The first cell that is typed."""
        column = next((c for c in range(self.cells.columnCount()) if self._typed(0, c)), 0)
        self.go(0, column)

    def close_cell(self) -> None:
        """Forget the editor open: the cell is about to be shown anew."""
        editor = self.delegate.editor
        if editor is not None:
            self.delegate.forget()
            super().closeEditor(editor.widget, QAbstractItemDelegate.EndEditHint.NoHint)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Qt's hook: the cell is left."""
        self.delegate.forget()
        super().closeEditor(editor, hint)
        self.cells.settle()
        self.viewport().update()
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A cell is always in hand."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() or self.cells.datum(self.currentIndex()) is None:
            self.go_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    # ---- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Suppr empties, Ctrl+Suppr takes the row away, Ctrl+R takes the period before again."""
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()
        elif key in ENTER and event.modifiers() in PLAIN:
            self._go_on(1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and event.modifiers() in PLAIN:
            self._empty()
        elif key == Qt.Key.Key_Delete and control:
            self.remove_asked.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_R and control:
            self.again()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(copied(self.cells, self.selectionModel().selectedIndexes()))
        elif event.matches(QKeySequence.StandardKey.Paste):
            paste(self.cells, self.delegate.choices, self.currentIndex(), QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def again(self) -> None:
        """Take again, in the cells chosen, what the period before held."""
        for index in self._chosen():
            value = self.cells.before(index)
            if value is not None:
                self.cells.write(index, value)

    def _empty(self) -> None:
        for index in self._chosen():
            self.cells.write(index, None)
        self.cells.settle()

    def _chosen(self) -> Iterator[Index]:
        """The cells chosen that are typed."""
        for index in self.selectionModel().selectedIndexes():
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                yield index

    # ---- from cell to cell
    def _leave_cell(self, columns: int, rows: int) -> None:
        """A key left the editor."""
        editor = self.delegate.editor
        if editor is None:
            return
        self.commitData(editor.widget)
        self.closeEditor(editor.widget, QAbstractItemDelegate.EndEditHint.NoHint)
        here = self.currentIndex()
        if columns:
            self._go_on(columns)
        elif abs(rows) == 1:
            self.go(here.row() + rows, here.column())
        elif not rows:
            self._go_on(1)

    def _go_on(self, step: int) -> None:
        """The next cell that is typed; nothing after an empty last row."""
        here = self.currentIndex()
        if step > 0 and self.cells.waits(here.row()):
            self.done.emit()
            return
        row, column = self._beside(here, step)
        while 0 <= row < self.cells.rowCount():
            if self._typed(row, column):
                self.go(row, column)
                return
            row, column = self._beside(self.cells.index(row, column), step)
        if step > 0:
            self.done.emit()

    def _beside(self, index: QModelIndex, step: int) -> tuple[int, int]:
        column = index.column() + step
        if 0 <= column < self.cells.columnCount():
            return index.row(), column
        return index.row() + step, 0 if step > 0 else self.cells.columnCount() - 1

    def _typed(self, row: int, column: int) -> bool:
        return bool(self.cells.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable)
