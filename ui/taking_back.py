"""Ctrl+Z and Ctrl+Y from anywhere in the window: what was done last is taken back, or done again, and it is said."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pvdesk.store.repentir import Repentir
from ui.kit.autosave import Autosave
from ui.kit.undo import TextUndo
from ui.pages.page import Services
from ui.pages.refusal import tell


class Fiche(Protocol):
    """The page of a fiche."""

    autosave: Autosave

    @property
    def uid(self) -> str:
        """The fiche shown."""

    def open(self, uid: str) -> None:
        """Show a stored fiche."""

    def isAncestorOf(self, child: QWidget, /) -> bool:
        """Whether a widget is inside."""


class Window(Protocol):
    """What taking back asks of the window."""

    services: Services

    @property
    def record(self) -> Fiche | None:
        """The fiche open, if any."""

    def back(self) -> None:
        """Leave it."""


class TakingBack(QObject):
    """Speaks for `operations.lives`; texts and the fiche open come first."""

    def __init__(self, services: Services, window: Window, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._window = services, window
        self._texts = TextUndo(parent, self._in_fiche)
        services.operations.lives.taken_back.connect(self._say)
        services.operations.lives.done_again.connect(self._offer)
        services.operations.lives.refused.connect(self._say_refused)

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._services.operations.lives.undo():
            self._services.messages.info("Rien à annuler.")

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self._services.operations.lives.redo():
            self._services.messages.info("Rien à rétablir.")

    def _in_fiche(self, widget: QWidget) -> bool:
        """Whether a widget is one of the fiche open, which has an undo of its own."""
        return self._window.record is not None and self._window.record.isAncestorOf(widget)

    def _say(self, done: Repentir) -> None:
        """The strip that offered it would lie, and so would the form of that fiche."""
        self._follow(done, gone=done.ote)
        self._services.messages.info(done.defait)

    def _offer(self, done: Repentir) -> None:
        """Said as the first time."""
        self._follow(done, gone=done.jette)
        self._services.operations.lives.offer(self._services.messages, done)

    def _follow(self, done: Repentir, *, gone: bool) -> None:
        """The form open shows the fiche as it is now, or is left."""
        fiche = self._window.record
        if fiche is None or fiche.uid != done.uid:
            return
        if gone:
            self._window.back()
        else:
            fiche.autosave.flush(partial(fiche.open, done.uid))

    def _say_refused(self, error: Exception) -> None:
        tell(self._services.messages, error)
