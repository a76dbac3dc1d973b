"""« À arbitrer », probable doubles: side by side, differences first, kept, united field by field, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from pvdesk.mission import doublons
from pvdesk.store import listing
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import decisions as d
from tests.ui.mission_window import Mission, texts
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
    for words in ("Première fiche, de D07", "Deuxième fiche, de D09", "1 différence", "Mairie", "Salle des fêtes"):
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
    shown(opened)
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
