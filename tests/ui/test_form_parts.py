"""The parts of a long form: listed when there is room, each with what it lacks, and reached from there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests import builders
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage

WIDE, NARROW = 1100, 900


@pytest.fixture
def page(app: QApplication, tmp_path: Path) -> Iterator[FichePage]:
    desk = builders.make_desk(tmp_path / "donnees")
    made = FichePage(Operations(desk, ImmediateTasks()), "projet")
    made.new({"intitule": "Atelier vélo"})
    made.resize(WIDE, 700)
    made.show()
    yield made
    made.hide()
    desk.close()


def test_the_parts_are_listed_beside_a_long_form_when_there_is_room(page: FichePage) -> None:
    parts = page.parts
    assert not parts.side.isHidden()
    shown = [title for title, button in parts.list.buttons.items() if not button.isHidden()]
    assert [page.form.cards[title] for title in shown] == page.form.parts()
    page.resize(NARROW, 700)
    assert parts.side.isHidden()


def test_a_part_says_what_it_lacks_and_leads_to_its_first_datum(page: FichePage) -> None:
    first = page.parts.list.buttons["Projet"]
    assert first.part.detail == "2 à remplir"
    page.parts.list.buttons["Budget"].click()
    assert page.form.cards["Budget"].isAncestorOf(page.focusWidget())
    page.finish()
    page.parts.renew()
    assert first.part.state == "erreur"


def test_a_short_form_has_no_list_of_parts(app: QApplication, tmp_path: Path) -> None:
    desk = builders.make_desk(tmp_path / "court")
    page = FichePage(Operations(desk, ImmediateTasks()), "contact")
    page.resize(WIDE, 700)
    page.show()
    assert page.parts.side.isHidden()
    page.hide()
    desk.close()


def test_without_room_the_commands_stand_beside_where_one_comes_from(page: FichePage) -> None:
    head = page.head
    head.show_names("Projets  ›  PRJ-2026-D07-0001", "Atelier vélo")
    high = head.sizeHint().height()
    page.resize(850, 700)
    assert head.sizeHint().height() <= high
    assert (head.crumb.text(), head.crumb.accessibleName()) == ("Projets", "Projets  ›  PRJ-2026-D07-0001")
