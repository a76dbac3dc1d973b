import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ui.kit.tasks import Cancelled, ImmediateTasks, Tasks, Watch


class Page(QObject):
    """Receives answers as a page does."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.steps: list[tuple[int, int, str]] = []
        self.threads: set[int] = set()

    def take(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def fail(self, error: Exception) -> None:
        self.errors.append(error)

    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((done, total, text))


@pytest.fixture
def tasks(app: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.wait_idle()


def failing() -> None:
    raise OSError(28, "plein")


def long_work(watch: Watch) -> str:
    for done in range(1, 4):
        watch.tell(done, 3, f"étape {done}")
    return "fini"


def test_the_work_is_away_and_the_answer_is_here(tasks: Tasks) -> None:
    page = Page()
    tasks.run(threading.get_ident, page.take, page.fail)
    assert tasks.busy
    assert tasks.wait_idle()
    assert page.results != [threading.get_ident()]
    assert page.threads == {threading.get_ident()}


def test_jobs_keep_their_order_and_their_thread(tasks: Tasks) -> None:
    page = Page()
    for _ in range(20):
        tasks.run(threading.get_ident, page.take)
    tasks.wait_idle()
    assert (len(page.results), len(set(page.results))) == (20, 1)


def test_an_error_comes_back_as_it_was_raised(tasks: Tasks) -> None:
    page = Page()
    tasks.run(failing, page.take, page.fail)
    tasks.wait_idle()
    assert [type(error) for error in page.errors] == [OSError]
    assert page.results == []


def test_a_long_work_tells_its_progress(tasks: Tasks) -> None:
    page = Page()
    tasks.run_long(long_work, page.take, page.fail, page.step)
    tasks.wait_idle()
    assert page.steps == [(1, 3, "étape 1"), (2, 3, "étape 2"), (3, 3, "étape 3")]
    assert page.results == ["fini"]


def test_a_long_work_can_be_interrupted(tasks: Tasks) -> None:
    page, started, go_on = Page(), threading.Event(), threading.Event()

    def patient(watch: Watch) -> str:
        started.set()
        go_on.wait(5)
        watch.check()
        return "fini"

    watch = tasks.run_long(patient, page.take, page.fail)
    started.wait(5)
    watch.cancel()
    go_on.set()
    tasks.wait_idle()
    assert [type(error) for error in page.errors] == [Cancelled]
    assert page.results == []


def test_the_answer_to_a_closed_page_is_dropped(tasks: Tasks) -> None:
    page, go_on = Page(), threading.Event()
    tasks.run(lambda: go_on.wait(5), page.take, page.fail)
    delete(page)
    go_on.set()
    assert tasks.wait_idle()
    assert page.results == []


def test_immediate_tasks_answer_before_returning(app: QApplication) -> None:
    page, tasks = Page(), ImmediateTasks()
    tasks.run(lambda: 3, page.take, page.fail)
    tasks.run(failing, page.take, page.fail)
    tasks.run_long(long_work, page.take, page.fail, page.step)
    assert (page.results, len(page.errors), len(page.steps)) == ([3, "fini"], 1, 3)
    assert not tasks.busy


def test_an_error_nobody_answers_for_is_raised(app: QApplication) -> None:
    with pytest.raises(OSError, match="plein"):
        ImmediateTasks().run(failing, Page().take)
