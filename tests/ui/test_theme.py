from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.layouts import button, label, lead, trail, vbox
from ui.theme.apply import USUAL_POINTS, apply, system_theme, system_zoom, theme_for, zoom_for
from ui.theme.qss import style_sheet
from ui.theme.theme import Theme, current
from ui.theme.tokens import FOCUS_WIDTH, THEMES, ZOOMS


def test_the_theme_in_force_is_the_one_applied(theme: Theme) -> None:
    assert current() == theme
    assert current(QWidget()) == theme
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert application.palette().color(QPalette.ColorRole.Window) == theme.color("bg.app")


@pytest.mark.parametrize("name", ["clair", "sombre", "contraste"])
@pytest.mark.parametrize("zoom", [1.0, 1.25, 2.0])
def test_the_style_sheet_is_complete(name: str, zoom: float, tmp_path: Path) -> None:
    sheet = style_sheet(Theme(name, zoom), tmp_path)
    assert "$" not in sheet
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize(
    ("contrast", "scheme", "expected"),
    [
        (Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Light, "contraste"),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Dark, "sombre"),
        (Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Unknown, "clair"),
    ],
)
def test_the_machine_chooses_the_theme(
    contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme, expected: str
) -> None:
    assert theme_for(contrast, scheme) == expected


@pytest.mark.parametrize(("times", "zoom"), [(0.8, 1.0), (1.0, 1.0), (1.2, 1.25), (1.5, 1.5), (2.25, 2.0)])
def test_the_machine_chooses_the_first_size_of_text(times: float, zoom: float) -> None:
    assert zoom_for(USUAL_POINTS * times) == zoom
    assert system_zoom() in ZOOMS


def test_this_machine_asks_for_a_theme_that_exists(app: QApplication) -> None:
    assert system_theme(app) in THEMES


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("large", [False, True])
def test_every_target_is_large_enough_and_controls_share_one_height(
    qapp: QApplication, qtbot: QtBot, zoom: float, large: bool
) -> None:
    theme = Theme(zoom=zoom, large=large)
    apply(qapp, theme)
    combo = QComboBox()
    combo.addItem("Plénière")
    controls = (button("Terminer", "primary"), button("Aperçu"), button("Tout voir", "quiet"), QLineEdit(), combo)
    for widget in controls:
        qtbot.addWidget(widget)
        widget.show()
        assert widget.height() == theme.control, widget
    for small in (QCheckBox("Oui"), QRadioButton("Non"), button("Lien", "errlink"), button("Clair", "choice")):
        qtbot.addWidget(small)
        small.show()
        assert small.height() >= 24 * zoom, small
    apply(qapp, Theme())


def test_a_text_is_never_read_as_markup(app: QApplication, qtbot: QtBot) -> None:
    shown = label("<b>Les Tilleuls</b>")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_an_icon_alone_has_a_name(app: QApplication, qtbot: QtBot) -> None:
    only = button("", "quiet", icon="annuler", shortcut="Ctrl+Z", name="Annuler la dernière modification")
    qtbot.addWidget(only)
    assert only.accessibleName() == "Annuler la dernière modification"
    assert only.toolTip() == "Ctrl+Z"


def test_icons_inside_an_editor_leave_room_for_the_text(app: QApplication, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    lead(edit, "rechercher")
    tool = trail(edit, "fermer", "Effacer le filtre")
    margins = edit.textMargins()
    assert min(margins.left(), margins.right()) > 18
    assert tool.accessibleName() == "Effacer le filtre"
    edit.show()
    assert edit.height() == Theme().control


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, QLineEdit, QComboBox])
def test_the_focus_shows_in_every_theme(theme: Theme, qtbot: QtBot, kind: type[QWidget]) -> None:
    widget, other, window = kind(), QLineEdit(), QWidget()
    qtbot.addWidget(window)
    vbox(other, widget, parent=window)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    plain = widget.grab().toImage()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    ringed = widget.grab().toImage()
    middle = ringed.height() // 2
    for depth in range(FOCUS_WIDTH):
        assert ringed.pixelColor(depth, middle) == theme.color("focus")
    assert plain.pixelColor(1, middle) != theme.color("focus")
