"""One datum of two fiches side by side: either value, or a third one written there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from pvdesk.mission.doublons import Ecart
from ui.kit.editors import Choice
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.notes import written_in
from ui.kit.prompt import LENGTH, LONG_PX
from ui.pages.clash_card import EMPTY
from ui.theme.theme import current

NAMES = ("Première fiche", "Deuxième fiche")
OTHER = 2  # the place of a value written here
RADIO_PX = 30
Editor = QLineEdit | QPlainTextEdit | Choice


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen of a datum: the value of the fiche at `place`, 0 or 1, or a `text` written here."""

    place: int
    text: str = ""

    @property
    def other(self) -> bool:
        """Whether it is a value written here."""
        return self.place == OTHER


class Option(QWidget):
    """A choice with a text that wraps: pressing the text chooses too."""

    def __init__(self, group: QButtonGroup, place: int, text: str, name: str, *, kind: str = "body") -> None:
        super().__init__()
        self.radio = _radio(group, place, name)
        said = label(text, kind, wrap=True)
        row = hbox(self.radio, (said, 1), spacing=4, parent=self)
        row.setAlignment(self.radio, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a click beside the round chooses."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()


class Field(QWidget):
    """One datum of the two fiches, and what is chosen of it: until one chooses, what the fiche kept says."""

    def __init__(self, ecart: Ecart, chosen: Chosen) -> None:
        super().__init__()
        self.cle = ecart.cle
        self._ecart = ecart
        self._settled = chosen != Chosen(first_choice(ecart))
        self._group = QButtonGroup(self)
        self.options = [
            Option(self._group, place, text or EMPTY, f"{ecart.label}, {NAMES[place].lower()}\u00a0: {text or EMPTY}",
                   kind="body" if text else "muted")
            for place, text in enumerate(ecart.textes)
        ]  # fmt: skip
        self.other: QRadioButton | None = None
        self.editor: Editor | None = None
        self.write_button = button(
            "Écrire…", "quiet", icon="modifier", name=f"Écrire une autre valeur\u00a0: {ecart.label}"
        )
        self.write_button.clicked.connect(self._write)
        if not ecart.libre:  # never told to show: without a parent yet, it would be a window
            self.write_button.hide()
        row = hbox(*((one, 1) for one in self.options), spacing=16)
        title = label(ecart.label, "section", wrap=True)
        self._column = vbox(hbox((title, 1), self.write_button), row, spacing=2, parent=self)
        if chosen.other:
            self.write(chosen.text)
        else:
            self.options[chosen.place].radio.setChecked(True)
        self._group.idClicked.connect(self._settle)

    def follow(self, place: int) -> None:
        """The fiche at `place` is kept: its value too, when it has one and no other was chosen."""
        if not self._settled and self._ecart.textes[place]:
            self.options[place].radio.setChecked(True)

    def _settle(self) -> None:
        self._settled = True

    @property
    def place(self) -> int:
        """Which is chosen: 0, 1, or 2 for another value."""
        return self._group.checkedId()

    @property
    def chosen(self) -> Chosen:
        """Which is chosen, and the text of another value."""
        return Chosen(self.place, self._text())

    def write(self, text: str) -> None:
        """Open an editor for another value, and choose it."""
        self._settled = True
        if self.editor is None:
            self.other = _radio(self._group, OTHER, f"{self._ecart.label}, une autre valeur")
            self.editor = _editor(self._ecart)
            self.editor.setAccessibleName(f"Autre valeur\u00a0: {self._ecart.label}")
            row = hbox(self.other, (self.editor, 1), spacing=4)
            row.setAlignment(self.other, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
            self.write_button.hide()
            for part in (self.other, self.editor):  # at once: the focus goes there
                part.show()
        assert self.other is not None
        self.other.setChecked(True)
        if isinstance(self.editor, Choice):
            self.editor.setCurrentIndex(max(self.editor.findData(text), 0))
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        else:
            self.editor.setText(text)

    def _write(self) -> None:
        self.write(self._ecart.deux or self._ecart.textes[max(self.place, 0)])
        if self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _text(self) -> str:
        if isinstance(self.editor, Choice):
            return str(self.editor.currentData() or "")
        if isinstance(self.editor, QPlainTextEdit):
            return written_in(self.editor).strip()
        return self.editor.text().strip() if self.editor is not None else ""


def first_choice(ecart: Ecart) -> int:
    """The older fiche's value, unless it has none."""
    return 0 if ecart.textes[0] else 1


def _radio(group: QButtonGroup, place: int, name: str) -> QRadioButton:
    made = QRadioButton()
    made.setAccessibleName(name)
    group.addButton(made, place)
    made.setFixedWidth(current().px(RADIO_PX))  # without a text, it would keep the room of one
    return made


def _editor(ecart: Ecart) -> Editor:
    if ecart.choix:
        made = Choice()
        for text in ecart.choix:
            made.addItem(text, text)
        return made
    if ecart.long:
        long = QPlainTextEdit()
        long.setTabChangesFocus(True)
        long.setFixedHeight(current().px(LONG_PX))
        return long
    line = QLineEdit()
    line.setMaxLength(LENGTH)
    return line
