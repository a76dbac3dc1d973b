"""The palette: sections, prefixes, what was last opened, what a screen reader hears."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pvdesk.store import records
from tests.builders import TODAY, make_desk
from tests.scenarios.formulaire import Fenetre
from ui.pages import palette as palettes
from ui.pages.objectives import ObjectivesPage
from ui.pages.palette import Palette
from ui.pages.reference import ReferencePage
from ui.pages.reunion import ReunionPage


@pytest.fixture
def fenetre(app: QApplication, tmp_path: Path) -> Iterator[Fenetre]:
    """The window of a poste: two meetings, a member, an organisme."""
    desk = make_desk(tmp_path / "donnees")
    with desk.writing() as unit:
        conseil = records.save(unit, records.blank(unit, "conseil", nom="Conseil citoyen des Tilleuls")).uid
        for objet in ("École et jeunesse", "Budget"):
            records.save(unit, records.blank(unit, "reunion", conseil_uid=conseil, date=TODAY, objet=objet))
        records.save(unit, records.blank(unit, "contact", nom="Écolier", prenom="Camille"))
        records.save(unit, records.blank(unit, "organisme", nom="Bailleur Modèle", sigle="écoles et crèches"))
        unit.commit()
    opened = Fenetre(desk)
    yield opened
    opened.fermer()
    desk.close()


@pytest.fixture
def palette(fenetre: Fenetre) -> Palette:
    fenetre.window.search()
    found = fenetre.window.findChild(Palette)
    assert found is not None
    return found


def ask(palette: Palette, typed: str) -> list[tuple[str, str, str]]:
    """What is shown for some words: (section, name, words around)."""
    palette.edit.setText(typed)
    palette._search()
    rows = [palette.table.rows.row(place).cells for place in range(palette.table.rows.rowCount())]
    return [(cells[0].text, cells[1].text, cells[1].second) for cells in rows]


def test_each_section_is_named_once_the_best_answer_first(palette: Palette) -> None:
    shown = ask(palette, "ecole")
    assert ("Réunions", "15/10/2026, École et jeunesse", "") in shown
    assert ("Structures", "Bailleur Modèle", "Bailleur Modèle écoles et crèches") in shown
    assert ask(palette, "ecoli") == [("Personnes", "Écolier, Camille", "")]


def test_prefixes_keep_one_section(palette: Palette) -> None:
    assert [section for section, *_ in ask(palette, ">ré")][:2] == ["Commandes", ""]
    assert ask(palette, "@ecol") == [("Personnes", "Écolier, Camille", "")]
    quartiers = ask(palette, "#centre")
    assert quartiers[0][0] == "Quartiers"
    assert all("(QN" in name or "(QP" in name for _, name, _ in quartiers)
    assert ask(palette, "#introuvable") == []
    assert palette.none.text() == "Rien ne correspond à «\u00a0introuvable\u00a0»."


def test_keys_are_shown_beside_the_commands(palette: Palette) -> None:
    ask(palette, ">agenda")
    assert palette.table.rows.row(0).cells[2].text == "Ctrl+2"


def test_a_quartier_and_an_objective_are_shown_on_their_page(fenetre: Fenetre, palette: Palette) -> None:
    ask(palette, "qn06201m")
    palette._choose_current()
    assert isinstance(fenetre.window.stack.currentWidget(), ReferencePage)
    fenetre.window.open_record("objectif", "PA-P2")
    assert isinstance(fenetre.window.stack.currentWidget(), ObjectivesPage)


def test_what_was_opened_is_offered_before_anything_is_typed(fenetre: Fenetre, palette: Palette) -> None:
    ask(palette, "budget")
    palette._choose_current()
    assert isinstance(fenetre.window.stack.currentWidget(), ReunionPage)
    fenetre.window.back()
    fenetre.window.search()
    (again,) = [one for one in fenetre.window.findChildren(Palette) if one is not palette and one.isVisible()]
    assert ask(again, "")[:2] == [("Récents", "15/10/2026, Budget", ""), ("Commandes", "Nouveau", "")]


def test_a_hand_that_does_not_wait_opens_the_best_answer(
    fenetre: Fenetre, palette: Palette, keys: Callable[..., None]
) -> None:
    palette.edit.setText("budget")
    keys(palette.edit, Qt.Key.Key_Return)
    opened = fenetre.window.stack.currentWidget()
    assert isinstance(opened, ReunionPage)
    assert opened.form.seance.reunion.values["objet"] == "Budget"


def test_arrows_say_what_they_choose(
    palette: Palette, keys: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(palettes, "announce", lambda _widget, text: said.append(text))
    ask(palette, ">nouveau")
    keys(palette.edit, Qt.Key.Key_Down)
    assert said[-1].endswith(", Commande")
    assert palette.table.currentIndex().row() == 1
