"""The mentions of a request: found in the free texts, read in a few words, kept or hidden; then the erasure itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLabel

from db.models.demande_listes import Droit
from pvdesk.base.francais import pluriel
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum
from pvdesk.store.effacement import NotErasable
from ui.kit.announce import announce
from ui.kit.editor import Today
from ui.kit.layouts import button, hbox, label, recolor
from ui.kit.lines import LineBox, LineList
from ui.kit.rebase import rebase, snapshot
from ui.operations import Operations

FIND = "Relever les mentions"
ERASE = "Appliquer l’effacement"
CONFIRM = "Confirmer\u00a0: le nom sera perdu"
NOBODY = "Choisissez d’abord la fiche de la personne."
PLACE = "endroit"


class MentionBox(LineBox):
    """One mention: where it is, its words once they were found, what is decided of it."""

    def __init__(self, datum: Datum, rank: int, today: Today) -> None:
        super().__init__(datum, rank, today)
        self.binding.editors[PLACE].set_read_only(read_only=True)
        self.words: QLabel = label("", "body", wrap=True)
        self.columns.add(self.words)
        self.columns.lay()

    def show_words(self, words: str) -> None:
        """The words around the name; empty until they are found."""
        self.words.setText(f"«\u00a0{words}\u00a0»" if words else "")


class MentionLines(LineList):
    """The list; its button looks for the person in every free text, another applies an erasure in two clicks."""

    def __init__(self, datum: Datum, operations: Operations) -> None:
        super().__init__(datum, operations.desk.today)
        self._works = operations.works
        self._excerpts: Mapping[str, str] = {}
        self.add_button.hide()  # a mention is found, not typed
        self.collect = button(FIND, icon="rechercher")
        self.collect.clicked.connect(self._find)
        self.erase = button(ERASE, "danger")
        self.erase.clicked.connect(self._erase)
        self.told = label("", "muted", wrap=True)
        self._column.addLayout(hbox(self.collect, self.erase, (self.told, 1), spacing=12))

    def make_box(self, rank: int) -> MentionBox:
        """A mention."""
        return MentionBox(self._datum, rank, self._today)

    def bind(self, draft: Draft) -> None:
        """Show the mentions of a request; words found for another one are forgotten."""
        if draft.uid != self._draft.uid:
            self._excerpts = {}
        super().bind(draft)
        self.erase.setText(ERASE)
        self._show()

    def _find(self) -> None:
        sent = snapshot(self._draft)
        if not any(sent.values.get(key) for key in ("membre_uid", "occupation_uid", "contact_uid")):
            self._say(NOBODY, faulty=True)
            return
        self._works.relever(sent, partial(self._take, sent))

    def _take(self, sent: Draft, found: tuple[Draft, dict[str, str]]) -> None:
        stored, self._excerpts = found
        rebase(self._draft, sent, stored)
        self.bind(self._draft)
        self.changed.emit()
        said = pluriel(len(self.lines), "mention relevée", "mentions relevées")
        self._say(said)
        announce(self, said)

    def _erase(self) -> None:
        if self.erase.text() == ERASE:
            self.erase.setText(CONFIRM)
            announce(self, CONFIRM)
            return
        self.erase.setText(ERASE)
        sent = snapshot(self._draft)
        self._works.effacer(sent, self._erased, self._refused)

    def _erased(self, done: tuple[Draft, str]) -> None:
        stored, code = done
        self._excerpts = {}
        announce(self, f"La personne s’appelle désormais «\u00a0{code}\u00a0». L’ordre partira avec le prochain lot.")
        self.opened.emit(stored.type, stored.uid)  # answered meanwhile: the whole request is shown anew

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, NotErasable):
            raise error
        self._say(error.phrase, faulty=True)

    def _say(self, words: str, *, faulty: bool = False) -> None:
        recolor(self.told, "error" if faulty else "text.muted")
        self.told.setText(words)

    def _show(self) -> None:
        self.erase.setVisible(self._draft.values.get("droit") is Droit.EFFACEMENT)
        for box, line in zip(self.boxes, self.lines, strict=True):
            self._show_words(box, line)

    def _show_words(self, box: LineBox, line: LineDraft) -> None:
        assert isinstance(box, MentionBox)
        box.show_words(self._excerpts.get(line.uid, ""))
