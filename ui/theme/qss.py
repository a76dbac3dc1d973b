"""The small style sheet: rounded controls, focus rings, ticks. Text colours and fonts come from the palette."""

from pathlib import Path
from string import Template

from ui.theme import icons
from ui.theme.theme import Theme

ARROW_PX = 16
TICK_PX = 14
THICK_TICK = ('stroke-width="2"', 'stroke-width="3.2"')

FRAMES = """
QScrollArea, QWidget#corps { border: 0; background: transparent; }
QFrame#card { background: $bg_surface; border: ${b}px solid $border_subtle; border-radius: ${card}px; }
QFrame#chosen { background: $primary_soft; border: 2px solid $primary; border-radius: ${card}px; }
QFrame#sunken { background: $bg_sunken; border: ${b_contrast}px solid $border_subtle; border-radius: ${r}px; }
QFrame#errsum { background: $error_bg; border: 2px solid $error_line; border-radius: ${card}px; }
QFrame#strip { background: $info_bg; border: ${b}px solid $info_line; border-radius: ${r}px; }
QFrame#topbar { background: $bg_surface; border: 0; border-bottom: ${b}px solid $border_subtle; }
QFrame#footer { background: $bg_surface; border: 0; border-top: ${b}px solid $border_subtle; }
QFrame#nav { background: $bg_nav; border: 0; border-right: ${b}px solid $border_subtle; }
QFrame#sep { background: $border_subtle; border: 0; }
QFrame#palette { background: $bg_surface; border: ${b}px solid $border_control; border-radius: ${card}px; }
"""

BUTTONS = """
QPushButton { outline: 0; min-height: ${h}px; padding: 0 ${p16}px; border-radius: ${r}px; font-weight: 600;
  background: $bg_surface; color: $primary; border: ${b}px solid $border_control; }
QPushButton:hover { background: $bg_hover; }
QPushButton:pressed { background: $primary_soft; }
QPushButton:focus { border: ${ring}px solid $focus; min-height: ${hf}px; padding: 0 ${f16}px; }
QPushButton:disabled { color: $text_disabled; border-color: $border_subtle; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[kind="primary"]:hover { background: $primary_hover; border-color: $primary_hover; }
QPushButton[kind="primary"]:pressed { background: $primary_pressed; }
QPushButton[kind="primary"]:focus { border: ${ring}px solid $text_default; }
QPushButton[kind="primary"]:disabled { background: $bg_sunken; color: $text_disabled; border-color: $border_subtle; }
QPushButton[kind="danger"] { color: $error; border-color: $error_line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 0 ${p10}px; }
QPushButton[kind="quiet"]:hover { background: $bg_hover; }
QPushButton[kind="quiet"]:focus { border: ${ring}px solid $focus; padding: 0 ${f10}px; }
QPushButton[kind="search"] { text-align: left; color: $text_muted; font-weight: 400; padding: 0 ${p10}px; }
QPushButton[kind="search"]:focus { padding: 0 ${f10}px; }
QPushButton[kind="errlink"] { min-height: ${p24}px; text-align: left; background: transparent;
  border-color: transparent; color: $error; text-decoration: underline; padding: 0 ${p4}px; }
QPushButton[kind="errlink"]:focus { border: 2px solid $error_line; }
QPushButton[kind="choice"] { background: transparent; border-color: transparent; color: $text_default;
  font-weight: 500; padding: 0 ${p10}px; min-height: ${p28}px; }
QPushButton[kind="choice"]:hover { background: $bg_hover; }
QPushButton[kind="choice"]:checked { background: $bg_selected; color: $on_selected; font-weight: 600; }
QPushButton[kind="choice"]:focus { border: 2px solid $focus; padding: 0 ${e10}px; }
QPushButton::menu-indicator { image: url($menu); width: ${menu_px}px; height: ${menu_px}px;
  subcontrol-origin: border; subcontrol-position: right center; right: ${p5}px; }
QPushButton[kind="primary"]::menu-indicator { image: url($menu_primary); }
QToolButton { outline: 0; border: ${b}px solid transparent; border-radius: ${r}px; padding: ${p4}px;
  background: transparent; }
QToolButton:hover { background: $bg_hover; }
QToolButton:focus { border: 2px solid $focus; }
"""

