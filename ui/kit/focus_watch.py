"""Where the focus goes while a page is shown, and when the window is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


class FocusWatch(QObject):
    """``moved(old, new)`` at each move of the focus, ``left`` when another program comes to the front.

    It listens to the application only while its page is shown: a page on its way out must not be called.
    """

    moved = Signal(object, object)
    left = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._listens = False
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Qt's hook, on the page alone."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._listen(listen=event.type() == QEvent.Type.Show)
        return False

    def _listen(self, *, listen: bool) -> None:
        app = QGuiApplication.instance()
        if not isinstance(app, QApplication) or listen == self._listens:
            return
        self._listens = listen
        if listen:
            app.focusChanged.connect(self._move)
            app.applicationStateChanged.connect(self._leave)
        else:
            app.focusChanged.disconnect(self._move)
            app.applicationStateChanged.disconnect(self._leave)

    def _move(self, old: QWidget | None, new: QWidget | None) -> None:
        self.moved.emit(old, new)

    def _leave(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.left.emit()
