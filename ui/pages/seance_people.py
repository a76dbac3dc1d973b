"""Who may come to a meeting: the list follows the conseil, is taken again, grows with somebody unknown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from db.models.conseil_listes import College
from pvdesk.kit.draft import Draft
from pvdesk.store.reunions import CARRIED, Seance
from ui.operations import Operations
from ui.special.reunion_form import ReunionForm


class SeancePeople(QObject):
    """``touched(key)`` when it changed a datum of the meeting shown."""

    touched = Signal(str)

    def __init__(self, form: ReunionForm, operations: Operations) -> None:
        super().__init__(form)
        self._form, self._operations = form, operations
        form.empty_asked.connect(self._start_empty)
        form.presences.unknown_person.connect(self._add_unknown)
        form.presences.list_asked.connect(self._ask_list)

    def change_conseil(self) -> None:
        """Another conseil was chosen: have its people."""
        conseil = self._conseil()
        if conseil:
            self._operations.new_seance(conseil, self._changed)

    def _conseil(self) -> str:
        return str(self._form.seance.reunion.values.get("conseil_uid") or "")

    def _changed(self, other: Seance) -> None:
        """Its people replace the list when nobody was marked; its habits fill a meeting that has not begun."""
        live = self._form.seance
        draft = live.reunion
        if other.reunion.values["conseil_uid"] != draft.values["conseil_uid"]:
            return
        lines = draft.lines.setdefault("presences", [])
        if all(line.values.get("statut") is None for line in lines):
            lines[:] = other.reunion.lines["presences"]
        if draft.version == 0:
            draft.values |= {key: other.reunion.values[key] for key in CARRIED}
        self._show(other, {"presences", *CARRIED})

    def _ask_list(self) -> None:
        if self._conseil():
            self._operations.new_seance(self._conseil(), self._take_list)

    def _take_list(self, other: Seance) -> None:
        """Those of the conseil who are not in the list yet, not marked."""
        lines = self._form.seance.reunion.lines.setdefault("presences", [])
        held = {line.values.get("membre_uid") for line in lines}
        lines += [line for line in other.reunion.lines["presences"] if line.values.get("membre_uid") not in held]
        self._show(other, {"presences"})

    def _show(self, other: Seance, keys: set[str]) -> None:
        live = self._form.seance
        live.membres = live.membres | other.membres
        self._form.show_people()
        self._form.fields.refresh(keys)
        self.touched.emit("presences")

    def _start_empty(self) -> None:
        """« Repartir à vide »: what came from the previous meeting goes; the conseil, the date, the people stay."""
        self._form.seance.reunion.values |= dict.fromkeys(CARRIED)
        self._form.fields.refresh(CARRIED)
        self._form.carried.hide()
        self._form.empty_button.hide()
        self.touched.emit("type")
        self._form.go_to("type")

    def _add_unknown(self, name: str) -> None:
        """Somebody that nobody knows: a member whose fiche is to be completed; a guest when there is no conseil."""
        if self._conseil():
            jour = self._form.seance.reunion.values.get("date")
            self._operations.add_membre(self._conseil(), name, College.HABITANTS, jour, self._added)
        else:
            self._form.presences.add_guest(name)

    def _added(self, membre: Draft) -> None:
        person = {
            "code": membre.values["code"] or "", "nom": str(membre.computed["nom_affiche"]), "fonction": "",
            "college": College.HABITANTS.libelle, "qualite": "",
        }  # fmt: skip
        self._form.seance.membres[membre.uid] = person
        self._form.presences.add_membre(membre.uid, person, new=True)
