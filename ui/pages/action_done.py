"""Space on an action: done today, and the strip that takes it back."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from db.models.action import StatutAction
from pvdesk.kit.draft import Draft
from ui.kit.messages import Messages
from ui.operations import Operations


class ActionDone(QObject):
    """Marks actions for a list."""

    def __init__(self, operations: Operations, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._messages = operations, messages

    def mark(self, uid: str) -> None:
        """Write that an action was done today."""
        self._operations.load("action", uid, self._write)

    def _write(self, draft: Draft) -> None:
        """Nothing to do when it was done already."""
        before = {key: draft.values[key] for key in ("statut", "cloture_le")}
        if before["statut"] is StatutAction.FAITE:
            return
        today = self._operations.desk.today()
        draft.values |= {"statut": StatutAction.FAITE, "cloture_le": before["cloture_le"] or today}
        self._operations.save(draft, partial(self._say, before))

    def _say(self, before: dict[str, Any], stored: Draft) -> None:
        """Say it, with the way back."""
        back = partial(self._operations.load, "action", stored.uid, partial(self._put_back, before))
        self._messages.info(f"Action faite\u00a0: «\u00a0{stored.values['libelle']}\u00a0»", "Annuler", back)

    def _put_back(self, before: dict[str, Any], draft: Draft) -> None:
        """As it was."""
        draft.values |= before
        self._operations.save(draft, self._finished)

    def _finished(self, _stored: Draft) -> None:
        """The list follows by itself."""
