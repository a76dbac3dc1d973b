"""A view that scrolls over the pages of a paper: which one is looked at, how large they are."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.kit.page_stack import DOT, EDGE_PX, WHOLE, PageStack
from ui.theme.theme import current

LINE_PX = 40


class PageScroll(QAbstractScrollArea):
    """``pageChanged(number)`` when another page is looked at, ``zoomChanged`` when they are larger or smaller."""

    pageChanged = Signal(int)  # noqa: N815 — Qt's habit for signals
    zoomChanged = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self._stack = PageStack()
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages du papier")
        self.setMinimumSize(current().px(220), current().px(200))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)

    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Other pages, of these sizes in points, from the first."""
        self._stack.sizes, self._page = sizes, 0
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._say_page()

    @property
    def page(self) -> int:
        """The page looked at, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many."""
        return len(self._stack.sizes)

    def go_to(self, number: int) -> None:
        """Bring a page to the top."""
        if self.pages:
            place = min(max(number, 0), self.pages - 1)
            self.verticalScrollBar().setValue(round(self._stack.tops[place] - current().px(EDGE_PX) / 2))
            self._show_page(place)

    # ---- zoom
    @property
    def percent(self) -> int:
        """100 when a page is as large as its paper."""
        return round(100 * self._stack.scale / DOT)

    @property
    def fit(self) -> str:
        """« largeur », « page », or nothing when the zoom was chosen."""
        return self._stack.fit

    def set_fit(self, fit: str) -> None:
        """The width of a page, or a whole page, whatever the room."""
        self._rescale(fit)

    def zoom(self, step: int) -> None:
        """The next zoom, larger or smaller; 0 for a whole page."""
        if step == 0:
            self.set_fit(WHOLE)
        else:
            self._rescale("", self._stack.zoomed(step))

    def _rescale(self, fit: str, scale: float = 0) -> None:
        """Take another scale and stay at the same place of the same page."""
        page, bar, stack = self._page, self.verticalScrollBar(), self._stack
        before = self._rect(page) if self.pages else QRectF()
        part = -before.top() / before.height() if before.height() else 0.0
        stack.fit, stack.scale = fit, scale or stack.scale
        self._arrange()
        if self.pages:
            now = self._rect(page)
            bar.setValue(round(bar.value() + now.top() + part * now.height()))
        self.zoomChanged.emit()

    def _arrange(self) -> None:
        """The place of each page, the range of the scroll bars."""
        room = self.viewport().size()
        whole = self._stack.arrange(room)
        for bar, length, seen in (
            (self.verticalScrollBar(), whole.height(), room.height()),
            (self.horizontalScrollBar(), whole.width(), room.width()),
        ):
            bar.setRange(0, max(0, length - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(current().px(LINE_PX))
        self.viewport().update()

    # ---- geometry
    def _rect(self, number: int) -> QRectF:
        """Where a page stands in the viewport."""
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return self._stack.rect(number, scrolled, self.viewport().size())

    def _seen(self) -> list[int]:
        """The pages in sight, the one looked at first."""
        seen = self._stack.seen(self.verticalScrollBar().value(), self.viewport().height())
        return sorted(seen, key=lambda number: number != self._page)

    def _bring(self, box: QRectF) -> None:
        """Scroll so that a part of a page is in sight."""
        edge = current().px(LINE_PX)
        for bar, first, last, room in (
            (self.verticalScrollBar(), box.top(), box.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), box.left(), box.right(), self.viewport().width()),
        ):
            if first < 0 or last > room:
                bar.setValue(round(bar.value() + first - min(edge, room // 3)))

    def _scrolled(self, _value: int) -> None:
        """The page looked at is the one at the middle, the last at the end."""
        self._show_page(self._stack.at(self.verticalScrollBar().value() + self.viewport().height() / 2))
        self.viewport().update()

    def _show_page(self, number: int) -> None:
        if number != self._page:
            self._page = number
            self._say_page()

    def _say_page(self) -> None:
        self.setAccessibleDescription(f"Page {self._page + 1} sur {self.pages}")
        self.pageChanged.emit(self._page)

    # ---- Qt’s hooks
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room: the pages that fit it change."""
        super().resizeEvent(event)
        if self.fit:
            self._rescale(self.fit)
        else:
            self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages when a whole one is shown; Home and End go to the ends."""
        turns = {Qt.Key.Key_PageDown: self._page + 1, Qt.Key.Key_PageUp: self._page - 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.pages - 1}
        key = Qt.Key(event.key())
        if key in ends or (key in turns and self.fit == WHOLE):
            self.go_to({**turns, **ends}[key])
        else:
            super().keyPressEvent(event)
