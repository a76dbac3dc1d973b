"""Corrections: asked on the card of a fiche at the mission, on top of « À faire » at the poste, with their reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from db.base import Etat
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.etats import TRANSITIONS, Geste
from tests import builders
from tests.pvdesk.mission import decisions as d
from tests.scenarios.formulaire import plain
from tests.ui.mission_window import Mission, texts
from ui import states
from ui.pages.fiche import FichePage
from ui.pages.help import HelpPage
from ui.pages.home import HomePage
from ui.pages.records import RecordsPage


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


@pytest.fixture
def delegue(app: QApplication, tmp_path: Path) -> Iterator[Mission]:
    """The window of a poste to which the mission sent a fiche back."""
    made = builders.make_desk(tmp_path / "poste")
    with made.writing() as unit:
        visite = records.save(unit, records.blank(unit, "organisme", nom="Centre social Les Tilleuls"))
        asked = records.blank(
            unit, "correction", fiche_type="organisme", fiche_uid=visite.uid, fiche_nom="Centre social Les Tilleuls",
            champ="nom", motif="Écrivez le nom entier", poste="D07", demandee_le=builders.TODAY,
        )  # fmt: skip
        records.save(unit, asked)
        records.finish(unit, "correction", asked.uid)
        unit.commit()
    opened = Mission(made)
    yield opened
    opened.close()
    made.close()


def etat(desk: Desk, uid: str) -> Etat:
    with desk.reading() as unit:
        return records.load(unit, "organisme", uid).etat


def organismes(mission: Mission) -> RecordsPage:
    page = mission.page("organismes")
    assert isinstance(page, RecordsPage)
    QTest.qWait(100)  # the preview waits for the list to be still
    mission.settle()
    return page


def test_the_mission_asks_with_a_reason_and_the_state_says_it(mission: Mission, desk: Desk) -> None:
    uid = d.record(desk, "organisme", nom="Centre social")
    page = organismes(mission)
    assert page.verbs is not None
    page.verbs.ask()
    page.verbs.prompt.answer()
    assert page.verbs.prompt.field is not None
    assert plain(page.verbs.prompt.field.error).startswith("Motif : dites ce qu’il faut corriger")
    assert page.verbs.prompt.about is not None
    page.verbs.prompt.about.setCurrentText("Raison sociale")
    edit = page.verbs.prompt.findChild(QLineEdit)
    assert edit is not None
    edit.setText("Écrivez le nom entier")
    page.verbs.prompt.answer()
    mission.settle()
    assert etat(desk, uid) is Etat.A_CORRIGER
    assert page.table.rows.row(0).cells[-1].text == "À corriger"
    listed = mission.page("corrections")
    assert listed.table.rows.rowCount() == 1
    assert not listed.new_button.isVisible()
    assert mission.clipped() == []


def test_the_mission_validates_then_closes(mission: Mission, desk: Desk) -> None:
    uid = d.record(desk, "organisme", nom="Centre social")
    page = organismes(mission)
    assert page.verbs is not None
    assert [g for g, b in page.verbs.buttons.items() if not b.isHidden()] == [Geste.DEMANDER, Geste.VALIDER]
    page.verbs.buttons[Geste.VALIDER].click()
    QTest.qWait(100)
    mission.settle()
    assert etat(desk, uid) is Etat.VALIDE
    page.verbs.buttons[Geste.CLORE].click()
    mission.settle()
    assert etat(desk, uid) is Etat.CLOS
    assert mission.last() == "Fiche close."


def test_what_is_asked_comes_first_at_the_poste_and_opens_its_fiche(delegue: Mission) -> None:
    home = delegue.page("accueil")
    assert isinstance(home, HomePage)
    assert "Centre social Les Tilleuls" in plain(home.todos[0].accessibleName())
    assert "À corriger" in plain(home.todos[0].accessibleName())
    home.todos[0].pressed.emit()
    delegue.settle()
    shown = delegue.window.record
    assert isinstance(shown, FichePage)
    assert shown.form.draft.values["nom"] == "Centre social Les Tilleuls"
    assert plain(delegue.window.strip.text()) == "À corriger — Raison sociale : Écrivez le nom entier"


def test_a_correction_shows_no_code_of_the_program(delegue: Mission) -> None:
    page = delegue.page("corrections")
    QTest.qWait(100)
    delegue.settle()
    assert "Écrivez le nom entier" in texts(page)
    assert "Type de fiche" not in texts(page)


def test_the_list_of_corrections_opens_the_fiche_and_writes_nothing(delegue: Mission) -> None:
    page = delegue.page("corrections")
    assert isinstance(page, RecordsPage)
    QTest.qWait(100)
    delegue.settle()
    assert not page.new_button.isVisible()
    assert page.detail.edit_button.text() == "Ouvrir la fiche"
    assert page.table.rows.row(0).cells[-1].text == "À corriger"
    page.detail.edit_button.click()
    delegue.settle()
    assert isinstance(delegue.window.record, FichePage)
    assert delegue.window.record.table == "organisme"


@pytest.mark.parametrize("one", [Etat.A_CORRIGER, Etat.CORRIGE, Etat.VALIDE, Etat.CLOS])
def test_each_state_of_the_mission_has_its_words_and_icon(mission: Mission, desk: Desk, one: Etat) -> None:
    uid = d.record(desk, "organisme", nom="Centre social")
    with desk.writing() as unit:
        unit.session.get_one(records.model_of("organisme"), uid).etat = one
        unit.commit()
    cell = organismes(mission).table.rows.row(0).cells[-1]
    assert cell.text.startswith(one.libelle)
    assert cell.icon == states.ETATS[one][1]


def test_the_help_says_every_transition(mission: Mission) -> None:
    page = mission.page("aide")
    assert isinstance(page, HelpPage)
    rows = page.tables[-1].rows
    said = [tuple(cell.text for cell in rows.row(n).cells) for n in range(rows.rowCount())]
    assert said == [(t.de.libelle, t.qui.libelle, t.geste.libelle, t.vers.libelle, t.dit) for t in TRANSITIONS]
    assert "états d’une fiche" in texts(page)


def opened(delegue: Mission, etat: Etat) -> FichePage:
    """The organisme of the sample, in a state that the mission gave it."""
    with delegue.desk.writing() as unit:
        (row,) = unit.session.query(records.model_of("organisme")).all()
        row.etat = etat
        uid = row.uid
        unit.commit()
    delegue.window.open_record("organisme", uid)
    delegue.settle()
    page = delegue.window.record
    assert isinstance(page, FichePage)
    return page


def retype(page: FichePage, text: str) -> None:
    edit = page.form.fields.editors["nom"].focus_widget
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    edit.textEdited.emit(text)
    edit.editingFinished.emit()


def test_what_is_asked_stays_to_be_corrected_until_it_is_finished(delegue: Mission) -> None:
    page = opened(delegue, Etat.A_CORRIGER)
    assert page.head.chip.text() == "À corriger"
    retype(page, "Centre social et culturel Les Tilleuls")
    page.autosave.flush()
    delegue.settle()
    assert page.head.chip.text() == "À corriger"
    page.finish()
    delegue.settle()
    assert etat(delegue.desk, page.uid) is Etat.CORRIGE
    assert plain(delegue.window.strip.text()) == "Organisme corrigé"
    row = organismes(delegue).table.rows.row(0)
    assert row.cells[-1].text == "Corrigé, à envoyer"


def test_a_closed_fiche_is_read_only_and_says_why(delegue: Mission) -> None:
    page = opened(delegue, Etat.CLOS)
    assert not page.form.isEnabled()
    assert not page.head.finish.isEnabled()
    assert page.head.chip.text() == "Clos"
