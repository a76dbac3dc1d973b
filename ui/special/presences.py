"""The attendance of a meeting: the grid, the counts, and one line to add somebody by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from db.models.conseil_listes import College
from db.models.seance import StatutPresence
from db.search import fold
from pvdesk.base.francais import pluriel
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum
from ui.kit.announce import announce
from ui.kit.chips import Chip
from ui.kit.completion import Proposals
from ui.kit.keys import immediate
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.lines import LinesView, blank_line
from ui.kit.near import NearNote
from ui.kit.shortcut_hint import native
from ui.kit.wrapping import Wrapping
from ui.special import presence_rows as rows
from ui.special.add_line import ACTOR_KEYS, AddLine
from ui.special.presence_grid import PresenceGrid
from ui.theme.theme import current

NOBODY = "Personne dans la liste\u00a0: ajoutez quelqu’un, ou choisissez un conseil qui a des membres."
CONTACTS = "contact"
PREVIOUS_TIP = "Les personnes de la réunion d’avant, invités compris, à pointer"
STACKED_PX = 1100
COUNTED = {
    StatutPresence.PRESENT: ("présent", "présents"),
    StatutPresence.REPRESENTE: ("représenté", "représentés"),
    StatutPresence.EXCUSE: ("excusé", "excusés"),
    StatutPresence.ABSENT: ("absent", "absents"),
    StatutPresence.DISTANCE: ("à distance", "à distance"),
    StatutPresence.INVITE: ("invité", "invités"),
}


class CountChips(QWidget):
    """« 7 présents », « 1 excusé »: how many of each."""

    def __init__(self) -> None:
        super().__init__()
        self.chips = {statut: Chip("", rows.LOOKS[statut][1], rows.LOOKS[statut][2]) for statut in COUNTED}
        row = Wrapping(self)
        for chip in self.chips.values():
            row.addWidget(chip)

    def show_lines(self, lines: list[LineDraft]) -> None:
        """Count again."""
        found = rows.counts(lines)
        for statut, chip in self.chips.items():
            number = found.get(statut, 0)
            chip.setVisible(bool(number))
            if number:
                chip.set_state(pluriel(number, *COUNTED[statut]), chip.tone, chip.icon)


class PresencesView(LinesView):
    """``unknown_person(name, college)``: nobody’s. ``list_asked``: the conseil’s; ``previous_asked``: the last list."""

    unknown_person = Signal(str, object)  # with the collège, None when it was not said
    list_asked = Signal()
    previous_asked = Signal()
    done = Signal()

    def __init__(self, datum: Datum) -> None:
        super().__init__()
        self._datum = datum
        self._draft = Draft("", "")
        self._people: dict[str, Mapping[str, str]] = {}
        self._contacts: dict[str, str] = {}
        self.grid = PresenceGrid()
        self.chips = CountChips()
        self.chips.setParent(self)
        self.add_line = AddLine()
        self._proposals = Proposals(self.add_line)
        tip = f"Membre acteur ({native(ACTOR_KEYS)})"
        self.actor_button = button("Acteur local", "quiet", icon="structures", tip=tip)
        self.guest_button = button("Invité", "quiet", icon="personne", tip="Ajouter comme invité, hors du conseil")
        self.all_button = button("Tous présents", icon="coche", tip="Marquer présents ceux qui restent (Ctrl+T)")
        self.again_button = button("Reprendre la liste du conseil", "quiet", icon="institution")
        self.previous_button = button("Reprendre la liste précédente", "quiet", icon="historique", tip=PREVIOUS_TIP)
        self.empty = label(NOBODY, "muted")
        self.near, self.quorum = NearNote("Nouvelle personne"), label("", "muted", wrap=True)
        tools = QWidget()
        wrapped = Wrapping(tools)
        for tool in (self.actor_button, self.guest_button, self.all_button, self.previous_button, self.again_button):
            wrapped.addWidget(tool)
        self._tail: QBoxLayout = hbox((self.add_line, 1), tools, spacing=8)
        below = vbox(self.empty, self._tail, self.near, self.quorum, margins=(18, 4, 18, 0), spacing=8)
        vbox(self.grid, below, spacing=8, parent=self)
        self._connect()

    def _connect(self) -> None:
        self.grid.marked.connect(self._marked)
        self.grid.done.connect(self._focus_add)
        self.grid.remove_asked.connect(self._remove)
        self.add_line.returnPressed.connect(self._add_typed, Qt.ConnectionType.QueuedConnection)
        self.actor_button.clicked.connect(self._add_actor)
        self.add_line.actor.connect(self._add_actor, Qt.ConnectionType.QueuedConnection)
        self.guest_button.clicked.connect(self._add_guest)
        self.all_button.clicked.connect(self.all_present)
        self.again_button.clicked.connect(self.list_asked)
        self.previous_button.clicked.connect(self.previous_asked)
        immediate("Ctrl+T", self, self.all_present)

    # ---- what is shown
    @property
    def lines(self) -> list[LineDraft]:
        """The attendance of the draft shown."""
        return self._draft.lines.setdefault(self._datum.key, [])

    def bind(self, draft: Draft) -> None:
        """Show the attendance of a draft."""
        self._draft = draft
        self._reload()

    def set_people(self, people: Mapping[str, Mapping[str, str]]) -> None:
        """The members of the conseil: uid → nom, college, fonction."""
        self._people = dict(people)
        self._reload()

    def tables(self) -> set[str]:
        """Known contacts are proposed beside the members."""
        return {CONTACTS}

    def set_choices(self, table: str, names: Mapping[str, str]) -> None:
        """Receive the contacts."""
        if table == CONTACTS:
            self._contacts = dict(names)
            self._propose()

    def show_quorum(self, phrase: str) -> None:
        """« 14 (12 présents + 2 représentés) pour 9 requis — atteint »."""
        self.quorum.setText(f"Quorum\u00a0: {phrase[:1].lower()}{phrase[1:]}" if phrase else "")

    def go_to(self, champ: str) -> None:
        """Go to the line of somebody, or to the grid."""
        parts = champ.split("/")
        if len(parts) > 1:
            self.grid.select_uid(parts[1])
        self.start()

    def start(self) -> None:
        """Where typing goes on: the first person who is not marked, or the line that adds one."""
        waiting = next((n for n, line in enumerate(self.lines) if line.values.get("statut") is None), None)
        if not self.lines:
            self._focus_add()
            return
        if waiting is not None:
            self.grid.select_uid(self.lines[waiting].uid)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what the person does
    def all_present(self) -> None:
        """Everybody who is not marked yet is present; everybody when all are marked."""
        waiting = [line for line in self.lines if line.values.get("statut") is None] or self.lines
        for line in waiting:
            line.values["statut"] = StatutPresence.PRESENT
        if waiting:
            self._reload()
            self.changed.emit()
            announce(self, f"{len(waiting)} personnes marquées présentes")

    def add_membre(self, uid: str, person: Mapping[str, str], *, new: bool = False) -> None:
        """Put a member in the list, present; `new` when only the name is known."""
        self._people[uid] = person
        if new:
            self.grid.presences.new |= {uid}
        held = next((line for line in self.lines if line.values.get("membre_uid") == uid), None)
        if held is None:
            held = blank_line(self._datum)
            held.values["membre_uid"] = uid
            self.lines.append(held)
        held.values["statut"] = StatutPresence.PRESENT
        self._added(held)

    def _add_typed(self, kind: str = "") -> None:
        """A member, a contact, somebody new; a guest or an acteur when its button, or a word, says so."""
        said, typed = rows.meant(self.add_line.text().strip())
        if not typed:
            self._focus_add() if kind else self.done.emit()
        elif (kind or said) == rows.GUEST:
            self.add_guest(typed)
        else:
            self._add_named(typed, College.ACTEURS if (kind or said) == rows.ACTOR else None)

    def _add_actor(self) -> None:
        self._add_typed(rows.ACTOR)

    def _add_guest(self) -> None:
        self._add_typed(rows.GUEST)

    def _add_named(self, typed: str, college: College | None) -> None:
        found = rows.member_named(typed, self._people)
        contact = [name for name in self._contacts.values() if fold(name) == fold(typed)]
        self.add_line.clear()
        if found:
            self.add_membre(found, self._people[found])
        elif contact:
            self.add_guest(contact[0])
        else:
            self.unknown_person.emit(typed, college)

    def add_guest(self, name: str) -> None:
        """Somebody from outside the conseil, by name or quality."""
        line = blank_line(self._datum)
        known = next((n for n in self._contacts.values() if fold(n) == fold(name)), name)
        line.values |= {"nom": known, "statut": StatutPresence.INVITE}
        self.lines.append(line)
        self.add_line.clear()
        self._added(line)

    def _added(self, line: LineDraft) -> None:
        self._reload()
        self.grid.select_uid(line.uid)
        self._focus_add()
        self.changed.emit()
        announce(self, f"{rows.name_of(line, self._people)} ajouté à la liste")

    def _remove(self, place: int) -> None:
        name = rows.name_of(self.lines[place], self._people)
        del self.lines[place]
        self._reload()
        self.changed.emit()
        announce(self, f"{name} retiré de la liste")

    def _marked(self) -> None:
        self.chips.show_lines(self.lines)
        self.changed.emit()

    def _focus_add(self) -> None:
        self.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reload(self) -> None:
        model = self.grid.presences
        self.grid.replace(partial(model.show_lines, self.lines, self._people))
        self.grid.fit()
        self.grid.setVisible(bool(model.lines))
        self.empty.setVisible(not model.lines)
        self.chips.show_lines(self.lines)
        self._propose()

    def _propose(self) -> None:
        listed = {line.values.get("membre_uid") for line in self.lines}
        members = [person["nom"] for uid, person in self._people.items() if uid not in listed]
        self._proposals.set_names([*members, *self._contacts.values()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go under the line when there is no room beside it."""
        super().resizeEvent(event)
        down = event.size().width() < current().px(STACKED_PX)
        self._tail.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)
