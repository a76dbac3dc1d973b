"""The page of a meeting: parts on the left, the form, saving by itself, « Imprimer », « Terminer »."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pvdesk.base import francais
from pvdesk.fiches.reunion import FICHE
from pvdesk.kit.draft import Draft
from pvdesk.kit.validation import at_once
from pvdesk.reports.catalogue import papers_of
from pvdesk.store.reunions import Seance
from ui.kit.autosave import Autosave
from ui.kit.focus_watch import FocusWatch, InSight
from ui.kit.form_head import FormHead
from ui.kit.keys import PART_KEYS, immediate
from ui.kit.layouts import frame, hbox, label, scrolled, vbox
from ui.kit.messages import Messages
from ui.kit.parts import Part, PartList
from ui.kit.rebase import snapshot
from ui.kit.undo import History
from ui.lives import Finished
from ui.operations import Checked, Operations
from ui.pages import fiche_state
from ui.pages.copying import MeetingCopying
from ui.pages.diffusion import Diffusion
from ui.pages.past import Past
from ui.pages.seance_card import first_paper
from ui.pages.seance_document import SeanceDocument
from ui.pages.seance_people import SeancePeople
from ui.special.prochaine import NextMeeting
from ui.special.reunion_form import NAMES, ReunionForm
from ui.theme.theme import current

TIPS = (
    "P R E A\u00a0: pointer et passer à la ligne suivante.\n"
    "Entrée\u00a0: ligne suivante.\nAlt+1 à 6\u00a0: changer de partie.\nF1\u00a0: tous les raccourcis."
)
SIDE_PX = 246
NARROW_PX = 1000
COUNT_MS = 200  # after a mark, before the quorum is counted again
LINES_OF = {"presence": "presences", "point": "points", "suite": "suites"}


def place_of(line: Mapping[str, Any]) -> str:
    """The field of the form that a line of history is about; empty for none."""
    if line["type"] in LINES_OF:
        return f"{LINES_OF[line['type']]}/{line['uid']}/{line['champ'] or ''}"
    return str(line["champ"] or "") if line["type"] == FICHE.model.__tablename__ else ""


class Parts(QWidget):
    """The left side: the parts of the form and their state."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.list = PartList([Part(key, name) for key, name in NAMES.items()], "Parties du compte rendu")
        self.list.chosen.connect(self.chosen)
        tip = frame("sunken")
        vbox(label("Saisie au clavier", "label"), label(TIPS, "caption", wrap=True), margins=(12, 10, 12, 10),
             spacing=4, parent=tip)  # fmt: skip
        vbox(label("Parties du compte rendu", "section"), self.list, 10, tip, None, margins=(16, 4, 4, 0), spacing=6,
             parent=self)  # fmt: skip


