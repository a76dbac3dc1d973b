"""The card « Compte rendu »: states in words, verbs of the moment, versions to be opened."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from db.models.seance import EtatCompteRendu, StatutReunion
from pvdesk.reports.ecarts import Change
from pvdesk.reports.vie import Vie
from pvdesk.store.comptes_rendus import Pas, possibles
from pvdesk.store.desk import Desk
from pvdesk.store.papiers import Garde
from tests import builders
from tests.pvdesk.held import MAI, held, put, read
from tests.ui.window import clipped
from ui.kit.messages import KeptMessages
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.reunion import ReunionPage
from ui.special.compte_rendu_card import STATES, CompteRenduView, names_of, told
from ui.theme.apply import apply
from ui.theme.theme import Theme

LE = dt.date(2026, 3, 10)
KEPT = Garde(
    uid="un", fiche_type="reunion", fiche_uid="r", sorte="compte-rendu", audience="interne", version=1,
    code="ABCD-EFGH", sha256="0" * 64, pages=2, destinataires="commune", motif="", remplace=None,
    fait_le=dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC), par="D07",
)  # fmt: skip
HANDED = Vie(
    etat=EtatCompteRendu.DIFFUSE, pas=frozenset({Pas.APPROUVER, Pas.RECTIFIER}), version=1, le=LE, code="ABCD-EFGH",
    destinataires="commune", suivantes={"mai": "mardi 5 mai 2026"}, papiers=(KEPT,), ici=True,
)  # fmt: skip


@pytest.fixture
def card(app: QApplication) -> Iterator[CompteRenduView]:
    made = CompteRenduView()
    made.resize(900, 500)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def words(card: QWidget) -> str:
    QApplication.processEvents()  # what was just put there is shown
    return " ".join(one.text() for one in card.findChildren(QLabel) if one.isVisible()).replace("\u00a0", " ")


def verbs(card: CompteRenduView) -> list[str]:
    return [verb.text() for verb in card.verbs.values()]


@pytest.mark.parametrize("etat", list(EtatCompteRendu))
def test_each_state_is_said_in_words_and_as_a_step(card: CompteRenduView, etat: EtatCompteRendu) -> None:
    vie = replace(HANDED, etat=etat, pas=possibles(etat))
    card.show_vie(vie)
    names, place = names_of(vie)
    assert card.chip.text() == STATES[etat][0] == names[place]
    assert set(card.verbs) == set(possibles(etat))


def test_an_approval_that_did_not_take_place_is_no_step() -> None:
    rectified = replace(HANDED, etat=EtatCompteRendu.RECTIFIE)
    assert names_of(rectified)[0] == ("Brouillon", "Relu", "Diffusé", "Rectifié")
    assert names_of(replace(rectified, approuve_le=MAI))[0][3:] == ("Approuvé", "Rectifié")


def test_the_next_verb_stands_first(card: CompteRenduView) -> None:
    card.show_vie(HANDED)
    assert verbs(card) == ["Approuver…", "Rectifier…"]
    card.show_vie(replace(HANDED, changements=(Change("Lieu", "Mairie", "École"),)))
    assert verbs(card) == ["Rectifier…", "Approuver…"]
    assert card.verbs[Pas.RECTIFIER].property("kind") == "primary"


def test_what_was_handed_over_is_said_with_what_is_kept(card: CompteRenduView) -> None:
    card.show_vie(HANDED)
    said = words(card)
    for part in ("Version 1, diffusée le 10 mars 2026", "À : commune", "Code de contrôle : ABCD-EFGH", "10/03/2026"):
        assert part in said
    (line,) = card.versions
    assert line.accessibleName() == "Ouvrir\u00a0: Version 1, compte rendu"
    opened: list[str] = []
    card.opened.connect(opened.append)
    line.click()
    assert card.open_button is not None
    card.open_button.click()
    assert opened == ["un", ""]


def test_one_handed_over_elsewhere_has_nothing_to_open(card: CompteRenduView) -> None:
    card.show_vie(replace(HANDED, papiers=(), ici=False))
    assert "le fichier n’est pas sur cet ordinateur" in words(card)
    assert (card.open_button, card.versions) == (None, {})


def test_what_to_know_of_the_paper_is_said_before_it_is_handed_over(card: CompteRenduView) -> None:
    relu = replace(HANDED, etat=EtatCompteRendu.RELU, pas=possibles(EtatCompteRendu.RELU), remarques=("Sans titre.",))
    card.show_vie(relu)
    assert "Sans titre." in words(card)
    assert "Diffuser fige le compte rendu" in words(card)


def test_what_changed_is_quoted_briefly(card: CompteRenduView) -> None:
    changes = [Change(f"Point {n}", "a" * 200, "b") for n in range(5)]
    card.show_vie(replace(HANDED, changements=tuple(changes)))
    assert "et 2 autres passages" in words(card)
    assert told(Change("Lieu", "", "École")) == "Lieu\u00a0: ajouté «\u00a0École\u00a0»"
    lines = told(Change("Action A1", "", "Relancer\nQui\u00a0: bailleur"))
    assert lines == "Action A1\u00a0: ajouté «\u00a0Relancer · Qui\u00a0: bailleur\u00a0»"
    assert told(Change("Lieu", "École", "")) == "Lieu\u00a0: retiré «\u00a0École\u00a0»"
    assert len(told(changes[0])) < 120


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_nothing_is_cut_in_a_narrow_window_and_large_letters(app: QApplication, zoom: float) -> None:
    apply(app, Theme(zoom=zoom))
    made = CompteRenduView()
    made.show_vie(replace(HANDED, changements=(Change("Lieu", "Mairie", "École"),), motif="vote mal compté"))
    made.resize(940, made.sizeHint().height() * 2)
    made.show()
    app.processEvents()
    assert clipped(made) == []
    made.close()
    made.deleteLater()
    apply(app, Theme())


# ---- in its page
@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def messages() -> KeptMessages:
    return KeptMessages()


@pytest.fixture
def page(app: QApplication, desk: Desk, messages: KeptMessages) -> Iterator[ReunionPage]:
    noeux = builders.add_noeux(desk)
    uid = held(desk, *noeux)
    held(desk, *noeux, MAI)
    made = ReunionPage(Operations(desk, ImmediateTasks()), messages)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    made.open(uid)
    app.processEvents()
    yield made
    made.close()
    made.deleteLater()


def answer(page: ReunionPage, text: str) -> None:
    field = page.form.life.prompt.field
    assert field is not None
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def hand_over(page: ReunionPage) -> None:
    page.form.life.verbs[Pas.RELIRE].click()
    page.form.life.verbs[Pas.DIFFUSER].click()
    answer(page, "membres du conseil, commune")


def state(page: ReunionPage, desk: Desk) -> tuple[Any, str, str]:
    """In the base, on the card, in the list of parts."""
    return (
        read(desk, page.uid)["compte_rendu"], page.form.life.chip.text(), page.parts.list.buttons["vie"].part.detail
    )  # fmt: skip


def test_the_whole_life_by_keys_and_verbs(page: ReunionPage, desk: Desk, messages: KeptMessages) -> None:
    assert state(page, desk) == (EtatCompteRendu.PROJET, "Brouillon", "brouillon")
    hand_over(page)
    assert state(page, desk) == (EtatCompteRendu.DIFFUSE, "Diffusé", "diffusé")
    assert messages.infos[-1][0].startswith("Version 1 diffusée le 15 octobre 2026, contrôle\u00a0")
    page.form.life.verbs[Pas.APPROUVER].click()
    assert page.form.life.prompt.field is not None
    QTest.keyClick(page.form.life.prompt.field.editor, Qt.Key.Key_Return)
    assert state(page, desk) == (EtatCompteRendu.APPROUVE, "Approuvé", "approuvé")
    place = page.form.fields.editors["lieu"].focus_widget
    assert isinstance(place, QLineEdit)
    place.setText("École")
    page.autosave.flush()
    assert "La fiche a changé depuis la version 1" in words(page.form.life)
    page.form.life.verbs[Pas.RECTIFIER].click()
    answer(page, "lieu corrigé")
    assert state(page, desk) == (EtatCompteRendu.RECTIFIE, "Rectifié", "rectifié")
    assert messages.infos[-1][0].endswith("Son rectificatif est gardé avec elle.")
    assert len(page.form.life.versions) == 6
    asked: list[str] = []
    page.print_asked.connect(lambda document, _ref: asked.append(document))
    for one in page.form.life.versions:
        one.click()
    assert sorted(set(asked)) == ["compte-rendu", "compte-rendu-public", "rectificatif", "rectificatif-public"]


def test_what_was_typed_is_saved_before_anything_is_frozen(page: ReunionPage, desk: Desk) -> None:
    place = page.form.fields.editors["lieu"].focus_widget
    assert isinstance(place, QLineEdit)
    place.setText("Salle du haut")
    hand_over(page)
    assert read(desk, page.uid)["lieu"] == "Salle du haut"
    assert "La fiche a changé" not in words(page.form.life)


def test_undoing_in_the_form_does_not_go_back_before_a_diffusion(page: ReunionPage, desk: Desk) -> None:
    place = page.form.fields.editors["lieu"].focus_widget
    assert isinstance(place, QLineEdit)
    place.setText("Salle du haut")
    hand_over(page)
    page.history.undo()
    page.autosave.flush()
    assert (read(desk, page.uid)["lieu"], read(desk, page.uid)["cr_version"]) == ("Salle du haut", 1)


def test_read_again_is_taken_back_from_the_strip(page: ReunionPage, desk: Desk, messages: KeptMessages) -> None:
    page.form.life.verbs[Pas.RELIRE].click()
    assert messages.infos[-1] == ("Compte rendu marqué comme relu", "Annuler (Ctrl+Z)")
    assert messages.last_action is not None
    messages.last_action()
    assert state(page, desk) == (EtatCompteRendu.PROJET, "Brouillon", "brouillon")


def test_a_refusal_says_what_to_do_and_changes_nothing(
    page: ReunionPage, desk: Desk, messages: KeptMessages
) -> None:
    page.form.life.verbs[Pas.RELIRE].click()
    end = page.form.fields.editors["fin"].focus_widget
    assert isinstance(end, QLineEdit)
    end.setText("17:00")
    page.form.life.verbs[Pas.DIFFUSER].click()
    answer(page, "commune")
    assert "Heure de fin" in messages.troubles[-1].what
    assert messages.troubles[-1].safe == "Rien n’a été modifié."
    assert state(page, desk)[:2] == (EtatCompteRendu.RELU, "Relu")


def test_nobody_to_send_it_to_is_asked_for_at_the_field(page: ReunionPage, desk: Desk) -> None:
    left: list[str] = []
    page.closed.connect(lambda: left.append("page"))
    page.form.life.verbs[Pas.RELIRE].click()
    page.form.life.verbs[Pas.DIFFUSER].click()
    answer(page, "  ")
    field = page.form.life.prompt.field
    assert field is not None
    assert field.error == "Destinataires\u00a0: dites à qui le compte rendu part"
    QTest.keyClick(field.focus_editor, Qt.Key.Key_Escape)
    assert page.form.life.prompt.isHidden()
    assert left == []
    assert state(page, desk)[0] is EtatCompteRendu.RELU


def test_a_meeting_to_come_says_when_its_compte_rendu_comes(page: ReunionPage, desk: Desk) -> None:
    put(desk, page.uid, statut=StatutReunion.PREVUE)
    page.open(page.uid)
    assert "Le compte rendu vient après la réunion" in words(page.form.life)
    assert page.form.life.verbs == {}


def test_alt_six_leads_to_the_verb(page: ReunionPage, app: QApplication) -> None:
    QTest.keyClick(page, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is page.form.life.verbs[Pas.RELIRE]


def test_a_paper_is_opened_through_the_page(page: ReunionPage) -> None:
    asked: list[tuple[str, str]] = []
    page.print_asked.connect(lambda document, ref: asked.append((document, ref)))
    hand_over(page)
    next(iter(page.form.life.versions)).click()
    assert page.form.life.open_button is not None
    page.form.life.open_button.click()
    kept = next(iter(page.form.life.versions.values()))
    assert asked == [("compte-rendu", kept), ("compte-rendu", page.uid)]
