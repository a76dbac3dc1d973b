"""The figures of a record as a grid: a row a datum, the period before beside the one that is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget

from pvdesk.kit.schema import Datum
from pvdesk.kit.text import text_of
from ui.kit.cells import Index
from ui.kit.editor import Editor, Today
from ui.kit.form_field import FormField
from ui.kit.grid import Grid
from ui.kit.grid_model import NUMBER_PX, WORDS_PX, CellModel, GridColumn, note_of
from ui.kit.keys import focus_next
from ui.kit.layouts import frame, label, vbox
from ui.kit.table import ROOT

NAME, BEFORE, TYPED = range(3)
HINT = "Entrée\u00a0: ligne suivante. Ctrl+R reprend le nombre d’avant, Alt+R tous les nombres."


class SheetModel(CellModel):
    """Three columns: the name of a datum, what it was, what it is."""

    def __init__(self, data: Sequence[Datum], today: Today, parent: QObject | None = None) -> None:
        columns = (
            GridColumn("Activité", WORDS_PX, grows=True), GridColumn("Mois précédent", NUMBER_PX + 40, numeric=True),
            GridColumn("Ce mois", NUMBER_PX + 20, numeric=True),
        )  # fmt: skip
        super().__init__(columns, today, parent)
        self.rows = tuple(data)
        self.values: dict[str, Any] = {}
        self.earlier: Mapping[str, Any] = {}

    def name_columns(self, before: str, typed: str) -> None:
        """The two periods."""
        name, then, now = self.columns
        self.columns = (name, GridColumn(before, then.least, numeric=True), GridColumn(typed, now.least, numeric=True))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, BEFORE, TYPED)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a datum."""
        return 0 if parent.isValid() else len(self.rows)

    def datum(self, index: Index) -> Datum | None:
        """Of the last column only."""
        return self.rows[index.row()] if index.column() == TYPED else None

    def path(self, index: Index) -> str:
        """The key of the datum."""
        return self.rows[index.row()].key if index.column() == TYPED else ""

    def place(self, path: str) -> QModelIndex:
        """The cell of a key."""
        row = next((row for row, datum in enumerate(self.rows) if datum.key == path), -1)
        return self.index(row, TYPED) if row >= 0 else QModelIndex()

    def value(self, index: Index) -> Any:
        """What is typed."""
        return self.values.get(self.path(index))

    def put(self, index: Index, value: Any) -> None:
        """Another value."""
        self.values[self.path(index)] = value

    def before(self, index: Index) -> Any:
        """What it was."""
        return self.earlier.get(self.rows[index.row()].key)

    def text(self, index: Index) -> str:
        """The name, the two figures."""
        datum = self.rows[index.row()]
        if index.column() == NAME:
            return datum.label
        return text_of(datum, self.before(index)) if index.column() == BEFORE else super().text(index)

    def row_name(self, row: int) -> str:
        """The name of the datum."""
        return self.rows[row].label


class CellEditor(Editor):
    """The cell of one datum, as a form sees it."""

    def __init__(self, datum: Datum, sheet: Sheet, today: Today) -> None:
        super().__init__(datum, sheet.grid, today)
        self.sheet = sheet

    @property
    def index(self) -> QModelIndex:
        """Where it stands."""
        return self.sheet.cells.place(self.datum.key)

    def read(self) -> Any:
        """The value."""
        return self.sheet.cells.values.get(self.datum.key)

    def raw(self) -> str:
        """What is not understood."""
        return self.sheet.cells.saisies.get(self.datum.key, "")

    def note(self) -> str:
        """Why it is not."""
        return note_of(self.datum, self.raw(), self.today) if self.raw() else ""

    def show_value(self, value: Any) -> None:
        """Show a value."""
        cells = self.sheet.cells
        if value == self.read() and not self.raw():
            return
        self.sheet.grid.close_cell()
        cells.values[self.datum.key] = value
        cells.saisies.pop(self.datum.key, None)
        cells.dataChanged.emit(self.index, self.index)

    def show_raw(self, typed: str) -> None:
        """Put back what was typed."""
        self.sheet.cells.saisies[self.datum.key] = typed

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the sheet be read only."""
        self.sheet.cells.read_only = read_only

    def focus(self) -> None:
        """Take the cell in hand."""
        self.sheet.grid.go(self.index.row(), TYPED)
        self.sheet.grid.setFocus()


class Sheet(QWidget):
    """`editors` are given to the set of fields of the form, `field` says what is wrong in them."""

    def __init__(self, title: str, data: Sequence[Datum], today: Today) -> None:
        super().__init__()
        self.cells = SheetModel(data, today)
        self.grid = Grid(self.cells, title)
        self.editors = {datum.key: CellEditor(datum, self, today) for datum in data}
        box = frame("sunken")
        vbox(self.grid, margins=(1, 1, 1, 1), spacing=0, parent=box)
        self.field = FormField(title, box, focus=self.grid)
        self.field.label.hide()
        vbox(self.field, label(HINT, "caption", wrap=True), spacing=6, parent=self)
        self.cells.written.connect(self._written)
        self.grid.left.connect(self._left)
        self.grid.done.connect(self._leave)

    def show_before(self, periode: str, typed: str, values: Mapping[str, Any]) -> None:
        """What the period before held, and the names of the two periods."""
        self.cells.earlier = values
        self.cells.name_columns(periode.capitalize() or "Mois précédent", typed.capitalize() or "Ce mois")
        self.grid.viewport().update()

    def again(self) -> None:
        """Take every figure of the period before again."""
        self.grid.selectAll()
        self.grid.again()
        self.grid.go(max(self.grid.currentIndex().row(), 0), TYPED)

    def _written(self, key: str) -> None:
        self.editors[key].tell()

    def _left(self) -> None:
        for editor in self.editors.values():
            editor.settled.emit()

    def _leave(self) -> None:
        focus_next(self.grid)
