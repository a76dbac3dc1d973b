"""A fiche that resembles another: told above the form while one types, and never stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.models.conseil_listes import College
from db.models.seance import StatutPresence
from pvdesk.store import listing, records
from tests.builders import make_desk
from tests.scenarios.formulaire import Fenetre, remplir
from ui.kit.near import NearNote
from ui.pages.fiche import FichePage
from ui.pages.reunion import ReunionPage


@pytest.fixture
def fenetre(app: QApplication, tmp_path: Path) -> Iterator[Fenetre]:
    """The window of a poste: a member, a structure."""
    desk = make_desk(tmp_path / "donnees")
    with desk.writing() as unit:
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Les Tilleuls")).uid
        values = {"conseil_uid": conseil, "code": "H-01", "college": College.HABITANTS}
        records.save(unit, records.blank(unit, "membre", nom="Exemple", prenom="Camille", **values))
        records.save(unit, records.blank(unit, "organisme", nom="Les Jardins", siret="12345678900012"))
        unit.commit()
    opened = Fenetre(desk)
    yield opened
    opened.fermer()
    desk.close()


def begin(fenetre: Fenetre, table: str, **typed: str) -> FichePage:
    """A new fiche, its name typed."""
    fenetre.window.new_record(table)
    page = fenetre.window.record
    assert isinstance(page, FichePage)
    for key, text in typed.items():
        remplir(page.form.fields.editors[key], text)
    page.neighbours.look()
    return page


def test_a_person_of_nearly_that_name_is_told(fenetre: Fenetre) -> None:
    page = begin(fenetre, "membre", nom="Exempel", prenom="Camille")
    assert page.neighbours.note.isVisible()
    assert "Camille Exemple (Habitants, Les Tilleuls)" in page.neighbours.note.text.text()
    page.neighbours.note.other.emit()
    assert not page.neighbours.holder.isVisible()
    assert page.form.draft.values["nom"] == "Exempel"


def test_a_structure_of_the_same_number_is_opened_and_the_draft_stays(fenetre: Fenetre) -> None:
    page = begin(fenetre, "organisme", nom="Autre chose", siret="123 456 789 00012")
    assert page.neighbours.note.text.text() == "Une structure au même SIRET existe\u00a0: Les Jardins."
    page.neighbours.note.same.emit()
    opened = fenetre.window.record
    assert isinstance(opened, FichePage)
    assert opened.form.draft.values["nom"] == "Les Jardins"
    assert fenetre.window.strip.text().startswith("La fiche que vous commenciez reste en brouillon")
    fenetre.window.strip._act()
    fenetre.window.show_page("corbeille")
    with fenetre.poste.reading() as unit:
        assert records.load(unit, "organisme", opened.uid).values["nom"] == "Les Jardins"


def test_nothing_is_told_of_a_fiche_that_resembles_none(fenetre: Fenetre) -> None:
    assert not begin(fenetre, "contact", nom="Fictif", prenom="Lou").neighbours.holder.isVisible()
    fenetre.window.new_record("action")
    assert isinstance(fenetre.window.record, FichePage)
    assert not fenetre.window.record.neighbours.holder.isVisible()


def test_somebody_known_takes_the_place_of_the_one_just_added_to_a_meeting(fenetre: Fenetre) -> None:
    fenetre.window.new_record("reunion")
    page = fenetre.window.record
    assert isinstance(page, ReunionPage)
    presences = page.form.presences
    presences.unknown_person.emit("Camile Exemple", None)
    assert [line.values["statut"] for line in presences.lines] == [None, StatutPresence.PRESENT]
    (near,) = (one for one in page.findChildren(NearNote) if one.isVisibleTo(page))
    assert "Camille Exemple" in near.text.text()
    near.same.emit()
    with fenetre.poste.reading() as unit:
        (known,) = listing.rows(unit, "membre")
    assert [(line.values["membre_uid"], line.values["statut"]) for line in presences.lines] == [
        (known.uid, StatutPresence.PRESENT)
    ]
    assert not near.isVisibleTo(page)
