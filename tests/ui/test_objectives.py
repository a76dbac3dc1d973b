"""The objectives and the lines of the brochure on the screen: each opens its card, offers what moves it, and moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.models.conseil_listes import StatutConseil
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from tests.scenarios.formulaire import Fenetre, plain
from ui.pages.fiche import FichePage
from ui.pages.objectives import FollowPage, LandmarksPage, ObjectivesPage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def fenetre(app: QApplication, desk: Desk) -> Iterator[Fenetre]:
    opened = Fenetre(desk)
    yield opened
    opened.fermer()


def shown(fenetre: Fenetre, name: str) -> FollowPage:
    fenetre.window.show_page(name)
    QApplication.processEvents()
    page = fenetre.window.stack.currentWidget()
    assert isinstance(page, FollowPage)
    return page


def texts(page: FollowPage, code: str) -> list[str]:
    place = page.table.rows.place_of(code)
    return [plain(cell.text) for cell in page.table.rows.row(place).cells]


def test_the_35_objectives_are_listed_with_their_state(fenetre: Fenetre) -> None:
    page = shown(fenetre, "objectifs")
    assert isinstance(page, ObjectivesPage)
    assert page.table.rows.rowCount() == 35
    assert texts(page, "PA-P2")[1:] == ["—", "Non démarré"]


def test_an_objective_moves_with_its_records(fenetre: Fenetre, desk: Desk) -> None:
    page = shown(fenetre, "objectifs")
    page.table.select_uid("PA-P2")
    page.card.new_button.click()
    record = fenetre.window.record
    assert isinstance(record, FichePage)
    assert record.table == "conseil"
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "conseil", nom="À constituer", statut=StatutConseil.A_CONSTITUER))
        unit.commit()
    assert texts(shown(fenetre, "objectifs"), "PA-P2")[1] == "1"


def test_a_line_followed_by_hand_begins_with_its_name(fenetre: Fenetre) -> None:
    page = shown(fenetre, "reperes")
    assert isinstance(page, LandmarksPage)
    assert page.table.rows.rowCount() == 128
    page.table.select_uid("ED-03")
    page.card.new_button.click()
    record = fenetre.window.record
    assert isinstance(record, FichePage)
    assert record.form.draft.values["repere"] == "ED-03"


def test_an_illegible_figure_says_so(fenetre: Fenetre) -> None:
    assert texts(shown(fenetre, "reperes"), "EC-01")[1] == "illisible"


def test_words_and_a_theme_narrow_the_list(fenetre: Fenetre) -> None:
    page = shown(fenetre, "reperes")
    page.filter_bar.words.setText("conseils citoyens")
    page._filter()
    few = page.table.rows.rowCount()
    assert 0 < few < 20
    page.filter_bar.words.setText("")
    page.filter_bar.choice.setCurrentText("Santé et sport")
    page._filter()
    assert {page._shown[page.table.rows.uid_at(i)].section for i in range(page.table.rows.rowCount())} == {"sante"}


def test_the_card_leads_to_the_records_behind_the_figure(fenetre: Fenetre) -> None:
    page = shown(fenetre, "objectifs")
    page.table.select_uid("PA-P2")
    page.card.records_button.click()
    assert fenetre.window.place == "conseils"
