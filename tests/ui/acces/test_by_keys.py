"""A4: each fiche is typed, saved and left with keys alone: every datum of every section, by Tab, takes its value."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.fiche import Section
from pvdesk.kit.schema import Kind
from pvdesk.store import records
from tests.ui.window import open_window, settle
from ui.app import Application
from ui.kit.editor import Editor
from ui.kit.editors import ReferenceEditor
from ui.kit.form import FormView
from ui.kit.grid import Grid
from ui.kit.keys import PART_KEYS
from ui.kit.line_grid import LineGrid
from ui.kit.lines import LineList
from ui.kit.shortcut_hint import native
from ui.pages.fiche import FichePage
from ui.places import CORRECTION
from ui.special.mention_lines import MentionLines
from ui.special.photo_lines import PhotoLines
from ui.theme.apply import apply
from ui.theme.theme import Theme

# The meeting has a form of its own, and its test (test_t1_clavier); a correction opens as the fiche it is about.
GENERIC = [table for table in FICHES if table not in {"reunion", CORRECTION}]
TEXTS = {
    Kind.TEXT: "Essai", Kind.OPEN: "autre", Kind.INTEGER: "4", Kind.MONEY: "12", Kind.PERCENT: "40",
    Kind.DATE: "3/3/26", Kind.TIME: "18h", Kind.DECIMAL: "2,5", Kind.YEAR: "1980", Kind.LONG: "Essai",
}  # fmt: skip
BIRTH = "3/3/1980"  # where a date of birth is asked, that no datum keeps
MADE_ELSEWHERE = (PhotoLines, MentionLines)  # from a file, from a search
MOST = 400  # presses of Tab in one fiche


def press(key: Qt.Key) -> None:
    """A key of whatever has the focus."""
    QTest.keyClick(focused(), key)


def write(text: str) -> None:
    """Letters; QTest.keyClicks aborts the process on accented ones."""
    for char in text:
        for event in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focused(), QKeyEvent(event, 0, Qt.KeyboardModifier.NoModifier, char))


def focused() -> QWidget:
    """What has the focus."""
    here = QApplication.focusWidget()
    assert here is not None
    return here


class Walk:
    """One fiche walked by Tab from its first field; ``given`` are the data, « key » or « key/datum » of a line."""

    def __init__(self, form: FormView) -> None:
        self.form = form
        self.given: set[str] = set()
        self._added: set[LineList] = set()

    def run(self) -> None:
        """Fill every stop of the form, until Tab leaves it."""
        for _ in range(MOST):
            here = focused()
            if not self.form.isAncestorOf(here):
                return
            self._fill(here)
            if focused() is here:
                press(Qt.Key.Key_Tab)
            QApplication.processEvents()

    def _fill(self, here: QWidget) -> None:
        fields = self.form.fields
        if isinstance(here, Grid):
            self._fill_grid(here)
            return
        key = next((key for key, one in fields.editors.items() if one.focus_widget is here), "")
        if key:
            self._give(key, fields.editors[key])
        elif not self._fill_line(here) and isinstance(here, QLineEdit):
            write(BIRTH)

    def _fill_line(self, here: QWidget) -> bool:
        """A datum of a line; the button that adds one, once."""
        for name, view in self.form.fields.lists.items():
            if not isinstance(view, LineList):
                continue
            if here is view.add_button and view not in self._added:
                self._added.add(view)
                if not isinstance(view, MADE_ELSEWHERE):
                    press(Qt.Key.Key_Space)
            for box in view.boxes:
                for key, editor in box.binding.editors.items():
                    if editor.focus_widget is here:
                        self._give(f"{name}/{key}", editor)
                        return True
        return False

    def _fill_grid(self, grid: Grid) -> None:
        """A value in each cell of the first row that waits, or of each row of figures; Enter goes on."""
        lists = self.form.fields.lists
        owner = next((name for name, view in lists.items() if isinstance(view, LineGrid) and view.grid is grid), "")
        row = grid.currentIndex().row()
        for _ in range(grid.cells.rowCount() * grid.cells.columnCount()):
            index = grid.currentIndex()
            datum = grid.cells.datum(index)
            if datum is None or (owner and index.row() != row):
                return
            self.given.add(f"{owner}/{datum.key}" if owner else datum.key)
            write(TEXTS.get(datum.kind, " "))
            if datum.kind in {Kind.CHOICE, Kind.BOOL}:
                press(Qt.Key.Key_Down)
            press(Qt.Key.Key_Return)
            if grid.currentIndex() == index:
                return

    def _give(self, key: str, editor: Editor) -> None:
        """A value of its kind; a name among those proposed."""
        self.given.add(key)
        if editor.datum.kind is Kind.BOOL:
            press(Qt.Key.Key_Space)
        elif editor.datum.kind is Kind.CHOICE:
            press(Qt.Key.Key_Down)
        elif isinstance(editor, ReferenceEditor):
            write(next(iter(editor.proposals.names()), ""))
        else:
            write(TEXTS.get(editor.datum.kind, ""))


@dataclass
class Outcome:
    """What is wrong with a fiche typed by keys."""

    missed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stays: bool = False


@pytest.fixture(scope="module")
def typed(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Each fiche, typed by keys; every section is shown, whatever the values say."""
    apply(qapp, Theme())
    application = open_window(sample, tmp_path_factory.mktemp("clavier") / "delegation")
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Section, "shown_if", None)
        found = {table: outcome(application, table) for table in GENERIC}
    application.frame.close()
    return found