class ReunionPage(QWidget):
    """One meeting: `open` a stored one or start a `new` one from the last.

    ``closed`` when the person goes back, everything being saved; ``finished(uid)`` when the meeting became final;
    ``print_asked(document, uid)`` for its paper, everything being saved.
    """

    closed = Signal()
    finished = Signal(str)
    print_asked = Signal(str, str)

    def __init__(self, operations: Operations, messages: Messages | None = None) -> None:
        super().__init__()
        self._operations, self._messages = operations, messages
        self._checking = False
        self._part = ""
        self.form = ReunionForm(operations.desk.today, operations.choices)
        self.people = SeancePeople(self.form, operations)
        self.document = SeanceDocument(self.form, operations)
        self.following = NextMeeting(self.form, operations)
        self.autosave = Autosave(self.document, self, self._now)
        self.head = FormHead(self.autosave, papers_of("reunion"), at_once=True)
        self.history = History(self.document.content, self.document.put)
        self.past = Past(self, self)
        self.copying = MeetingCopying(self, self, operations, self.new)
        self.diffusion = Diffusion(self, self, operations, messages)
        self.parts = Parts()
        self.side = scrolled(self.parts)
        self.side.setFixedWidth(current().px(SIDE_PX))
        self.view = scrolled(self.form)
        vbox(self.head, (hbox(self.side, (self.view, 1), spacing=0), 1), spacing=0, parent=self)
        self._count = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._connect()
        self.form.setEnabled(False)

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self.form.settled.connect(self._show_names)
        self.people.touched.connect(self._edited)
        self.document.put_back.connect(self.autosave.touch)
        self.form.presences.done.connect(self.form.points.start)
        self.autosave.saved.connect(self._saved)
        self._count.timeout.connect(self._recount)
        self.parts.chosen.connect(self.form.go_to_part)
        self.head.back_asked.connect(self.leave)
        self.head.finish_asked.connect(self.finish)
        self.head.paper_asked.connect(self._print)
        immediate("Escape", self, self.leave)
        for place, key in enumerate(NAMES):
            # Not the button's own shortcut: it clicks 100 ms later, when a quick hand is already typing.
            self.parts.list.buttons[key].setShortcut(QKeySequence())
            for keys in PART_KEYS[place]:
                immediate(keys, self, partial(self.form.go_to_part, key))
        self._watch = FocusWatch(self)
        self._watch.moved.connect(self._focus_moved)
        self._sight = InSight(self.view, self._watch)

    @property
    def draft(self) -> Draft:
        """What is shown."""
        return self.form.seance.reunion

    @property
    def uid(self) -> str:
        """The meeting shown; empty before one is."""
        return self.form.seance.reunion.uid

    def open(self, uid: str) -> None:
        """Show a stored meeting, the focus where the person was."""
        self._operations.seance(uid, self._show_stored)

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        """Start a meeting, taken from the last one; it enters the base with its first key."""
        given = values or {}
        self._operations.new_seance(given.get("conseil_uid"), self._show_new, given.get("date"))

    def leave(self) -> None:
        """Go back, everything being saved: nothing is ever thrown away."""
        self.autosave.flush(self.closed.emit)

    def zones(self) -> list[QWidget]:
        """Where F6 goes: the head, then each part."""
        return [self.head, *self.form.cards.values()]

    def finish(self) -> None:
        """Save, check, and pass to final when nothing stops."""
        self.autosave.touch()
        self.autosave.flush(self._finish)

    # ---- loading
    def _show_new(self, seance: Seance) -> None:
        self._show(seance)
        self.form.go_to("date")
        focused = self.form.fields.editors["date"].focus_widget
        if isinstance(focused, QLineEdit):
            focused.selectAll()

    def _show_stored(self, seance: Seance) -> None:
        self._show(seance)
        self.form.go_to("date")
        self._operations.history(self.uid, self._go_back_to)

    def _go_back_to(self, history: Sequence[Mapping[str, Any]]) -> None:
        """The focus on what was changed last."""
        if place := place_of(history[0]) if history else "":
            self.form.go_to(place)

    def _show(self, seance: Seance) -> None:
        self.autosave.forget()
        self._checking = False
        self.form.setEnabled(fiche_state.editable(seance.reunion.etat, self._messages))
        self.form.show_seance(seance)
        self.form.show_computed(seance.reunion.computed)
        self.history.reset()
        self._show_names()
        self._recount()

    def _show_names(self) -> None:
        draft = self.form.seance.reunion
        conseil = self.form.fields.editors["conseil_uid"].focus_widget
        name = conseil.text() if isinstance(conseil, QLineEdit) else ""
        self.head.show_names(f"{FICHE.plural}  ›  {name}" if name else FICHE.plural, _titled(draft.values.get("date")))
        self.head.show_etat(draft.etat)
        self.head.print.put_first(first_paper(draft.values))
        for part in self.form.parts(self._part):
            self.parts.list.set_part(part)

    # ---- editing
    def _edited(self, key: str) -> None:
        draft = self.form.seance.reunion
        if fiche_state.reopened(draft.etat) is not draft.etat:
            draft.etat = fiche_state.reopened(draft.etat)
            self._operations.reopen("reunion", self.uid, self.head.show_etat)
        self.history.record(key)
        self.autosave.touch()
        if key in {"presences", "statut", "conseil_uid", "date"}:
            self._count.start()
        if key == "conseil_uid":
            self.people.change_conseil()
        if key != "points":
            self._show_names()

    # ---- saving, finishing
    def _saved(self) -> None:
        self.history.refresh()
        self.past.show()
        self._show_names()
        self._recount()

    def _recount(self) -> None:
        self.following.renew()
        self.diffusion.renew()
        self._operations.check(snapshot(self.form.seance.reunion), self._checked)

    def _checked(self, result: Checked) -> None:
        findings, computed = result
        self.form.show_computed(computed)
        self.form.show_findings(findings if self._checking else at_once(findings))
        if self._checking:
            self._show_names()

    def _print(self, document: str) -> None:
        self.autosave.touch()
        self.autosave.flush(partial(self.print_asked.emit, document, self.uid))

    def _finish(self) -> None:
        self._operations.lives.finish("reunion", self.uid, self._finished)

    def _finished(self, answer: Finished) -> None:
        findings, done = answer
        self._checking = done is None
        self.form.show_findings(findings)
        if done is None:
            self.view.verticalScrollBar().setValue(0)
            self.form.summary.focus_first()
            self._show_names()
            return
        draft = self.form.seance.reunion
        draft.etat = fiche_state.finished(draft.etat)
        self._show_names()
        if self._messages is not None:
            self._operations.lives.offer(self._messages, done)
        self.finished.emit(self.uid)

    # ---- window
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        part = self.form.part_of(new)
        if part and part != self._part:
            self._part = part
            self.parts.list.set_current(part)
            self._show_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room, the list of parts goes; its keys stay."""
        super().resizeEvent(event)
        self.side.setVisible(event.size().width() >= current().px(NARROW_PX))

    def _now(self) -> dt.datetime:
        return self._operations.desk.clock().astimezone()


def _titled(jour: object) -> str:
    """« Réunion du mardi 5 mai 2026 »."""
    return f"Réunion du {francais.date_longue(jour)}" if isinstance(jour, dt.date) else "Nouvelle réunion"
