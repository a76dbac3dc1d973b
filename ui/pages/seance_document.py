"""What the automatic saving sees of a meeting: its draft and those of its actions, saved together."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store.reunions import Seance
from ui.kit.rebase import rebase, snapshot
from ui.kit.tasks import OnError, OnResult
from ui.operations import Operations
from ui.special.reunion_form import ReunionForm


class SeanceDocument(QObject):
    """Takes copies of the meeting shown, saves them, and brings back what the base now holds.

    Also what undoing takes and puts back; ``put_back`` tells that there is something to save again.
    """

    put_back = Signal()

    def __init__(self, form: ReunionForm, operations: Operations) -> None:
        super().__init__(form)
        self._form, self._operations = form, operations

    def snapshot(self) -> Seance | None:
        """A copy of the meeting when it differs from the base."""
        return copy_of(self._form.seance) if self._form.seance.dirty else None

    def save(self, sent: Seance, on_result: OnResult, on_error: OnError) -> None:
        """Save the meeting and its actions in one transaction."""
        self._operations.save_seance(sent, on_result, on_error)

    def take(self, sent: Seance, stored: Seance) -> None:
        """Show what another hand changed, nothing else."""
        live = self._form.seance
        if sent.reunion.uid != live.reunion.uid:
            return
        moved = rebase(live.reunion, sent.reunion, stored.reunion)
        was = {action.uid: action for action in sent.actions}
        now = {action.uid: action for action in stored.actions}
        for action in live.actions:
            if action.uid in was and action.uid in now:
                action.values |= {k: now[action.uid].values[k] for k in ("reunion_uid", "rang")}
                was[action.uid].values |= {k: now[action.uid].values[k] for k in ("reunion_uid", "rang")}
                rebase(action, was[action.uid], now[action.uid])
        live.removed[:] = [uid for uid in live.removed if uid not in sent.removed]
        if moved:
            self._form.fields.refresh(moved)

    def content(self) -> Seance:
        """A copy of the meeting, for undoing."""
        return copy_of(self._form.seance)

    def put(self, content: Seance, key: str) -> None:
        """Put a copy back in the meeting shown, and go where it differs."""
        live, past = self._form.seance, copy_of(content)
        draft = live.reunion
        draft.values, draft.lines = past.reunion.values, past.reunion.lines
        draft.saisies, draft.motifs = past.reunion.saisies, past.reunion.motifs
        held = {action.uid: action for action in live.actions}
        for action in past.actions:
            if action.uid in held:
                action.base, action.version = held[action.uid].base, held[action.uid].version
            elif action.version:  # its removal may be in the base already: it comes back as another action
                action.uid, action.version, action.base = new_uid(), 0, None
                for lines in action.lines.values():
                    lines[:] = [LineDraft(new_uid(), line.values) for line in lines]
        live.actions[:], live.removed[:] = past.actions, past.removed
        self._form.fields.refresh()
        self._form.suites.bind_actions(live.actions, live.removed)
        self._form.go_to(key)
        self.put_back.emit()


def copy_of(seance: Seance) -> Seance:
    """A copy that another thread may save while the person goes on typing."""
    actions: list[Draft] = [snapshot(action) for action in seance.actions]
    return replace(seance, reunion=snapshot(seance.reunion), actions=actions, removed=list(seance.removed))