def outcome(application: Application, table: str) -> Outcome:
    """Type a new fiche, leave it by Escape, read it back from the base."""
    window = application.window
    assert window is not None
    window.new_record(table)
    settle(application)
    page = window.record
    assert isinstance(page, FichePage)
    walk, uid = Walk(page.form), page.uid
    walk.run()
    wanted, unnamed = wanted_of(page.form)
    press(Qt.Key.Key_Escape)
    settle(application)
    with window.desk.reading() as unit:
        stored = records.load(unit, table, uid)
    kept = {key for key, value in stored.values.items() if value is not None} | stored.saisies.keys()
    kept |= {f"{name}/{key}" for name, lines in stored.lines.items() for line in lines for key in line.values
             if line.values[key] is not None}  # fmt: skip
    return Outcome(sorted(wanted - walk.given), sorted(walk.given - kept - unnamed), window.record is not None)


def wanted_of(form: FormView) -> tuple[set[str], set[str]]:
    """The data that can be typed; those among them that point to fiches of which the sample has none."""
    fields = form.fields
    wanted = {key for key in fields.editors if fields.schema[key].kind is not Kind.COMPUTED}
    unnamed = {key for key, one in fields.editors.items() if isinstance(one, ReferenceEditor)
               and not one.proposals.names()}  # fmt: skip
    for name, view in fields.lists.items():
        if isinstance(view, LineList) and not isinstance(view, MADE_ELSEWHERE):
            inner = view.boxes[0].binding.editors if view.boxes else {}
            wanted |= {f"{name}/{key}" for key in inner} or {f"{name}/"}
            unnamed |= {f"{name}/{key}" for key, one in inner.items() if isinstance(one, ReferenceEditor)
                        and not one.proposals.names()}  # fmt: skip
        elif isinstance(view, LineGrid):
            wanted |= {f"{name}/{one.key}" for one in view.cells.inner}
    return wanted, unnamed


@pytest.mark.parametrize("table", GENERIC)
def test_a_fiche_is_typed_saved_and_left_by_keys_alone(typed: dict[str, Outcome], table: str) -> None:
    assert typed[table] == Outcome()


def test_alt_and_a_digit_leads_to_a_part_and_f6_to_the_next(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    window = application.window
    assert window is not None
    window.new_record("visite")
    settle(application)
    page = window.record
    assert isinstance(page, FichePage)
    parts = page.form.parts()
    assert len(parts) > 3
    for place, part in enumerate(parts[: len(PART_KEYS)]):
        for keys in PART_KEYS[place]:
            page.head.crumb.setFocus()
            sequence = QKeySequence(keys)[0]
            QTest.keyClick(focused(), sequence.key(), sequence.keyboardModifiers())
            assert part.isAncestorOf(focused()), f"{keys} : {part.accessibleName()}"
        assert part.title.toolTip() == native(PART_KEYS[place][0])
    page.head.crumb.setFocus()
    for part in parts:
        press(Qt.Key.Key_F6)
        assert part.isAncestorOf(focused()), part.accessibleName()
    press(Qt.Key.Key_F6)
    assert focused() is window.nav
    application.frame.close()
