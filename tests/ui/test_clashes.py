"""« À arbitrer », conflicts: side by side, settled by a button or a key, put off, taken back, opened."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from db.models.arbitrage import DecisionConflit, NatureConflit
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import decisions as d
from tests.ui.mission_window import Mission, texts
from ui.kit.messages import KeptMessages
from ui.pages.clashes import ClashesPage
from ui.pages.reading import ReadingPage
from ui.theme.apply import apply
from ui.theme.theme import Theme


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = d.a_mission(tmp_path / "mission")
    yield made
    made.close()


@pytest.fixture
def mission(app: QApplication, desk: Desk) -> Iterator[Mission]:
    opened = Mission(desk)
    yield opened
    opened.close()


def meeting(desk: Desk) -> str:
    conseil = d.record(desk, "conseil", nom="Conseil citoyen Les Tilleuls")
    return d.record(desk, "reunion", conseil_uid=conseil, date=d.day(), lieu="Mairie", objet="Propreté")


def shown(mission: Mission) -> ClashesPage:
    page = mission.page("conflits")
    assert isinstance(page, ClashesPage)
    return page


def test_both_values_stand_side_by_side_with_their_authors(mission: Mission, desk: Desk) -> None:
    d.clash(desk, "reunion", meeting(desk), "lieu", "Salle des fêtes")
    page = shown(mission)
    said = texts(page.card)
    for words in ("Réunion · Lieu", "Mairie", "écrite par la mission", "Valeur de D07", "Salle des fêtes"):
        assert words in said
    assert page.tabs.tabText(0) == "Conflits (1)"
    assert mission.clipped() == []


def test_a_key_settles_and_the_strip_takes_it_back(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    d.clash(desk, "reunion", uid, "lieu", "Salle des fêtes")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_2)
    mission.settle()
    assert d.value(desk, "reunion", uid, "lieu") == "Salle des fêtes"
    assert page.body.currentIndex() == 1
    assert mission.last() == "Conflit réglé : valeur du poste prise."
    mission.undo()
    assert d.value(desk, "reunion", uid, "lieu") == "Mairie"
    assert page.table.rows.rowCount() == 1


def test_the_unshifted_digits_of_a_french_keyboard_settle_too(
    mission: Mission, desk: Desk, keys: Callable[..., None]
) -> None:
    d.clash(desk, "reunion", meeting(desk), "lieu", "Salle des fêtes")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_Ampersand)
    mission.settle()
    assert mission.last() == "Conflit réglé : valeur en place gardée."
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    mission.settle()
    assert page.table.rows.rowCount() == 1


def test_digits_typed_in_a_third_value_decide_nothing(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    d.clash(desk, "reunion", uid, "lieu", "Salle des fêtes")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_4)
    assert page.card.asking
    edit = page.card.prompt.findChild(QLineEdit)
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(edit, "Salle 12")
    assert d.value(desk, "reunion", uid, "lieu") == "Mairie"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    mission.settle()
    assert d.value(desk, "reunion", uid, "lieu") == "Salle 12"
    assert not page.card.asking


def test_a_value_that_is_not_understood_is_asked_again_as_typed(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    d.clash(desk, "reunion", uid, "date", "2026-05-02")
    page = shown(mission)
    page.card.press(DecisionConflit.AUTRE)
    edit = page.card.prompt.findChild(QLineEdit)
    assert edit is not None
    edit.setText("le 40 avril")
    page.card.prompt.answer()
    mission.settle()
    assert len(mission.said.troubles) == 1
    again = page.card.prompt.findChild(QLineEdit)
    assert again is not None
    assert again.text() == "le 40 avril"


def test_both_are_offered_for_a_long_text_only(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    d.clash(desk, "reunion", uid, "lieu", "Salle des fêtes")
    page = shown(mission)
    assert not page.card.buttons[DecisionConflit.LES_DEUX].isEnabled()
    QTest.keyClick(page.table, Qt.Key.Key_3)
    assert mission.said.infos == []


def test_a_removal_has_no_third_value(mission: Mission, desk: Desk) -> None:
    d.clash(desk, "reunion", meeting(desk), None, None, nature=NatureConflit.SUPPRESSION)
    page = shown(mission)
    assert not page.card.buttons[DecisionConflit.AUTRE].isEnabled()
    assert page.card.buttons[DecisionConflit.PRENDRE].isEnabled()


def test_a_clash_put_off_goes_to_the_end_is_still_counted_and_comes_back(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    first = d.clash(desk, "reunion", uid, "lieu", "Salle des fêtes")
    d.clash(desk, "reunion", uid, "objet", "Éclairage")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_5)
    mission.settle()
    assert page.table.rows.uid_at(1) == str(first)
    assert page.table.rows.row(1).cells[2].second == "reporté"
    assert "2 conflits, dont 1 reporté" in texts(page)
    assert page.tabs.tabText(0) == "Conflits (2)"
    assert page.table.select_uid(str(first))
    mission.settle()
    assert page.card.postpone_button.text() == "5 · Reprendre"
    page.card.postpone_button.click()
    mission.settle()
    assert page.table.rows.uid_at(0) == str(first)
    assert page.card.postpone_button.text() == "5 · Reporter"


def test_the_strip_takes_up_again_what_was_put_off(mission: Mission, desk: Desk) -> None:
    d.clash(desk, "reunion", meeting(desk), "lieu", "Salle des fêtes")
    page = shown(mission)
    page.card.postpone_button.click()
    mission.settle()
    assert mission.last() == "Conflit reporté : il passe en fin de liste et reste à arbitrer."
    mission.undo()
    assert page.table.rows.row(0).cells[2].second == ""


def test_put_off_is_remembered_by_another_window(mission: Mission, desk: Desk) -> None:
    d.clash(desk, "reunion", meeting(desk), "lieu", "Salle des fêtes")
    shown(mission).card.postpone_button.click()
    mission.settle()
    other = Mission(desk)
    assert shown(other).table.rows.row(0).cells[2].second == "reporté"
    other.close()


@pytest.mark.parametrize(
    ("key", "left"),
    [
        (Qt.Key.Key_1, "Banc cassé"), (Qt.Key.Key_2, "Rampe absente"),
        (Qt.Key.Key_3, "La mission\u00a0:\nBanc cassé\n\nD07\u00a0:\nRampe absente"),
    ],
)  # fmt: skip
def test_each_choice_has_its_key(mission: Mission, desk: Desk, key: Qt.Key, left: str) -> None:
    uid = d.record(desk, "visite", date=d.day(), constats="Banc cassé")
    d.clash(desk, "visite", uid, "constats", "Rampe absente")
    QTest.keyClick(shown(mission).table, key)
    mission.settle()
    assert d.value(desk, "visite", uid, "constats") == left


def test_a_third_long_text_is_written_on_several_lines(mission: Mission, desk: Desk) -> None:
    uid = d.record(desk, "visite", date=d.day(), constats="Banc cassé")
    d.clash(desk, "visite", uid, "constats", "Rampe absente")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_4)
    edit = page.card.prompt.findChild(QPlainTextEdit)
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(edit, "1. Vu")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "2. Dit")
    page.card.prompt.answer()
    mission.settle()
    assert d.value(desk, "visite", uid, "constats") == "1. Vu\n2. Dit"


def test_a_third_word_of_a_list_is_chosen_and_its_keys_decide_nothing(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    d.clash(desk, "reunion", uid, "statut", "annulee")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_4)
    choice = page.card.prompt.findChild(QComboBox)
    assert choice is not None
    QTest.keyClick(choice, Qt.Key.Key_2)
    assert page.card.asking
    choice.setCurrentIndex(choice.count() - 1)
    last = choice.currentText()
    page.card.prompt.answer()
    mission.settle()
    assert d.value(desk, "reunion", uid, "statut").libelle == last


def test_what_points_to_a_fiche_is_not_written(mission: Mission, desk: Desk) -> None:
    d.clash(desk, "reunion", meeting(desk), "conseil_uid", None)
    card = shown(mission).card
    assert not card.buttons[DecisionConflit.AUTRE].isEnabled()
    assert "ouvrez la fiche" in card.buttons[DecisionConflit.AUTRE].toolTip()


def test_authors_and_days_stand_side_by_side(mission: Mission, desk: Desk) -> None:
    d.clash(desk, "reunion", meeting(desk), "lieu", "Salle des fêtes")
    said = texts(shown(mission).card)
    assert "écrite par la mission le 15/10/2026" in said
    assert "écrite par D07, reçue le 15/10/2026" in said


def test_enter_opens_the_fiche(mission: Mission, desk: Desk) -> None:
    uid = meeting(desk)
    d.clash(desk, "reunion", uid, "lieu", "Salle des fêtes")
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    mission.settle()
    reading = mission.window.stack.currentWidget()
    assert isinstance(reading, ReadingPage)
    assert "Mairie" in texts(reading)
    QTest.keyClick(reading.back_button, Qt.Key.Key_Escape)
    assert mission.window.stack.currentWidget() is page
    assert d.value(desk, "reunion", uid, "lieu") == "Mairie"


def test_nothing_to_settle_is_said(mission: Mission) -> None:
    page = shown(mission)
    assert "Aucun conflit à régler." in texts(page)
    assert isinstance(mission.said, KeptMessages)


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_nothing_is_clipped(qapp: QApplication, desk: Desk, size: tuple[int, int], zoom: float) -> None:
    d.clash(desk, "reunion", meeting(desk), "lieu", "Salle des fêtes, à côté de l’école " * 4)
    apply(qapp, Theme("contraste", zoom))
    opened = Mission(desk, size=size)
    page = shown(opened)
    page.card.press(DecisionConflit.AUTRE)
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
