"""A name that is not listed may begin its fiche from the line that would point to it; lists show whole names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pvdesk.store import listing, records
from pvdesk.store.desk import Desk
from tests import builders
from tests.scenarios.formulaire import plain
from ui.kit.editors import ReferenceEditor
from ui.kit.lines import LineList
from ui.kit.messages import KeptMessages
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage

ROUE = "Association Roue Libre"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def page(app: QApplication, desk: Desk) -> Iterator[FichePage]:
    made = FichePage(Operations(desk, ImmediateTasks()), "projet", KeptMessages())
    made.show()
    made.new()
    yield made
    made.close()
    made.deleteLater()


def line(page: FichePage, key: str) -> QLineEdit:
    found = page.form.fields.editors[key].focus_widget
    assert isinstance(found, QLineEdit)
    return found


def write(page: FichePage, key: str, text: str) -> None:
    line(page, key).setText(text)
    page.form.fields.editors[key].settled.emit()


def test_an_unknown_porteur_is_made_from_the_line_that_names_it(page: FichePage, desk: Desk) -> None:
    write(page, "porteur_uid", ROUE)
    field = page.form.fields.fields["porteur_uid"]
    assert field.offer is not None
    assert plain(field.offer.text()) == f"Créer l’organisme « {ROUE} »"
    field.offer.click()
    page.autosave.flush(lambda: None)
    with desk.reading() as unit:
        made = listing.rows(unit, "organisme")
        held = records.load(unit, "projet", page.uid)
    assert [row.values["nom"] for row in made] == [ROUE]
    assert held.values["porteur_uid"] == made[0].uid
    assert held.saisies == {}
    assert (field.note, line(page, "porteur_uid").text()) == ("", ROUE)


def test_an_unknown_partner_is_made_from_its_line(page: FichePage, desk: Desk) -> None:
    partners = page.form.fields.lists["partenaires"]
    assert isinstance(partners, LineList)
    partners.add()
    box = partners.boxes[0]
    organisme = box.binding.editors["organisme_uid"]
    assert isinstance(organisme.focus_widget, QLineEdit)
    organisme.focus_widget.setText(ROUE)
    organisme.settled.emit()
    field = box.fields["organisme_uid"]
    assert field.offer is not None
    field.offer.click()
    page.autosave.flush(lambda: None)
    with desk.reading() as unit:
        made = listing.rows(unit, "organisme")
        held = records.load(unit, "projet", page.uid)
    assert [held.lines["partenaires"][0].values["organisme_uid"]] == [row.uid for row in made]
    assert (held.saisies, field.note) == ({}, "")


def test_what_no_name_begins_is_not_offered(page: FichePage) -> None:
    write(page, "contrat", "Contrat de nulle part")
    field = page.form.fields.fields["contrat"]
    assert field.note
    assert field.offer is not None
    assert field.offer.text() == ""


def test_an_empty_list_says_that_a_name_is_enough(page: FichePage) -> None:
    assert plain(line(page, "porteur_uid").placeholderText()) == "Aucun pour l’instant : écrivez un nom"


def test_a_press_in_an_empty_line_opens_its_list_as_wide_as_its_names(page: FichePage) -> None:
    editor = page.form.fields.editors["contrat"]
    assert isinstance(editor, ReferenceEditor)
    QTest.mouseClick(line(page, "contrat"), Qt.MouseButton.LeftButton)
    popup = editor.proposals.popup()
    assert popup is not None
    assert popup.isVisible()
    widest = max(popup.fontMetrics().horizontalAdvance(name) for name in editor.proposals.names())
    assert popup.width() > widest
    popup.hide()


def test_a_long_name_is_read_from_its_beginning_once_left(page: FichePage) -> None:
    name = next(iter(page.form.fields.book.names("contrat").values()))
    line(page, "contrat").setText(name)
    assert line(page, "contrat").cursorPosition() == len(name)
    line(page, "contrat").editingFinished.emit()
    assert line(page, "contrat").cursorPosition() == 0
