"""A7: whether one sees where the focus is: what the window draws with it, and without it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme.tokens import ratio

LEAST = 3.0  # WCAG 2.2, 2.4.13: between the same pixel with and without the focus
AROUND = 4  # pixels outside of a widget where its ring may be drawn
THICK = 2


def shows(stop: QWidget, elsewhere: QWidget) -> bool:
    """Whether a line of `THICK` pixels as long as the shorter side of the widget stands out, at least."""
    window, above = stop.window(), stop.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.isAncestorOf(stop):
            above.ensureWidgetVisible(stop)
        above = above.parentWidget()
    box = QRect(stop.mapTo(window, stop.rect().topLeft()), stop.size()).adjusted(-AROUND, -AROUND, AROUND, AROUND)
    box = box.intersected(window.rect())
    if box.isEmpty():
        return False
    elsewhere.setFocus(Qt.FocusReason.OtherFocusReason)
    without = _pixels(window, box)
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    changed = [pair for pair in zip(_pixels(window, box), without, strict=True) if pair[0] != pair[1]]
    told = {pair for pair in set(changed) if ratio(_hex(pair[0]), _hex(pair[1])) >= LEAST}
    return sum(pair in told for pair in changed) >= THICK * min(box.width(), box.height()) // 2


def _pixels(window: QWidget, box: QRect) -> memoryview:
    image = window.grab(box).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(image.constBits().tobytes()).cast("I")


def _hex(colour: int) -> str:
    return f"#{colour & 0xFFFFFF:06X}"
