"""The stage of a project is chosen once: the line of its way follows."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from db.models.projet_etapes import EtapeProjet
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def page(app: QApplication, desk: Desk) -> FichePage:
    made = FichePage(Operations(desk, ImmediateTasks()), "projet")
    made.new({"intitule": "Atelier vélo"})
    return made


def choose(page: FichePage, etape: EtapeProjet) -> None:
    combo = page.form.fields.editors["etape"].focus_widget
    assert isinstance(combo, QComboBox)
    place = combo.findText(etape.libelle)
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def way(page: FichePage) -> list[tuple[EtapeProjet, dt.date]]:
    return [(line.values["etape"], line.values["date"]) for line in page.form.draft.lines["etapes"]]


def test_choosing_a_stage_adds_its_line_dated_today(page: FichePage, desk: Desk) -> None:
    choose(page, EtapeProjet.DEPOSE)
    page.autosave.flush()
    assert way(page) == [(EtapeProjet.DEPOSE, builders.TODAY)]
    with desk.reading() as unit:
        (line,) = records.load(unit, "projet", page.uid).lines["etapes"]
    assert line.values["etape"] is EtapeProjet.DEPOSE


def test_going_through_the_list_leaves_one_line(page: FichePage) -> None:
    for etape in (EtapeProjet.DEPOSE, EtapeProjet.INCOMPLET, EtapeProjet.COMPLET):
        choose(page, etape)
    assert way(page) == [(EtapeProjet.COMPLET, builders.TODAY)]


def test_what_was_done_in_between_makes_another_step(page: FichePage) -> None:
    choose(page, EtapeProjet.DEPOSE)
    page.form.fields.edited.emit("intitule")
    choose(page, EtapeProjet.COMPLET)
    assert [etape for etape, _ in way(page)] == [EtapeProjet.DEPOSE, EtapeProjet.COMPLET]


def test_showing_a_project_adds_nothing(page: FichePage) -> None:
    choose(page, EtapeProjet.DEPOSE)
    page.autosave.flush()
    page.open(page.uid)
    assert len(way(page)) == 1
    choose(page, EtapeProjet.INSTRUCTION)
    assert [etape for etape, _ in way(page)] == [EtapeProjet.DEPOSE, EtapeProjet.INSTRUCTION]


def test_one_undo_takes_back_the_stage_and_its_line(page: FichePage) -> None:
    choose(page, EtapeProjet.DEPOSE)
    page.history.undo()
    assert (page.form.draft.values["etape"], way(page)) == (EtapeProjet.IDEE, [])
