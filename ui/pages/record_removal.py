"""A fiche put in the corbeille from its list: no question, and a strip that takes it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pvdesk.kit.fiche import Fiche
from pvdesk.store.repentir import Repentir
from ui.kit.messages import Messages
from ui.operations import Operations


class Removal(QObject):
    """Removes the fiches of one list."""

    def __init__(self, operations: Operations, messages: Messages, fiche: Fiche, parent: QObject) -> None:
        super().__init__(parent)
        self._lives, self._messages = operations.lives, messages
        self._table = fiche.model.__tablename__

    def remove(self, uid: str) -> None:
        """Put a fiche in the corbeille."""
        self._lives.delete(self._table, uid, self._say)

    def _say(self, done: Repentir) -> None:
        self._lives.offer(self._messages, done)
