"""The net under the trapeze: corbeille, history, Ctrl+Z from anywhere in the window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from db.base import Etat
from pvdesk.kit.draft import Draft
from pvdesk.store import historique, listing, records
from tests.builders import add_dix, clock_at, make_desk
from tests.scenarios.formulaire import plain, taper
from tests.ui.mission_window import Mission
from tests.ui.test_main_window import unnamed
from tests.ui.window import clipped
from ui.kit.elided import Elided
from ui.pages.fiche import FichePage
from ui.pages.history import HistoryPage
from ui.pages.records import RecordsPage
from ui.pages.trash import TrashPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def poste(app: QApplication, tmp_path: Path) -> Iterator[Mission]:
    """The window of a poste: a conseil, its members, two organismes."""
    desk = make_desk(tmp_path / "donnees")
    add_dix(desk)
    with desk.writing() as unit:
        for nom in ("Centre social d’essai", "Maison des associations"):
            records.save(unit, records.blank(unit, "organisme", nom=nom))
        unit.commit()
    opened = Mission(desk)
    yield opened
    opened.close()
    desk.close()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """A key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def uid_of(poste: Mission, table: str, place: int = 0) -> str:
    with poste.desk.reading() as unit:
        return listing.rows(unit, table)[place].uid


def draft_of(poste: Mission, table: str, uid: str) -> Draft:
    with poste.desk.reading() as unit:
        return records.load(unit, table, uid)


def opened(poste: Mission, table: str, uid: str) -> FichePage:
    poste.window.open_record(table, uid)
    poste.settle()
    assert isinstance(poste.window.record, FichePage)
    return poste.window.record


def line(page: FichePage, key: str) -> QLineEdit:
    found = page.form.fields.editors[key].focus_widget
    assert isinstance(found, QLineEdit)
    return found


def said_in(root: QWidget) -> str:
    return plain(" ".join(one.text() for one in root.findChildren(QLabel) if one.isVisible()))


def deleted(poste: Mission) -> str:
    """The first organisme, put in the corbeille by its key."""
    page: RecordsPage = poste.page("organismes")
    uid = page.table.current_uid()
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    poste.settle()
    assert page.table.rows.rowCount() == 1
    return uid


def test_ctrl_z_takes_a_deletion_back_from_another_page_and_from_an_empty_search(poste: Mission) -> None:
    deleted(poste)
    page: RecordsPage = poste.page("conseils")
    page.bar.words.setFocus()
    press(Qt.Key.Key_Z)
    poste.settle()
    assert poste.last() == "Organisme rétabli"
    assert poste.page("organismes").table.rows.rowCount() == 2
    press(Qt.Key.Key_Z)
    assert poste.last() == "Rien à annuler."
    press(Qt.Key.Key_Y)
    poste.settle()
    assert poste.last() == "Organisme supprimé"
    assert poste.page("organismes").table.rows.rowCount() == 1
    press(Qt.Key.Key_Y)
    assert poste.last() == "Rien à rétablir."


def test_words_just_typed_in_a_search_are_taken_back_first(poste: Mission) -> None:
    deleted(poste)
    page: RecordsPage = poste.page("conseils")
    page.bar.words.setFocus()
    QTest.keyClicks(page.bar.words, "abc")
    press(Qt.Key.Key_Z)
    assert page.bar.words.text() == ""
    assert poste.last() == "Organisme supprimé"


def test_in_a_fiche_ctrl_z_takes_its_own_changes_back_then_what_was_done_before(poste: Mission) -> None:
    deleted(poste)
    page = opened(poste, "organisme", uid_of(poste, "organisme"))
    sigle = line(page, "sigle")
    sigle.setFocus()
    taper(sigle, "MDA")
    assert (page.head.undo.isEnabled(), page.head.redo.isEnabled()) == (True, False)
    press(Qt.Key.Key_Z)
    assert sigle.text() == ""
    assert (page.head.undo.isEnabled(), page.head.redo.isEnabled()) == (False, True)
    press(Qt.Key.Key_Y)
    assert sigle.text() == "MDA"
    page.head.undo.click()
    sigle.setFocus()
    press(Qt.Key.Key_Z)
    poste.settle()
    assert poste.last() == "Organisme rétabli"


def test_terminer_is_taken_back_by_the_strip_or_the_key(poste: Mission) -> None:
    page = opened(poste, "organisme", uid_of(poste, "organisme"))
    uid = page.uid
    page.finish()
    poste.settle()
    assert poste.window.strip.text() == "Organisme terminé"
    poste.window.nav.setFocus()
    press(Qt.Key.Key_Z)
    poste.settle()
    assert poste.last() == "Organisme rouvert"
    assert draft_of(poste, "organisme", uid).etat is Etat.BROUILLON


