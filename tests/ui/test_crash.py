"""The last resort: what nobody answered for is told once, and holds nothing that somebody typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from db.errors import Cause, Faute
from pvdesk.base import logs
from pvdesk.base.logs import Ring
from ui.crash import CrashDialog, CrashGuard
from ui.kit.messages import TroubleDialog


@pytest.fixture
def ring() -> Iterator[Ring]:
    made = logs.start()
    yield made
    logs.stop(made)


@pytest.fixture
def window(app: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    made.close()
    made.deleteLater()


def fail(guard: CrashGuard, error: BaseException) -> None:
    with pytest.raises(type(error)) as caught:
        raise error
    guard.answer(caught.type, caught.value, caught.tb)


def test_an_unforeseen_error_is_told_once_with_the_log(ring: Ring, window: QWidget) -> None:
    restarted: list[bool] = []
    guard = CrashGuard(ring, lambda: restarted.append(True))
    guard.install(window)
    fail(guard, ValueError("Camille Exemple, 06 00 00 00 00"))
    fail(guard, KeyError("again"))
    dialogs = window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    dialog = dialogs[0]
    assert "ValueError" in dialog.details.toPlainText()
    assert "Camille" not in dialog.details.toPlainText()
    dialog.show_button.click()
    assert dialog.details.isVisible()
    dialog.copy_button.click()
    assert "test_crash.py" in QGuiApplication.clipboard().text()
    dialog.restart_button.click()
    assert restarted == [True]
    guard.remove()


def test_a_fault_of_the_machine_keeps_its_three_sentences(ring: Ring, window: QWidget) -> None:
    guard = CrashGuard(ring, lambda: None)
    guard.install(window)
    fail(guard, Faute(Cause.DISQUE_PLEIN))
    dialog = window.findChild(TroubleDialog)
    assert dialog is not None
    assert dialog.accessibleDescription() == str(Faute(Cause.DISQUE_PLEIN))
    dialog.accept()
    guard.remove()
