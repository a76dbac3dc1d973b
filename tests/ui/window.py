"""A window on a copy of the sample, and what tests do with it."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from pvdesk.base.settings import Settings, write
from tests.ui.desk_sample import PHRASE
from ui.app import Application
from ui.kit.elided import Elided
from ui.kit.tasks import Tasks
from ui.pages.page import Page
from ui.theme import charte

PATIENCE_MS = 20_000
SHORT_MS = 150  # what waits for a list to be still, or for a word to be whole; neither a count nor a saving
TURN_MS, STILL, TURNS = 4, 3, 50


def open_window(
    sample: Path,
    folder: Path,
    chosen: Settings | None = None,
    size: tuple[int, int] = (1366, 768),
    charter: dict[str, object] | None = None,
) -> Application:
    """A window on a copy of the sample; `charter` is what a service supplies."""
    shutil.copytree(sample, folder)
    if charter is not None:
        (folder / charte.FOLDER).mkdir()
        (folder / charte.FOLDER / charte.FILE).write_text(json.dumps(charter), encoding="utf-8")
    write(folder, chosen or Settings(theme="clair"))
    application = Application(folder)
    application.start(PHRASE)
    application.frame.resize(*size)
    settle(application)
    assert application.window is not None
    return application


def settle(application: Application) -> None:
    """Wait until what is read is shown, short timers included."""
    rest(application.tasks)


def rest(tasks: Tasks) -> None:
    """Turn the event loop until nothing is read and no short timer is to ring, layouts within layouts done."""
    still = 0
    for _ in range(TURNS):
        tasks.wait_idle(PATIENCE_MS)
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        left = _about_to_ring()
        QTest.qWait(max(left, default=TURN_MS) + 1)
        still = 0 if left or tasks.busy else still + 1
        if still == STILL:
            return
    pytest.fail("the window never rests")


def _about_to_ring() -> list[int]:
    """The milliseconds left to the short timers of all windows."""
    return [
        timer.remainingTime()
        for window in QApplication.topLevelWidgets()
        for timer in window.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= SHORT_MS
    ]


def page(application: Application, name: str) -> Page:
    """Show a page and wait for it."""
    assert application.window is not None
    application.window.show_page(name)
    settle(application)
    shown = application.window.stack.currentWidget()
    assert isinstance(shown, Page)
    return shown


def clipped(root: QWidget) -> list[str]:
    """Visible labels and buttons that have less room than their text needs; elided ones say so themselves."""
    found = []
    for one in root.findChildren(QLabel):
        if one.isVisible() and not isinstance(one, Elided) and one.text() and not one.wordWrap():
            if one.width() < one.minimumSizeHint().width() - 1 or one.height() < one.minimumSizeHint().height() - 1:
                found.append(f"{one.text()} {one.size().toTuple()} < {one.minimumSizeHint().toTuple()}")
        elif one.isVisible() and one.wordWrap() and one.height() < one.heightForWidth(one.width()) - 1:
            found.append(f"{one.text()}: {one.height()} < {one.heightForWidth(one.width())}")
    for press in root.findChildren(QPushButton):
        short = press.width() < press.minimumSizeHint().width() - 1
        if press.isVisible() and press.property("kind") != "search" and short:
            found.append(f"{press.text()} {press.width()} < {press.minimumSizeHint().width()}")
    return found