def test_a_form_shows_what_was_taken_back_under_it_and_is_left_when_its_fiche_goes(poste: Mission) -> None:
    uid = versions(poste)
    lives, said = poste.window.operations.lives, poste.said
    with poste.desk.reading() as unit:
        first = [one.n for one in historique.sittings(unit, "organisme", uid) if one.version][-1]
    lives.bring_back("organisme", uid, first, said.infos.append)
    page = opened(poste, "organisme", uid)
    assert line(page, "nom").text() == "Centre social du Nord"
    lives.undo()
    poste.settle()
    assert line(page, "nom").text() == "Centre social du Sud"
    lives.restore("organisme", deleted(poste), said.infos.append)
    opened(poste, "organisme", lives._done[-1].uid)
    lives.undo()
    poste.settle()
    assert poste.window.record is None
    assert poste.last() == "Organisme remis à la corbeille"
    lives.redo()
    lives.delete("organisme", uid, said.infos.append)
    lives.undo()
    opened(poste, "organisme", uid)
    lives.redo()
    poste.settle()
    assert poste.window.record is None


def test_the_corbeille_shows_what_was_deleted_and_gives_it_back(poste: Mission) -> None:
    empty = poste.page("corbeille")
    assert "La corbeille est vide." in said_in(empty)
    uid = deleted(poste)
    page: TrashPage = poste.page("corbeille")
    assert page.table.hasFocus()
    assert "Centre social d’essai" in said_in(page.card)
    page.filters.words.setText("introuvable")
    page.refresh()
    poste.settle()
    assert "Rien de supprimé depuis 90 jours qui corresponde à « introuvable »." in said_in(page)
    page.every_button.click()
    poste.settle()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    poste.settle()
    assert poste.last() == "Organisme rétabli"
    assert "La corbeille est vide." in said_in(page)
    poste.undo()
    assert page.table.current_uid() == uid


def past_of(poste: Mission) -> HistoryPage:
    """The history, by its key from the form."""
    press(Qt.Key.Key_H)
    poste.settle()
    shown = poste.window.stack.currentWidget()
    assert isinstance(shown, HistoryPage)
    return shown


def versions(poste: Mission) -> str:
    """An organisme finished under two names, an hour apart: within ten minutes, they would be one version."""
    uid = uid_of(poste, "organisme")
    for hours, nom in enumerate(("Centre social du Nord", "Centre social du Sud")):
        with replace(poste.desk, clock=clock_at(hour=19 + hours)).writing() as unit:
            records.reopen(unit, "organisme", uid)
            draft = records.load(unit, "organisme", uid)
            draft.values |= {"nom": nom}
            records.save(unit, draft)
            assert not any(found.stops for found in records.finish(unit, "organisme", uid))
            unit.commit()
    return uid


def test_a_version_is_read_and_brought_back_and_one_returns_to_the_form(poste: Mission) -> None:
    uid = versions(poste)
    page = opened(poste, "organisme", uid)
    line(page, "nom").setFocus()
    past = past_of(poste)
    assert past.table.rows.rowCount() == 3
    assert not past.restore_button.isVisible()  # what the fiche says today
    past.table.selectRow(1)
    poste.settle()
    assert "Ce que disait alors la fiche" in said_in(past.card)
    assert "Centre social du Nord" in said_in(past.card)
    assert unnamed(poste.window) == []
    past.restore_button.click()
    poste.settle()
    assert poste.last().startswith("Version du 15 octobre 2026 à ")
    assert draft_of(poste, "organisme", uid).values["nom"] == "Centre social du Nord"
    poste.undo()
    assert draft_of(poste, "organisme", uid).values["nom"] == "Centre social du Sud"
    press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    poste.settle()
    assert isinstance(poste.window.record, FichePage)
    assert poste.window.record.uid == uid
    poste.window.back()
    assert poste.window.place == "accueil"


def test_from_a_list_one_comes_back_to_the_list(poste: Mission) -> None:
    page: Any = poste.page("organismes")
    page.table.selectRow(1)
    poste.settle()
    chosen = page.table.current_uid()
    page.detail.past_button.click()
    poste.settle()
    past = poste.window.stack.currentWidget()
    assert isinstance(past, HistoryPage)
    assert "Maison des associations" in past.title.text()
    past.back_button.click()
    poste.settle()
    assert poste.window.stack.currentWidget() is page
    assert page.table.current_uid() == chosen
    past.open_fiche()
    assert poste.window.record is not None


def test_a_long_title_is_cut_with_an_ellipsis_and_leaves_the_commands(poste: Mission) -> None:
    page = opened(poste, "organisme", uid_of(poste, "organisme"))
    taper(line(page, "nom"), "Association pour la promotion des jardins partagés et des vergers " * 2)
    page.autosave.flush()
    poste.settle()
    assert isinstance(page.head.title, Elided)
    assert page.head.title.shown().endswith("…")
    assert clipped(page.head) == []
    assert page.head.finish.geometry().right() <= page.head.width()


def test_a_new_fiche_has_no_history(poste: Mission) -> None:
    poste.window.new_record("organisme")
    poste.settle()
    record = poste.window.record
    assert isinstance(record, FichePage)
    assert not record.head.past.isEnabled()
    press(Qt.Key.Key_H)
    assert poste.window.record is record


def test_a_fiche_that_is_gone_has_no_history(poste: Mission) -> None:
    poste.window.show_page("historique", {"table": "organisme", "uid": "inconnu"})
    poste.settle()
    shown = poste.window.stack.currentWidget()
    assert isinstance(shown, HistoryPage)
    assert "Aucune fiche à raconter." in said_in(shown)
    shown.go_back()
    assert poste.window.place == "accueil"
