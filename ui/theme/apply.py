"""Put a theme on the application: Fusion, palette, fonts, style sheet. Windows built before are to be rebuilt."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt, QTemporaryDir
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from pvdesk.base.paths import resources
from ui.theme.palette import palette
from ui.theme.qss import style_sheet
from ui.theme.theme import PROPERTY, Theme
from ui.theme.tokens import ZOOMS

ASSETS = "pvdesk_assets"
FONTS_LOADED = "pvdesk_fonts"
STYLE = "Fusion"
USUAL_POINTS = 9.0 if sys.platform == "win32" else 11.0  # of the font of a machine left alone


def load_fonts(app: QApplication) -> None:
    """Register the fonts of `resources/fonts` once for the process."""
    if app.property(FONTS_LOADED):
        return
    for file in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setProperty(FONTS_LOADED, True)


def follow(app: QApplication, slot: Callable[[], object]) -> None:
    """Have `slot` called when the machine goes dark, light or to high contrast."""
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(slot)
    hints.accessibility().contrastPreferenceChanged.connect(slot)


def unfollow(app: QApplication, slot: Callable[[], object]) -> None:
    """The contrary of `follow`."""
    hints = app.styleHints()
    hints.colorSchemeChanged.disconnect(slot)
    hints.accessibility().contrastPreferenceChanged.disconnect(slot)


def system_zoom() -> float:
    """The zoom that answers the size of text that the machine asks for (EN 301 549, 11.7)."""
    return zoom_for(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF())


def zoom_for(points: float) -> float:
    """The zoom for a system font of so many points."""
    return min(ZOOMS, key=lambda zoom: abs(zoom - points / USUAL_POINTS))


def _assets(app: QApplication) -> Path:
    """A folder private to this process, removed with the application."""
    holder = app.property(ASSETS)
    if not isinstance(holder, QTemporaryDir):
        holder = QTemporaryDir(QDir.temp().filePath("pvdesk-XXXXXX"))
        app.setProperty(ASSETS, holder)
        app.aboutToQuit.connect(holder.remove)
    folder = Path(holder.path())
    folder.mkdir(exist_ok=True)
    return folder


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the application; `ui.theme.theme.current()` answers `theme` from now on.

    Sizes are read when a widget is built: rebuild the open pages after a change of theme or zoom. A theme worn already
    is left alone: a style sheet polishes every widget again.
    """
    folder = _assets(app)
    if app.property(PROPERTY) == theme and app.styleSheet() and any(folder.iterdir()):
        return
    load_fonts(app)
    app.setProperty(PROPERTY, theme)
    if app.style().objectName().casefold() != STYLE.casefold():
        app.setStyle(STYLE)
    app.setPalette(palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(style_sheet(theme, folder))


def system_theme(app: QApplication) -> str:
    """Name of the theme the machine asks for: contrast first, then light or dark (EN 301 549, 11.7)."""
    hints = app.styleHints()
    return theme_for(hints.accessibility().contrastPreference(), hints.colorScheme())


def theme_for(contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme) -> str:
    """Name of the theme that answers these two preferences."""
    if contrast == Qt.ContrastPreference.HighContrast:
        return "contraste"
    return "sombre" if scheme == Qt.ColorScheme.Dark else "clair"
