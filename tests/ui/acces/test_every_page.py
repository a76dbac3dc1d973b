"""A1, A2, A5, A6, A7, A8, A12, A19 on every page and every fiche of both profiles, in one visit of each."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pvdesk.base.settings import Settings, write
from tests.ui.acces import places
from tests.ui.acces.places import Place
from tests.ui.desk_sample import PHRASE
from tests.ui.window import settle
from ui.app import Application
from ui.theme.apply import apply
from ui.theme.theme import Theme


@pytest.fixture(scope="module", params=["delegue", "mission"])
def visited(
    request: pytest.FixtureRequest, qapp: QApplication, desks: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Place]:
    """Each place of a profile, looked at."""
    apply(qapp, Theme())
    folder = tmp_path_factory.mktemp("visite") / request.param
    shutil.copytree(desks / request.param, folder)
    write(folder, Settings(theme="clair"))
    application = Application(folder)
    application.start(PHRASE)
    application.frame.resize(1366, 768)
    settle(application)
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    watch = places.Windows(application.frame)
    qapp.installEventFilter(watch)
    kinds: set[tuple[str, ...]] = set()
    found = [places.seen(application, name, kinds) for name in places.every_place(application)]
    qapp.removeEventFilter(watch)
    application.frame.close()
    assert watch.others == []
    return found


@pytest.mark.parametrize(
    "what",
    ["unnamed", "unlabelled", "small", "missed", "stuck", "upwards", "unseen", "faint", "foreign", "clipped"],
    ids=["A1 nom", "A2 libellé dans le nom", "A12 cible", "A5 atteint", "A5 sans piège", "A6 ordre", "A7 focus visible",
         "A8 contraste", "A19 français",
         "texte coupé"],
)  # fmt: skip
def test_every_place(visited: list[Place], what: str) -> None:
    assert len(visited) > 30
    assert sum(place.texts for place in visited) > 800
    assert {place.name: found for place in visited if (found := getattr(place, what))} == {}
