"""The screens are tested without a screen, dressed with the light theme unless a test asks otherwise."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.pvdesk.mission.exchange import Pair, Template, a_pair, make_template
from tests.ui import desk_sample, two_desks
from tests.ui.mission_window import Mission
from ui.theme.apply import apply
from ui.theme.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Nothing that a test opened is left to the next one, and no thread of the tasks collects widgets meanwhile."""
    gc.disable()
    yield
    for one in QApplication.topLevelWidgets():
        if one.windowType() is not Qt.WindowType.Popup:  # the list of a completer goes with its line
            one.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    gc.enable()


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application in the light theme, zoom 1."""
    apply(qapp, Theme())
    return qapp


@pytest.fixture(params=["clair", "sombre", "contraste"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    """Each theme in turn, put on the application."""
    made = Theme(request.param)
    apply(qapp, made)
    return made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small délégation, to be copied."""
    folder = tmp_path_factory.mktemp("sample") / "delegation"
    desk_sample.make(folder)
    return folder


@pytest.fixture(scope="session")
def desks(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A délégation and its mission, where something of each kind waits: the folders « delegue » and « mission »."""
    folder = tmp_path_factory.mktemp("deux")
    two_desks.make(sample, folder)
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A poste enrolled at its mission, to be copied."""
    return make_template(tmp_path_factory.mktemp("modele"))


@pytest.fixture
def pair(template: Template, tmp_path: Path) -> Iterator[Pair]:
    """A poste and its mission."""
    with a_pair(template, tmp_path) as made:
        yield made


@pytest.fixture
def mission(app: QApplication, pair: Pair) -> Iterator[Mission]:
    """The window of the mission."""
    opened = Mission(pair.mission)
    yield opened
    opened.close()


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
