"""Ctrl+D in an open fiche: a new one made from it; a meeting is made from the last of its conseil."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from ui.actions import action
from ui.kit.keys import immediate
from ui.operations import Operations
from ui.pages.past import Opened


class Copying(QObject):
    """``asked(table, uid)``, everything being saved; a fiche that is not in the base yet is not copied.

    `take` receives the draft of the copy, not saved yet.
    """

    asked = Signal(str, str)

    def __init__(self, page: QWidget, opened: Opened, operations: Operations, take: Callable[[Any], object]) -> None:
        super().__init__(page)
        self._opened, self._take = opened, take
        self.operations = operations
        for keys in action("dupliquer").keys:
            immediate(keys, page, self._ask)

    def start(self, uid: str) -> None:
        """Begin with a copy of a stored fiche."""
        self.operations.works.duplicate(self._opened.draft.type, uid, self._take)

    def _ask(self) -> None:
        draft = self._opened.draft
        if draft.version and FICHES[draft.type].carried:
            self._opened.autosave.flush(self._tell)

    def _tell(self) -> None:
        self.asked.emit(self._opened.draft.type, self._opened.draft.uid)


class MeetingCopying(Copying):
    """`take` receives the values to begin with: the conseil."""

    def start(self, uid: str) -> None:
        """Begin a meeting of the conseil of a stored one."""
        self.operations.load("reunion", uid, self._begin)

    def _begin(self, source: Draft) -> None:
        self._take({"conseil_uid": source.values["conseil_uid"]})
