"""« Fiche délégation »: its figures, fiches, lots and territory; each opens; the reminder is copied."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.mission import postes
from pvdesk.mission.fiche_delegation import Choisie
from tests.pvdesk.mission.exchange import Pair, conseil, reunion
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui.pages.consolidation import ConsolidationPage
from ui.pages.delegation import EMPTY, DelegationPage
from ui.pages.received import ReceivedPage
from ui.pages.records import RecordsPage
from ui.theme.apply import apply
from ui.theme.theme import Theme


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """After one lot."""
    reunion(pair.poste, *conseil(pair.poste))
    pair.take(pair.send())
    return pair


def shown(mission: Mission) -> DelegationPage:
    page = mission.page("delegation")
    assert isinstance(page, DelegationPage)
    return page


def test_the_home_page_leads_to_it(mission: Mission) -> None:
    home = mission.page("accueil")
    assert isinstance(home, ConsolidationPage)
    assert home.deliveries is not None
    home.deliveries.table.rowActivated.emit("D07")
    mission.settle()
    page = mission.window.stack.currentWidget()
    assert isinstance(page, DelegationPage)
    assert page.choice.currentData() == "D07"
    assert mission.clipped() == []


def test_a_type_opens_the_fiches_that_the_delegation_made(mission: Mission) -> None:
    page = shown(mission)
    page.show_type("membre")
    mission.settle()
    listed = mission.window.stack.currentWidget()
    assert isinstance(listed, RecordsPage)
    assert plain(listed.bar.only.text()) == "Membres de D07"
    assert listed.table.rows.rowCount() > 0
    listed.bar.every.click()
    assert not listed.bar.only.isVisible()


def test_every_type_it_counts_has_its_page(mission: Mission) -> None:
    page = shown(mission)
    assert page._fiche is not None
    for one in page._fiche.comptes:
        page.show_type(one.table)
        assert mission.window.place != "accueil", one.table


def test_a_figure_opens_what_it_counts_and_a_lot_its_card(mission: Mission) -> None:
    page = shown(mission)
    assert page.standing is not None
    page.standing.lines[0].pressed.emit()
    mission.settle()
    assert mission.window.place == "reunions"
    page = shown(mission)
    uid = page._fiche.lots[0].uid if page._fiche is not None else ""
    page._show_lot(uid)
    mission.settle()
    received = mission.window.stack.currentWidget()
    assert isinstance(received, ReceivedPage)
    assert received.table.current_uid() == uid


def test_another_delegation_is_chosen_and_kept(mission: Mission, pair: Pair, tmp_path: Path) -> None:
    postes.enrol(pair.mission, "D12", tmp_path)
    page = shown(mission)
    page.choice.setCurrentIndex(1)
    mission.settle()
    assert page.choice.currentData() == "D12"
    assert "À enrôler" in texts(page)
    mission.page("reunions")
    assert shown(mission).choice.currentData() == "D12"


def test_a_reminder_is_copied_in_one_press(mission: Mission, qapp: QApplication) -> None:
    page = shown(mission)
    page.remind_button.click()
    assert "Le dernier envoi reçu est du" in plain(qapp.clipboard().text())
    assert mission.last() == "Texte de relance de D07 copié : collez-le dans un courriel."


def test_no_delegation_is_said(mission: Mission) -> None:
    page = shown(mission)
    page._show(Choisie((), None))
    assert page.body.currentIndex() == EMPTY
    assert not page.remind_button.isVisible()


@pytest.mark.parametrize("name", ["clair", "contraste"])
def test_nothing_is_clipped_at_200_per_cent(qapp: QApplication, pair: Pair, name: str) -> None:
    apply(qapp, Theme(name, 2.0))
    opened = Mission(pair.mission, size=(1280, 720))
    shown(opened)
    assert opened.clipped() == []
    opened.close()
    apply(qapp, Theme())
