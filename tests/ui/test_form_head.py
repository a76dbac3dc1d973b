import datetime as dt
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.autosave import Autosave
from ui.kit.form_head import FormHead


class Still:
    """A document that nobody changes."""

    def snapshot(self) -> None:
        return None

    def save(self, sent: Any, on_result: Any, on_error: Any) -> None:
        raise AssertionError

    def take(self, sent: Any, stored: Any) -> None:
        raise AssertionError


def test_no_command_shows_itself_before_the_head_does(app: QApplication) -> None:
    """Shown without a parent, a button is a window of its own, that takes the keys from the one in use."""
    page = QWidget()
    head = FormHead(Autosave(Still(), page, lambda: dt.datetime.now(dt.UTC)), preview=True)
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert not head.preview.isHidden()
    assert head.print.isHidden()
