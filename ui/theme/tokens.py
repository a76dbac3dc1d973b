"""Design tokens: every colour, size and weight of the screens. The only file where a colour is written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CLAIR: Final[Mapping[str, str]] = MappingProxyType({
    "bg.app": "#F4F5FA", "bg.nav": "#FBFBFE", "bg.surface": "#FFFFFF", "bg.sunken": "#F1F2F8",
    "bg.hover": "#EEF1FB", "bg.selected": "#E2E8FC", "on.selected": "#1A2B73",
    "border.subtle": "#DDE0EC", "border.control": "#777D95", "border.strong": "#3F455E",
    "text.default": "#1A1D2E", "text.muted": "#555B73", "text.disabled": "#8C91A6",
    "primary": "#2C46B1", "primary.hover": "#233891", "primary.pressed": "#1A2B73",
    "on.primary": "#FFFFFF", "primary.soft": "#E6EBFD", "link": "#2C46B1", "focus": "#2C46B1",
    "success": "#12633A", "success.bg": "#E2F4E9", "success.line": "#2B8555",
    "warning": "#7A4300", "warning.bg": "#FFF2DB", "warning.line": "#AF6A00",
    "error": "#B0142B", "error.bg": "#FDECEE", "error.line": "#C4253C",
    "info": "#0B4F8A", "info.bg": "#E5F1FC", "info.line": "#2A75B8",
    "chart.1": "#3D5AD0", "chart.2": "#0E7F80", "chart.3": "#B4610A", "chart.4": "#A8427A",
    "chart.prev": "#8390C8", "chart.grid": "#E4E7F1",
})  # fmt: skip

SOMBRE: Final[Mapping[str, str]] = MappingProxyType({
    "bg.app": "#12141D", "bg.nav": "#171A25", "bg.surface": "#1D212E", "bg.sunken": "#181B27",
    "bg.hover": "#262C3F", "bg.selected": "#2B3661", "on.selected": "#FFFFFF",
    "border.subtle": "#323850", "border.control": "#8890AC", "border.strong": "#C3C8DC",
    "text.default": "#ECEEF7", "text.muted": "#AEB4CB", "text.disabled": "#747B95",
    "primary": "#A4B6FF", "primary.hover": "#BCCAFF", "primary.pressed": "#D4DDFF",
    "on.primary": "#10152D", "primary.soft": "#28325A", "link": "#A9BAFF", "focus": "#A4B6FF",
    "success": "#86DBAA", "success.bg": "#15301F", "success.line": "#4FAE7B",
    "warning": "#F4C577", "warning.bg": "#35270B", "warning.line": "#C89437",
    "error": "#FFA1AC", "error.bg": "#3B171D", "error.line": "#F0707F",
    "info": "#92CBFF", "info.bg": "#11283E", "info.line": "#5AA2E0",
    "chart.1": "#8EA4FF", "chart.2": "#4CC3C0", "chart.3": "#EDA352", "chart.4": "#E48FBE",
    "chart.prev": "#6F7BB0", "chart.grid": "#2B3146",
})  # fmt: skip

CONTRASTE: Final[Mapping[str, str]] = MappingProxyType({
    "bg.app": "#000000", "bg.nav": "#000000", "bg.surface": "#000000", "bg.sunken": "#000000",
    "bg.hover": "#1C1C1C", "bg.selected": "#FFE94A", "on.selected": "#000000",
    "border.subtle": "#FFFFFF", "border.control": "#FFFFFF", "border.strong": "#FFFFFF",
    "text.default": "#FFFFFF", "text.muted": "#FFFFFF", "text.disabled": "#A6A6A6",
    "primary": "#FFE94A", "primary.hover": "#FFF3A0", "primary.pressed": "#FFFFFF",
    "on.primary": "#000000", "primary.soft": "#1C1C1C", "link": "#7CE8FF", "focus": "#7CE8FF",
    "success": "#8DFFA6", "success.bg": "#000000", "success.line": "#8DFFA6",
    "warning": "#FFC46B", "warning.bg": "#000000", "warning.line": "#FFC46B",
    "error": "#FF9D9D", "error.bg": "#000000", "error.line": "#FF9D9D",
    "info": "#7CE8FF", "info.bg": "#000000", "info.line": "#7CE8FF",
    "chart.1": "#7CE8FF", "chart.2": "#8DFFA6", "chart.3": "#FFC46B", "chart.4": "#FF9DE0",
    "chart.prev": "#8C8C8C", "chart.grid": "#4D4D4D",
})  # fmt: skip

THEMES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"clair": CLAIR, "sombre": SOMBRE, "contraste": CONTRASTE}
)

# (background, text and icon, outline) of each tone; "" is the tone of ordinary text.
TONES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "": ("bg.surface", "text.default", "border.control"),
        "neutral": ("bg.sunken", "text.muted", "border.control"),
        "primary": ("primary.soft", "primary", "primary"),
        "success": ("success.bg", "success", "success.line"),
        "warning": ("warning.bg", "warning", "warning.line"),
        "error": ("error.bg", "error", "error.line"),
        "info": ("info.bg", "info", "info.line"),
    }
)

GRID: Final = 4  # px; every space is a multiple of it, before the zoom
RADIUS_CONTROL: Final = 6
RADIUS_CARD: Final = 10
CONTROL_HEIGHT: Final = 36
CONTROL_HEIGHT_LARGE: Final = 44
TARGET_MIN: Final = 24
FOCUS_WIDTH: Final = 2  # not zoomed: a ring, not a shape
ZOOMS: Final = (1.0, 1.25, 1.5, 1.75, 2.0)

# kind: (px before the zoom, weight)
TYPE: Final[Mapping[str, tuple[float, int]]] = MappingProxyType(
    {
        "caption": (12.5, 500),
        "caption-strong": (12.5, 600),
        "body": (14, 400),
        "strong": (14, 600),
        "h3": (16, 600),
        "h2": (19, 600),
        "h1": (25, 600),
        "figure": (31, 600),
    }
)

TEXT_MIN: Final = 4.5
SHAPE_MIN: Final = 3.0

# (foreground, background, smallest ratio): the pairs drawn on the screens, held in the three themes by a test.
PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    *((text, ground, TEXT_MIN) for text, ground in (
        ("text.default", "bg.app"), ("text.default", "bg.surface"), ("text.default", "bg.sunken"),
        ("text.default", "bg.hover"), ("on.selected", "bg.selected"),
        ("text.muted", "bg.app"), ("text.muted", "bg.surface"), ("text.muted", "bg.sunken"), ("text.muted", "bg.nav"),
        ("on.primary", "primary"), ("on.primary", "primary.hover"), ("primary", "bg.surface"),
        ("primary", "primary.soft"), ("link", "bg.surface"), ("link", "bg.app"),
        ("success", "success.bg"), ("success", "bg.surface"), ("warning", "warning.bg"), ("warning", "bg.surface"),
        ("error", "error.bg"), ("error", "bg.surface"), ("info", "info.bg"), ("info", "bg.surface"),
    )),
    *((shape, ground, SHAPE_MIN) for shape, ground in (
        ("border.control", "bg.surface"), ("border.control", "bg.app"),
        ("focus", "bg.surface"), ("focus", "bg.app"),
        ("error.line", "bg.surface"), ("success.line", "bg.surface"),
        ("warning.line", "bg.surface"), ("info.line", "bg.surface"),
        ("chart.1", "bg.surface"), ("chart.2", "bg.surface"), ("chart.3", "bg.surface"), ("chart.4", "bg.surface"),
        ("chart.prev", "bg.surface"),
    )),
)  # fmt: skip


def _linear(channel: int) -> float:
    """One sRGB channel (0–255) made linear, by the WCAG formula."""
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Relative luminance (0–1) of a `#RRGGBB` colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def ratio(one: str, other: str) -> float:
    """WCAG contrast (1–21) of two `#RRGGBB` colours, in any order."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
