"""A list of lines as a grid: a row a line, totals under the numbers, what is wrong said below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.text import text_of
from pvdesk.kit.validation import Finding
from ui.kit.announce import announce
from ui.kit.cells import ALIGNMENTS
from ui.kit.editor import Today
from ui.kit.form_field import FormField
from ui.kit.grid import Grid
from ui.kit.grid_cells import SIDE_PX
from ui.kit.grid_model import NUMBERS, LineModel, notes_of
from ui.kit.keys import focus_next
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.kit.lines import LinesView
from ui.theme.theme import current

TOTAL = "Total"
HINT = "Entrée\u00a0: case suivante, puis nouvelle ligne. Les colonnes d’un tableur se collent."
TOTAL_PX = 34


class Totals(QWidget):
    """The sums, under their columns; ``counted`` at each key."""

    counted = Signal()

    def __init__(self, grid: Grid, cells: LineModel, keys: Sequence[str]) -> None:
        super().__init__()
        self._grid, self._cells = grid, cells
        self._columns = [place for place, inner in enumerate(cells.inner) if inner.key in keys]
        self.setFixedHeight(current().px(TOTAL_PX))
        self.texts: dict[str, str] = {}
        for moved in (grid.horizontalHeader().sectionResized, grid.horizontalScrollBar().valueChanged):
            moved.connect(self.update)
        for told in (cells.modelReset, cells.rowsRemoved, cells.written):
            told.connect(self.count)

    def count(self) -> None:
        """Add up again."""
        cells = self._cells
        self.texts = {
            (inner := cells.inner[place]).key: text_of(inner, cells.total_of(inner.key)) for place in self._columns
        }
        said = ", ".join(f"{cells.inner[place].label} {text}" for place, text in zip(self._columns, self.texts.values(),
                                                                                   strict=True) if text)  # fmt: skip
        self.setAccessibleName(f"{TOTAL}\u00a0: {said}")
        self.update()
        self.counted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each sum under its column."""
        theme, header = current(), self._grid.horizontalHeader()
        painter = QPainter(self)
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(theme.color("text.default"))
        side = theme.px(SIDE_PX)
        painter.drawText(self.rect().adjusted(side, 0, 0, 0), ALIGNMENTS["left"], TOTAL)
        for place in self._columns:
            left, width = header.sectionViewportPosition(place), header.sectionSize(place)
            room = self.rect()
            room.setLeft(left)
            room.setWidth(width - side)
            painter.fillRect(room, theme.color("bg.sunken"))  # « Total », when the columns are scrolled under it
            painter.drawText(room, ALIGNMENTS["right"], self.texts.get(self._cells.inner[place].key, ""))
        painter.end()


class LineGrid(LinesView):
    """Every list of short data may be one; `totals` are the keys of the columns added up."""

    def __init__(self, datum: Datum, today: Today, totals: Sequence[str] = ()) -> None:
        super().__init__()
        assert datum.lines is not None
        assert all(inner.kind is not Kind.LONG for inner in datum.lines.stored)
        assert all(datum.lines[key].kind in NUMBERS for key in totals)
        self._datum = datum
        self.at = ""
        self.cells = LineModel(datum, today)
        self.grid = Grid(self.cells, datum.label)
        self.totals = Totals(self.grid, self.cells, totals)
        self.totals.setVisible(False)
        box = frame("sunken")
        vbox(self.grid, self.totals, margins=(1, 1, 1, 1), spacing=0, parent=box)
        self.totals.setVisible(bool(totals))
        self.field = FormField(datum.label, box, focus=self.grid)
        self.field.label.hide()
        self.remove_button = button("Retirer la ligne", "quiet", icon="corbeille", tip="Ctrl+Suppr")
        self.remove_button.setAccessibleName(f"Retirer la ligne\u00a0: {datum.label}")
        self.remove_button.clicked.connect(self._remove_current)
        foot = hbox((label(HINT, "caption", wrap=True), 1), self.remove_button)
        self.column = vbox(self.field, foot, spacing=4, parent=self)
        self.setFocusProxy(self.grid)
        self.cells.written.connect(self._written)
        self.grid.remove_asked.connect(self._remove)
        self.grid.done.connect(self._leave)
        self.grid.left.connect(self._say)
        self.field.reason_given.connect(self.reason_given)

    def bind(self, draft: Draft) -> None:
        """Show the lines of a draft; the cell in hand stays."""
        here = self.grid.currentIndex()
        row, column = here.row(), here.column()
        self.grid.close_cell()
        self.cells.show(draft)
        if row >= 0:
            self.grid.go(row, column)
        self._say()

    def expect(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Show lines that begin with these values: one is kept once something more is typed in it."""
        here = self.grid.currentIndex()
        row, column = here.row(), here.column()
        self.grid.close_cell()
        self.cells.expect(lines)
        if row >= 0:
            self.grid.go(row, column)

    def tables(self) -> set[str]:
        """The tables that its lines point to."""
        return {inner.target for inner in self.cells.inner if inner.kind is Kind.REFERENCE}

    def set_choices(self, table: str, names: Mapping[str, str]) -> None:
        """Receive the names of a table."""
        self.grid.delegate.choices[table] = names

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark the cells; say it under the grid."""
        self.cells.show_faults({f.champ: f.phrase for f in findings if f.stops})
        self.field.show_findings(findings)

    def add(self) -> None:
        """The row that waits, in hand."""
        self.grid.go(self.cells.rowCount() - 1, 0)
        self.grid.setFocus()

    def go_to(self, champ: str) -> None:
        """Take in hand the cell of « key/uid/datum », or the one that was."""
        index = self.cells.place(champ)
        if index.isValid():
            self.grid.go(index.row(), index.column())
        self.grid.setFocus()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read only."""
        self.cells.beginResetModel()
        self.cells.read_only = read_only
        self.cells.endResetModel()
        self.remove_button.setVisible(not read_only)

    def _written(self, path: str) -> None:
        self.at = path.partition("/")[2]
        self.changed.emit()

    def _say(self) -> None:
        """What was typed and is not understood, under the grid."""
        self.field.set_note("\n".join(notes_of(self.cells)))

    def _remove_current(self) -> None:
        self._remove(self.grid.currentIndex().row())
        self.grid.setFocus()

    def _remove(self, row: int) -> None:
        if row >= 0 and not self.cells.waits(row):
            column = self.grid.currentIndex().column()
            self.cells.remove(row)
            self.grid.go(row, column)
            announce(self, f"{self._datum.label}, ligne {row + 1} retirée")

    def _leave(self) -> None:
        focus_next(self.grid)

