import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from pvdesk.base.paths import resources
from ui.theme import icons
from ui.theme.theme import Theme


def painted(theme: Theme, name: str) -> int:
    """How many pixels of the icon bear its colour."""
    image = icons.pixmap(theme, name, "primary", 24).toImage()
    colour = theme.color("primary")
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(pixel.alpha() > 200 and near(pixel, colour) for pixel in pixels)


def near(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) < 8


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_in_the_colour_of_each_theme(theme: Theme, name: str) -> None:
    assert painted(theme, name) > 10


def test_files_and_names_agree() -> None:
    files = {file.stem for file in (resources() / "icons").glob("*.svg")}
    assert set(icons.names().values()) == files
    assert (resources() / "icons" / "LICENSE").is_file()


def test_the_same_icon_is_drawn_once(app: QApplication) -> None:
    first = icons.pixmap(Theme(), "agenda", "primary", 21)
    assert icons.pixmap(Theme(), "agenda", "primary", 21).cacheKey() == first.cacheKey()


def test_padding_widens_the_icon_and_nothing_else(app: QApplication) -> None:
    made = icons.pixmap(Theme(), "agenda", "primary", 18, pad=4)
    assert (made.deviceIndependentSize().width(), made.deviceIndependentSize().height()) == (22, 18)


def test_a_disabled_icon_is_greyed(app: QApplication) -> None:
    made = icons.icon(Theme(), "agenda", "primary", 18)
    assert made.pixmap(18, QIcon.Mode.Disabled).toImage() != made.pixmap(18, QIcon.Mode.Normal).toImage()
