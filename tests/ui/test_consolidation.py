"""The mission's first page: deliveries, what waits, charts; each number opens what it counts."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from pvdesk.mission.delegations import Delegation
from pvdesk.mission.tableau import Ligne, Mois, Passage
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission.exchange import Pair, conseil, reunion
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui.pages.consolidation import ConsolidationPage
from ui.pages.delivery_card import situation
from ui.pages.records import RecordsPage
from ui.theme.apply import apply
from ui.theme.theme import Theme

RETARD = Mois(dt.date(2026, 9, 1), 0, Passage.RETARD)
LINE = Ligne("D07", True, "", None, "", "", 3, dt.date(2026, 8, 28), (RETARD, RETARD), (), True, 0, 0, 0, 0)
LATE = Delegation(LINE, "Est-Valmorne", (), 45, (), (), None, (), (), 0)
HERE = replace(LATE, ligne=replace(LINE, mois=(replace(RETARD, passage=Passage.RECU),) * 2))


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """After one lot."""
    reunion(pair.poste, *conseil(pair.poste))
    pair.take(pair.send())
    return pair


def home(mission: Mission) -> ConsolidationPage:
    page = mission.page("accueil")
    assert isinstance(page, ConsolidationPage)
    page.read_actions()
    mission.settle()
    return page


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (LATE, "Relancer (45 j)"), (HERE, "À jour"), (replace(HERE, doublons=2), "2 doublons à arbitrer"),
        (replace(HERE, doublons=2, ligne=replace(HERE.ligne, conflits=1)), "3 à arbitrer"),
        (replace(HERE, ligne=replace(HERE.ligne, retenus=1)), "1 lot en attente"),
        (replace(LATE, ligne=replace(LINE, successeur="D08")), "Repris par D08"),
    ],
)  # fmt: skip
def test_a_delegation_says_the_gravest_first(one: Delegation, said: str) -> None:
    cell = situation(one)
    assert plain(cell.text) == said
    assert cell.icon


def test_the_mission_opens_on_its_deliveries(mission: Mission) -> None:
    page = home(mission)
    assert page.deliveries is not None
    assert [plain(cell.text) for cell in page.deliveries.table.rows.row(0).cells][2] == "1"
    assert page.decisions is not None
    assert "Rien n’attend de décision." in texts(page.decisions)
    assert mission.clipped() == []


def test_files_are_asked_for_at_once(mission: Mission) -> None:
    home(mission).take_button.click()
    mission.settle()
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    assert mission.window.place == "recus"
    asked.reject()


def test_each_number_of_the_delegation_in_hand_opens_its_fiches(mission: Mission) -> None:
    page = home(mission)
    assert page.deliveries is not None
    QTest.keyClick(page.deliveries.lines[0], Qt.Key.Key_Return)
    mission.settle()
    listed = mission.window.stack.currentWidget()
    assert isinstance(listed, RecordsPage)
    assert plain(listed.bar.only.text()) == "Réunions tenues : D07"
    assert listed.table.rows.rowCount() == 1


def test_a_bar_opens_the_meetings_of_its_delegation(mission: Mission) -> None:
    page = home(mission)
    assert page.meetings is not None
    assert page.meetings.as_table  # one delegation is no chart
    page.meetings.table.rowActivated.emit("0")
    mission.settle()
    assert mission.window.place == "reunions"


def test_what_waits_leads_to_where_it_is_decided(mission: Mission, pair: Pair) -> None:
    d.clash(pair.mission, "reunion", "x", "lieu", "Salle")
    page = home(mission)
    assert page.decisions is not None
    assert "Conflits à régler" in texts(page.decisions)
    page.decisions.lines[0].pressed.emit()
    mission.settle()
    assert mission.window.place == "conflits"


def test_a_late_delegation_is_reminded_in_one_press(mission: Mission, qapp: QApplication) -> None:
    page = home(mission)
    assert page.deliveries is not None
    assert not page.deliveries.remind_button.isEnabled()
    page.deliveries.late = [LATE]
    page.copy_reminder()
    assert "Est-Valmorne" in qapp.clipboard().text()
    assert mission.last().startswith("Texte de relance copié")


def test_the_figures_of_the_department_stay_at_hand(mission: Mission) -> None:
    assert "Chiffres du département" in texts(mission.page("departement"))


@pytest.mark.parametrize("name", ["clair", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, pair: Pair, name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(pair.mission, size=(1280, 720))
    home(opened)
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
