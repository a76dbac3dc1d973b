"""A widget shown before it has a parent is a window of its own: it flashes, and takes the keys from the one in use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from pvdesk.fiches import FICHES
from pvdesk.store.desk import Desk
from tests import builders
from ui.kit.tasks import ImmediateTasks
from ui.operations import Operations
from ui.pages.fiche import FichePage
from ui.pages.reunion import ReunionPage


class Shown(QObject):
    """The windows that came on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = builders.make_desk(tmp_path / "donnees")
    yield made
    made.close()


@pytest.mark.parametrize("table", FICHES)
def test_the_page_of_a_fiche_is_built_out_of_sight(app: QApplication, desk: Desk, table: str) -> None:
    operations, shown = Operations(desk, ImmediateTasks()), Shown()
    app.installEventFilter(shown)
    page = ReunionPage(operations) if table == "reunion" else FichePage(operations, table)
    page.new()
    app.removeEventFilter(shown)
    assert shown.names == []
