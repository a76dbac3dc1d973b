"""The sentences of a monthly note: part, territory, words, and the fiche that each one comes from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.models.note import LIENS
from pvdesk.base.francais import pluriel
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum
from ui.kit.announce import announce
from ui.kit.editor import Today
from ui.kit.keys import slip_in
from ui.kit.layouts import button, hbox, label
from ui.kit.lines import LineBox, LineList
from ui.kit.rebase import snapshot
from ui.operations import Operations

FILL = "Écrire d’après les fiches du mois"


class NoteBox(LineBox):
    """One sentence; its link opens the fiche behind it."""

    opened = Signal(str, str)  # table, uid

    def __init__(self, datum: Datum, rank: int, today: Today) -> None:
        super().__init__(datum, rank, today, hidden=frozenset(LIENS))
        self._target = ("", "")
        self.link: QPushButton = button("", "quiet", icon="document")
        self.link.clicked.connect(self._open)
        left = QWidget()
        hbox(self.link, None, parent=left)
        self.columns.add(left)
        self.columns.lay()

    def show_line(self, line: LineDraft, names: Mapping[str, str], saisies: dict[str, str]) -> None:
        """Show a sentence and where it comes from."""
        super().show_line(line, names, saisies)
        assert self._datum.lines is not None
        key = next((key for key in LIENS if line.values.get(key)), "")
        self.link.setVisible(bool(key))
        if key:
            of = self._datum.lines[key]
            self._target = (of.target, line.values[key])
            self.link.setText(of.label)
            name = names.get(line.values[key], "")
            self.link.setToolTip(name)
            self.link.setAccessibleName(f"{of.label}\u00a0: {name}" if name else of.label)

    def _open(self) -> None:
        self.opened.emit(*self._target)


class NoteLines(LineList):
    """The list, and the button that writes what the month’s fiches say and the note does not say yet."""

    def __init__(self, datum: Datum, operations: Operations) -> None:
        super().__init__(datum, operations.desk.today)
        self._operations = operations
        self.fill = button(FILL, icon="document-nouveau")
        self.fill.clicked.connect(self._ask)
        self._told = label("", "muted", wrap=True)
        self._column.insertLayout(0, hbox(self.fill, (self._told, 1), spacing=12))

    def bind(self, draft: Draft) -> None:
        """Show the lines; Tab meets the button that stands above them before them."""
        if not self.boxes:  # in its window by now: alone, two neighbours are not put in order
            slip_in([self.fill], self.add_button)
        super().bind(draft)

    def make_box(self, rank: int) -> NoteBox:
        """A sentence, with its link."""
        box = NoteBox(self._datum, rank, self._today)
        box.opened.connect(self.opened)
        return box

    def _ask(self) -> None:
        if self._draft.values.get("mois") is None:
            self._told.setText("Indiquez d’abord le mois.")
            return
        self._operations.works.sentences(snapshot(self._draft), self._take)

    def _take(self, found: list[LineDraft]) -> None:
        self.lines.extend(found)
        self.bind(self._draft)
        text = pluriel(len(found), "phrase ajoutée", "phrases ajoutées") if found else "Rien de nouveau"
        self._told.setText(f"{text}.")
        announce(self, text)
        if found:
            self.changed.emit()
