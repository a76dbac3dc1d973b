"""The look in force: which colours, which text size, which font. A value, never a global that changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QColor, QFont

from ui.theme import tokens

PROPERTY = "pvdesk_theme"
TABULAR = "tnum"  # OpenType feature: digits of one width


@lru_cache(maxsize=64)
def _font(family: str, pixels: int, weight: int, tabular: bool) -> QFont:  # noqa: FBT001 — a cache key
    """The shared font of these traits; callers receive copies."""
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag(TABULAR), 1)
    return font


@lru_cache(maxsize=16)
def _tokens(name: str, colours: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The tokens of a theme, those that a service changes in their place."""
    return {**tokens.THEMES[name], **dict(colours)} if colours else tokens.THEMES[name]


@dataclass(frozen=True, slots=True)
class Theme:
    """A set of tokens, a zoom (1.0–2.0) that multiplies type and spacing, a font family, large targets or not.

    `colours` are the tokens that a service changes (`ui.theme.charte`), `logo` the path of its picture.
    """

    name: str = "clair"
    zoom: float = 1.0
    family: str = "Inter"
    large: bool = False
    colours: tuple[tuple[str, str], ...] = ()
    logo: str = ""

    @property
    def contrast(self) -> bool:
        """True for the high-contrast theme: 2 px borders, outlined chips."""
        return self.name == "contraste"

    @property
    def border(self) -> int:
        """Width of control and card borders, in px."""
        return 2 if self.contrast else 1

    @property
    def control(self) -> int:
        """Height of buttons and one-line editors, in px, zoom included."""
        return self.px(tokens.CONTROL_HEIGHT_LARGE if self.large else tokens.CONTROL_HEIGHT)

    def hex(self, token: str) -> str:
        """`#RRGGBB` of a token; KeyError when it does not exist."""
        return _tokens(self.name, self.colours)[token]

    def color(self, token: str, alpha: int = 255) -> QColor:
        """QColor of a token; `alpha` from 0 to 255."""
        value = int(self.hex(token)[1:], 16)
        return QColor(value >> 16, value >> 8 & 255, value & 255, alpha)

    def px(self, length: float) -> int:
        """Whole pixels of a length given at zoom 1."""
        return round(length * self.zoom)

    def font(self, kind: str = "body", *, tabular: bool = False) -> QFont:
        """Font of a kind of text (`tokens.TYPE`); `tabular` aligns digits in columns."""
        size, weight = tokens.TYPE[kind]
        return QFont(_font(self.family, max(1, self.px(size)), weight, tabular))


def current(holder: QObject | None = None) -> Theme:
    """The theme applied to the running application (or borne by `holder`); the default one before any `apply`."""
    bearer = holder or QCoreApplication.instance()
    found = bearer.property(PROPERTY) if bearer is not None else None
    if found is None and holder is not None:
        return current()
    return found if isinstance(found, Theme) else Theme()
