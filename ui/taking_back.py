"""Ctrl+Z from anywhere in the window: what was done last is taken back, and the window says so."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.kit.undo import TextUndo
from ui.pages.page import Services
from ui.pages.refusal import tell


class TakingBack(QObject):
    """Speaks for `operations.lives`; texts and the fiche open come first."""

    def __init__(self, services: Services, window: QWidget, fiche: type[QWidget] | tuple[type[QWidget], ...]) -> None:
        super().__init__(window)
        self._services, self._fiche = services, fiche
        self._texts = TextUndo(window, self._in_fiche)
        services.operations.lives.taken_back.connect(self._say)
        services.operations.lives.refused.connect(self._say_refused)

    def undo(self) -> None:
        """Take back what was done last."""
        if not self._services.operations.lives.undo():
            self._services.messages.info("Rien à annuler.")

    def _in_fiche(self, widget: QWidget) -> bool:
        """Whether a widget is one of a fiche, which has an undo of its own."""
        above: QWidget | None = widget
        while above is not None and not isinstance(above, self._fiche):
            above = above.parentWidget()
        return above is not None

    def _say(self, text: str) -> None:
        """The strip that offered it would lie."""
        self._services.messages.info(text)

    def _say_refused(self, error: Exception) -> None:
        tell(self._services.messages, error)
