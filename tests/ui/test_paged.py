from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.cells import Cell, Column, Row
from ui.kit.paged import KEPT, PAGE, PagedModel
from ui.kit.table import Table

COLUMNS = (Column("Objet"),)


class Shelf:
    """Counts how many pages are asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def fetch(self, uids: Sequence[str]) -> list[Row]:
        self.asked += 1
        return [Row(uid, (Cell(f"Réunion {uid}"),)) for uid in uids]


def test_only_what_is_shown_is_fetched(app: QApplication, qtbot: QtBot) -> None:
    shelf, model = Shelf(), PagedModel(COLUMNS)
    table = Table(COLUMNS, "Liste", model=model)
    qtbot.addWidget(table)
    table.resize(400, 400)
    uids = [str(number) for number in range(100_000)]
    table.replace(partial(model.set_source, uids, shelf.fetch))
    table.show()
    table.grab()
    assert shelf.asked == 1
    assert table.select_uid("99999")
    table.grab()
    assert shelf.asked <= 3
    assert table.current_uid() == "99999"


def test_pages_are_let_go(app: QApplication) -> None:
    shelf, model = Shelf(), PagedModel(COLUMNS)
    model.set_source([str(number) for number in range(PAGE * (KEPT + 5))], shelf.fetch)
    for place in range(0, model.rowCount(), PAGE):
        assert model.row(place).uid == str(place)
    assert len(model._pages) == KEPT


def test_the_record_stays_chosen_when_the_source_changes(app: QApplication, qtbot: QtBot) -> None:
    shelf, model = Shelf(), PagedModel(COLUMNS)
    table = Table(COLUMNS, "Liste", model=model)
    qtbot.addWidget(table)
    table.replace(partial(model.set_source, ["a", "b", "c"], shelf.fetch))
    table.select_uid("b")
    table.replace(partial(model.set_source, ["z", "c", "b"], shelf.fetch))
    assert (table.current_uid(), model.place_of("b")) == ("b", 2)
