"""Where the focus goes while a page is shown, and when the window is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.theme.theme import current

SETTLE_MS = 30
FRESH_MS = 400  # during which what is being added may still push the focus out of sight
MARGIN_PX = 60  # kept above and under the focus


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


def bring_to_top(part: QWidget) -> None:
    """Scroll the view around a part of its page until the part begins where the view does."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None and (page := around.widget()) is not None:
        around.verticalScrollBar().setValue(part.mapTo(page, QPoint(0, 0)).y())


class OnTop(QObject):
    """Brings a part of a page to the top of its view when the focus comes into it and little of it is seen."""

    def __init__(self, part: QWidget, watch: FocusWatch) -> None:
        super().__init__(part)
        self._part = part
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._bring)
        watch.moved.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._part.isAncestorOf(new):
            self._timer.start()

    def _bring(self) -> None:
        if 3 * self._part.visibleRegion().boundingRect().height() < self._part.height():
            bring_to_top(self._part)


class InSight(QObject):
    """Keeps the focus of a page in the sight of its view, which only follows Tab by itself."""

    def __init__(self, view: QScrollArea, watch: FocusWatch) -> None:
        super().__init__(view)
        self._view = view
        # Later: a line that has just been added has no place yet.
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._show)
        self._fresh = QTimer(self, singleShot=True, interval=FRESH_MS)
        watch.moved.connect(self._moved)
        view.verticalScrollBar().rangeChanged.connect(self._grown)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._view.isAncestorOf(new):
            self._timer.start()
            self._fresh.start()

    def _grown(self) -> None:
        """The page took its height after the focus had moved."""
        if self._fresh.isActive():
            self._timer.start()

    def _show(self) -> None:
        focused, page = self._view.focusWidget(), self._view.widget()
        if page is not None and focused is not None and focused.hasFocus() and page.isAncestorOf(focused):
            self._view.ensureWidgetVisible(focused, 0, current().px(MARGIN_PX))
