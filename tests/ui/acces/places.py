"""Every place of the program, visited once: what a screen reader, the Tab key and a pointer find there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QScrollBar,
    QWidget,
)

from db.models.echange import Role
from pvdesk.fiches import FICHES
from pvdesk.store import listing
from tests.ui.acces import pixels, ring
from tests.ui.room import cramped
from tests.ui.window import settle
from ui import navigation
from ui.app import Application
from ui.kit.lines import LineList
from ui.main_window import MainWindow
from ui.pages.consolidation import ConsolidationPage
from ui.pages.fiche import FichePage
from ui.pages.home import HomePage
from ui.places import LISTS
from ui.special.photo_lines import PhotoLines

LEAST_PX = 24  # WCAG 2.2, 2.5.8
MOST = 400  # stops of a place
TABS = 3  # presses of Tab in a row that one widget may take
ROLE = QAccessible.Role
INTERACTIVE = {ROLE.PushButton, ROLE.CheckBox, ROLE.RadioButton, ROLE.EditableText, ROLE.Table, ROLE.List,
               ROLE.ComboBox, ROLE.ButtonMenu, ROLE.SpinBox, ROLE.PageTab}  # fmt: skip
PAPER = "papier"
SIZES = ((1366, 768), (1280, 720), (960, 540))  # goal G8, text as it is; twice as large: test_geometry
# What Qt and its libraries write when they are not translated; none is also French.
ENGLISH = re.compile(
    r"\b(the|and|of|open|save|cancel|close|yes|copy|paste|undo|redo|cut|delete|select|none|true|false)\b", re.IGNORECASE
)
YES = "Oui"  # of a box to tick: the label that one reads is that of its field


class Windows(QObject):
    """Remembers every window but the first that shows itself: a widget shown before it has a parent is one."""

    def __init__(self, frame: QWidget) -> None:
        super().__init__()
        self._frame = frame
        self.others: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self._frame:
            self.others.append(told(watched))
        return False


@dataclass
class Place:
    """What was found of a page or a new fiche."""

    name: str
    unnamed: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    texts: int = 0  # measured
    foreign: list[str] = field(default_factory=list)
    upwards: list[str] = field(default_factory=list)


def every_place(application: Application, only: frozenset[str] = frozenset()) -> Iterator[str]:
    """Show each page of the profile, then each new fiche, or one that the mission reads; its name once at rest.

    `only` names those wanted: all when it is empty.
    """
    window = application.window
    assert window is not None
    pages = [page for page in sorted(navigation.pages(window.desk.role)) if not only or page in only]
    for page in pages:
        window.show_page(page)
        settle(application)
        shown = window.stack.currentWidget()
        if isinstance(shown, HomePage | ConsolidationPage):  # what stands lower is read when one comes to it
            shown.read_territory() if isinstance(shown, HomePage) else shown.read_actions()
            settle(application)
        yield page
    if not only or PAPER in only:
        yield from _paper(application, window)
    if window.desk.role is Role.MISSION and not only:
        yield from _read(application, window)
    elif window.desk.role is Role.POSTE:
        yield from _new(application, window, [table for table in FICHES if not only or f"fiche {table}" in only])


def _paper(application: Application, window: MainWindow) -> Iterator[str]:
    """The paper of a meeting, over its list."""
    with window.desk.reading() as unit:
        uids = [row.uid for row in listing.rows(unit, "reunion")]
    if uids:
        window.show_paper("compte-rendu", uids[0])
        settle(application)
        yield PAPER


def _new(application: Application, window: MainWindow, tables: list[str]) -> Iterator[str]:
    """New fiches, with a line in each of their lists: its place in the order of Tab is judged too."""
    for table in tables:
        window.new_record(table)
        settle(application)
        record = window.record
        if isinstance(record, FichePage):
            for lines in record.findChildren(LineList):
                if lines.isVisible() and lines.add_button.isEnabled() and not isinstance(lines, PhotoLines):
                    lines.add_button.click()
        settle(application)
        yield f"fiche {table}"


def _read(application: Application, window: MainWindow) -> Iterator[str]:
    """The first fiche of each list that holds some."""
    for page, table in LISTS.items():
        with window.desk.reading() as unit:
            uids = [row.uid for row in listing.rows(unit, table)]
        if uids and page in navigation.pages(Role.MISSION):
            window.open_record(table, uids[0])
            settle(application)
            yield f"lecture {table}"


def seen(application: Application, name: str, kinds: set[tuple[str, ...]]) -> Place:
    """Look at the place shown; the ring of the focus once for each of the `kinds` of widgets."""
    window = application.window
    assert window is not None
    place = Place(name)
    for one in window.findChildren(QWidget):
        if one.isVisible() and one.isEnabled():
            _look(one, place)
    inside = window.stack.currentWidget()
    place.texts, place.faint = pixels.measured(window if not kinds else inside, "clair")
    place.foreign = [text for text, _ in pixels.texts(inside) if ENGLISH.search(text) and not text.startswith("/")]
    stops = _stops(inside, place)
    place.unseen = [told(one) for one in stops if _new_kind(one, kinds) and not ring.shows(one, window.nav)]
    wanted = {one for one in inside.findChildren(QWidget) if _takes_tab(one)}
    place.missed = sorted(told(one) for one in wanted - set(stops) if not _shared(one, stops))
    for before, after in pairwise(stops):
        if _above(after, before, inside):
            place.upwards.append(f"{told(before)} puis {told(after)}")
    faults = cramped(application, SIZES)
    place.clipped = [f"{size[0]} px : {one}" for size, found in faults.items() for one in found]
    return place


def new_stops(inside: QWidget, kinds: set[tuple[str, ...]]) -> list[QWidget]:
    """What Tab stops at that is drawn otherwise than what was seen before."""
    return [one for one in inside.findChildren(QWidget) if _takes_tab(one) and _new_kind(one, kinds)]


def told(widget: QWidget) -> str:
    """A widget, for who reads a failed test."""
    text = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    return f"{type(widget).__name__} « {text} »"


def _look(one: QWidget, place: Place) -> None:
    interface = QAccessible.queryAccessibleInterface(one)
    if interface is None or interface.role() not in INTERACTIVE:
        return
    name = interface.text(QAccessible.Text.Name)
    if not name and not (isinstance(one.parentWidget(), QComboBox)):
        place.unnamed.append(told(one))
    if isinstance(one, QAbstractButton) and _visible(one) not in name and _visible(one) != YES:
        place.unlabelled.append(f"{told(one)} : « {one.text()} »")
    if isinstance(one, QAbstractButton) and min(one.width(), one.height()) < LEAST_PX:
        place.small.append(f"{told(one)} {one.width()} × {one.height()}")


def _visible(button: QAbstractButton) -> str:
    """What one reads on it: neither the mark of a mnemonic nor that of a question to come."""
    return button.text().replace("&", "").strip().rstrip("…")


def _new_kind(one: QWidget, kinds: set[tuple[str, ...]]) -> bool:
    """Whether it is drawn otherwise than what was seen before."""
    kind = (type(one).__name__, one.objectName(), str(one.property("kind")), str(one.property("tone")))
    known = kind in kinds
    kinds.add(kind)
    return not known


def _takes_tab(one: QWidget) -> bool:
    takes = bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return (
        takes and one.isVisible() and one.isEnabled() and one.focusProxy() is None and not isinstance(one, QScrollBar)
    )


def _stops(inside: QWidget, place: Place) -> list[QWidget]:
    """Where Tab goes inside, from its first place until it leaves or comes back."""
    first = next((one for one in _in_order(inside) if _takes_tab(one)), None)
    if first is None:
        return []
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = [first]
    same = 0
    for _ in range(MOST):
        here = QApplication.focusWidget()
        if here is None:
            break
        QTest.keyClick(here, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        same = same + 1 if now is here else 0
        if same > TABS:
            place.stuck.append(told(here))
            break
        if now is first:
            break
        if now is not None and now is not here and inside.isAncestorOf(now):
            stops.append(now)
    return stops


def _in_order(inside: QWidget) -> Iterator[QWidget]:
    """The widgets in the order of Tab."""
    one = inside.nextInFocusChain()
    while one is not inside:
        if inside.isAncestorOf(one):
            yield one
        one = one.nextInFocusChain()


def _shared(one: QWidget, stops: list[QWidget]) -> bool:
    """One of a group of buttons is enough: the arrows go to the others; a list is reached by what stands in it."""
    if isinstance(one, QAbstractButton):
        group = one.group()
        beside = group.buttons() if group is not None else one.parentWidget().findChildren(type(one))
        if (group is not None or one.autoExclusive()) and any(other in stops for other in beside):
            return True
    return isinstance(one, QAbstractScrollArea) and any(one.isAncestorOf(stop) for stop in stops)


def _above(after: QWidget, before: QWidget, inside: QWidget) -> bool:
    """Whether a stop stands wholly above the one before, in the same column."""
    low = after.mapTo(inside, QPoint(0, after.height())).y()
    high = before.mapTo(inside, QPoint(0, 0)).y()
    left, right = (one.mapTo(inside, QPoint(0, 0)).x() for one in (after, before))
    return low <= high and left <= right and after.parentWidget() is before.parentWidget()
