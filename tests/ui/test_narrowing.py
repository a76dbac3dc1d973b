"""Proposals that belong to another datum of the record: the measures of a dispositif follow its type."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.fiches.dispositif import FICHE
from pvdesk.kit.draft import Draft, LineDraft
from ui.kit.editors import ReferenceEditor
from ui.kit.form import FormView
from ui.kit.lines import LineList
from ui.kit.tasks import OnResult

NAMES = {
    "type_dispositif": {"asv": "Atelier santé ville", "cls": "Contrat local", "pre": "Réussite éducative"},
    "mesure_dispositif": {
        "asv.montant": "Financement de l’État", "cls.axes": "Axes du contrat",
        "pre.montant": "Financement de l’État", "pre.enfants": "Enfants suivis",
    },
}  # fmt: skip


def give(table: str, receive: OnResult) -> None:
    receive(NAMES.get(table, {}))


def today() -> dt.date:
    return dt.date(2026, 10, 15)


def draft(type_: str | None, *mesures: str | None) -> Draft:
    lines = [LineDraft(f"l{n}", {"mesure": mesure}) for n, mesure in enumerate(mesures)]
    return Draft("fiche_dispositif", "d1", {"type": type_}, {"releves": lines})


@pytest.fixture
def form(app: QApplication) -> FormView:
    made = FormView(FICHE, today, give)
    made.show_draft(draft("pre", "pre.montant"))
    return made


def measure(form: FormView, place: int = 0) -> ReferenceEditor:
    """The editor of the measure of a line."""
    view = form.fields.lists["releves"]
    assert isinstance(view, LineList)
    editor = view.boxes[place].binding.editors["mesure"]
    assert isinstance(editor, ReferenceEditor)
    return editor


def proposed(editor: ReferenceEditor) -> list[str]:
    return editor.proposals.names()


def choose_type(form: FormView, name: str) -> None:
    editor = form.fields.editors["type"]
    assert isinstance(editor, ReferenceEditor)
    editor.line.setText(name)


def test_only_the_measures_of_the_type_are_proposed(form: FormView) -> None:
    assert proposed(measure(form)) == ["Financement de l’État", "Enfants suivis"]
    choose_type(form, "Contrat local")
    assert proposed(measure(form)) == ["Axes du contrat"]
    choose_type(form, "")
    assert len(proposed(measure(form))) == 4


def test_a_new_line_and_another_fiche_follow_the_type(form: FormView) -> None:
    view = form.fields.lists["releves"]
    assert isinstance(view, LineList)
    view.add()
    assert proposed(measure(form, 1)) == ["Financement de l’État", "Enfants suivis"]
    form.show_draft(draft("asv", "asv.montant", None))
    assert proposed(measure(form)) == proposed(measure(form, 1)) == ["Financement de l’État"]
    form.show_draft(draft(None, None))
    assert len(proposed(measure(form))) == 4


def test_a_name_that_two_types_share_is_read_in_the_type(form: FormView) -> None:
    editor = measure(form)
    assert editor.read() == "pre.montant"
    editor.line.clear()
    editor.line.setText("financement de l’etat")
    assert form.draft.lines["releves"][0].values["mesure"] == "pre.montant"


def test_a_change_of_type_reads_again_what_the_lines_say(form: FormView) -> None:
    choose_type(form, "Atelier santé ville")
    assert form.draft.lines["releves"][0].values["mesure"] == "asv.montant"
    choose_type(form, "Contrat local")
    line = form.draft.lines["releves"][0]
    assert line.values["mesure"] is None
    assert form.draft.saisies == {"releves/l0/mesure": "Financement de l’État"}
    choose_type(form, "Réussite éducative")
    assert line.values["mesure"] == "pre.montant"
    assert form.draft.saisies == {}


def test_a_measure_of_another_type_that_came_by_a_lot_is_shown_as_it_is(app: QApplication) -> None:
    form = FormView(FICHE, today, give)
    form.show_draft(draft("asv", "pre.montant", "pre.enfants"))
    assert [measure(form, n).read() for n in (0, 1)] == ["pre.montant", "pre.enfants"]
    assert [measure(form, n).line.text() for n in (0, 1)] == ["Financement de l’État", "Enfants suivis"]
    measure(form).line.editingFinished.emit()
    assert form.draft.lines["releves"][0].values["mesure"] == "pre.montant"


def test_what_is_typed_is_completed_among_the_names_of_the_type(form: FormView) -> None:
    editor = measure(form)
    editor.proposals.setCompletionPrefix("e")
    assert editor.proposals.completionCount() == 2
    choose_type(form, "Contrat local")
    editor.proposals.setCompletionPrefix("contrat")
    assert editor.proposals.currentCompletion() == "Axes du contrat"
    editor.proposals.setCompletionPrefix("enfants")
    assert editor.proposals.completionCount() == 0