EDITORS = """
QLineEdit, QComboBox, QSpinBox { padding: 0 ${p10}px; min-height: ${h}px; max-height: ${h}px; }
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QTextEdit { background: $bg_surface; color: $text_default;
  border: ${b}px solid $border_control; border-radius: ${r}px;
  selection-background-color: $primary; selection-color: $on_primary; placeholder-text-color: $text_muted; }
QPlainTextEdit, QTextEdit { padding: ${p5}px ${p7}px; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover, QPlainTextEdit:hover, QTextEdit:hover {
  border-color: $border_strong; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: ${ring}px solid $focus; padding: 0 ${f10}px;
  min-height: ${hf}px; max-height: ${hf}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: ${ring}px solid $focus; padding: ${f5}px ${f7}px; }
QLineEdit[error="true"], QComboBox[error="true"], QSpinBox[error="true"] { border: 2px solid $error_line;
  padding: 0 ${e10}px; min-height: ${he}px; max-height: ${he}px; }
QPlainTextEdit[error="true"], QTextEdit[error="true"] { border: 2px solid $error_line; padding: ${e5}px ${e7}px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QLineEdit:read-only, QPlainTextEdit:read-only {
  background: $bg_sunken; border-color: $border_subtle; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $text_disabled; }
QLineEdit QToolButton { border: 0; padding: 0; }
QComboBox::drop-down { border: 0; width: ${p28}px; }
QComboBox::down-arrow { image: url($arrow); width: ${arrow_px}px; height: ${arrow_px}px; }
QListView#proposals { background: $bg_surface; border: ${b}px solid $border_control; outline: 0; }
QListView#proposals::item { padding: ${p4}px ${p10}px; min-height: ${p24}px; }
QComboBox QAbstractItemView { background: $bg_surface; border: ${b}px solid $border_control; padding: ${p4}px;
  selection-background-color: $bg_selected; selection-color: $on_selected; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: 0; }
QCheckBox, QRadioButton { outline: 0; spacing: ${p8}px; min-height: ${p24}px; padding: 0 ${p4}px 0 ${p3}px;
  border: 2px solid transparent; border-radius: ${r}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: ${p18}px; height: ${p18}px; border: ${b}px solid $border_control;
  border-radius: ${p4}px; background: $bg_surface; }
QRadioButton::indicator { border-radius: ${radio}px; }
QCheckBox::indicator:checked { background: $primary; border-color: $primary; image: url($tick); }
QRadioButton::indicator:checked { border: ${p5}px solid $primary; border-radius: ${radio_on}px; background: $on_primary;
  width: ${p10}px; height: ${p10}px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
  border-color: $border_subtle; background: $bg_sunken; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_disabled; }
"""

