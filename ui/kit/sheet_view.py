"""The pages of a paper, drawn at the ratio of the screen when they come in sight, the words found in them marked."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QShowEvent

from ui.kit.page_scroll import PageScroll
from ui.theme.theme import current

KEPT = 12  # pictures
SAME = 1e-6
Box = tuple[float, float, float, float]  # left, top, width, height: parts of the page
Marks = Mapping[int, Sequence[Sequence[Box]]]  # by page, words after words, line after line


def image_of(data: bytes, width: int, height: int, stride: int) -> QImage:
    """The picture of a page, as its reader gives it."""
    return QImage(data, width, height, stride, QImage.Format.Format_RGB32).copy()


class SheetView(PageScroll):
    """``pictureAsked(number, scale)`` wants the picture of a page, so many device pixels a point, given by `put`.

    One at a time is asked for, that of the page one looks at: what was scrolled past is never drawn.
    """

    pictureAsked = Signal(int, float)  # noqa: N815 — Qt's habit for signals

    def __init__(self) -> None:
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._marks: Marks = {}
        self._mark = (-1, -1)
        self._asked = False
        super().__init__()

    # ---- what is shown
    def set_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Other pages, of these sizes in points, from the first."""
        self._pictures.clear()
        self._marks, self._mark, self._asked = {}, (-1, -1), False
        super().set_pages(sizes)

    def put(self, number: int, scale: float, image: QImage) -> None:
        """The picture that was asked for; another is asked for when it is needed."""
        self._asked = False
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[number] = scale, image
        self._pictures.move_to_end(number)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()
        self._ask()

    def show_marks(self, marks: Marks, chosen: tuple[int, int]) -> None:
        """Words found; `chosen` is (page, rank), brought in sight."""
        self._marks, self._mark = marks, chosen
        page, rank = chosen
        if 0 <= page < self.pages and rank < len(marks.get(page, ())):
            self._bring(_part(self._rect(page), marks[page][rank][0]))
        self.viewport().update()

    # ---- pictures
    def _sharp(self, number: int) -> bool:
        """Whether the picture of a page is there, dot for dot."""
        scale = self._stack.scale * self.devicePixelRatioF()
        return number in self._pictures and abs(self._pictures[number][0] - scale) < SAME

    def _ask(self) -> None:
        """Want the picture of a page in sight that has none at this scale; then that of the page after."""
        if self._asked or not self.isVisible():
            return
        seen = self._seen()
        following = [max(seen) + 1] if seen and max(seen) + 1 < self.pages else []
        number = next((one for one in (*seen, *following) if not self._sharp(one)), None)
        if number is not None:
            self._asked = True
            self.pictureAsked.emit(number, self._stack.scale * self.devicePixelRatioF())

    def _arrange(self) -> None:
        super()._arrange()
        self._ask()

    def _scrolled(self, value: int) -> None:
        super()._scrolled(value)
        self._ask()

    # ---- Qt’s hooks
    def showEvent(self, event: QShowEvent) -> None:
        """Pictures are asked for once they can be seen."""
        super().showEvent(event)
        self._ask()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring of focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pages in sight, the words found, the ring of focus."""
        painter, theme = QPainter(self.viewport()), current()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._seen():
            box = self._rect(number)
            painter.setPen(QPen(theme.color("border.control"), 1))
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
            if self._sharp(number):  # dot for dot: letters stay sharp
                painter.drawImage(box.topLeft(), self._pictures[number][1])
            elif number in self._pictures:
                painter.drawImage(box, self._pictures[number][1])
            self._paint_marks(painter, number, box)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 4))  # half of it is outside
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.viewport().rect()))
        painter.end()

    def _paint_marks(self, painter: QPainter, number: int, page: QRectF) -> None:
        theme = current()
        for rank, zones in enumerate(self._marks.get(number, ())):
            chosen = (number, rank) == self._mark
            painter.setBrush(theme.color("primary", 120 if chosen else 60))
            painter.setPen(QPen(theme.color("primary"), 2) if chosen else Qt.PenStyle.NoPen)
            for zone in zones:
                painter.drawRect(_part(page, zone))


def _part(page: QRectF, zone: Box) -> QRectF:
    """A part of a page that stands there."""
    left, top, width, height = zone
    corner = page.topLeft() + QPointF(left * page.width(), top * page.height())
    return QRectF(corner.x(), corner.y(), width * page.width(), height * page.height())
