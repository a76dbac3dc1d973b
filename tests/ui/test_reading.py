"""A fiche at the mission: read with its history, papers and links; nothing of it is typed, the way back is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from tests.pvdesk.mission.exchange import Pair, conseil, reunion
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission
from ui.pages.history import HistoryPage
from ui.pages.reading import ReadingPage
from ui.pages.records import RecordsPage
from ui.theme.apply import apply
from ui.theme.theme import Theme


@pytest.fixture
def held(pair: Pair) -> tuple[Pair, str, str]:
    """A mission that received a conseil and its meeting."""
    uid, members = conseil(pair.poste)
    meeting = reunion(pair.poste, uid, members)
    pair.take(pair.send())
    return pair, uid, meeting


@pytest.fixture
def mission(held: tuple[Pair, str, str], mission: Mission) -> Mission:
    """Its window."""
    return mission


def read(mission: Mission, table: str, uid: str) -> ReadingPage:
    mission.window.open_record(table, uid)
    mission.settle()
    page = mission.window.stack.currentWidget()
    assert isinstance(page, ReadingPage)
    return page


def test_enter_in_a_list_reads_the_fiche_and_escape_comes_back(mission: Mission) -> None:
    listed = mission.page("reunions")
    assert isinstance(listed, RecordsPage)
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    mission.settle()
    page = mission.window.stack.currentWidget()
    assert isinstance(page, ReadingPage)
    assert page.heading.text() == "Réunion"
    assert not page.findChildren(QLineEdit) + page.findChildren(QPlainTextEdit) + page.findChildren(QComboBox)
    assert mission.clipped() == []
    QTest.keyClick(page.back_button, Qt.Key.Key_Escape)
    assert mission.window.stack.currentWidget() is listed


def test_its_papers_and_what_may_be_asked_stand_on_the_card(mission: Mission, held: tuple[Pair, str, str]) -> None:
    page = read(mission, "reunion", held[2])
    assert page.card is not None
    assert "Compte rendu…" in [entry.text() for entry in page.card.print_button.menu.actions()]
    assert not page.card.edit_button.isVisible()
    assert not page.card.delete_button.isVisible()
    assert page.verbs is not None
    page.verbs.validate()
    mission.settle()
    assert mission.last() == "Fiche validée."


def test_its_history_is_told_and_read_whole_then_left(mission: Mission, held: tuple[Pair, str, str]) -> None:
    page = read(mission, "conseil", held[1])
    assert page.table.rows.rowCount() >= 1
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    mission.settle()
    past = mission.window.stack.currentWidget()
    assert isinstance(past, HistoryPage)
    past.go_back()
    mission.settle()
    assert mission.window.stack.currentWidget() is page
    assert mission.window.place == "accueil"


def test_links_are_walked_from_one_fiche_to_another(mission: Mission, held: tuple[Pair, str, str]) -> None:
    page = read(mission, "reunion", held[2])
    assert page.links is not None
    assert not page.links.add.isVisible()
    page.links.opened.emit("conseil", held[1])
    mission.settle()
    assert plain(page.heading.text()) == "Conseil"


@pytest.mark.parametrize("name", ["clair", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, held: tuple[Pair, str, str], name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(held[0].mission, size=(1280, 720))
    read(opened, "reunion", held[2])
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
