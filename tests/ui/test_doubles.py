"""« À arbitrer », probable doubles: side by side, differences first, kept, united field by field, taken back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea

from pvdesk.mission import doublons
from pvdesk.store import listing
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import decisions as d
from tests.ui.mission_window import Mission, texts
from ui.pages.double_field import OTHER, Chosen
from ui.pages.doubles import DoublesPage
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


def pair(desk: Desk) -> tuple[str, str]:
    """The same COPIL recorded by two postes."""
    conseil = d.record(desk, "conseil", nom="Conseil citoyen Les Tilleuls")
    first = d.record(desk, "reunion", conseil_uid=conseil, date=d.day(), lieu="Mairie", objet="COPIL")
    second = d.record(
        desk, "reunion", poste="D09", conseil_uid=conseil, date=d.day(), lieu="Salle des fêtes", objet="COPIL"
    )
    with desk.writing() as unit:
        doublons.chercher(unit)
        unit.commit()
    return first, second


def shown(mission: Mission) -> DoublesPage:
    page = mission.page("doublons")
    assert isinstance(page, DoublesPage)
    return page


def alive(desk: Desk) -> set[str]:
    with desk.reading() as unit:
        return {row.uid for row in listing.rows(unit, "reunion")}


def test_differences_come_first_and_the_same_is_folded(mission: Mission, desk: Desk) -> None:
    pair(desk)
    page = shown(mission)
    said = texts(page.card)
    for words in (
        "Première fiche, de D07, du 15/10/2026",
        "Deuxième fiche, de D09",
        "1 différence",
        "Mairie",
        "Salle des fêtes",
    ):
        assert words in said
    assert [one.cle for one in page.card.fields] == ["lieu"]
    assert "COPIL | " not in said.split("différence", 1)[1]
    folded = next(b for b in page.card.findChildren(QPushButton) if "identiques" in b.text())
    folded.click()
    assert "COPIL" in texts(page.card).split("différence", 1)[1]
    assert mission.clipped() == []


def test_keeping_both_is_first_and_is_taken_back(mission: Mission, desk: Desk) -> None:
    both = pair(desk)
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.card.keep_button.hasFocus()
    QTest.keyClick(page.card.keep_button, Qt.Key.Key_Return)
    mission.settle()
    assert alive(desk) == set(both)
    assert page.table.rows.rowCount() == 0
    mission.undo()
    assert page.table.rows.rowCount() == 1


def test_two_fiches_become_one_with_the_values_chosen(mission: Mission, desk: Desk) -> None:
    first, second = pair(desk)
    page = shown(mission)
    page.card.fields[0].options[1].radio.setChecked(True)
    page.card.unite_button.click()
    mission.settle()
    assert alive(desk) == {first}
    assert d.value(desk, "reunion", first, "lieu") == "Salle des fêtes"
    mission.undo()
    assert alive(desk) == {first, second}
    assert d.value(desk, "reunion", first, "lieu") == "Mairie"


def test_the_fiche_that_stays_is_chosen(mission: Mission, desk: Desk) -> None:
    _, second = pair(desk)
    page = shown(mission)
    page.card.keep(1)
    page.card.unite_button.click()
    mission.settle()
    assert alive(desk) == {second}


@pytest.mark.parametrize(("key", "left"), [(Qt.Key.Key_1, 2), (Qt.Key.Key_2, 1), (Qt.Key.Key_3, 2)])
def test_each_decision_has_its_key(mission: Mission, desk: Desk, key: Qt.Key, left: int) -> None:
    pair(desk)
    page = shown(mission)
    QTest.keyClick(page.table, key)
    mission.settle()
    assert len(alive(desk)) == left
    assert page.table.rows.rowCount() == (1 if key == Qt.Key.Key_3 else 0)


def test_the_values_follow_the_fiche_that_stays_until_one_is_chosen(mission: Mission, desk: Desk) -> None:
    pair(desk)
    page = shown(mission)
    lieu = page.card.fields[0]
    page.card.keep(1)
    assert lieu.place == 1
    page.card.keep(0)
    assert lieu.place == 0
    lieu.options[0].radio.click()
    page.card.keep(1)
    assert lieu.place == 0


def test_a_pair_put_off_still_waits_and_comes_back(mission: Mission, desk: Desk) -> None:
    pair(desk)
    page = shown(mission)
    page.card.postpone_button.click()
    mission.settle()
    assert page.table.rows.row(0).cells[1].second == "reportée"
    assert "1 paire, dont 1 reportée" in texts(page)
    assert page.tabs.tabText(1) == "Doublons (1)"
    assert page.card.postpone_button.text() == "3 · Reprendre"
    mission.undo()
    assert page.table.rows.row(0).cells[1].second == ""


def test_a_third_value_is_written_in_the_card(mission: Mission, desk: Desk) -> None:
    first, _ = pair(desk)
    page = shown(mission)
    field = page.card.fields[0]
    field.write_button.click()
    assert isinstance(field.editor, QLineEdit)
    assert field.editor.hasFocus()
    field.editor.setText("Salle 12")
    page.changed("", "")
    mission.settle()
    assert page.card.fields[0].chosen == Chosen(OTHER, "Salle 12")
    page.card.unite_button.click()
    mission.settle()
    assert d.value(desk, "reunion", first, "lieu") == "Salle 12"


def test_a_third_value_that_is_not_understood_stays_as_typed(mission: Mission, desk: Desk) -> None:
    conseil = d.record(desk, "conseil", nom="Conseil")
    for hour in (14, 15):
        d.record(desk, "reunion", conseil_uid=conseil, date=d.day(), debut=dt.time(hour))
    with desk.writing() as unit:
        doublons.chercher(unit)
        unit.commit()
    page = shown(mission)
    (field,) = page.card.fields
    field.write("25h99")
    page.card.unite_button.click()
    mission.settle()
    assert len(mission.said.troubles) == 1
    assert page.card.fields[0].chosen.text == "25h99"
    assert len(alive(desk)) == 2


def test_two_long_texts_are_proposed_together(mission: Mission, desk: Desk) -> None:
    line = {"quartiers": [{"quartier": "QN06201M"}]}
    for poste, said in (("D07", "Banc cassé"), ("D09", "Rampe absente")):
        d.record(desk, "visite", line, poste, date=d.day(), lieu="École", constats=said)
    with desk.writing() as unit:
        doublons.chercher(unit)
        unit.commit()
    field = next(one for one in shown(mission).card.fields if one.cle == "constats")
    field.write_button.click()
    assert field.chosen.text == "D07\u00a0:\nBanc cassé\n\nD09\u00a0:\nRampe absente"


def test_what_was_chosen_stays_when_the_page_is_read_again(mission: Mission, desk: Desk) -> None:
    pair(desk)
    page = shown(mission)
    page.card.fields[0].options[1].radio.setChecked(True)
    page.changed("", "")
    mission.settle()
    assert page.card.fields[0].place == 1


def test_every_choice_says_its_datum_its_fiche_and_its_value(mission: Mission, desk: Desk) -> None:
    pair(desk)
    option = shown(mission).card.fields[0].options[1].radio
    assert option.accessibleName().replace("\u00a0", " ") == "Lieu, deuxième fiche : Salle des fêtes"


def test_nothing_to_compare_is_said(mission: Mission) -> None:
    assert "Aucun doublon probable." in texts(shown(mission))


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_nothing_is_clipped(qapp: QApplication, desk: Desk, zoom: float) -> None:
    pair(desk)
    apply(qapp, Theme("sombre", zoom))
    opened = Mission(desk, size=(1280, 720))
    page = shown(opened)
    page.card.fields[0].write("Salle 12")
    assert opened.clipped() == []
    for area in page.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width()
    opened.close()
    apply(qapp, Theme())
