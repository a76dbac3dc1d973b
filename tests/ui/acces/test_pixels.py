"""A8 and G7, in the dark themes: the contrast of each text drawn; A7: whether one sees there where the focus is."""

import shutil
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pvdesk.base.settings import Settings, write
from tests.ui.acces import pixels, places, ring
from tests.ui.desk_sample import PHRASE
from tests.ui.window import settle
from ui.app import Application
from ui.theme.tokens import ratio

# The light theme is measured with the rest, in test_every_page.
SAMPLE = ("accueil", "agenda", "conflits", "postes", "quartiers", "recus", "reunions", "fiche projet", "fiche reunion")
DARK = pytest.mark.parametrize(("theme", "who"), [*product(("sombre", "contraste"), ("delegue", "mission"))])


@DARK
def test_a_sample_of_pages_is_legible(qapp: QApplication, desks: Path, tmp_path: Path, theme: str, who: str) -> None:
    count = legible(desks, tmp_path, theme, who, frozenset(SAMPLE))
    assert count > 100


@pytest.mark.slow
@DARK
def test_every_page_and_fiche_is_legible(qapp: QApplication, desks: Path, tmp_path: Path, theme: str, who: str) -> None:
    count = legible(desks, tmp_path, theme, who)
    assert count > 500


def legible(desks: Path, folder: Path, theme: str, who: str, only: frozenset[str] = frozenset()) -> int:
    """How many texts are drawn in these places; fails when one is too faint, or when the focus cannot be seen."""
    shutil.copytree(desks / who, folder / who)
    write(folder / who, Settings(theme=theme))
    application = Application(folder / who)
    application.start(PHRASE)
    application.frame.resize(1366, 768)
    settle(application)
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    window = application.window
    assert window is not None
    kinds: set[tuple[str, ...]] = set()
    total, wrong = pixels.measured(window, theme)
    for name in places.every_place(application, only):
        inside = window.stack.currentWidget()
        count, faint = pixels.measured(inside, theme)
        total += count
        wrong += [f"{name} : {text}" for text in faint]
        wrong += [f"{name}, focus : {places.told(one)}" for one in places.new_stops(inside, kinds)
                  if not ring.shows(one, window.nav)]  # fmt: skip
    application.frame.close()
    assert wrong == []
    return total


@pytest.mark.parametrize(("colour", "seen"), [("#555B73", True), ("#A0A0A0", False)])
def test_a_faint_text_is_seen_to_be_faint(app: QApplication, colour: str, seen: bool) -> None:
    written = QLabel("Commission de suivi")
    written.setStyleSheet(f"background: #FFFFFF; color: {colour}; font-size: 14px")
    written.resize(200, 30)
    found = pixels.Picture(pixels.drawn(written)).contrast(written.rect())
    assert found is not None
    assert (found >= pixels.LEAST["clair"]) is seen
    assert abs(found - ratio(colour, "#FFFFFF")) < 0.3


def test_a_widget_that_does_not_show_its_focus_is_found(app: QApplication) -> None:
    window = QWidget()
    window.resize(300, 100)
    mute, loud = (QLabel(text, window) for text in ("muet", "visible"))
    for place, one in enumerate((mute, loud)):
        one.setGeometry(20 + 140 * place, 20, 100, 40)
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    loud.setStyleSheet("QLabel:focus { border: 2px solid #2C46B1 }")
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 10_000)
    assert ring.shows(loud, mute)
    assert not ring.shows(mute, loud)
