"""A1, A2, A5, A6, A12 on every page and every fiche, in one visit of the program."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.acces import places
from tests.ui.acces.places import Place
from tests.ui.window import open_window
from ui.theme.apply import apply
from ui.theme.theme import Theme


@pytest.fixture(scope="module")
def visited(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Place]:
    """Each place, looked at."""
    apply(qapp, Theme())
    application = open_window(sample, tmp_path_factory.mktemp("visite") / "delegation")
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    watch = places.Windows(application.frame)
    qapp.installEventFilter(watch)
    found = [places.seen(application, name) for name in places.every_place(application)]
    qapp.removeEventFilter(watch)
    application.frame.close()
    assert watch.others == []
    return found


@pytest.mark.parametrize(
    "what",
    ["unnamed", "unlabelled", "small", "missed", "stuck", "upwards"],
    ids=["A1 nom", "A2 libellé dans le nom", "A12 cible", "A5 atteint", "A5 sans piège", "A6 ordre"],
)
def test_every_place(visited: list[Place], what: str) -> None:
    assert len(visited) > 30
    assert {place.name: found for place in visited if (found := getattr(place, what))} == {}
