"""The card of the settings that changes the phrase: the one in force, the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from db.errors import Cause, Faute
from db.keys import SHORTEST
from pvdesk.base.francais import pluriel
from ui.door import Door
from ui.kit.field import Field
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.narrow import Turning
from ui.lock import ShowPhrase, phrase_edit

TURN_PX = 620
SAID = "Elle ouvre vos données, et n’est écrite nulle part. Les copies déjà faites gardent la phrase de leur jour."
CHANGED = "La phrase est changée\u00a0: c’est elle qui ouvrira vos données désormais. Notez-la."


class PhraseCard(QFrame):
    """``changed(what to say)`` once done; the fields are shown when asked."""

    changed = Signal(str)

    def __init__(self, door: Door) -> None:
        super().__init__()
        self.setObjectName("card")
        self._door = door
        self.old, self.new = phrase_edit("Phrase en vigueur"), phrase_edit("Nouvelle phrase")
        self.again = phrase_edit("La nouvelle phrase, une seconde fois")
        hint = f"{SHORTEST} caractères ou plus, par exemple quatre mots"
        self.fields = (
            Field("Phrase en &vigueur", self.old), Field("&Nouvelle phrase", self.new, hint),
            Field("La même, une &seconde fois", self.again, "Sans elle, personne n’ouvre vos données"),
        )  # fmt: skip
        self.open_button = button("Changer la phrase…", icon="cle")
        self.change_button = button("Changer", "primary")
        self.cancel_button = button("Renoncer", "quiet")
        self._form = QWidget()
        self._lay_out()
        self.open_button.clicked.connect(self.unfold)
        self.cancel_button.clicked.connect(self.fold)
        self.change_button.clicked.connect(self.change)
        self.again.returnPressed.connect(self.change)

    def _lay_out(self) -> None:
        first = QWidget()
        hbox((self.fields[0], 1), None, parent=first)
        pair = Turning([(self.fields[1], 1), (self.fields[2], 1)], TURN_PX, spacing=16)
        commands = hbox(self.change_button, self.cancel_button, None)
        vbox(first, pair, ShowPhrase(self.old, self.new, self.again), commands, spacing=10, parent=self._form)
        vbox(
            label("Phrase de passe", "h3"), label(SAID, "muted", wrap=True), hbox(self.open_button, None), self._form,
            margins=(20, 16, 20, 18), spacing=10, parent=self,
        )  # fmt: skip
        self._form.hide()

    def unfold(self) -> None:
        """Show the fields."""
        self.open_button.hide()
        self._form.show()
        self.old.setFocus()

    def fold(self) -> None:
        """Forget what was typed."""
        for field, edit in zip(self.fields, (self.old, self.new, self.again), strict=True):
            edit.clear()
            field.set_error("")
        self._form.hide()
        self.open_button.show()
        self.open_button.setFocus()

    def change(self) -> None:
        """Check, then change."""
        missing = SHORTEST - len(self.new.text().strip())
        errors = (
            "" if self.old.text() else "Tapez la phrase qui ouvre vos données aujourd’hui",
            f"Nouvelle phrase\u00a0: il manque {_characters(missing)}" if missing > 0 else "",
            "" if self.new.text() == self.again.text() else "Les deux phrases diffèrent\u00a0: retapez-la ici",
        )
        self._show_errors(errors)
        if not any(errors):
            self.change_button.setEnabled(False)
            self._door.change_phrase(self.old.text(), self.new.text(), self._done, self._failed)

    def _show_errors(self, errors: tuple[str, str, str]) -> None:
        for field, error in zip(self.fields, errors, strict=True):
            field.set_error(error)
        wrong = next((field for field, error in zip(self.fields, errors, strict=True) if error), None)
        if wrong is not None:
            wrong.focus_error()

    def _done(self, _result: object) -> None:
        self.change_button.setEnabled(True)
        self.fold()
        self.changed.emit(CHANGED)

    def _failed(self, error: Exception) -> None:
        self.change_button.setEnabled(True)
        if not isinstance(error, Faute):
            raise error
        said = "Phrase en vigueur\u00a0: ce n’est pas elle" if error.cause is Cause.PHRASE else error.happened
        self._show_errors((said, "", ""))


def _characters(count: int) -> str:
    return pluriel(count, "caractère", "caractères")
