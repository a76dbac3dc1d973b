"""Everybody in one list; somebody new in a name and one key; who resembles is told, nothing is stopped."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.models.conseil_listes import College
from pvdesk.store import listing, records
from tests.builders import make_desk
from tests.scenarios.formulaire import Fenetre, taper
from tests.ui.test_main_window import unnamed
from tests.ui.window import clipped
from ui.pages.add_person import AddPerson
from ui.pages.fiche import FichePage
from ui.pages.people import PeoplePage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fenetre(app: QApplication, tmp_path: Path) -> Iterator[Fenetre]:
    """The window of a poste: a member, a contact, somebody in a post."""
    desk = make_desk(tmp_path / "donnees")
    with desk.writing() as unit:
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Les Tilleuls")).uid
        values = {"conseil_uid": conseil, "code": "H-01", "college": College.HABITANTS}
        records.save(unit, records.blank(unit, "membre", nom="Exemple", prenom="Camille", **values))
        organisme = records.save(unit, records.blank(unit, "organisme", nom="Bailleur Modèle")).uid
        records.save(unit, records.blank(unit, "contact", nom="Essai", prenom="Morgan", organisme_uid=organisme))
        records.save(unit, records.blank(unit, "occupation", nom="Fictif", prenom="Lou", code="T-7"))
        unit.commit()
    opened = Fenetre(desk)
    yield opened
    opened.fermer()
    desk.close()


@pytest.fixture
def people(fenetre: Fenetre) -> PeoplePage:
    fenetre.window.show_page("personnes")
    shown = fenetre.window.stack.currentWidget()
    assert isinstance(shown, PeoplePage)
    return shown


@pytest.fixture
def adding(fenetre: Fenetre) -> AddPerson:
    """The dialog, called from the dashboard."""
    fenetre.window.keys.run("ajouter-personne")
    found = fenetre.window.window().findChild(AddPerson)
    assert found is not None
    return found


def names(people: PeoplePage) -> list[str]:
    return [people.table.rows.row(place).cells[0].text for place in range(people.table.rows.rowCount())]


def members(fenetre: Fenetre) -> list[tuple[str, str]]:
    with fenetre.poste.reading() as unit:
        return [(row.texts["prenom"], row.texts["nom"]) for row in listing.rows(unit, "membre")]


def test_everybody_is_in_one_list_in_the_order_of_the_names(people: PeoplePage) -> None:
    assert names(people) == ["Camille Exemple", "Morgan Essai", "T-7"]
    people.kind.setCurrentIndex(people.kind.findData("contact"))
    assert names(people) == ["Morgan Essai"]
    people.kind.setCurrentIndex(0)
    people.words.setText("tilleuls")
    people.read()
    assert names(people) == ["Camille Exemple"]
    people.words.setText("absente")
    people.read()
    assert people._none.text() == "Personne ne correspond à «\u00a0absente\u00a0»."


def test_the_card_is_that_of_the_person_chosen(people: PeoplePage, fenetre: Fenetre) -> None:
    people.table.selectRow(1)
    people._preview()
    draft = people.cards["contact"].draft
    assert draft is not None
    assert draft.values["nom"] == "Essai"
    people.edit()
    assert isinstance(fenetre.window.record, FichePage)
    assert fenetre.window.record.table == "contact"


def test_a_name_and_one_key_add_a_person_from_anywhere(
    fenetre: Fenetre, adding: AddPerson, keys: Callable[..., None]
) -> None:
    taper(adding.name, "SPÉCIMEN Alix")
    keys(adding.name, Qt.Key.Key_Return)
    assert members(fenetre) == [("Camille", "Exemple"), ("Alix", "SPÉCIMEN")]
    assert fenetre.window.strip.text() == "Personne ajoutée\u00a0: Alix SPÉCIMEN. Sa fiche est à compléter."
    assert not adding.isVisible()


def test_ctrl_enter_waits_for_the_next_one(fenetre: Fenetre, adding: AddPerson) -> None:
    adding.college.setCurrentText(College.ACTEURS.libelle)
    for name in ("Alix Spécimen", "Noa Maquette"):
        taper(adding.name, name)
        adding.add_another()
    assert {nom for _, nom in members(fenetre)} == {"Exemple", "Spécimen", "Maquette"}
    assert adding.college.currentText() == College.ACTEURS.libelle
    assert (adding.isVisible(), adding.name.text(), adding.told.text()) == (True, "", "Ajoutée\u00a0: Noa Maquette")
    again = AddPerson(fenetre.window.services, fenetre.window)
    assert (again.college.currentText(), again.place.currentText()) == (College.ACTEURS.libelle, "Les Tilleuls")
    again.close()
    adding.add()
    assert adding.name_field.error == "Nom\u00a0: écrivez le nom de la personne à ajouter"


def test_a_contact_needs_no_structure_yet(fenetre: Fenetre, adding: AddPerson) -> None:
    adding.kind.setCurrentIndex(1)
    assert not adding.college_field.isVisible()
    taper(adding.name, "Alix Spécimen")
    adding.add()
    with fenetre.poste.reading() as unit:
        assert [row.texts["nom"] for row in listing.rows(unit, "contact")] == ["Essai", "Spécimen"]


def test_a_near_name_is_told_and_stops_nothing(fenetre: Fenetre, adding: AddPerson) -> None:
    taper(adding.name, "Camile Exemple")
    adding._look_around()
    said = "Une personne au nom proche existe\u00a0: Camille Exemple (Habitants, Les Tilleuls)."
    assert (adding.note.isVisible(), adding.note.text.text()) == (True, said)
    adding.note.other.emit()
    adding._look_around()
    assert not adding.note.isVisible()
    adding.add()
    assert len(members(fenetre)) == 2


def test_it_is_her_opens_her_fiche(fenetre: Fenetre, adding: AddPerson) -> None:
    taper(adding.name, "Exemple Camille")
    adding._look_around()
    adding.note.same.emit()
    assert isinstance(fenetre.window.record, FichePage)
    assert fenetre.window.record.form.draft.values["prenom"] == "Camille"
    assert len(members(fenetre)) == 1


def test_the_dialog_has_room_and_names(adding: AddPerson) -> None:
    taper(adding.name, "Camile Exemple")
    adding._look_around()
    QApplication.processEvents()
    assert clipped(adding) == []
    assert unnamed(adding) == []
