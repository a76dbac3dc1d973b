"""While nothing can be saved: what happened, that the entry is still on the screen, and a way to keep it elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from db.errors import Faute, from_system
from pvdesk.base.files import write_atomic
from pvdesk.store import secours
from ui.kit.announce import announce
from ui.kit.autosave import Autosave, State
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, hbox, icon_label, label, vbox
from ui.kit.wrapping import Wrapping

NAME = "saisie-pvdesk.txt"
KINDS = "Texte (*.txt)"
SAFE = "Votre saisie est là\u00a0; elle s’enregistrera dès que possible."
CLEAR = "Ce texte n’est pas chiffré\u00a0: effacez-le quand la saisie est enregistrée."


def why(error: Exception | None) -> str:
    """« Non enregistré : le disque est plein. »."""
    said = error.happened if isinstance(error, Faute) else "l’écriture n’a pas abouti."
    return f"Non enregistré\u00a0: {said[0].lower()}{said[1:]}"


class RescueBox(QFrame):
    """Under the head of a form, as long as its saving fails."""

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self.setObjectName("errsum")
        self._autosave = autosave
        self._said = label("", "label", wrap=True)
        self._safe = label(SAFE, wrap=True)
        self.retry_button = button("Réessayer", "danger", icon="actualiser")
        self.keep_button = button("Garder le texte ailleurs…", icon="enregistrer")
        self.retry_button.clicked.connect(autosave.retry)
        self.keep_button.clicked.connect(self.ask_place)
        commands = QWidget()
        line = Wrapping(commands, 8)
        for one in (self.retry_button, self.keep_button):
            line.addWidget(one)
        mark = icon_label("erreur", "error", 20)
        words = vbox(self._said, self._safe, commands, spacing=6)
        row = hbox(mark, (words, 1), margins=(14, 10, 14, 12), spacing=10, parent=self)
        row.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.hide()
        autosave.state_changed.connect(self._follow)

    def text(self) -> str:
        """What is said."""
        return self._said.text()

    def ask_place(self) -> None:
        """Choose where the text goes: another disk, a key."""
        dialog = file_dialog(self, "Garder le texte ailleurs", str(Path.home() / NAME), KINDS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(self.keep)
        dialog.open()

    def keep(self, path: str) -> None:
        """Write what is typed as a text."""
        try:
            write_atomic(Path(path), secours.texte(self._autosave.held()).encode())
        except OSError as error:
            self._say(from_system(error).happened, SAFE)
            return
        self._say(f"Le texte est gardé dans «\u00a0{Path(path).name}\u00a0».", f"{CLEAR} {SAFE}")

    def _follow(self) -> None:
        failed = self._autosave.state is State.FAILED
        if failed and self.isHidden():
            self._say(why(self._autosave.error), SAFE)
        if self._autosave.state is not State.SAVING:
            self.setVisible(failed)

    def _say(self, happened: str, safe: str) -> None:
        self._said.setText(happened)
        self._safe.setText(safe)
        announce(self, f"{happened} {safe}", urgent=True)
