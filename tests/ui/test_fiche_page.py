"""The form of any fiche: what is typed goes to the base and comes back equal; what is wrong is said at its field."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QLineEdit

from db.base import Etat
from db.models.conseil_listes import StatutConseil
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.reading import read
from pvdesk.kit.schema import Datum, Kind
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests import builders
from ui.kit.editor import Editor
from ui.kit.editors import BoolEditor, ChoiceEditor, ReferenceEditor, TypedEditor
from ui.kit.line_grid import LineGrid
from ui.kit.lines import LineList
from ui.kit.messages import KeptMessages
from ui.kit.sheet import CellEditor
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage
from ui.special.mention_lines import MentionLines
from ui.special.photo_lines import PhotoLines

TEXTS = {
    Kind.TEXT: "Écrit n° 3", Kind.OPEN: "autre chose", Kind.INTEGER: "4", Kind.MONEY: "1 234,50", Kind.PERCENT: "40",
    Kind.DATE: "3/3/2026", Kind.TIME: "18h30", Kind.DECIMAL: "12,5", Kind.YEAR: "2026",
}  # fmt: skip
# The desk holds an organisme, a conseil and its members only; a contrat is not known by its first name alone.
MADE_ELSEWHERE = (PhotoLines, MentionLines)  # from a file, from a search
NOTHING_TO_POINT_TO = {*FICHES, "contrat"} - {"organisme", "conseil", "membre"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    builders.add_noeux(made)
    with made.writing() as unit:
        records.save(unit, records.blank(unit, "organisme", nom="Centre social d’essai"))
        unit.commit()
    yield made
    made.close()


@pytest.fixture
def operations(app: QApplication, desk: Desk) -> Operations:
    return Operations(desk, ImmediateTasks())


def fill(editor: Editor) -> None:
    """Type something in an editor, as a person would."""
    if isinstance(editor, CellEditor):
        editor.sheet.cells.write(editor.index, read(editor.datum, TEXTS[editor.datum.kind], builders.TODAY))
    elif isinstance(editor, TypedEditor):
        editor.line.setText(TEXTS[editor.datum.kind])
        editor.line.editingFinished.emit()
    elif isinstance(editor, BoolEditor):
        editor.box.click()
    elif isinstance(editor, ChoiceEditor):
        editor.combo.setCurrentIndex(editor.combo.count() - 1)
    elif isinstance(editor, ReferenceEditor):
        names = list(editor._names.values())
        editor.line.setText(names[0] if names else "")
    elif editor.datum.kind is Kind.LONG:
        editor.widget.setPlainText("Une ligne\net une autre")  # type: ignore[attr-defined]


def fill_row(view: LineGrid) -> None:
    """Type in each cell of the row that waits."""
    for column in range(view.cells.columnCount()):
        index = view.cells.index(view.grid.currentIndex().row(), column)
        view.grid.setCurrentIndex(index)
        view.grid.edit(index)
        assert view.grid.delegate.editor is not None
        fill(view.grid.delegate.editor)
        view.grid.closeEditor(view.grid.delegate.editor.widget, QAbstractItemDelegate.EndEditHint.NoHint)


def content(draft: Draft) -> tuple[Any, ...]:
    lines = {key: [(line.uid, line.values) for line in rows] for key, rows in draft.lines.items()}
    return draft.values, lines, draft.saisies, draft.motifs


@pytest.mark.parametrize("table", FICHES)
def test_each_fiche_comes_back_as_it_was_typed(operations: Operations, desk: Desk, table: str) -> None:
    page = FichePage(operations, table)
    page.new()
    for editor in page.form.fields.editors.values():
        fill(editor)
    for view in page.form.fields.lists.values():
        assert isinstance(view, LineList | LineGrid)
        for _ in range(0 if isinstance(view, MADE_ELSEWHERE) else 2):
            view.add()
            if isinstance(view, LineGrid):
                fill_row(view)
                continue
            for editor in view.boxes[-1].binding.editors.values():
                fill(editor)
    page.autosave.flush()
    assert page.autosave.state.name == "SAVED"
    with desk.reading() as unit:
        stored = records.load(unit, table, page.uid)
    assert content(stored) == content(page.form.draft)
    filled = [d for d in page.form.fields.schema.stored if stored.values[d.key] is None and shown(page, d)]
    assert [d.key for d in filled if d.target not in NOTHING_TO_POINT_TO] == []
    photos = {key for key, view in page.form.fields.lists.items() if isinstance(view, MADE_ELSEWHERE)}
    # Choosing the stage of a project adds its line to the parcours.
    assert all(len(rows) == 2 + (key == "etapes") for key, rows in stored.lines.items() if key not in photos)
    other = FichePage(operations, table)
    other.open(page.uid)
    for key, editor in other.form.fields.editors.items():
        if editor.datum.kind is not Kind.COMPUTED:
            assert editor.read() == stored.values[key], key


def shown(page: FichePage, datum: Datum) -> bool:
    return datum.key in page.form.fields.editors


def test_what_is_not_understood_is_kept_and_put_back(operations: Operations, desk: Desk) -> None:
    page = FichePage(operations, "action")
    page.new({"libelle": "Relancer le bailleur"})
    line = page.form.fields.editors["echeance"].focus_widget
    assert isinstance(line, QLineEdit)
    line.setText("32/13")
    line.editingFinished.emit()
    assert "32/13" in page.form.fields.fields["echeance"].note
    page.leave()
    other = FichePage(operations, "action")
    other.open(page.uid)
    again = other.form.fields.editors["echeance"].focus_widget
    assert isinstance(again, QLineEdit)
    assert again.text() == "32/13"
    other.finish()
    assert "32/13" in other.form.fields.fields["echeance"].error


def test_a_refused_end_says_each_fault_at_its_field_and_leads_there(operations: Operations, app: QApplication) -> None:
    page = FichePage(operations, "action")
    page.show()
    page.activateWindow()
    app.processEvents()
    page.new()
    page.finish()
    fields = page.form.fields.fields
    said = [link.text() for link in page.form.summary.links]
    assert said == [fields[key].error for key in ("libelle", "responsable", "echeance")]
    assert QApplication.focusWidget() is page.form.summary.links[0]
    page.form.summary.links[1].click()
    assert QApplication.focusWidget() is page.form.fields.editors["responsable"].focus_widget
    assert "Erreur" in page.form.fields.editors["responsable"].focus_widget.accessibleDescription()
    page.close()


def test_errors_leave_as_they_are_mended_and_the_fiche_ends(operations: Operations, desk: Desk) -> None:
    messages = KeptMessages()
    page = FichePage(operations, "action", messages)
    page.new({"libelle": "Relancer", "responsable": "Bailleur"})
    page.form.fields.edited.emit("libelle")
    page.finish()
    assert len(page.form.summary.links) == 1
    fill(page.form.fields.editors["echeance"])
    page.autosave.flush()
    assert page.form.summary.links == []
    ended: list[str] = []
    page.finished.connect(ended.append)
    page.finish()
    assert ended == [page.uid]
    with desk.reading() as unit:
        assert records.load(unit, "action", page.uid).etat is Etat.FINAL
    assert messages.infos


def test_a_finished_fiche_that_is_changed_is_a_draft_again(operations: Operations, desk: Desk) -> None:
    page = FichePage(operations, "action")
    page.new({"libelle": "Relancer", "responsable": "Bailleur", "echeance": dt.date(2026, 12, 1)})
    page.form.fields.edited.emit("libelle")
    page.finish()
    other = FichePage(operations, "action")
    other.open(page.uid)
    line = other.form.fields.editors["libelle"].focus_widget
    assert isinstance(line, QLineEdit)
    line.setText("Relancer encore")
    other.autosave.flush()
    with desk.reading() as unit:
        stored = records.load(unit, "action", page.uid)
    assert (stored.etat, stored.values["libelle"]) == (Etat.BROUILLON, "Relancer encore")


def test_a_warning_waits_for_its_reason_and_takes_it(operations: Operations, desk: Desk) -> None:
    page = FichePage(operations, "organisme")
    page.new({"nom": "Association d’essai"})
    forme = page.form.fields.editors["forme"]
    assert isinstance(forme, ChoiceEditor)
    forme.combo.setCurrentIndex(forme.combo.findData("association"))
    page.finish()
    (remark,) = page.form.fields.fields["cer_le"].remarks.values()
    assert remark.reason is not None
    remark.reason.setText("demande en cours")
    remark.reason.textEdited.emit("demande en cours")
    page.finish()
    with desk.reading() as unit:
        stored = records.load(unit, "organisme", page.uid)
    assert (stored.etat, stored.motifs) == (Etat.FINAL, {"cer_souscrit": "demande en cours"})


def test_sections_that_make_no_sense_are_hidden_and_keep_what_they_hold(
    operations: Operations, app: QApplication
) -> None:
    page = FichePage(operations, "conseil")
    page.new({"frein": "moyens"})
    card = page.form.cards["Constitution"]
    assert card.isHidden()
    page.form.draft.values["statut"] = StatutConseil.A_CONSTITUER
    page.form.fields.edited.emit("statut")
    app.processEvents()
    assert not card.isHidden()
    assert page.form.draft.values["frein"] == "moyens"


def test_undo_goes_back_field_by_field(operations: Operations) -> None:
    page = FichePage(operations, "action")
    page.new({"libelle": "Un"})
    lines = {key: page.form.fields.editors[key].focus_widget for key in ("libelle", "responsable")}
    for key, line in lines.items():
        assert isinstance(line, QLineEdit)
        line.setText(f"{key} tapé")
    page.history.undo()
    assert (page.form.draft.values["libelle"], page.form.draft.values["responsable"]) == ("libelle tapé", None)
    page.history.undo()
    assert page.form.draft.values["libelle"] == "Un"
    page.history.redo()
    assert page.form.draft.values["libelle"] == "libelle tapé"


def test_escape_goes_back_with_everything_saved(operations: Operations, desk: Desk) -> None:
    page = FichePage(operations, "action")
    page.new()
    line = page.form.fields.editors["libelle"].focus_widget
    assert isinstance(line, QLineEdit)
    line.setText("Jamais perdu")
    closed: list[int] = []
    page.closed.connect(lambda: closed.append(1))
    page.leave()
    with desk.reading() as unit:
        assert records.load(unit, "action", page.uid).values["libelle"] == "Jamais perdu"
    assert closed == [1]


def test_a_new_fiche_without_a_key_leaves_nothing_in_the_base(operations: Operations, desk: Desk) -> None:
    page = FichePage(operations, "action")
    page.new()
    page.leave()
    with desk.reading() as unit, pytest.raises(records.Absent):
        records.load(unit, "action", page.uid)
