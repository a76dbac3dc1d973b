"""The screens are tested without a screen, dressed with the light theme unless a test asks otherwise."""

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.apply import apply
from ui.theme.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application in the light theme, zoom 1."""
    apply(qapp, Theme())
    return qapp


@pytest.fixture(params=["clair", "sombre", "contraste"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    """Each theme in turn, put on the application."""
    made = Theme(request.param)
    apply(qapp, made)
    yield made
    apply(qapp, Theme())


@pytest.fixture
def keys() -> Callable[..., None]:
    """Send a key with its text: QTest.keyClicks aborts the process on accented letters."""

    def press(
        widget: QWidget,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

    return press
