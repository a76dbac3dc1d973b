"""No text cut, no neighbours one on the other: every page of both profiles and every fiche, three sizes (goal G8)."""

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from pvdesk.base.settings import Settings, write
from pvdesk.fiches import FICHES
from tests.ui.desk_sample import PHRASE
from tests.ui.window import clipped, settle
from ui.album import listed
from ui.app import Application

LARGE, SMALL, NARROW = (1366, 768), (1280, 720), (960, 540)
TURNS = 4  # of the event loop, for layouts within layouts
TOUCHING = 1  # px that neighbours may share
# One window for each size of text; its sizes are tried on each place, which is built once.
LOOKS = [(1.0, (LARGE, SMALL, NARROW)), (2.0, (SMALL,))]


@pytest.fixture(params=LOOKS, ids=["100", "200"])
def look(request: pytest.FixtureRequest) -> tuple[float, tuple[tuple[int, int], ...]]:
    """A size of text and sizes of window."""
    found: tuple[float, tuple[tuple[int, int], ...]] = request.param
    return found


@pytest.mark.parametrize("who", ["delegue", "mission"])
def test_every_place_has_room_for_what_it_says(
    app: QApplication, desks: Path, tmp_path: Path, who: str, look: tuple[float, tuple[tuple[int, int], ...]]
) -> None:
    zoom, sizes = look
    shutil.copytree(desks / who, tmp_path / who)
    write(tmp_path / who, Settings(theme="clair", zoom=zoom))
    application = Application(tmp_path / who)
    application.start(PHRASE)
    application.frame.resize(*sizes[0])
    settle(application)
    faults = {}
    for name in places(application):
        for size in sizes:
            application.frame.resize(*size)
            for _ in range(TURNS):  # nothing is read again: only the layouts follow
                QApplication.processEvents()
            found = wrong(application)
            if found:  # a height follows another a moment later
                settle(application)
                found = wrong(application)
            if found:
                faults[f"{name} {size[0]}"] = found
        application.frame.resize(*sizes[0])
    application.frame.close()
    assert faults == {}


def places(application: Application) -> Iterator[str]:
    """Show each page, then each new fiche of a délégué."""
    window = application.window
    assert window is not None
    for page in listed(window.desk.role):
        window.show_page(page)
        settle(application)
        yield page
    for table in FICHES if window.bar.new.isVisible() else ():
        window.new_record(table)
        settle(application)
        yield f"fiche {table}"


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
