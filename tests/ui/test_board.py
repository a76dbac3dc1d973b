"""The board of the quartiers and the page of the indicators: keyboard, words for screen readers, what they open."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from db.models.conseil_listes import StatutConseil
from db.models.echange import Role
from db.models.seance import StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.todo import Todo
from tests.builders import make_desk
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui.kit.board import Board, Group, MarkTile
from ui.kit.marks import Mark
from ui.pages.board_card import BoardCard
from ui.pages.home import HomePage
from ui.pages.home_cards import TodoCard
from ui.pages.indicators import IndicatorsPage
from ui.pages.records import RecordsPage
from ui.pages.reference import ReferencePage
from ui.theme.apply import apply
from ui.theme.theme import Theme

GROUPS = (Group("Ouest", (("a", "Camus"), ("b", "Blum")), 0), Group("Est", (("c", "Cité 2"),), 1))


@pytest.fixture
def board(app: QApplication, qtbot: QtBot) -> Board[MarkTile]:
    made = Board("Plateau", GROUPS, MarkTile, (2, 1))
    qtbot.addWidget(made)
    for tile in made.tiles:
        tile.show_marks((Mark("C", "chart.1", covered=tile.key == "a"), Mark("V", "chart.3", covered=False)), tile.name)
    made.resize(600, 200)
    made.show()
    return made


def test_arrows_go_from_tile_to_tile_and_tab_stops_once(board: Board[MarkTile], qtbot: QtBot) -> None:
    opened: list[str] = []
    board.opened.connect(opened.append)
    first, second, third = board.tiles
    first.setFocus()
    for tile, key, then in (
        (first, Qt.Key.Key_Right, second), (second, Qt.Key.Key_Right, third), (third, Qt.Key.Key_Left, second),
        (second, Qt.Key.Key_Home, first), (first, Qt.Key.Key_End, third),
    ):  # fmt: skip
        qtbot.keyClick(tile, key)
        assert board.current is then
    stops = [tile for tile in board.tiles if tile.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [third]
    qtbot.keyClick(third, Qt.Key.Key_Return)
    assert opened == ["c"]


def test_a_narrow_board_stands_in_one_column_and_keeps_what_is_asked(board: Board[MarkTile]) -> None:
    wide = board.height()
    board.resize(150, 200)
    assert {tile.x() for tile in board.tiles} == {0}
    assert board.height() > wide
    board.keep(frozenset({"c"}))
    assert board.shown == [board.tile("c")]
    assert board.current is board.tile("c")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A poste with a conseil of two quartiers."""
    opened = make_desk(tmp_path_factory.mktemp("plateau") / "donnees", role=Role.POSTE)
    with opened.writing() as unit:
        draft = records.blank(unit, "conseil", nom="Conseil d’essai", statut=StatutConseil.ACTIF)
        draft.lines["quartiers"] = [LineDraft(new_uid(), {"quartier": code}) for code in ("QN06202M", "QN06226M")]
        records.save(unit, draft)
        records.save(unit, records.blank(unit, "conseil", nom="À faire", statut=StatutConseil.A_CONSTITUER))
        records.save(unit, records.blank(unit, "reunion", date=dt.date(2025, 3, 3), statut=StatutReunion.TENUE))
        records.save(unit, records.blank(unit, "releve", repere="EC-P1", date=dt.date(2026, 3, 3), valeur=40_000))
        unit.commit()
    yield opened
    opened.close()


@pytest.fixture
def fenetre(app: QApplication, desk: Desk) -> Iterator[Mission]:
    made = Mission(desk)
    yield made
    made.close()


def board_of(fenetre: Mission) -> BoardCard:
    home = fenetre.page("accueil")
    assert isinstance(home, HomePage)
    home.read_territory()
    fenetre.settle()
    assert home.board is not None
    return home.board


def test_the_64_quartiers_say_what_covers_them(fenetre: Mission) -> None:
    card = board_of(fenetre)
    assert len(card.board.tiles) == 64
    camus = card.board.tile("QN06202M")
    said = QAccessible.queryAccessibleInterface(camus)
    assert said is not None
    assert plain(said.text(QAccessible.Text.Name)) == (
        "Camus, CA de Lens - Liévin : 1 conseil, adulte-relais aucun en poste, médiateur santé aucun en poste, "
        "visites aucune"
    )
    assert plain(card.modes[1].text()) == "C · Conseil 2 / 64"
    card.modes[1].click()
    assert plain(camus.accessibleName()) == "Camus, CA de Lens - Liévin : 1 conseil"
    assert card.table.rows.rowCount() == 64
    asked: list[str] = []
    card.records_asked.connect(lambda table, uids, title: asked.append(f"{table} {len(uids)} {title}"))
    card.every.click()
    assert asked == ["conseil 1 Conseil, tous les quartiers"]
    fenetre.settle()


def test_a_tile_opens_the_records_that_cover_it(fenetre: Mission) -> None:
    card = board_of(fenetre)
    card.modes[0].click()
    card.board.take(card.board.tile("QN06202M"))
    (line,) = card.lines
    line.pressed.emit()
    fenetre.settle()
    records_page = fenetre.window.stack.currentWidget()
    assert isinstance(records_page, RecordsPage)
    assert plain(records_page.bar.only.text()) == "Conseil : Camus"
    assert records_page.table.rows.rowCount() == 1


