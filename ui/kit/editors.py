"""One editor per kind of datum: the closed table that forms, grids and tests read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy

from db.search import fold
from db.types import Liste, plain
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Datum, Kind
from pvdesk.kit.text import plain_text, typed_text
from ui.kit.completion import OpeningLine, Proposals
from ui.kit.dates import DateField
from ui.kit.editor import Editor, Today
from ui.kit.layouts import label, trail
from ui.kit.notes import Notes, written_in

OPEN_LIST = "Ouvrir la liste"
NOT_CHOSEN = "Non renseigné"


class TypedEditor(Editor):
    """A line read by `pvdesk.kit.reading`, shown back in full once the person has finished with it."""

    def __init__(self, datum: Datum, today: Today, line: QLineEdit | None = None) -> None:
        self.line = line or QLineEdit()
        super().__init__(datum, self.line, today)
        self.line.textChanged.connect(self.tell)
        self.line.editingFinished.connect(self._settle)

    def read(self) -> Any:
        """The value."""
        return self.parse(self.line.text())[0]

    def raw(self) -> str:
        """What is not understood."""
        return self.line.text() if self.note() else ""

    def note(self) -> str:
        """Why it is not."""
        return self.parse(self.line.text())[1]

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.line.setText(typed_text(self.datum, value))
        self.line.setCursorPosition(0)

    def show_raw(self, typed: str) -> None:
        """Put back what was typed."""
        self.line.setText(typed)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read only."""
        self.line.setReadOnly(read_only)

    def _settle(self) -> None:
        value, note = self.parse(self.line.text())
        if not note and typed_text(self.datum, value) != self.line.text():
            self.line.setText(typed_text(self.datum, value))
        self.settled.emit()


class OpenEditor(TypedEditor):
    """A text with proposals: any part of one brings it, anything else may be typed."""

    def __init__(self, datum: Datum, today: Today) -> None:
        super().__init__(datum, today)
        self.proposals = Proposals(self.line)
        self.proposals.set_names(datum.about.open_list)
        trail(self.line, "chevron-bas", OPEN_LIST).clicked.connect(self.proposals.show_all)


class LongEditor(Editor):
    """A text of several lines that grows with what is written."""

    def __init__(self, datum: Datum, today: Today) -> None:
        self.notes = Notes()
        super().__init__(datum, self.notes, today)
        self.notes.textChanged.connect(self.tell)
        self.notes.left.connect(self.settled)

    def read(self) -> Any:
        """The value."""
        return written_in(self.notes) or None

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.notes.setPlainText(value or "")

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read only."""
        self.notes.setReadOnly(read_only)


class DateEditor(TypedEditor):
    """A date, with a calendar on F4."""

    def __init__(self, datum: Datum, today: Today) -> None:
        super().__init__(datum, today, DateField(self._date, francais.date_courte))

    def _date(self, typed: str) -> Any:
        return self.parse(typed)[0]


class BoolEditor(Editor):
    """A box to tick; never touched, it keeps saying nothing."""

    def __init__(self, datum: Datum, today: Today) -> None:
        self.box = QCheckBox("Oui")
        super().__init__(datum, self.box, today)
        self._unknown = True
        self.box.toggled.connect(self._toggle)

    def read(self) -> Any:
        """The value."""
        return None if self._unknown else self.box.isChecked()

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self._unknown = value is None
        self.box.setChecked(bool(value))

    def _toggle(self) -> None:
        if not self._writing:
            self._unknown = False
            self.tell()
            self.settled.emit()


class Choice(QComboBox):
    """A combo that the wheel does not change while the page scrolls, and that can be narrower than its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class ChoiceEditor(Editor):
    """A closed list; what was chosen before it was retired is still shown."""

    def __init__(self, datum: Datum, today: Today) -> None:
        self.combo = Choice()
        super().__init__(datum, self.combo, today)
        self.combo.addItem("" if datum.about.required else NOT_CHOSEN, None)
        for choice in datum.choices:
            self.combo.addItem(choice.libelle, choice.value)
        self.combo.currentIndexChanged.connect(self.tell)
        self.combo.activated.connect(self.settled)

    def read(self) -> Any:
        """The value."""
        code = self.combo.currentData()
        return None if code is None else self.datum.type(code)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        if not isinstance(value, Liste):
            self.combo.setCurrentIndex(0)
            return
        place = self.combo.findData(value.value)
        if place < 0:
            self.combo.addItem(value.libelle, value.value)
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(place)


NONE_YET = "Aucun pour l’instant\u00a0: écrivez un nom"


def not_listed(datum: Datum, typed: str) -> str:
    """What to say of a name that is none of those proposed."""
    return f"{datum.label}\u00a0: «\u00a0{typed}\u00a0» n’est pas dans la liste, choisissez un nom proposé"


def born_here(datum: Datum) -> bool:
    """Whether a name is enough to begin the fiche that a datum points to."""
    fiche = FICHES.get(datum.target)
    return fiche is not None and fiche.born_of is not None


def offer_of(editor: Editor) -> str:
    """« Créer l’organisme « Roue libre » »: the button under a name that is not listed."""
    if not isinstance(editor, ReferenceEditor) or not born_here(editor.datum):
        return ""
    return f"Créer {FICHES[editor.datum.target].the} «\u00a0{editor.raw().strip()}\u00a0»"


