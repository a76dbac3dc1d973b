"""The page of one fiche: its head, its form, saving by itself, « Terminer »."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.kit.validation import at_once
from pvdesk.reports.catalogue import papers_of
from pvdesk.store.liens import Lien
from pvdesk.store.names import name_of
from ui.kit.autosave import Autosave
from ui.kit.form import FormView, Special
from ui.kit.form_head import FormHead
from ui.kit.form_parts import FormParts
from ui.kit.keys import immediate
from ui.kit.layouts import hbox, scrolled, vbox
from ui.kit.messages import Messages
from ui.kit.rebase import rebase, snapshot
from ui.kit.tasks import OnError, OnResult
from ui.kit.undo import History
from ui.lives import Finished
from ui.operations import Checked, Operations
from ui.pages import fiche_state
from ui.pages.copying import Copying
from ui.pages.naming import Naming
from ui.pages.neighbours import Neighbours
from ui.pages.past import Past
from ui.pages.record_links import LinksCard
from ui.special.specials import ADDITIONS, SPECIALS, Making

EMPTY = "Repartir à vide"


class DraftDocument:
    """What the automatic saving sees of the form of a fiche."""

    def __init__(self, form: FormView, operations: Operations) -> None:
        self._form, self._operations = form, operations

    def snapshot(self) -> Draft | None:
        """A copy of the draft when it differs from the base."""
        return snapshot(self._form.draft) if self._form.draft.dirty else None

    def save(self, sent: Draft, on_result: OnResult, on_error: OnError) -> None:
        """Save it."""
        self._operations.save(sent, on_result, on_error)

    def take(self, sent: Draft, stored: Draft) -> None:
        """Show what another hand changed, nothing else."""
        if sent.uid == self._form.draft.uid:
            moved = rebase(self._form.draft, sent, stored)
            if moved:
                self._form.fields.refresh(moved)
            self._form.fields.show_computed(stored.computed)


class FichePage(QWidget):
    """One fiche of any record type: `open` a stored one or start a `new` one.

    ``closed`` when the person goes back, everything being saved; ``finished(uid)`` once it is final;
    ``opened(table, uid)`` and ``new_asked(table, values)`` for a linked fiche, ``print_asked(document, uid)`` for a
    paper, everything being saved.
    """

    closed = Signal()
    finished = Signal(str)
    opened = Signal(str, str)
    new_asked = Signal(str, object)
    print_asked = Signal(str, str)

    def __init__(self, operations: Operations, table: str, messages: Messages | None = None) -> None:
        super().__init__()
        self._operations, self._messages = operations, messages
        self.fiche = FICHES[table]
        self._checking = False
        specials = {key: self._special(make) for (of, key), make in SPECIALS.items() if of == table}
        self.form = FormView(self.fiche, operations.desk.today, operations.choices, specials)
        for add in ADDITIONS.get(table, ()):
            add(self.form, operations)
        self.links = LinksCard(table)
        self.autosave = Autosave(DraftDocument(self.form, operations), self, self._now)
        self.head = FormHead(self.autosave, papers_of(table))
        self.history = History(self._content, self._put)
        self.past = Past(self, self)
        self.copying = Copying(self, self, operations, self._show)
        self.neighbours = Neighbours(self, operations, messages)
        body = QWidget()
        vbox(self.form, hbox((self.links, 1), margins=(22, 0, 22, 22)), None, spacing=0, parent=body)
        self.view = scrolled(body)
        self.parts = FormParts(self.form, self.view)
        vbox(self.head, self.neighbours.holder, (self.parts, 1), spacing=0, parent=self)
        self.form.edited.connect(self._edited)
        self.form.draft_asked.connect(self._show_other)
        self.autosave.saved.connect(self._saved)
        self.head.back_asked.connect(self.leave)
        self.head.finish_asked.connect(self.finish)
        self.head.paper_asked.connect(self._print)
        self.links.opened.connect(self.opened)
        self.links.new_asked.connect(self._new_linked)
        self.form.fields.opened.connect(self.opened)
        Naming(self.form.fields, operations, messages)
        immediate("Escape", self, self.leave)
        self.form.setEnabled(False)

    def _special(self, make: Making) -> Special:
        return lambda datum: make(datum, self._operations)

    @property
    def draft(self) -> Draft:
        """What is shown."""
        return self.form.draft

    @property
    def uid(self) -> str:
        """The fiche shown; empty before one is."""
        return self.draft.uid

    @property
    def table(self) -> str:
        """Its record type."""
        return self.form.fields.schema.table

    def open(self, uid: str) -> None:
        """Show a stored fiche."""
        self._operations.load(self.table, uid, self._show)

    def new(self, values: Mapping[str, Any] | None = None) -> None:
        """Start a fiche; it enters the base with its first key."""
        self._operations.works.begin(self.table, dict(values or {}), self._begin)

    def leave(self) -> None:
        """Go back, everything being saved: nothing is ever thrown away."""
        self.autosave.flush(self.closed.emit)

    def zones(self) -> list[QWidget]:
        """Where F6 goes: the head, each part, the linked fiches."""
        return [self.head, *self.form.parts(), self.links]

    def finish(self) -> None:
        """Save, check, and pass to final when nothing stops."""
        self.autosave.flush(self._finish)

    # ---- loading
    def _show(self, draft: Draft) -> None:
        self.autosave.forget()
        self._checking = False
        self.form.setEnabled(fiche_state.editable(draft.etat, self._messages))
        self.form.show_draft(draft)
        self.history.reset()
        self._show_names()
        self.links.hide()
        self._read_links()
        self.form.focus_first()

    def _begin(self, found: tuple[Draft, tuple[str, ...]]) -> None:
        draft, taken = found
        self._show(draft)
        if taken and self._messages is not None:
            said = " · ".join(self.form.fields.schema[key].label.lower() for key in taken)
            self._messages.info(f"Déjà rempli\u00a0: {said}.", EMPTY, partial(self._clear, taken))

    def _clear(self, taken: tuple[str, ...]) -> None:
        """« Repartir à vide »: what came from the fiche before goes, what was typed stays."""
        self.form.draft.empty(taken)
        self.form.fields.refresh(taken)
        if self.form.draft.version:
            self._edited(taken[0])
        else:
            self.history.refresh()
        self.form.focus_first()

    def _show_other(self, draft: Draft) -> None:
        self.autosave.flush(partial(self._show, draft))

    def _read_links(self) -> None:
        """The linked fiches, once the fiche is in the base."""
        if self.form.draft.version:
            self._operations.works.liens(self.table, self.uid, self._show_links)

    def _show_links(self, links: list[Lien]) -> None:
        self.links.show_links(links)
        self.links.show()

    def _new_linked(self, table: str, key: str) -> None:
        self.new_asked.emit(table, {key: self.uid})

    def _print(self, document: str) -> None:
        self.autosave.flush(partial(self.print_asked.emit, document, self.uid))

    def _show_names(self) -> None:
        draft, name = self.form.draft, name_of(self.fiche, self.form.draft.values)
        title = name if draft.version and name != "Sans nom" else self.fiche.new
        crumb = f"{self.fiche.plural}  ›  {draft.reference}" if draft.reference else self.fiche.plural
        self.head.show_names(crumb, title)
        self.head.show_etat(draft.etat)

    # ---- editing
    def _edited(self, key: str) -> None:
        draft = self.form.draft
        if fiche_state.reopened(draft.etat) is not draft.etat:
            draft.etat = fiche_state.reopened(draft.etat)
            self._operations.reopen(self.table, self.uid, self.head.show_etat)
        self.history.record(key)
        self.autosave.touch()

    def _saved(self) -> None:
        self.history.refresh()
        self.past.show()
        self._read_links()
        self._show_names()
        self._operations.check(snapshot(self.form.draft), self._checked)

    def _checked(self, result: Checked) -> None:
        findings, computed = result
        self.form.show_findings(findings if self._checking else at_once(findings))
        self.form.fields.show_computed(computed)

    # ---- finishing
    def _finish(self) -> None:
        if self.form.draft.version == 0:  # nothing typed: there is nothing to finish, only things to say
            self._operations.check(snapshot(self.form.draft), self._refused_new)
        else:
            self._operations.lives.finish(self.table, self.uid, self._finished)

    def _refused_new(self, result: Checked) -> None:
        self._finished((result[0], None))

    def _finished(self, answer: Finished) -> None:
        findings, done = answer
        self._checking = done is None
        self.form.show_findings(findings)
        if done is None:
            self.view.verticalScrollBar().setValue(0)
            self.form.summary.focus_first()
            return
        etat = self.form.draft.etat = fiche_state.finished(self.form.draft.etat)
        self.head.show_etat(etat)
        if self._messages is not None:
            self._operations.lives.offer(self._messages, done)
        self.finished.emit(self.uid)

    # ---- undo
    def _content(self) -> Draft:
        return snapshot(self.form.draft)

    def _put(self, content: Draft, key: str) -> None:
        draft, past = self.form.draft, snapshot(content)
        draft.values, draft.lines = past.values, past.lines
        draft.saisies, draft.motifs = past.saisies, past.motifs
        self.form.fields.refresh()
        self.form.fields.go_to(key)
        self.autosave.touch()

    def _now(self) -> dt.datetime:
        return self._operations.desk.clock().astimezone()