def test_at_200_percent_the_dashboard_is_read_without_scrolling_sideways(qapp: QApplication, desk: Desk) -> None:
    apply(qapp, Theme(zoom=2.0))
    large = Mission(desk, size=(1280, 720))
    card = board_of(large)
    home = large.window.stack.currentWidget()
    assert home is not None
    assert large.clipped() == []
    assert {area.horizontalScrollBar().maximum() for area in home.findChildren(QScrollArea)} == {0}
    assert min(tile.width() for tile in card.board.tiles) >= 2 * MarkTile.wide
    large.close()
    apply(qapp, Theme())


def test_the_view_in_table_is_kept_when_the_page_reads_again(fenetre: Mission) -> None:
    card = board_of(fenetre)
    card.switch.click()
    assert card.as_table
    fenetre.window.operations.changed.emit("", "")
    fenetre.settle()
    again = board_of(fenetre)
    assert again is not card
    assert again.as_table
    again.switch.click()


def test_what_is_less_urgent_is_shown_when_asked(app: QApplication, qtbot: QtBot) -> None:
    todos = [Todo(f"Action {rank}", "Action", "Demain", "info", "action", str(rank)) for rank in range(6)]
    card = TodoCard(todos)
    qtbot.addWidget(card)
    opened: list[tuple[str, str]] = []
    card.opened.connect(lambda table, uid: opened.append((table, uid)))
    assert len(card.lines) == 4
    assert card.more.text() == "Voir les 2 autres"
    card.more.click()
    card.lines[5].pressed.emit()
    assert (len(card.lines), card.more.isHidden(), opened) == (6, True, [("action", "5")])


def test_the_synthesis_is_printed_on_two_sheets(fenetre: Mission, tmp_path: Path) -> None:
    home = fenetre.page("accueil")
    assert isinstance(home, HomePage)
    target = tmp_path / "synthese.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    home.printer.start(printer)
    fenetre.settle()
    assert plain(fenetre.last()) == "2 pages envoyées."
    with pdfium.PdfDocument(target) as document:
        words = [plain(page.get_textpage().get_text_range()) for page in document]
        wide = [page.get_width() > page.get_height() for page in document]
    assert wide == [False, True]
    assert "Synthèse 2026" in words[0]
    assert "Objectifs" in words[0]
    assert "Conseil : 2 sur 64" in words[1]


def test_without_a_printer_the_paper_of_the_year_is_offered(fenetre: Mission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    home = fenetre.page("accueil")
    assert isinstance(home, HomePage)
    home.printer.ask_year(2026)
    assert [one.verb for one in fenetre.said.questions] == ["Voir ce papier"]


def indicators(fenetre: Mission) -> IndicatorsPage:
    shown = fenetre.page("indicateurs")
    assert isinstance(shown, IndicatorsPage)
    assert shown.board is not None
    return shown


def choose(shown: IndicatorsPage, code: str) -> None:
    assert shown.board is not None
    shown.board.take(shown.board.tile(code))


def test_every_indicator_has_its_tile_and_opens_its_records(fenetre: Mission) -> None:
    shown = indicators(fenetre)
    assert shown.board is not None
    assert len(shown.board.tiles) >= 60
    tile = shown.board.tile("conseils.a_constituer")
    assert plain(tile.accessibleName()) == "Conseils à constituer : 1, de 9 vers 0, 2 QPV couverts sur 64"
    choose(shown, "conseils.a_constituer")
    shown.card.records_button.click()
    fenetre.settle()
    listed = fenetre.window.stack.currentWidget()
    assert isinstance(listed, RecordsPage)
    assert listed.table.rows.rowCount() == 1


def test_a_figure_says_what_moved_in_a_year_and_a_year_gone_by_has_its_own(fenetre: Mission) -> None:
    shown = indicators(fenetre)
    assert shown.board is not None
    shown.read_before()
    fenetre.settle()
    tile = shown.board.tile("conseils.a_constituer")
    assert plain(tile.accessibleName()).startswith("Conseils à constituer : 1, +1 en un an, de 9 vers 0")
    choose(shown, "conseils.a_constituer")
    fenetre.settle()
    assert "Un an plus tôt : 0 (+1)" in texts(shown.card)
    assert shown.board.tile("releve.EC-P1").name
    shown.year.setCurrentIndex(shown.year.findData(2025))
    fenetre.settle()
    assert "releve.EC-P1" not in {tile.key for tile in shown.board.tiles}


def test_a_part_of_a_figure_opens_what_it_counts(fenetre: Mission) -> None:
    shown = indicators(fenetre)
    choose(shown, "sante.qpv_sans_arms")
    assert shown.card.parts is not None
    assert not shown.card.records_button.isVisible()
    shown.card.parts.rowActivated.emit("0")
    fenetre.settle()
    listed = fenetre.window.stack.currentWidget()
    assert isinstance(listed, ReferencePage)
    assert listed.table.rows.rowCount() == 1


def test_the_indicators_are_filtered_and_seen_as_a_table(fenetre: Mission) -> None:
    shown = indicators(fenetre)
    assert shown.board is not None
    shown.filter_bar.words.setText("constituer")
    fenetre.settle()
    assert [tile.key for tile in shown.board.shown] == ["conseils.a_constituer"]
    shown.switch.click()
    assert shown.table.current_uid() == "conseils.a_constituer"
    shown.filter_bar.words.setText("introuvable")
    fenetre.settle()
    assert shown.table.rows.rowCount() == 0
    shown.filter_bar.words.clear()
    shown.switch.click()
    fenetre.settle()
    assert len(shown.board.shown) == len(shown.board.tiles)
