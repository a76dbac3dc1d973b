"""The steps and the past of an open fiche: undo, redo, « Historique », and when each can be pressed."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pvdesk.kit.draft import Draft
from ui.kit.autosave import Autosave
from ui.kit.form_head import FormHead
from ui.kit.undo import History, UndoKeys


class Opened(Protocol):
    """The page of an open fiche."""

    head: FormHead
    history: History
    autosave: Autosave

    @property
    def draft(self) -> Draft:
        """What is shown."""


class Past(QObject):
    """``asked(table, uid)`` for the history of the fiche, everything being saved."""

    asked = Signal(str, str)

    def __init__(self, page: QWidget, opened: Opened) -> None:
        super().__init__(page)
        self._opened = opened
        self._keys = UndoKeys(page, opened.history)
        opened.head.undo_asked.connect(opened.history.undo)
        opened.head.redo_asked.connect(opened.history.redo)
        opened.head.past_asked.connect(self._ask)
        opened.history.moved.connect(self.show)

    def show(self) -> None:
        """Which of the three buttons can be pressed."""
        self._opened.head.show_steps(self._opened.history, self._opened.draft.version)

    def _ask(self) -> None:
        """A fiche that is not in the base yet has no history."""
        if self._opened.draft.version:
            self._opened.autosave.flush(self._tell)

    def _tell(self) -> None:
        self.asked.emit(self._opened.draft.type, self._opened.draft.uid)