VIEWS = """
QTableView, QListView { outline: 0; background: $bg_surface; border: 0; selection-background-color: $bg_selected;
  selection-color: $on_selected; }
QListView#liste-nav { background: transparent; }
QHeaderView { background: $bg_sunken; border: 0; }
QHeaderView::section { background: $bg_sunken; color: $text_muted; font-weight: 600; font-size: ${cap}px;
  padding: 0 ${p10}px; border: 0; border-bottom: ${b}px solid $border_subtle; }
QTableView QLineEdit, QTableView QComboBox, QTableView QLineEdit:focus, QTableView QComboBox:focus {
  border: 2px solid $focus; border-radius: 0; min-height: 0; max-height: 999px; padding: 0 ${p8}px; }
QTabBar { border: 0; outline: 0; }
QTabBar::tab { background: transparent; color: $text_muted; padding: ${p7}px ${p12}px; border: 0;
  border-bottom: 2px solid transparent; margin-right: ${p4}px; }
QTabBar::tab:hover { color: $text_default; background: $bg_hover; border-radius: ${r}px; }
QTabBar::tab:selected { color: $primary; border-bottom: 2px solid $primary; border-radius: 0; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: ${r}px; padding: ${tab_y}px ${tab_x}px; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $border_control; border-radius: ${p3}px; margin: ${p3}px; }
QScrollBar::handle:vertical { min-height: ${p28}px; }
QScrollBar::handle:horizontal { min-width: ${p28}px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; border: 0; height: 0; width: 0; }
QProgressBar { background: $bg_sunken; border: 1px solid $border_control; border-radius: ${p5}px;
  min-height: ${p10}px; max-height: ${p10}px; }
QProgressBar::chunk { background: $primary; border-radius: ${p4}px; }
QToolTip { background: $text_default; color: $bg_surface; border: 0; padding: ${p4}px ${p8}px; }
QMenu { background: $bg_surface; border: ${b}px solid $border_control; padding: ${p4}px; }
QMenu::item { padding: ${p7}px ${p16}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $bg_selected; color: $on_selected; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::separator { height: 1px; background: $border_subtle; margin: ${p4}px ${p8}px; }
"""

TOKENS = (
    "bg.app", "bg.nav", "bg.surface", "bg.sunken", "bg.hover", "bg.selected", "on.selected", "border.subtle",
    "border.control", "border.strong", "text.default", "text.muted", "text.disabled", "primary", "primary.hover",
    "primary.pressed", "primary.soft", "on.primary", "focus", "error", "error.bg", "error.line", "info.bg", "info.line",
)  # fmt: skip


def _write(folder: Path, theme: Theme, name: str, token: str, size: int) -> str:
    """Write an icon recoloured at `size` px where the style sheet can read it (it reads files only); its path."""
    target = folder / f"{name}-{token}-{theme.name}-{size}.svg"
    text = icons.source(name).replace("currentColor", theme.hex(token))
    text = text.replace('width="24"', f'width="{size}"').replace('height="24"', f'height="{size}"')
    if name == "coche":
        text = text.replace(*THICK_TICK)
    target.write_text(text, encoding="utf-8")
    return target.as_posix()


def style_sheet(theme: Theme, folder: Path) -> str:
    """The application style sheet of a theme; `folder`, writable, receives its arrow and its tick."""
    border, px = theme.border, theme.px
    values: dict[str, object] = {token.replace(".", "_"): theme.hex(token) for token in TOKENS}
    values |= {f"p{length}": px(length) for length in (3, 4, 5, 7, 8, 10, 12, 16, 18, 24, 28)}
    # The ring of focus is twice the border; what it takes, or an error, is given back by the padding: nothing moves.
    ring = 2 * border
    values |= {f"f{length}": px(length) - (ring - border) for length in (5, 7, 10, 16)}
    values |= {f"e{length}": px(length) - (2 - border) for length in (5, 7, 10)}
    values |= {
        "b": border,
        "tab_y": px(7) - 2,
        "tab_x": px(12) - 2,
        "b_contrast": border - 1,
        "r": px(6),
        "card": px(10),
        "h": theme.control - 2 * border,
        "ring": ring,
        "hf": theme.control - 2 * ring,
        "he": theme.control - 4,
        "cap": px(12.5),
        # The radius of a Qt style sheet is dropped when it passes half of the box.
        "radio": (px(18) + 2 * border) // 2,
        "radio_on": (px(10) + 2 * px(5)) // 2,
        "arrow_px": px(ARROW_PX),
        "menu_px": px(TICK_PX),
        "menu": _write(folder, theme, "chevron-bas", "primary", px(TICK_PX)),
        "menu_primary": _write(folder, theme, "chevron-bas", "on.primary", px(TICK_PX)),
        "arrow": _write(folder, theme, "chevron-bas", "text.muted", px(ARROW_PX)),
        "tick": _write(folder, theme, "coche", "on.primary", px(TICK_PX)),
    }
    return Template(FRAMES + BUTTONS + EDITORS + VIEWS).substitute(values)
