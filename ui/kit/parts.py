"""The table of contents of a form: its parts, each with its state in words, an icon and a shortcut."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit.charts import paint_focus
from ui.kit.layouts import vbox
from ui.theme import icons
from ui.theme.theme import current

HEIGHT = 46

# state: (icon, token, word added for screen readers)
STATES = {
    "complet": ("fait", "success", "complet"),
    "en-cours": ("en-cours", "primary", "en cours"),
    "a-faire": ("a-faire", "text.muted", "à faire"),
    "a-lire": ("info", "text.muted", "à lire"),
    "erreur": ("erreur", "error", "à corriger"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form: its state is complet, en-cours, a-faire, a-lire or erreur; `detail` says it (« 10 sur 10 »)."""

    key: str
    name: str
    state: str = "a-faire"
    detail: str = ""


class PartButton(QAbstractButton):
    """One part, painted: icon of the state, name, detail."""

    def __init__(self, part: Part, shortcut: str) -> None:
        super().__init__()
        self._theme = current()
        self._part = part
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setShortcut(QKeySequence(shortcut))
        self.setToolTip(QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText))
        self.show_part(part)

    @property
    def part(self) -> Part:
        """What is shown."""
        return self._part

    def show_part(self, part: Part) -> None:
        """Show another state."""
        self._part = part
        words = ", ".join(word for word in (part.name, part.detail, STATES[part.state][2]) if word)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines and the icon."""
        widest = QFontMetrics(self._theme.font("strong")).horizontalAdvance(self._part.name)
        return QSize(widest + self._theme.px(56), self._theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the part in hand, then icon and texts."""
        theme, px, part = self._theme, self._theme.px, self._part
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(box, px(6), px(6))
        icon, tint, _ = STATES[part.state]
        dark = self.isChecked() and theme.contrast  # nothing but black shows on the yellow
        size = px(19)
        painter.drawPixmap(
            px(10), int(box.center().y() - size / 2), icons.pixmap(theme, icon, "on.selected" if dark else tint, size)
        )
        left, width = px(40), box.width() - px(46)
        name = theme.font("strong" if self.isChecked() else "body")
        below = theme.font("caption-strong" if part.state == "erreur" else "caption")
        painter.setFont(name)
        painter.setPen(theme.color("on.selected" if self.isChecked() else "text.default"))
        half = box.height() / 2
        upper = QRectF(left, px(4), width, half - px(3)) if part.detail else QRectF(left, 0, width, box.height())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            upper, align, QFontMetrics(name).elidedText(part.name, Qt.TextElideMode.ElideRight, int(width))
        )
        plain = "on.selected" if self.isChecked() else "text.muted"
        painter.setFont(below)
        painter.setPen(theme.color("error" if part.state == "erreur" and not dark else plain))
        painter.drawText(QRectF(left, half, width, half - px(4)), align, part.detail)
        paint_focus(painter, self, theme, "on.selected" if dark else "focus")
        painter.end()


class PartList(QWidget):
    """The parts in order, on Alt+1, Alt+2…; the one in hand is checked."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[Part], name: str = "Parties de la fiche") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.buttons = {part.key: PartButton(part, f"Alt+{rank}") for rank, part in enumerate(parts, 1)}
        for button in self.buttons.values():
            button.clicked.connect(self._choose)
        vbox(*self.buttons.values(), spacing=4, parent=self)

    def set_part(self, part: Part) -> None:
        """Show the new state of a part; KeyError when the form has no such part."""
        self.buttons[part.key].show_part(part)

    def set_current(self, key: str) -> None:
        """Show which part is in hand."""
        self.buttons[key].setChecked(True)

    def _choose(self) -> None:
        """Say which part was pressed."""
        for key, button in self.buttons.items():
            if button is self.sender():
                self.chosen.emit(key)
