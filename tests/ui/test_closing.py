"""A closed window is freed, with all that it opened; the cycle collector works on the GUI thread alone."""

import gc
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pvdesk.store import listing
from pvdesk.store.listing import Query
from tests.ui.window import open_window
from ui.kit.collector import EVERY_MS, Collector
from ui.kit.tasks import Tasks
from ui.operations import Operations

TIMES = 5
PAGES = ("reunions", "exporter")


class Ring(QObject):
    """Garbage that only the cycle collector frees; it says where it was freed."""

    freed: list[str]

    def __init__(self, freed: list[str]) -> None:
        super().__init__()
        self.me, self.freed = self, freed

    def __del__(self) -> None:
        self.freed.append(threading.current_thread().name)


def test_windows_opened_and_closed_leave_no_widget(app: QApplication, sample: Path, tmp_path: Path) -> None:
    others = QApplication.topLevelWidgets()  # of tests before this one, in the same process
    before = len(QApplication.allWidgets())
    left = []
    for turn in range(TIMES):
        application = open_window(sample, tmp_path / str(turn))
        assert application.window is not None
        for name in PAGES:
            application.window.show_page(name)
            application.tasks.wait_idle()
        application.window.search()
        application.window.new_record("reunion")
        application.tasks.wait_idle()
        application.frame.close()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        left.append((len(QApplication.allWidgets()), QApplication.topLevelWidgets()))
    assert left == [(before, others)] * TIMES


def test_a_window_closed_while_it_reads_leaves_no_widget(app: QApplication, sample: Path, tmp_path: Path) -> None:
    others = QApplication.topLevelWidgets()
    application = open_window(sample, tmp_path / "delegation")
    assert application.window is not None
    for name in PAGES:
        application.window.show_page(name)
    application.frame.close()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert QApplication.topLevelWidgets() == others


def test_an_answer_to_a_window_built_again_is_dropped(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    assert application.desk is not None
    with application.desk.reading() as unit:
        uid = listing.rows(unit, "reunion", Query())[0].uid
    answers: list[object] = []
    operations = Operations(application.desk, application.tasks)
    operations.lives.delete("reunion", uid, answers.append)
    operations.deleteLater()
    QCoreApplication.sendPostedEvents(operations, int(QEvent.Type.DeferredDelete.value))
    assert application.tasks.wait_idle()
    assert len(answers) == 1
    application.frame.close()


def test_garbage_is_collected_on_the_gui_thread_alone(app: QApplication) -> None:
    freed: list[str] = []
    collector, tasks = Collector(), Tasks()
    Ring(freed)
    kept: list[object] = []
    tasks.run(lambda: [[place] for place in range(50_000)], kept.append)
    assert tasks.wait_idle()
    assert freed == []
    QTest.qWait(EVERY_MS + 200)
    collector.stop()
    assert gc.isenabled()
    assert set(freed) == {threading.main_thread().name}
