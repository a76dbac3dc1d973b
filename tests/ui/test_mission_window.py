"""The same window at the mission: what was received, nothing to create, nothing to send."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.base.clock import fixed_clock
from pvdesk.mission import postes
from tests.ui.desk_sample import NOW, PHRASE
from tests.ui.window import page, settle
from ui import navigation
from ui.app import Application
from ui.main_window import MainWindow
from ui.pages.reading import NONE, ReadingPage
from ui.pages.received import ReceivedPage


@pytest.fixture
def window(app: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The mission's window, on an empty base."""
    postes.create(tmp_path / "base", PHRASE, "Mission", tmp_path / "reserve.txt", clock=fixed_clock(NOW)).close()
    application = Application(tmp_path / "base")
    application.start(PHRASE)
    settle(application)
    assert application.window is not None
    yield application.window
    application.frame.close()


def test_the_mission_sees_its_own_pages_and_creates_nothing(window: MainWindow) -> None:
    application = window.services.display
    assert isinstance(application, Application)
    names = navigation.pages(window.desk.role)
    assert {"recus", "reunions", "quartiers"} <= names
    assert "exporter" not in names
    assert not window.bar.new.isVisible()
    window.new_record("reunion")
    assert window.record is None
    window.show_page("reunions")
    window.open_record("reunion", "01ABC")
    settle(application)
    reading = window.stack.currentWidget()
    assert isinstance(reading, ReadingPage)
    assert reading.body.currentIndex() == NONE
    assert (window.record, window.place) == (None, "reunions")


def test_no_file_received_is_said(window: MainWindow) -> None:
    application = window.services.display
    assert isinstance(application, Application)
    received = page(application, "recus")
    assert isinstance(received, ReceivedPage)
    assert received.empty.isVisible()
