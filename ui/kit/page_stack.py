"""Where the pages of a paper stand, one under the other, at the scale asked for or the one that fits."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize

from ui.theme.theme import current

GAP_PX, EDGE_PX = 14, 16
DOT = 96 / 72  # logical px a point at 100 %
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
WIDTH, WHOLE = "largeur", "page"
A4 = (595.0, 842.0)
LEAST = 0.1


class PageStack:
    """`sizes` in points; `scale` in logical pixels a point; `fit` is « largeur », « page », or nothing once chosen."""

    def __init__(self) -> None:
        self.sizes: Sequence[tuple[float, float]] = ()
        self.fit, self.scale = WIDTH, DOT
        self.tops: list[float] = []
        self._widest = 0.0

    def arrange(self, room: QSize) -> QSize:
        """Take the scale that fits and place the pages; the size of them all."""
        edge, gap = current().px(EDGE_PX), current().px(GAP_PX)
        self._widest = max((width for width, _ in self.sizes), default=A4[0])
        highest = max((height for _, height in self.sizes), default=A4[1])
        if self.fit:
            self.scale = max(LEAST, (room.width() - 2 * edge) / self._widest)
        if self.fit == WHOLE:
            self.scale = max(LEAST, min(self.scale, (room.height() - edge) / highest))
        top, self.tops = edge / 2, []
        for _, height in self.sizes:
            self.tops.append(top)
            top += height * self.scale + gap
        return QSize(round(self._widest * self.scale) + 2 * edge, round(top - gap + edge / 2))

    def zoomed(self, step: int) -> float:
        """The next scale, larger or smaller; the same at the ends."""
        now = self.scale / DOT
        larger, smaller = [one for one in STEPS if one > now * 1.01], [one for one in STEPS if one < now * 0.99]
        if step > 0:
            return larger[0] * DOT if larger else self.scale
        return smaller[-1] * DOT if smaller else self.scale

    def rect(self, number: int, scrolled: QPoint, room: QSize) -> QRectF:
        """Where a page stands in a view of that room, scrolled by so much."""
        width, height = (round(length * self.scale) for length in self.sizes[number])
        across = max(float(room.width()), self._widest * self.scale + 2 * current().px(EDGE_PX))
        left = (across - width) / 2 - scrolled.x()
        return QRectF(round(left), round(self.tops[number]) - scrolled.y(), width, height)

    def seen(self, above: int, height: int) -> range:
        """The pages in sight."""
        return range(max(0, bisect_right(self.tops, above) - 1), bisect_right(self.tops, above + height))

    def at(self, height: float) -> int:
        """The page at that height."""
        return max(0, bisect_right(self.tops, height) - 1)
