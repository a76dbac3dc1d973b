"""Ctrl+D makes a new fiche from the chosen one, or from the open one; the first is left as it was."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.models.organisme import FormeJuridique
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from tests.scenarios.formulaire import Fenetre
from ui.pages.fiche import FichePage
from ui.pages.records import RecordsPage
from ui.pages.reunion import ReunionPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def fenetre(app: QApplication, desk: Desk) -> Iterator[Fenetre]:
    made = Fenetre(desk)
    yield made
    made.fermer()


def control_d(fenetre: Fenetre) -> None:
    QTest.keyClick(QApplication.focusWidget() or fenetre.window, Qt.Key.Key_D, CTRL)
    fenetre.hand.rest()


def test_a_fiche_is_duplicated_from_the_list_then_from_its_page(fenetre: Fenetre, desk: Desk) -> None:
    with desk.writing() as unit:
        given = {"nom": "Centre social", "forme": FormeJuridique.ASSOCIATION, "sigle": "CS"}
        first = records.save(unit, records.blank(unit, "organisme", **given)).uid
        unit.commit()
    window = fenetre.window
    window.show_page("organismes")
    listed = window.stack.currentWidget()
    assert isinstance(listed, RecordsPage)
    QTest.qWait(80)
    assert listed.detail.duplicate_button.isVisible()
    control_d(fenetre)
    page = window.record
    assert isinstance(page, FichePage)
    assert page.uid != first
    taken = {key: page.form.draft.values[key] for key in given}
    assert taken == {"nom": None, "forme": FormeJuridique.ASSOCIATION, "sigle": None}
    assert page.form.draft.version == 0
    page.form.fields.editors["nom"].focus_widget.setText("Autre centre")  # type: ignore[attr-defined]
    page.autosave.flush()
    control_d(fenetre)
    again = window.record
    assert isinstance(again, FichePage)
    assert again.uid not in {first, page.uid}
    with desk.reading() as unit:
        assert records.load(unit, "organisme", first).values["nom"] == "Centre social"


def test_a_meeting_is_made_from_the_last_of_its_conseil(fenetre: Fenetre, desk: Desk) -> None:
    conseil, _ = builders.add_dix(desk)
    uid = builders.add_reunion(desk, conseil, dt.date(2026, 9, 17))
    fenetre.window.open_record("reunion", uid)
    fenetre.hand.rest()
    control_d(fenetre)
    page = fenetre.window.record
    assert isinstance(page, ReunionPage)
    assert page.uid != uid
    assert page.draft.values["conseil_uid"] == conseil
    assert page.draft.values["lieu"] == "Maison de quartier"


def test_what_comes_from_the_fiche_before_is_said_and_can_be_left_out(fenetre: Fenetre, desk: Desk) -> None:
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "projet", intitule="Chantiers", annee=2025))
        unit.commit()
    fenetre.window.new_record("projet", {"intitule": "Suite"})
    page = fenetre.window.record
    assert isinstance(page, FichePage)
    assert page.form.draft.values["annee"] == 2025
    strip = fenetre.window.strip
    assert "année" in strip.text()
    strip._act()
    assert page.form.draft.values["annee"] is None
    assert page.form.draft.values["intitule"] == "Suite"
