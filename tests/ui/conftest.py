"""The screens are tested without a screen, dressed with the light theme unless a test asks otherwise."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import desk_sample
from ui.theme.apply import apply
from ui.theme.theme import PROPERTY, Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def wear(application: QApplication, theme: Theme) -> None:
    """Dress the application unless it is already: a style sheet costs more than most tests."""
    if application.property(PROPERTY) != theme:
        apply(application, theme)


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application in the light theme, zoom 1."""
    wear(qapp, Theme())
    return qapp


@pytest.fixture(params=["clair", "sombre", "contraste"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    """Each theme in turn, put on the application."""
    made = Theme(request.param)
    wear(qapp, made)
    return made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small délégation, to be copied."""
    folder = tmp_path_factory.mktemp("sample") / "delegation"
    desk_sample.make(folder)
    return folder


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
