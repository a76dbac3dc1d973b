"""Each kind of datum has its editor: it reads what it writes, keeps what it does not understand, tells every change."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from db.base import About
from db.models.seance import TypeReunion
from pvdesk.kit.schema import Datum, Kind
from tests.ui.typing_hand import Hand
from ui.kit.editor import Editor
from ui.kit.editors import EDITORS, BoolEditor, ChoiceEditor, ReferenceEditor, TypedEditor, make_editor
from ui.kit.form_field import FormField
from ui.kit.layouts import vbox
from ui.kit.notes import Notes
from ui.kit.tasks import ImmediateTasks

TODAY = dt.date(2026, 10, 15)
NAMES = {"QN1": "Centre Ville", "QN2": "Cité n° 9, Évin"}
ABOUTS = {Kind.OPEN: About("Animation", open_list=("autonome", "Structure porteuse", "commune"))}
TYPES: dict[Kind, type[Any]] = {
    Kind.INTEGER: int, Kind.MONEY: int, Kind.DECIMAL: int, Kind.YEAR: int,
    Kind.PERCENT: int, Kind.DATE: dt.date, Kind.TIME: dt.time,
    Kind.BOOL: bool, Kind.CHOICE: TypeReunion,
}  # fmt: skip
VALUES = {
    Kind.TEXT: "Maison de quartier", Kind.OPEN: "commune", Kind.LONG: "Dit\u00a0:\nune autre", Kind.INTEGER: 1234,
    Kind.MONEY: 123456, Kind.DECIMAL: 12500, Kind.YEAR: 2026, Kind.PERCENT: 45, Kind.DATE: dt.date(2026, 3, 3),
    Kind.TIME: dt.time(18, 30), Kind.BOOL: True, Kind.CHOICE: TypeReunion.BUREAU, Kind.REFERENCE: "QN2",
}  # fmt: skip
TYPED = [
    (Kind.DATE, "3/3/2026", dt.date(2026, 3, 3), "03/03/2026"),
    (Kind.DATE, "+2s", dt.date(2026, 10, 29), "29/10/2026"),
    (Kind.DATE, "fin nov.", dt.date(2026, 11, 30), "30/11/2026"),
    (Kind.TIME, "1830", dt.time(18, 30), "18:30"),
    (Kind.TIME, "18 h 30", dt.time(18, 30), "18:30"),
    (Kind.MONEY, "1 234,5", 123450, "1234,50"),
    (Kind.PERCENT, "45 %", 45, "45"),
    (Kind.DECIMAL, "1 234,5", 1234500, "1234,5"),
    (Kind.YEAR, "2024", 2024, "2024"),
    (Kind.DECIMAL, "45.2 %", 45200, "45,2"),
    (Kind.INTEGER, "1 200", 1200, "1200"),
]


def today() -> dt.date:
    return TODAY


def datum(kind: Kind) -> Datum:
    about = ABOUTS.get(kind, About(f"Donnée {kind.value}"))
    return Datum("donnee", about, kind, TYPES.get(kind, str), "quartier" if kind is Kind.REFERENCE else "")


def made(kind: Kind) -> Editor:
    editor = make_editor(datum(kind), today)
    if isinstance(editor, ReferenceEditor):
        editor.set_choices(NAMES)
    return editor


@pytest.fixture
def told() -> Callable[[Editor], list[int]]:
    """Counts what an editor tells."""

    def count(editor: Editor) -> list[int]:
        seen: list[int] = []
        editor.changed.connect(lambda: seen.append(1))
        return seen

    return count


def test_the_table_of_editors_is_closed() -> None:
    assert set(EDITORS) == set(Kind) - {Kind.LINES}


@pytest.mark.parametrize("kind", VALUES)
def test_an_editor_reads_back_what_it_writes_and_tells_nobody(
    app: QApplication, kind: Kind, told: Callable[[Editor], list[int]]
) -> None:
    editor = made(kind)
    seen = told(editor)
    for value in (VALUES[kind], None, VALUES[kind]):
        editor.write(value, NAMES)
        assert editor.read() == value
        assert not editor.raw()
    assert not seen


@pytest.mark.parametrize(("kind", "text", "value", "shown"), TYPED)
def test_what_is_typed_leniently_is_shown_back_in_full(
    app: QApplication, kind: Kind, text: str, value: object, shown: str
) -> None:
    editor = made(kind)
    assert isinstance(editor, TypedEditor)
    editor.line.setText(text)
    assert editor.read() == value
    editor.line.editingFinished.emit()
    assert editor.line.text() == shown


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.DATE, "32/13"), (Kind.TIME, "25h"), (Kind.MONEY, "cher"), (Kind.INTEGER, "dix"), (Kind.REFERENCE, "Nulle")],
)
def test_what_is_not_understood_is_kept_and_named(app: QApplication, kind: Kind, text: str) -> None:
    editor = made(kind)
    line = editor.focus_widget
    assert isinstance(line, QLineEdit)
    line.setText(text)
    line.editingFinished.emit()
    assert (editor.read(), editor.raw(), line.text()) == (None, text, text)
    assert editor.note().startswith(editor.datum.label)
    again = made(kind)
    again.write(None, {})
    again.write_raw(text)
    assert again.raw() == text


def test_a_reference_is_found_by_any_part_without_accents(app: QApplication) -> None:
    editor = made(Kind.REFERENCE)
    line = editor.focus_widget
    assert isinstance(line, QLineEdit)
    line.setText("evin")
    line.editingFinished.emit()
    assert (line.text(), editor.read()) == (NAMES["QN2"], "QN2")


def test_a_reference_shows_its_name_before_the_list_has_come(app: QApplication) -> None:
    editor = make_editor(datum(Kind.REFERENCE), today)
    editor.write("QN9", {"QN9": "Les Tilleuls"})
    assert editor.read() == "QN9"


def test_a_retired_choice_is_still_shown(app: QApplication) -> None:
    editor = made(Kind.CHOICE)
    assert isinstance(editor, ChoiceEditor)
    editor.combo.removeItem(editor.combo.findData("bureau"))
    editor.write(TypeReunion.BUREAU, {})
    assert editor.read() is TypeReunion.BUREAU


def test_a_box_never_touched_says_nothing(app: QApplication) -> None:
    editor = made(Kind.BOOL)
    assert isinstance(editor, BoolEditor)
    editor.write(None, {})
    assert editor.read() is None
    editor.box.click()
    editor.box.click()
    assert editor.read() is False


def test_every_kind_is_filled_with_keys_in_one_window(app: QApplication) -> None:
    window = QWidget()
    editors = {kind: made(kind) for kind in (*VALUES,)}
    vbox(*(FormField(e.datum.label, e.widget, focus=e.focus_widget) for e in editors.values()), parent=window)
    window.show()
    window.activateWindow()
    tasks = ImmediateTasks()
    hand = Hand(window, tasks)
    hand.rest()
    typed = {
        Kind.TEXT: "École", Kind.OPEN: "autre", Kind.LONG: "Été", Kind.INTEGER: "12", Kind.MONEY: "12,5",
        Kind.DECIMAL: "7,25", Kind.YEAR: "2025", Kind.PERCENT: "45", Kind.DATE: "demain", Kind.TIME: "9h",
        Kind.CHOICE: "b", Kind.REFERENCE: "Centre Ville",
    }  # fmt: skip
    for kind, text in typed.items():
        editors[kind].focus_widget.setFocus()
        hand.rest()
        hand.type(text)
        hand.press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not editors[kind].focus_widget
    editors[Kind.BOOL].focus_widget.setFocus()
    hand.press(Qt.Key.Key_Space)
    assert {kind: editor.read() for kind, editor in editors.items()} == {
        Kind.TEXT: "École", Kind.OPEN: "autre", Kind.LONG: "Été", Kind.INTEGER: 12, Kind.MONEY: 1250, Kind.PERCENT: 45,
        Kind.DECIMAL: 7250, Kind.YEAR: 2025,
        Kind.DATE: dt.date(2026, 10, 16), Kind.TIME: dt.time(9), Kind.BOOL: True, Kind.CHOICE: TypeReunion.BUREAU,
        Kind.REFERENCE: "QN1",
    }  # fmt: skip
    window.close()


def test_notes_grow_with_what_is_written_then_scroll(app: QApplication) -> None:
    notes = Notes()
    low = notes.height()
    notes.setPlainText("une ligne\n" * 8)
    middle = notes.height()
    notes.setPlainText("une ligne\n" * 80)
    assert low < middle < notes.height() < 3 * middle


def test_ctrl_enter_leaves_notes_and_enter_stays(app: QApplication) -> None:
    notes = Notes()
    notes.show()
    notes.activateWindow()
    seen: list[int] = []
    notes.next_asked.connect(lambda: seen.append(1))
    notes.setFocus()
    hand = Hand(notes, ImmediateTasks())
    hand.rest()
    hand.type("a")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert notes.toPlainText() == "a\n"
    assert seen == [1]
    notes.close()
