from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.nav import NavEntry, NavList
from ui.theme.theme import Theme

ENTRIES = (
    NavEntry("Tableau de bord", "accueil", "accueil"),
    NavEntry("SUIVI"),
    NavEntry("Réunions", "reunions", "reunions"),
    NavEntry("Actions à suivre", "actions", "actions"),
)


@pytest.fixture
def nav(app: QApplication, qtbot: QtBot) -> NavList:
    made = NavList(ENTRIES)
    qtbot.addWidget(made)
    made.resize(260, 400)
    made.set_current("accueil")
    made.show()
    return made


def spoken(nav: NavList, row: int) -> object:
    return nav.item(row).data(Qt.ItemDataRole.AccessibleTextRole)


def test_arrows_move_over_titles_and_enter_chooses(nav: NavList, keys: Callable[..., None]) -> None:
    told: list[str] = []
    nav.chosen.connect(told.append)
    keys(nav, Qt.Key.Key_Down)
    assert (told, nav.current_key()) == ([], "accueil")
    keys(nav, Qt.Key.Key_Return)
    assert (told, nav.current_key()) == (["reunions"], "reunions")


def test_a_click_chooses_once_and_a_title_never(nav: NavList, qtbot: QtBot) -> None:
    told: list[str] = []
    nav.chosen.connect(told.append)
    for row in (1, 3):
        centre = nav.visualItemRect(nav.item(row)).center()
        QTest.mouseClick(nav.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(centre.x(), centre.y()))
    assert told == ["actions"]


def test_showing_the_open_page_chooses_nothing(nav: NavList) -> None:
    told: list[str] = []
    nav.chosen.connect(told.append)
    nav.set_current("actions")
    assert (told, nav.current_key()) == ([], "actions")
    nav.set_current("")
    assert nav.current_key() == ""


def test_badges_are_spoken(nav: NavList) -> None:
    nav.set_badge("actions", "7")
    assert spoken(nav, 3) == "Actions à suivre, 7 en attente"
    nav.set_badge("actions", "7", "7 actions en retard")
    assert spoken(nav, 3) == "Actions à suivre, 7 actions en retard"
    nav.set_badge("actions", "")
    assert spoken(nav, 3) == "Actions à suivre"


def test_the_rail_keeps_the_names_as_tool_tips(nav: NavList) -> None:
    nav.set_rail(rail=True)
    assert nav.item(0).toolTip() == "Tableau de bord"
    nav.set_rail(rail=False)
    assert nav.item(0).toolTip() == ""


@pytest.mark.parametrize("rail", [False, True])
def test_it_paints_in_every_theme(theme: Theme, qtbot: QtBot, rail: bool) -> None:
    made = NavList(ENTRIES, rail=rail)
    qtbot.addWidget(made)
    made.set_badge("actions", "7")
    made.set_current("reunions")
    made.resize(theme.px(66 if rail else 260), 300)
    made.show()
    image = made.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(20, 50) for y in range(0, 200, 2)}
    assert theme.color("bg.selected").name() in colours
    assert all(made.sizeHintForRow(row) >= 24 for row in range(made.count()))
