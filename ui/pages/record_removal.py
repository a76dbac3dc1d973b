"""A fiche put in the corbeille from its list: no question, a strip that takes it back, a word when it is back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from pvdesk.kit.fiche import Fiche
from ui.kit.messages import Messages
from ui.operations import Operations


class Removal(QObject):
    """Removes and takes back the fiches of one list."""

    def __init__(self, operations: Operations, messages: Messages, fiche: Fiche, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._messages, self._fiche = operations, messages, fiche
        self._table = fiche.model.__tablename__
        self._removed = ""

    def remove(self, uid: str) -> None:
        """Put a fiche in the corbeille."""
        self._operations.delete(self._table, uid, partial(self._say_removed, uid))

    def undo(self) -> None:
        """Take the last one back."""
        if self._removed:
            self._operations.restore(self._table, self._removed, self._say_back)
            self._removed = ""

    def _say_removed(self, uid: str, _result: object) -> None:
        self._removed = uid
        self._messages.info(self._agree("supprimé"), "Annuler (Ctrl+Z)", self.undo)

    def _say_back(self, _result: object) -> None:
        """The strip that offered it would lie."""
        self._messages.info(self._agree("rétabli"))

    def _agree(self, participle: str) -> str:
        return f"{self._fiche.singular} {participle}{'e' if self._fiche.feminine else ''}"
