"""G4: the report of a month made from the one before, four figures changed, in thirty keys at most (screens, 6)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.base import Etat
from db.models.activite_listes import Partenaire
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from tests.pvdesk.store.adultes_relais import compte_rendu, ligne, poste, titulaire
from tests.scenarios.formulaire import Fenetre
from tests.ui.typing_hand import COMMAND, CONTENT, MOVE
from ui.kit.line_grid import LineGrid
from ui.pages.fiche import FichePage
from ui.special.activity_grid import FIRST

MOST = 30
D = dt.date
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SEPTEMBRE = {"jours": 20_000, "permanences": 8, "accueil_femmes": 31, "accueil_hommes": 12, "suivis": 9, "parents": 4,
             "mediations": 3}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def septembre(desk: Desk) -> str:
    """The report of September 2025 of a post, with the persons sent to the CAF."""
    post = poste(desk)
    tenu = titulaire(desk, post, "T-01", D(2025, 1, 1))
    uid = compte_rendu(desk, post, D(2025, 9, 1), occupation_uid=tenu, **SEPTEMBRE)
    with desk.writing() as unit:
        draft = records.load(unit, "activite", uid)
        draft.lines["orientations"].append(ligne(partenaire=Partenaire.CAF, nombre=6))
        records.save(unit, draft)
        unit.commit()
    return uid


@pytest.fixture
def fenetre(app: QApplication, desk: Desk, septembre: str) -> Iterator[Fenetre]:
    made = Fenetre(desk)
    made.window.show_page("activites")
    made.hand.rest()
    yield made
    made.fermer()


def opened(fenetre: Fenetre) -> FichePage:
    page = fenetre.window.record
    assert isinstance(page, FichePage)
    return page


def test_a_month_is_made_from_the_one_before_in_thirty_keys(fenetre: Fenetre, desk: Desk) -> None:
    hand = fenetre.hand
    hand.press(Qt.Key.Key_D, CTRL, COMMAND)
    page = opened(fenetre)
    assert page.form.draft.values["debut"] == D(2025, 10, 1)
    assert page.form.draft.values["permanences"] is None
    hand.press(Qt.Key.Key_R, ALT, COMMAND)
    for down, figure in ((0, "18"), (2, "27"), (0, "15"), (1, "5")):
        for _ in range(down):
            hand.press(Qt.Key.Key_Down)
        hand.type(figure)
        hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier, COMMAND)
    strokes = hand.strokes
    assert strokes[CONTENT] == 7
    assert strokes[COMMAND] + strokes[MOVE] + strokes[CONTENT] <= MOST, strokes
    with desk.reading() as unit:
        made = records.load(unit, "activite", page.uid)
    # Each figure goes where the hand put it, each other one is that of September.
    assert {key: made.values[key] for key in SEPTEMBRE} == SEPTEMBRE | {
        "jours": 18_000, "accueil_femmes": 27, "accueil_hommes": 15, "parents": 5,
    }  # fmt: skip
    assert [line.values for line in made.lines["orientations"]] == [{"partenaire": Partenaire.CAF, "nombre": 6}]
    assert made.etat is Etat.FINAL


def test_the_month_before_stands_beside_and_comes_by_a_key(fenetre: Fenetre, septembre: str) -> None:
    hand = fenetre.hand
    hand.press(Qt.Key.Key_D, CTRL)
    page = opened(fenetre)
    sheet = page.form.sheets[0]
    assert sheet.grid.hasFocus()
    titles = [column.title for column in sheet.cells.columns]
    assert titles == ["Activité", "Septembre 2025", "Octobre 2025"]
    assert [sheet.cells.text(sheet.cells.index(1, column)) for column in range(3)] == ["Permanences", "8", ""]
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_R, CTRL)
    assert page.form.draft.values["permanences"] == 8
    assert page.form.draft.values["jours"] is None
    hand.press(Qt.Key.Key_Z, CTRL)
    assert page.form.draft.values["permanences"] is None
    orientations = page.form.fields.lists["orientations"]
    assert isinstance(orientations, LineGrid)
    assert page.form.draft.lines["orientations"] == []
    assert orientations.cells.text(orientations.cells.index(0, 0)) == "CAF"  # proposed, kept once it has a figure
    orientations.grid.go(0, 1)
    orientations.grid.setFocus()
    hand.press(Qt.Key.Key_R, CTRL)
    assert page.form.draft.lines["orientations"][0].values["nombre"] == 6
    hand.press(Qt.Key.Key_Delete)
    assert page.form.draft.lines["orientations"] == []


def test_one_goes_from_month_to_month_without_leaving(fenetre: Fenetre, desk: Desk, septembre: str) -> None:
    hand = fenetre.hand
    fenetre.window.open_record("activite", septembre)
    hand.rest()
    page = opened(fenetre)
    hand.press(Qt.Key.Key_PageDown, ALT)
    assert (page.form.draft.values["debut"], page.form.draft.version) == (D(2025, 10, 1), 0)
    hand.type("18")
    hand.press(Qt.Key.Key_PageUp, ALT)
    assert page.uid == septembre
    hand.press(Qt.Key.Key_PageDown, ALT)
    assert page.form.draft.values["jours"] == 18_000
    assert page.form.draft.version


def test_a_figure_that_is_not_one_is_kept_told_and_led_to(fenetre: Fenetre) -> None:
    hand = fenetre.hand
    hand.press(Qt.Key.Key_D, CTRL)
    page = opened(fenetre)
    hand.type("beaucoup")
    hand.press(Qt.Key.Key_Return)
    assert page.form.draft.saisies[FIRST] == "beaucoup"
    assert "n’est pas un nombre" in page.form.fields.fields[FIRST].note
    page.finish()
    hand.rest()
    page.form.summary.links[0].click()
    sheet = page.form.sheets[0]
    assert sheet.grid.hasFocus()
    assert sheet.cells.fault(sheet.cells.place(FIRST))
    QTest.keyClick(sheet.grid, Qt.Key.Key_Delete)
    assert FIRST not in page.form.draft.saisies
