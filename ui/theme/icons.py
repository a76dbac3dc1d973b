"""Icons by their French name: SVG files recoloured with a token and rendered at the ratio of the screen."""

import json
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache

from pvdesk.base.paths import resources
from ui.theme.theme import Theme

FOLDER = "icons"
TABLE = "icones.json"
DISABLED = "text.disabled"


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Our names → file names without extension, as `resources/icons/icones.json` says."""
    table: dict[str, str] = json.loads((resources() / FOLDER / TABLE).read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=256)
def source(name: str) -> str:
    """The SVG text of an icon, drawn in `currentColor`; KeyError when no icon bears this name."""
    return (resources() / FOLDER / f"{names()[name]}.svg").read_text(encoding="utf-8")


def screen_ratio() -> float:
    """Device pixels per logical pixel of the sharpest screen."""
    application = QGuiApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0


def pixmap(theme: Theme, name: str, tint: str = "text.muted", size: int = 18, *, pad: int = 0) -> QPixmap:
    """An icon of `size` logical px (zoom already applied by the caller) followed by `pad` transparent px.

    The padding is the gap between icon and text of a button, which style sheets cannot set.
    """
    ratio = screen_ratio()
    key = f"pvdesk/{name}/{theme.hex(tint)}/{size}+{pad}@{ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(source(name).replace("currentColor", theme.hex(tint)).encode()))
    made = QPixmap(QSize(round((size + pad) * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def icon(theme: Theme, name: str, tint: str = "text.muted", size: int = 18, *, pad: int = 0) -> QIcon:
    """The same as a QIcon, greyed when its widget is disabled."""
    made = QIcon()
    made.addPixmap(pixmap(theme, name, tint, size, pad=pad), QIcon.Mode.Normal)
    made.addPixmap(pixmap(theme, name, DISABLED, size, pad=pad), QIcon.Mode.Disabled)
    return made