class ReferenceEditor(Editor):
    """Another record or an official code, found by any part of its name."""

    def __init__(self, datum: Datum, today: Today) -> None:
        self.line = OpeningLine()
        super().__init__(datum, self.line, today)
        self._names: dict[str, str] = {}
        self._folded: dict[str, str] | None = None  # keys by folded name, once they are asked for
        self._among = ""  # how the keys proposed begin
        self._shown: tuple[str, Any] = ("", None)  # the value shown, by its name: another may bear the same
        self.proposals = Proposals(self.line)
        trail(self.line, "chevron-bas", OPEN_LIST).clicked.connect(self.proposals.show_all)
        self.line.pressed.connect(self.proposals.show_all)
        self.line.textChanged.connect(self._type)
        self.line.editingFinished.connect(self._settle)
        self.line.editingFinished.connect(self._show_beginning)

    def set_choices(self, names: Mapping[str, str]) -> None:
        """What may be pointed to: names by key."""
        self._names = self._names | dict(names)
        begun = not self._names and born_here(self.datum)
        self.line.setPlaceholderText(NONE_YET if begun else self.datum.about.help)
        self._propose()

    def narrow(self, value: Any, *, typed: bool) -> None:
        """Propose only what belongs to `value`, of the datum that `among` names.

        Args:
            value: « pre » leaves « pre.enfants »; None leaves everything.
            typed: the person has just changed it: what is written is read again among the new names.
        """
        among = f"{plain(value)}." if value else ""
        if among == self._among:
            return
        before, self._among = self.read(), among
        self._propose()
        if typed and value:
            self._shown = ("", None)
            if self.read() != before:
                self.tell()

    def read(self) -> Any:
        """The value."""
        typed = fold(self.line.text().strip())
        if not typed:
            return None
        return self._shown[1] if typed == self._shown[0] else self._keys.get(typed)

    def raw(self) -> str:
        """What is not understood."""
        return self.line.text() if self.note() else ""

    def note(self) -> str:
        """Why it is not."""
        typed = self.line.text().strip()
        if not typed or self.read() is not None:
            return ""
        return not_listed(self.datum, typed)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        if value is not None and value not in self._names:
            name = self.names.get(value, str(value))
            self._names[value] = name
            self._folded = None
        name = "" if value is None else self._names[value]
        self._shown = (fold(name.strip()), value)
        self.line.setText(name)
        self.line.setCursorPosition(0)

    def show_raw(self, typed: str) -> None:
        """Put back what was typed."""
        self.line.setText(typed)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read only."""
        self.line.setReadOnly(read_only)

    def _propose(self) -> None:
        """Names of keys that begin as asked."""
        self._folded = None
        self.proposals.set_names(name for key, name in self._names.items() if key.startswith(self._among))

    @property
    def _keys(self) -> dict[str, str]:
        """Keys by folded name, of the names proposed; the first of two that are the same."""
        if self._folded is None:
            among = [(fold(name), key) for key, name in self._names.items() if key.startswith(self._among)]
            self._folded = dict(reversed(among))
        return self._folded

    def _show_beginning(self) -> None:
        """A long name is read from its beginning once the line is left."""
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def _type(self, text: str) -> None:
        if fold(text.strip()) != self._shown[0]:
            self._shown = ("", None)
        self.tell()

    def _settle(self) -> None:
        """The only name that holds what is typed is taken; a name typed without its accents is written well."""
        typed = fold(self.line.text().strip())
        if typed and typed != self._shown[0]:
            found = [typed] if typed in self._keys else [name for name in self._keys if typed in name]
            if len(found) == 1:
                self.line.setText(self._names[self._keys[found[0]]])
        self.settled.emit()


class ComputedEditor(Editor):
    """A datum that follows from the others: read, never typed."""

    def __init__(self, datum: Datum, today: Today) -> None:
        self.text = label("", wrap=True)
        super().__init__(datum, self.text, today)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self.text.setText(plain_text(value))
        self.text.setAccessibleName(f"{self.datum.label}\u00a0: {plain_text(value)}")


EDITORS: dict[Kind, type[Editor]] = {
    Kind.TEXT: TypedEditor,
    Kind.OPEN: OpenEditor,
    Kind.LONG: LongEditor,
    Kind.INTEGER: TypedEditor,
    Kind.DECIMAL: TypedEditor,
    Kind.YEAR: TypedEditor,
    Kind.MONEY: TypedEditor,
    Kind.PERCENT: TypedEditor,
    Kind.DATE: DateEditor,
    Kind.TIME: TypedEditor,
    Kind.BOOL: BoolEditor,
    Kind.CHOICE: ChoiceEditor,
    Kind.REFERENCE: ReferenceEditor,
    Kind.COMPUTED: ComputedEditor,
}


def make_editor(datum: Datum, today: Today) -> Editor:
    """The editor of a datum; lists of lines have theirs in `ui.kit.lines`."""
    made: Any = EDITORS[datum.kind]
    editor: Editor = made(datum, today)
    return editor
