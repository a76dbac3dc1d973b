"""The birth date of a titulaire is typed, checked and wiped: nothing of it is left in the form nor in the base."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.store.adultes_relais import occupation, poste
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage
from ui.special.naissance import NaissanceField, mount

SIGNATURE = dt.date(2026, 9, 21)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def page(app: QApplication, desk: Desk) -> FichePage:
    """The fiche of a titulaire whose age is not checked yet."""
    uid = poste(desk, debut=dt.date(2026, 9, 1), fin=dt.date(2029, 8, 31))
    with desk.writing() as unit:
        draft = occupation(unit, uid, "T-31", SIGNATURE)
        draft.values |= {"age_signature": None, "annee_naissance": None, "age_au": None}
        records.save(unit, draft)
        unit.commit()
    page = FichePage(Operations(desk, ImmediateTasks()), "occupation")
    page.open(draft.uid)
    return page


@pytest.fixture
def field(page: FichePage, desk: Desk) -> NaissanceField:
    mounted = page.form.findChild(NaissanceField)
    return mounted if isinstance(mounted, NaissanceField) else mount(page.form, desk.today)


def give(field: NaissanceField, typed: str) -> None:
    field.line.setText(typed)
    field.line.editingFinished.emit()


def test_the_age_is_kept_and_the_date_wiped(page: FichePage, field: NaissanceField, desk: Desk) -> None:
    give(field, "14/11/2000")
    assert field.line.text() == ""
    assert not field.line.isUndoAvailable()
    page.autosave.flush()
    with desk.reading() as unit:
        held = records.load(unit, "occupation", page.uid)
        said = str(records.history(unit, page.uid)) + str(held.content())
    values = held.values
    assert (values["annee_naissance"], values["age_signature"], values["age_au"]) == (2000, 25, SIGNATURE)
    assert held.saisies == {}
    assert not any(trace in said for trace in ("2000-11-14", "14/11/2000", "datetime.date(2000"))


def test_the_form_shows_the_age_at_once(page: FichePage, field: NaissanceField) -> None:
    give(field, "14/11/2000")
    shown = [page.form.fields.editors[key].focus_widget.text() for key in ("age_signature", "annee_naissance")]
    assert shown == ["25", "2000"]


def test_what_is_not_a_date_is_said_and_kept_nowhere_else(page: FichePage, field: NaissanceField) -> None:
    give(field, "14/13/2000")
    assert field.note.startswith("Date de naissance\u00a0: ")
    assert page.form.draft.values["age_signature"] is None
    assert page.form.draft.saisies == {}
    give(field, "")
    assert field.note == ""


def test_without_a_day_of_signature_it_is_asked_first(page: FichePage, field: NaissanceField) -> None:
    page.form.draft.values["signature_le"] = None
    give(field, "14/11/2000")
    assert "signature" in field.note
