"""Space on an action: done today, and the strip that takes it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pvdesk.store.repentir import Repentir
from ui.kit.messages import Messages
from ui.operations import Operations


class ActionDone(QObject):
    """Marks actions for a list."""

    def __init__(self, operations: Operations, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._lives, self._messages = operations.lives, messages

    def mark(self, uid: str) -> None:
        """Write that an action was done today."""
        self._lives.do_action(uid, self._say)

    def _say(self, done: Repentir | None) -> None:
        """Say it, with the way back; nothing when it was done already."""
        if done is not None:
            self._lives.offer(self._messages, done)
