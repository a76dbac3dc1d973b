"""A8 and G7: the contrast of each text, measured on the pixels that are drawn, in the three themes."""

from array import array
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from pvdesk.base.settings import Settings
from tests.ui.window import open_window, settle
from ui.theme.tokens import ratio

SHARP = 2  # pixels for one: a thin stroke reaches its own colour
PAGES = ("accueil", "reunions", "actions", "agenda", "quartiers", "exporter", "parametres", "aide")
FICHES = ("reunion", "projet")
LEAST = {"clair": 4.5, "sombre": 4.5, "contraste": 7.0}
SMALL = 8  # pixels: nothing is written in less
DOTS = 2  # a colour drawn once is the edge of a letter
Texts = list[tuple[str, QRect]]


@pytest.mark.parametrize("theme", list(LEAST))
def test_every_text_drawn_is_legible(qapp: QApplication, sample: Path, tmp_path: Path, theme: str) -> None:
    application = open_window(sample, tmp_path / "delegation", Settings(theme=theme))
    window = application.window
    assert window is not None
    measured, faint = 0, []
    for name in (*PAGES, *FICHES):
        window.new_record(name) if name in FICHES else window.show_page(name)
        settle(application)
        picture = Picture(drawn(window))
        for text, box in texts(window):
            seen = picture.contrast(box)
            if seen is not None:
                measured += 1
                if seen < LEAST[theme]:
                    faint.append(f"{name} : « {text} » {seen:.2f}")
    application.frame.close()
    assert measured > 300
    assert faint == []


def drawn(window: QWidget) -> QImage:
    """The window, twice as sharp as on the screen."""
    picture = QPixmap(window.size() * SHARP)
    picture.setDevicePixelRatio(SHARP)
    picture.fill(Qt.GlobalColor.white)
    window.render(picture)
    return picture.toImage().convertToFormat(QImage.Format.Format_RGB32)


def texts(window: QWidget) -> Texts:
    """What is written, and where: labels, buttons, boxes that may be typed in, cells of tables."""
    found: Texts = []
    for kind, around in ((QLabel, 1), (QPushButton, 4), (QLineEdit, 4)):
        for one in window.findChildren(kind):
            if one.isVisible() and one.isEnabled() and one.text() and not one.visibleRegion().isEmpty():
                box = one.visibleRegion().boundingRect().adjusted(around, around, -around, -around)
                found.append((one.text()[:30], _placed(one, box, window)))
    for table in window.findChildren(QTableView):
        if table.isVisible() and table.model() is not None:
            found += _cells(table, window)
    return found


def _cells(table: QTableView, window: QWidget) -> Texts:
    model, view = table.model(), table.viewport()
    rows = range(min(8, model.rowCount()))
    cells = [model.index(row, column) for row in rows for column in range(model.columnCount())]
    return [
        (str(cell.data())[:30], _placed(view, table.visualRect(cell).intersected(view.rect()), window))
        for cell in cells
        if cell.data()
    ]


def _placed(one: QWidget, box: QRect, window: QWidget) -> QRect:
    return QRect(one.mapTo(window, box.topLeft()), box.size())


class Picture:
    """The pixels of a window."""

    def __init__(self, image: QImage) -> None:
        self._image = image
        self._pixels = array("I", image.constBits().tobytes())

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


@pytest.mark.parametrize(("colour", "legible"), [("#555B73", True), ("#A0A0A0", False)])
def test_a_faint_text_is_seen_to_be_faint(app: QApplication, colour: str, legible: bool) -> None:
    written = QLabel("Commission de suivi")
    written.setStyleSheet(f"background: #FFFFFF; color: {colour}; font-size: 14px")
    written.resize(200, 30)
    found = Picture(drawn(written)).contrast(written.rect())
    assert found is not None
    assert (found >= LEAST["clair"]) is legible
    assert abs(found - ratio(colour, "#FFFFFF")) < 0.3
