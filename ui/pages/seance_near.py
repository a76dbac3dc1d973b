"""Under the list of a meeting: the person just added may be one that is known; told, never stopped."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pvdesk.kit.draft import Draft
from pvdesk.store.repentir import Repentir
from pvdesk.store.voisins import Voisin
from ui.operations import Operations
from ui.special.reunion_form import ReunionForm


class SeanceNear(QObject):
    """« C’est elle » puts the known person in the place of the new one, whose fiche goes to the corbeille."""

    def __init__(self, form: ReunionForm, operations: Operations) -> None:
        super().__init__(form)
        self._form, self._operations = form, operations
        self._added = ""
        self._near: Voisin | None = None
        self.note = form.presences.near
        self.note.same.connect(self._take)
        self.note.other.connect(self._forget)

    def look(self, membre: Draft) -> None:
        """Look for who resembles somebody just added."""
        self._forget()
        self._added = membre.uid
        values = membre.values
        self._operations.people.like_person(values["nom"] or "", values["prenom"] or "", membre.uid, self._show)

    def _show(self, answer: tuple[str, list[Voisin]]) -> None:
        """A member of this conseil, or a contact: somebody else’s member may well sit here too."""
        known = self._form.seance.membres
        near = [one for one in answer[1] if one.table == "contact" or one.uid in known]
        self._near = near[0] if near else None
        self.note.say(self._near.phrase if self._near is not None else "")

    def _take(self) -> None:
        near, added = self._near, self._added
        if near is None:
            return
        self._forget()
        presences = self._form.presences
        presences.lines[:] = [line for line in presences.lines if line.values.get("membre_uid") != added]
        if near.table == "contact":
            presences.add_guest(near.nom)
        else:
            presences.add_membre(near.uid, self._form.seance.membres[near.uid])
        self._operations.lives.delete("membre", added, self._deleted)

    def _deleted(self, _done: Repentir) -> None:
        """Ctrl+Z and the corbeille keep it."""

    def _forget(self) -> None:
        self._near = None
        self.note.say("")
