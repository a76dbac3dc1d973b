"""Who may come to a meeting: the list follows the conseil, is taken again, grows with somebody unknown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from db.models.conseil_listes import College
from db.search import fold
from pvdesk.base.francais import pluriel
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store.reunions import CARRIED, Seance
from ui.kit.announce import announce
from ui.kit.rebase import snapshot
from ui.operations import Operations
from ui.pages.naming import Naming
from ui.pages.seance_near import SeanceNear
from ui.special.reunion_form import ReunionForm


class SeancePeople(QObject):
    """``touched(key)`` when it changed a datum of the meeting shown."""

    touched = Signal(str)

    def __init__(self, form: ReunionForm, operations: Operations) -> None:
        super().__init__(form)
        self._form, self._operations = form, operations
        self.near = SeanceNear(form, operations)
        Naming(form.fields, operations)
        form.empty_asked.connect(self._start_empty)
        form.presences.unknown_person.connect(self._add_unknown)
        form.presences.list_asked.connect(self._ask_list)
        form.presences.previous_asked.connect(self._ask_previous)

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
        self._show(other.membres, {"presences", *CARRIED})

    def _ask_list(self) -> None:
        if self._conseil():
            self._operations.new_seance(self._conseil(), self._take_list)

    def _take_list(self, other: Seance) -> None:
        """Those of the conseil who are not in the list yet, not marked."""
        self._add(other.reunion.lines["presences"])
        self._show(other.membres, {"presences"})

    def _ask_previous(self) -> None:
        if self._conseil():
            self._operations.works.previous_list(snapshot(self._form.seance.reunion), self._take_previous)

    def _take_previous(self, found: tuple[list[LineDraft], dict[str, dict[str, str]]]) -> None:
        """Those of the meeting before, guests included, who are not in the list yet; not marked."""
        lines, membres = found
        added = self._add(lines)
        self._show(membres, {"presences"})
        said = pluriel(added, "personne reprise", "personnes reprises") if added else "Personne à reprendre"
        announce(self._form, f"{said} de la réunion précédente")

    def _add(self, lines: list[LineDraft]) -> int:
        held = self._form.seance.reunion.lines.setdefault("presences", [])
        known = {_person(line) for line in held}
        new = [line for line in lines if _person(line) not in known]
        held += new
        return len(new)

    def _show(self, membres: dict[str, dict[str, str]], keys: set[str]) -> None:
        live = self._form.seance
        live.membres = live.membres | membres
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

    def _add_unknown(self, name: str, college: College | None) -> None:
        """Somebody that nobody knows: a member whose fiche is to be completed; a guest when there is no conseil."""
        if self._conseil():
            jour = self._form.seance.reunion.values.get("date")
            self._operations.add_membre(self._conseil(), name, college or College.HABITANTS, jour, self._added)
        else:
            self._form.presences.add_guest(name)

    def _added(self, membre: Draft) -> None:
        person = {
            "code": membre.values["code"] or "", "nom": str(membre.computed["nom_affiche"]), "fonction": "",
            "college": membre.values["college"].libelle, "qualite": "",
        }  # fmt: skip
        self._form.seance.membres[membre.uid] = person
        self._form.presences.add_membre(membre.uid, person, new=True)
        self.near.look(membre)


def _person(line: LineDraft) -> str:
    """A member by uid, a guest by name."""
    return line.values.get("membre_uid") or fold(line.values.get("nom") or "")
