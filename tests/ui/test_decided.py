"""« À arbitrer », what is decided: who, when and what; taken back from its card, unless a change would be lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.models.arbitrage import DecisionConflit
from pvdesk.mission import conflits, doublons
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x
from tests.ui.mission_window import Mission, texts
from ui.pages.decided import DecidedPage
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


def settled(desk: Desk, lieu: str = "Salle des fêtes") -> str:
    """A visit whose place was a clash, that the poste won."""
    uid = d.record(desk, "visite", objet="Permanence", lieu="Mairie", date=d.day())
    which = d.clash(desk, "visite", uid, "lieu", lieu)
    with desk.writing() as unit:
        conflits.regler(unit, which, DecisionConflit.PRENDRE)
        unit.commit()
    return uid


def united(desk: Desk) -> None:
    """Two fiches of one organisme, made one."""
    for poste in ("D07", "D09"):
        d.record(desk, "organisme", poste=poste, siret="12345678200010", nom=f"Association de {poste}")
    with desk.writing() as unit:
        doublons.chercher(unit)
        (pair,) = doublons.ouverts(unit)
        doublons.unir(unit, pair.id, pair.premier)
        unit.commit()


def shown(mission: Mission) -> DecidedPage:
    page = mission.page("rendus")
    assert isinstance(page, DecidedPage)
    return page


def test_each_decision_says_who_when_what_and_between_what(mission: Mission, desk: Desk) -> None:
    settled(desk)
    united(desk)
    page = shown(mission)
    assert [page.table.rows.row(n).cells[1].text for n in range(2)] == ["Unies en une fiche", "Valeur du poste prise"]
    said = texts(page.card)
    for words in (
        "Première fiche",
        "de D07",
        "Association de D07 (gardée)",
        "par la mission, le jeudi 15 octobre 2026",
    ):
        assert words in said
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    mission.settle()
    said = texts(page.card)
    for words in ("Visite · Lieu", "Mairie", "de la mission", "Salle des fêtes", "de D07", "Valeur du poste prise"):
        assert words in said
    assert mission.clipped() == []


def test_a_decision_is_taken_back_by_keyboard(mission: Mission, desk: Desk) -> None:
    uid = settled(desk)
    page = shown(mission)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.card.undo_button.hasFocus()
    QTest.keyClick(page.card.undo_button, Qt.Key.Key_Space)
    mission.settle()
    assert d.value(desk, "visite", uid, "lieu") == "Mairie"
    assert mission.last() == "Décision annulée : le conflit est de nouveau à arbitrer."
    assert page.body.currentIndex() == 1
    assert page.tabs.tabText(0) == "Conflits (1)"
    mission.undo()
    assert mission.window.place == "conflits"


def test_a_union_is_taken_back(mission: Mission, desk: Desk) -> None:
    united(desk)
    shown(mission).card.undo_button.click()
    mission.settle()
    assert mission.last() == "Décision annulée : les deux fiches sont comme avant."
    with desk.reading() as unit:
        assert len(doublons.ouverts(unit)) == 1


def test_what_would_lose_a_change_is_refused_and_the_fiche_is_named(mission: Mission, desk: Desk) -> None:
    uid = settled(desk)
    x.edit(desk, uid, "visite", lieu="Préau")
    page = shown(mission)
    page.card.undo_button.click()
    mission.settle()
    (trouble,) = mission.said.troubles
    assert "Permanence" in trouble.what
    assert "Ouvrez la fiche et corrigez-la." in trouble.what
    assert trouble.safe == "Rien n’a été modifié."
    assert d.value(desk, "visite", uid, "lieu") == "Préau"
    assert page.table.rows.rowCount() == 1


def test_the_fiche_of_a_decision_opens(mission: Mission, desk: Desk) -> None:
    settled(desk)
    shown(mission).card.open_button.click()
    mission.settle()
    assert isinstance(mission.window.stack.currentWidget(), ReadingPage)


def test_nothing_decided_is_said(mission: Mission) -> None:
    assert "Aucune décision encore." in texts(shown(mission))


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768)])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_nothing_is_clipped(qapp: QApplication, desk: Desk, size: tuple[int, int], zoom: float) -> None:
    settled(desk, "Salle des fêtes, à côté de l’école " * 4)
    apply(qapp, Theme("contraste", zoom))
    opened = Mission(desk, size=size)
    shown(opened)
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
