"""The contrast of each text, measured on the pixels that are drawn."""

from collections import Counter

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget

from ui.theme.tokens import ratio

SHARP = 2  # pixels for one: a thin stroke reaches its own colour
LEAST = {"clair": 4.5, "sombre": 4.5, "contraste": 7.0}
SMALL = 8  # pixels: nothing is written in less
DOTS = 2  # a colour drawn once is the edge of a letter
Texts = list[tuple[str, QRect]]


def measured(around: QWidget, theme: str) -> tuple[int, list[str]]:
    """How many texts of a widget were measured; those that are too faint."""
    picture, count, faint = Picture(drawn(around)), 0, []
    for text, box in texts(around):
        seen = picture.contrast(box)
        if seen is not None:
            count += 1
            if seen < LEAST[theme]:
                faint.append(f"« {text} » {seen:.2f}")
    return count, faint


def drawn(window: QWidget) -> QImage:
    """What is shown, twice as sharp as on the screen."""
    picture = QPixmap(window.size() * SHARP)
    picture.setDevicePixelRatio(SHARP)
    picture.fill(window.palette().window().color())
    window.render(picture)
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def texts(window: QWidget) -> Texts:
    """What is written and wholly shown, and where: labels, buttons, boxes that may be typed in, cells of tables."""
    found: Texts = []
    for kind, around in ((QLabel, 1), (QPushButton, 4), (QLineEdit, 4)):
        for one in window.findChildren(kind):
            shown = one.visibleRegion().boundingRect()
            if one.isVisible() and one.isEnabled() and one.text() and shown.height() == one.height():
                box = shown.adjusted(around, around, -around, -around)
                found.append((one.text()[:30], _placed(one, box, window)))
    for table in window.findChildren(QTableView):
        if table.isVisible() and table.model() is not None:
            found += _cells(table, window)
    return found


def _cells(table: QTableView, window: QWidget) -> Texts:
    model, view = table.model(), table.viewport()
    seen = view.visibleRegion().boundingRect()
    rows = range(min(8, model.rowCount()))
    cells = [model.index(row, column) for row in rows for column in range(model.columnCount())]
    boxes = [(str(cell.data())[:30], table.visualRect(cell)) for cell in cells if cell.data()]
    return [
        (text, _placed(view, box.intersected(seen), window))
        for text, box in boxes
        if box.intersected(seen).height() == box.height()
    ]


def _placed(one: QWidget, box: QRect, window: QWidget) -> QRect:
    return QRect(one.mapTo(window, box.topLeft()), box.size())


class Picture:
    """The pixels of what is shown."""

    def __init__(self, image: QImage) -> None:
        self._image = image
        self._pixels = memoryview(image.constBits().tobytes()).cast("I")

    def contrast(self, box: QRect) -> float | None:
        """The best contrast with the ground inside a box; None where there is nothing to see."""
        box = QRect(box.topLeft() * SHARP, box.size() * SHARP).intersected(self._image.rect())
        if box.width() < SMALL or box.height() < SMALL:
            return None
        colours: Counter[int] = Counter()
        for line in range(box.top(), box.bottom()):
            start = line * self._image.width() + box.left()
            colours.update(self._pixels[start : start + box.width()])
        (ground, _), *others = colours.most_common()
        return max((ratio(_hex(ground), _hex(colour)) for colour, dots in others if dots >= DOTS), default=None)


def _hex(colour: int) -> str:
    return f"#{colour & 0xFFFFFF:06X}"
