"""A correction that the mission asked: opened, it is the fiche concerned, its reason said in the strip."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from pvdesk.kit.draft import Draft
from pvdesk.store.demandees import Demandee
from ui.kit.messages import Messages
from ui.operations import Operations
from ui.places import CORRECTION


class Opens(Protocol):
    """The window."""

    def open_record(self, table: str, uid: str) -> None:
        """Open a fiche."""


class Corrections(QObject):
    """Opens and reminds for the window."""

    def __init__(self, operations: Operations, messages: Messages, window: QObject) -> None:
        super().__init__(window)
        self._operations, self._messages = operations, messages
        self._window: Opens = window  # type: ignore[assignment]  # the window is a QObject and opens fiches

    def open(self, uid: str) -> None:
        """Open the fiche that a correction is about."""
        self._operations.load(CORRECTION, uid, self._lead)

    def remind(self, uid: str) -> None:
        """Say what was asked of the fiche that was just opened."""
        self._operations.works.demandees(uid, self._say)

    def _lead(self, asked: Draft) -> None:
        table, uid = asked.values.get("fiche_type"), asked.values.get("fiche_uid")
        if table and uid:
            self._window.open_record(table, uid)

    def _say(self, found: list[Demandee]) -> None:
        if found:
            self._messages.info("À corriger — " + "\u202f; ".join(one.dite for one in found))
