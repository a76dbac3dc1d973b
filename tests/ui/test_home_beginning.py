"""The dashboard of an empty base says what to do first; the first fiche brings the figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from tests.scenarios.formulaire import Fenetre
from ui.pages.fiche import FichePage
from ui.pages.home import HomePage


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


def home(fenetre: Fenetre) -> HomePage:
    fenetre.window.show_page("accueil")
    page = fenetre.window.page()
    assert isinstance(page, HomePage)
    return page


def test_an_empty_base_shows_no_nought_and_says_what_to_do_first(fenetre: Fenetre, desk: Desk) -> None:
    page = home(fenetre)
    assert (page.tiles, page.months, page.todo, page.recent) == ([], None, None, None)
    assert page.beginning is not None
    page.beginning.buttons[0].click()
    assert isinstance(fenetre.window.record, FichePage)
    assert fenetre.window.record.table == "conseil"


def test_the_first_fiche_brings_the_figures(fenetre: Fenetre, desk: Desk) -> None:
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "conseil", nom="Conseil d’essai"))
        unit.commit()
    page = home(fenetre)
    assert page.beginning is None
    assert page.tiles
    assert page.recent is not None
