"""What is shown over a page or a fiche, which waits under it as it was left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.pages.page import Page, Services
from ui.pages.paper import PaperPage


class Above:
    """The paper looked at, over the stack of the window."""

    def __init__(self, services: Services, stack: QStackedWidget) -> None:
        self._services, self._stack = services, stack
        self.paper: PaperPage | None = None
        self._below: QWidget | None = None
        self._focus: QWidget | None = None

    def show_paper(self, document: str, ref: str) -> None:
        """Look at a paper; another one takes the place of the one shown."""
        if self.paper is None:
            self.paper = PaperPage(self._services)
            self._stack.addWidget(self.paper)
        if self._stack.currentWidget() is not self.paper:
            self._below, self._focus = self._stack.currentWidget(), QApplication.focusWidget()
        self._stack.setCurrentWidget(self.paper)
        self.paper.open(document, ref)

    def close(self) -> bool:
        """Back to what waits, where one was in it; False when nothing is above."""
        if self.paper is None or self._stack.currentWidget() is not self.paper:
            return False
        below, focus = self._below, self._focus
        self._below = self._focus = None
        self.paper.leave()
        if below is not None and isValid(below):
            self._stack.setCurrentWidget(below)
            if isinstance(below, Page):
                below.changed("", "")  # it heard nothing meanwhile
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
