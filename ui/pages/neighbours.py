"""While a fiche is typed, who or what it resembles: told above the form, never stopped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from db.base import Etat
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.store.voisins import PERSONNES, Voisin
from ui.kit.layouts import vbox
from ui.kit.messages import Messages
from ui.kit.near import NearNote
from ui.operations import Operations

STRUCTURE = "organisme"
DELAY_MS = 200
# What tells who or what it is.
NAMED = {STRUCTURE: ("nom", "siret", "rna"), **dict.fromkeys(PERSONNES, ("nom", "prenom"))}


class Neighbours(QObject):
    """Looks each time the name of a draft changes; `page` is the page of a fiche."""

    def __init__(self, page: Any, operations: Operations, messages: Messages | None) -> None:
        super().__init__(page)
        self._page, self._operations, self._messages = page, operations, messages
        self._near: list[Voisin] = []
        self.note = NearNote("Nouvelle structure" if page.table == STRUCTURE else "Nouvelle personne")
        self.holder = QWidget()
        vbox(self.note, margins=(22, 0, 22, 8), spacing=0, parent=self.holder)
        self.holder.hide()
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.look)
        if page.table in NAMED:
            page.form.edited.connect(self._edited)
            self.note.same.connect(self._open)
            self.note.other.connect(self._dismiss)

    def _edited(self, key: str) -> None:
        if key in NAMED[self._page.table] and self._page.draft.etat is Etat.BROUILLON:
            self._timer.start()

    def look(self) -> None:
        """Look for what bears this name."""
        draft: Draft = self._page.draft
        values: Mapping[str, Any] = draft.values
        people = self._operations.people
        if draft.type == STRUCTURE:
            people.like_structure({key: values.get(key) for key in NAMED[STRUCTURE]}, draft.uid, self._show)
        else:
            people.like_person(values.get("nom") or "", values.get("prenom") or "", draft.uid, self._show)

    def _show(self, answer: tuple[str, list[Voisin]]) -> None:
        self._say(answer[1])

    def _say(self, found: list[Voisin]) -> None:
        self._near = found
        self.note.say(found[0].phrase if found else "")
        self.holder.setVisible(bool(found))

    def _dismiss(self) -> None:
        """It is another one; told again only if the name changes."""
        self._say([])
        self._page.form.focus_first()

    def _open(self) -> None:
        """It is the one that exists: its fiche, and what to do with the one that was begun."""
        if self._near:
            self._page.autosave.flush(partial(self._opened, self._near[0]))

    def _opened(self, near: Voisin) -> None:
        draft: Draft = self._page.draft
        table, uid, stored = draft.type, draft.uid, bool(draft.version)
        self._say([])
        self._page.opened.emit(near.table, near.uid)
        if stored and self._messages is not None:
            said = f"La fiche que vous commenciez reste en brouillon ({FICHES[table].singular.lower()})."
            remove = partial(self._operations.lives.delete, table, uid, _nothing)
            self._messages.info(said, "La mettre à la corbeille", remove)


def _nothing(_result: object) -> None:
    """Ctrl+Z takes it back, the corbeille keeps it."""
