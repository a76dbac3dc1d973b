"""Short builders of layouts, labels, buttons and cards. Lengths are given at zoom 1; the theme in force multiplies."""

from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import icons
from ui.theme.theme import current
from ui.theme.tokens import FOCUS_WIDTH

# A widget, a layout, a fixed space in px, None for a stretch, or (widget or layout, stretch factor).
Item = QWidget | QLayout | int | None | tuple[QWidget | QLayout, int]
Margins = tuple[int, int, int, int]
LayoutT = TypeVar("LayoutT", bound=QBoxLayout)
NO_MARGINS: Margins = (0, 0, 0, 0)

FONTS = {"label": "strong", "muted": "body", "section": "caption-strong", "error": "caption-strong", "link": "body"}
MUTED = ("muted", "caption", "section")
TOKENS = {"error": "error", "link": "link"}
ICON_TOKENS = {"primary": "on.primary", "search": "text.muted", "danger": "error", "errlink": "error"}
ICON_PX = 17
ICON_GAP = 4
KEYPAD = Qt.KeyboardModifier.KeypadModifier
EDGE_PX = 28  # what an icon inside an editor takes


def _fill(layout: LayoutT, items: tuple[Item, ...], margins: Margins, spacing: int) -> LayoutT:
    """Put the items in a box layout."""
    theme = current()
    layout.setContentsMargins(*(theme.px(side) for side in margins))
    layout.setSpacing(theme.px(spacing))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(theme.px(item))
        else:
            part, stretch = item if isinstance(item, tuple) else (item, 0)
            if isinstance(part, QWidget):
                layout.addWidget(part, stretch)
            else:
                layout.addLayout(part, stretch)
    return layout


def hbox(
    *items: Item, margins: Margins = NO_MARGINS, spacing: int = 8, parent: QWidget | None = None
) -> QHBoxLayout:
    """A row of items; given a `parent`, the row becomes its layout."""
    return _fill(QHBoxLayout(parent) if parent is not None else QHBoxLayout(), items, margins, spacing)


def vbox(
    *items: Item, margins: Margins = NO_MARGINS, spacing: int = 8, parent: QWidget | None = None
) -> QVBoxLayout:
    """A column of items; given a `parent`, the column becomes its layout."""
    return _fill(QVBoxLayout(parent) if parent is not None else QVBoxLayout(), items, margins, spacing)


def frame(kind: str = "card") -> QFrame:
    """A dressed box: card, chosen, sunken, errsum, strip, topbar, footer, nav, palette."""
    made = QFrame()
    made.setObjectName(kind)
    return made


def separator(*, vertical: bool = False) -> QFrame:
    """A line between two parts."""
    made = frame("sep")
    if vertical:
        made.setFixedWidth(current().border)
    else:
        made.setFixedHeight(current().border)
    return made


def label(text: str, kind: str = "body", *, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """A text: h1, h2, h3, figure, label, body, muted, caption, section, error or link. Never read as HTML."""
    theme = current()
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(theme.font(FONTS.get(kind, kind)))
    made.setWordWrap(wrap)
    if kind in MUTED:
        made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    elif kind in TOKENS:
        recolor(made, TOKENS[kind])
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def recolor(widget: QWidget, token: str) -> None:
    """Give a label the colour of a token."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.WindowText, current().color(token))
    widget.setPalette(palette)


def icon_label(name: str, tint: str = "text.muted", size: int = 18) -> QLabel:
    """An icon beside a text; it says nothing to screen readers, the text does."""
    theme = current()
    made = QLabel()
    made.setPixmap(icons.pixmap(theme, name, tint, theme.px(size)))
    made.setFixedSize(theme.px(size), theme.px(size))
    return made


class Button(QPushButton):
    """A push button that Enter presses too; Qt's own answers it in dialogs only.

    On a full ground a darker border hardly shows: there the focus has a second ring, inside.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            theme, inset = current(), 2 * current().border + FOCUS_WIDTH / 2
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("on.primary"), FOCUS_WIDTH))
            ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
            painter.end()


def button(
    text: str, kind: str = "", *, icon: str = "", shortcut: str = "", name: str = "", tip: str = ""
) -> QPushButton:
    """A push button: "" (outlined), primary, danger, quiet, search, errlink or choice (checkable).

    `shortcut` is in Qt's English writing (« Ctrl+Shift+R »), shown in French in the tool tip. A button without text
    needs a `name`, its accessible name.
    """
    theme = current()
    made = Button(text)
    made.setAutoDefault(False)
    made.setProperty("kind", kind)
    made.setCheckable(kind == "choice")
    if icon:
        pad = theme.px(ICON_GAP) if text else 0
        size = theme.px(ICON_PX)
        made.setIcon(icons.icon(theme, icon, ICON_TOKENS.get(kind, "primary"), size, pad=pad))
        made.setIconSize(QSize(size + pad, size))
    if shortcut:
        keys = QKeySequence(shortcut)
        made.setShortcut(keys)
        native = keys.toString(QKeySequence.SequenceFormat.NativeText)
        tip = f"{tip} ({native})" if tip else native
    made.setToolTip(tip or name)
    made.setAccessibleName(name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def lead(edit: QLineEdit, icon: str) -> QLabel:
    """Put an icon before the text of a line editor.

    Not `QLineEdit.addAction`: its icon ignores the zoom and shows screen readers a button that has no name.
    """
    theme = current()
    mark = icon_label(icon)
    margins = edit.textMargins()
    edit.setTextMargins(theme.px(EDGE_PX) - theme.px(4), 0, margins.right(), 0)
    _edge(edit).insertWidget(0, mark)
    return mark


def trail(edit: QLineEdit, icon: str, name: str) -> QToolButton:
    """Put a button after the text of a line editor; `name` is said by screen readers. Tab does not stop on it."""
    theme = current()
    tool = QToolButton()
    tool.setIcon(icons.icon(theme, icon, "text.muted", theme.px(18)))
    tool.setIconSize(QSize(theme.px(18), theme.px(18)))
    tool.setFixedSize(theme.px(EDGE_PX), theme.px(EDGE_PX))
    tool.setAccessibleName(name)
    tool.setToolTip(name)
    tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    tool.setCursor(Qt.CursorShape.ArrowCursor)
    margins = edit.textMargins()
    edit.setTextMargins(margins.left(), 0, theme.px(EDGE_PX) - theme.px(6), 0)
    _edge(edit).addWidget(tool)
    return tool


def _edge(edit: QLineEdit) -> QHBoxLayout:
    """The layout that holds what stands inside a line editor, at its two ends."""
    layout = edit.layout()
    return layout if isinstance(layout, QHBoxLayout) else hbox(None, margins=(10, 0, 4, 0), spacing=0, parent=edit)


def page_head(title: str, subtitle: str = "", *right: QWidget) -> QHBoxLayout:
    """The head of a page: its title, a line under it, its commands on the right."""
    texts: list[Item] = [label(title, "h1")]
    if subtitle:
        texts.append(label(subtitle, "muted", wrap=True))
    return hbox((vbox(*texts, spacing=2), 1), *right, spacing=10)


def scrolled(body: QWidget) -> QScrollArea:
    """A page that scrolls up and down only."""
    body.setObjectName("corps")
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(body)
    return made


def repolish(widget: QWidget) -> None:
    """Have the style sheet read again after a change of property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
