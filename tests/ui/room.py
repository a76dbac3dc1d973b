"""What has no room on a page: text cut, neighbours one on the other, what asks to be scrolled sideways."""

from itertools import combinations

from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from tests.ui.window import clipped, settle
from ui.app import Application

TURNS = 4  # of the event loop, for layouts within layouts
TOUCHING = 1  # px that neighbours may share
Size = tuple[int, int]


def cramped(application: Application, sizes: tuple[Size, ...]) -> dict[Size, list[str]]:
    """What is wrong of the place shown, at each size of the window; it is left as it was."""
    first = application.frame.size()
    faults = {}
    for size in sizes:
        application.frame.resize(*size)
        for _ in range(TURNS):  # nothing is read again: only the layouts follow
            QApplication.processEvents()
        found = wrong(application)
        if found:  # a height follows another a moment later
            settle(application)
            found = wrong(application)
        if found:
            faults[size] = found
    application.frame.resize(first)
    return faults


def wrong(application: Application) -> list[str]:
    """What is cut, what stands on its neighbour, what asks to be scrolled sideways."""
    window = application.window
    assert window is not None
    inside = window.stack.currentWidget()
    sideways = [
        f"défile de côté : {area.widget().objectName() or type(area.widget()).__name__}"
        for area in inside.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    return [*clipped(window), *overlaps(window), *sideways]


def overlaps(root: QWidget) -> list[str]:
    """Pairs of visible widgets that one layout places and that stand one on the other."""
    found = []
    for parent in (root, *root.findChildren(QWidget)):
        if not parent.isVisible() or parent.layout() is None or isinstance(parent, QStackedWidget):
            continue
        beside = [one for one in parent.children() if isinstance(one, QWidget) and one.isVisible()]
        for one, other in combinations([one for one in beside if not one.isWindow()], 2):
            shared = one.geometry().intersected(other.geometry())
            if min(shared.width(), shared.height()) > TOUCHING:
                found.append(f"{told(one)} sur {told(other)} : {shared.width()} × {shared.height()}")
    return found


def told(widget: QWidget) -> str:
    """A widget, for who reads a failed test."""
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} « {text or widget.accessibleName()} »"
