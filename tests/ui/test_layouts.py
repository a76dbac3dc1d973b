from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from ui.kit.layouts import button


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_enter_as_by_space(app: QApplication, keys: Callable[..., None], key: Qt.Key) -> None:
    made = button("Terminer")
    pressed = QSignalSpy(made.clicked)
    keys(made, key)
    assert pressed.count() == 1


def test_a_button_leaves_other_keys_with_enter_to_the_window(app: QApplication, keys: Callable[..., None]) -> None:
    made = button("Terminer")
    pressed = QSignalSpy(made.clicked)
    keys(made, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert pressed.count() == 0
