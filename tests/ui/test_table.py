from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.cells import Cell, Column, Row
from ui.kit.table import Table
from ui.theme.theme import Theme

COLUMNS = (Column("Date", 128), Column("Objet", strong=True), Column("État", 186))


def rows(*uids: str) -> list[Row]:
    return [
        Row(uid, (Cell("3 nov. 2026", "mardi 18 h 00"), Cell(f"Plénière {uid}"), Cell("Brouillon", tone="warning")))
        for uid in uids
    ]


@pytest.fixture
def table(app: QApplication, qtbot: QtBot) -> Table:
    made = Table(COLUMNS, "Liste des réunions", row_height=56)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.set_rows(rows("a", "b", "c"))
    made.show()
    return made


def test_each_cell_speaks_with_the_name_of_its_column(table: Table) -> None:
    def say(column: int) -> object:
        return table.rows.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)

    assert say(0) == "Date\u00a0: 3 nov. 2026, mardi 18 h 00"
    assert say(2) == "État\u00a0: Brouillon"


def test_an_empty_cell_says_so(table: Table) -> None:
    table.set_rows([Row("x", (Cell(""), Cell("Bureau"), Cell("")))])
    assert table.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Date\u00a0: vide"


def test_screen_readers_see_a_named_table_of_the_right_size(table: Table) -> None:
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name) == "Liste des réunions"
    assert (table.rows.rowCount(), table.rows.columnCount()) == (3, 3)


def test_the_record_stays_chosen_when_rows_are_replaced(table: Table) -> None:
    table.select_uid("b")
    told: list[str] = []
    table.currentUidChanged.connect(told.append)
    table.set_rows(rows("z", "a", "b", "c"))
    assert table.current_uid() == "b"
    assert table.selectionModel().selectedRows()[0].row() == 2
    assert told == []


def test_the_neighbour_is_chosen_when_the_record_left(table: Table) -> None:
    table.select_uid("c")
    told: list[str] = []
    table.currentUidChanged.connect(told.append)
    table.set_rows(rows("a", "b"))
    assert told == ["b"]
    table.set_rows([])
    assert told == ["b", ""]


def test_nothing_is_chosen_until_asked(app: QApplication, qtbot: QtBot) -> None:
    table = Table(COLUMNS, "Liste")
    qtbot.addWidget(table)
    table.set_rows(rows("a", "b"))
    assert table.current_uid() == ""
    table.select_first()
    assert table.current_uid() == "a"
    assert not table.select_uid("absent")


def test_the_keyboard_moves_opens_and_looks(table: Table, keys: Callable[..., None]) -> None:
    opened: list[str] = []
    seen: list[str] = []
    table.rowActivated.connect(opened.append)
    table.previewAsked.connect(seen.append)
    table.select_first()
    keys(table, Qt.Key.Key_Down)
    keys(table, Qt.Key.Key_Return)
    keys(table, Qt.Key.Key_End)
    keys(table, Qt.Key.Key_Space)
    keys(table, Qt.Key.Key_Home)
    keys(table, Qt.Key.Key_Enter)
    assert (opened, seen) == (["b", "a"], ["c"])


def test_the_ring_of_focus_changes_pixels_in_every_theme(theme: Theme, qtbot: QtBot) -> None:
    made = Table(COLUMNS, "Liste")
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.set_rows(rows("a", "b"))
    made.select_first()
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    ringed = made.grab().toImage()
    made.clearFocus()
    QApplication.processEvents()
    plain = made.grab().toImage()
    token = "on.selected" if theme.contrast else "focus"
    height = made.horizontalHeader().height()
    inset = 3 if theme.contrast else 0
    pixel = (100, height + inset)
    assert ringed.pixelColor(*pixel) == theme.color(token)
    assert plain.pixelColor(*pixel) == theme.color("bg.selected")


def test_a_fitted_list_shows_all_its_rows(table: Table) -> None:
    table.fit()
    assert table.height() >= 3 * 56 + table.horizontalHeader().height()
