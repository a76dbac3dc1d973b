"""The budget of a project as a grid: keys alone, totals at each key, one cell a step to take back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.models.projet_listes import Financeur
from pvdesk.kit.live import live
from pvdesk.kit.schema import schema
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from tests.ui.typing_hand import Hand
from ui.kit.line_grid import LineGrid
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def opened(app: QApplication, desk: Desk) -> Iterator[tuple[FichePage, Hand]]:
    """A new project, its grid of expenses in hand."""
    tasks = ImmediateTasks()
    page = FichePage(Operations(desk, tasks), "projet")
    page.resize(1280, 720)
    page.show()
    page.activateWindow()
    page.new({"intitule": "Chantiers éducatifs", "annee": 2026})
    hand = Hand(page, tasks)
    hand.rest()
    page.form.fields.go_to("charges")
    yield page, hand
    page.close()
    page.deleteLater()


def grid_of(page: FichePage, key: str) -> LineGrid:
    view = page.form.fields.lists[key]
    assert isinstance(view, LineGrid)
    return view


def paste_in(page: FichePage, text: str) -> None:
    """What Ctrl+V does."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(grid_of(page, "charges").grid, Qt.Key.Key_V, CTRL)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def amounts(page: FichePage) -> list[tuple[str | None, int | None, int | None]]:
    lines = page.form.draft.lines["charges"]
    return [(line.values["poste"], line.values["prevu"], line.values["realise"]) for line in lines]


def test_a_budget_is_typed_with_keys_alone(opened: tuple[FichePage, Hand], desk: Desk) -> None:
    page, hand = opened
    for text in ("Achats", "8200", "", "Transport", "1 300,50", ""):
        hand.type(text)
        hand.press(Qt.Key.Key_Return)
    assert amounts(page) == [("Achats", 820000, None), ("Transport", 130050, None)]
    hand.press(Qt.Key.Key_Return)  # nothing waits in an empty last row: on to what follows
    assert not grid_of(page, "charges").grid.hasFocus()
    page.form.fields.go_to("cofinanceurs")
    hand.type("c")  # a letter chooses in a closed list
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Return)
    hand.type("9500,5")
    page.autosave.flush()
    with desk.reading() as unit:
        stored = records.load(unit, "projet", page.uid)
    assert [line.values["prevu"] for line in stored.lines["charges"]] == [820000, 130050]
    (line,) = stored.lines["cofinanceurs"]
    assert (line.values["financeur"], line.values["demande"]) == (Financeur.COMMUNE, 950050)


def test_totals_and_balance_are_told_at_each_key(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    grid, said = grid_of(page, "charges"), page.form.fields.editors["budget"]
    hand.type("Achats")
    hand.press(Qt.Key.Key_Tab)
    for typed, total in (("8", "8,00 €"), ("2", "82,00 €")):
        hand.type(typed)
        assert plain(grid.totals.texts["prevu"]) == total
    assert plain(said.focus_widget.text()) == "Charges 82 €, produits 0 € : écart de 82 €"  # type: ignore[attr-defined]
    page.form.fields.go_to("cofinanceurs")
    produits = grid_of(page, "cofinanceurs")
    produits.grid.go(0, 2)
    hand.type("82")
    assert "équilibré" in said.focus_widget.text()  # type: ignore[attr-defined]
    assert plain(produits.totals.accessibleName()).startswith("Total : Demandé 82,00 €")


def test_what_is_told_live_is_what_the_base_says(opened: tuple[FichePage, Hand], desk: Desk) -> None:
    page, hand = opened
    hand.type("Achats")
    hand.press(Qt.Key.Key_Tab)
    hand.type("100")
    page.autosave.flush()
    with desk.reading() as unit:
        stored = records.load(unit, "projet", page.uid)
    told = live(schema(records.model_of("projet")), page.form.draft)
    assert set(told) == {"budget", "taux"}
    assert told == {key: stored.computed[key] for key in told}


def test_each_cell_is_a_step_to_take_back(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    hand.type("Achats")
    hand.press(Qt.Key.Key_Tab)
    hand.type("50")
    hand.press(Qt.Key.Key_Z, CTRL)
    assert amounts(page) == [("Achats", None, None)]
    grid = grid_of(page, "charges").grid
    assert grid.hasFocus()
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 1)
    hand.press(Qt.Key.Key_Z, CTRL)
    assert amounts(page) == []
    hand.press(Qt.Key.Key_Y, CTRL)
    hand.press(Qt.Key.Key_Y, CTRL)
    assert amounts(page) == [("Achats", 5000, None)]


def test_an_empty_last_row_is_never_stored(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    hand.type("A")
    assert len(amounts(page)) == 1
    hand.press(Qt.Key.Key_Backspace)
    hand.press(Qt.Key.Key_Escape)
    assert amounts(page) == []


def test_escape_leaves_a_cell_and_throws_nothing_away(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    hand.type("Achats")
    hand.press(Qt.Key.Key_Escape)
    assert amounts(page) == [("Achats", None, None)]
    assert grid_of(page, "charges").grid.hasFocus()


def test_columns_of_a_spreadsheet_are_pasted(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    QGuiApplication.clipboard().setText("Achats\t8 200,00 €\t\nTransport\tbeaucoup\t12\n")
    hand.press(Qt.Key.Key_V, CTRL)
    assert amounts(page) == [("Achats", 820000, None), ("Transport", None, 1200)]
    cells = grid_of(page, "charges").cells
    faulty = cells.index(1, 1)
    assert cells.text(faulty) == "beaucoup"
    assert cells.fault(faulty)
    assert "Erreur" in str(faulty.data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_row_is_taken_away_and_a_cell_emptied(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    paste_in(page, "Achats\t1\t2\nTransport\t3\t4")
    hand.press(Qt.Key.Key_Delete, CTRL)
    assert amounts(page) == [("Transport", 300, 400)]
    grid_of(page, "charges").grid.go(0, 2)
    hand.press(Qt.Key.Key_Delete)
    assert amounts(page) == [("Transport", 300, None)]


def test_a_refusal_marks_its_cell_and_leads_there(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    paste_in(page, "\t100")
    page.finish()
    hand.rest()
    cells = grid_of(page, "charges").cells
    assert "Poste" in cells.fault(cells.index(0, 0))
    link = next(one for one in page.form.summary.links if "Poste" in one.text())
    link.click()
    grid = grid_of(page, "charges").grid
    assert grid.hasFocus()
    assert grid.currentIndex().column() == 0


def test_a_screen_reader_hears_a_table_and_the_cell_in_hand(opened: tuple[FichePage, Hand]) -> None:
    page, hand = opened
    view = grid_of(page, "charges")
    paste_in(page, "Achats\t100")
    assert QAccessible.queryAccessibleInterface(view.grid).role() is QAccessible.Role.Table
    said = str(view.cells.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole))
    assert plain(said) == "Prévu, ligne 1 : 100,00 €"
    QTest.keyClick(view.grid, Qt.Key.Key_F2)
    hand.rest()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Poste, ligne 1"
