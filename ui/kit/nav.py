"""The list of pages on the left: groups, badges, and a rail of icons when the window is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.cells import Index
from ui.theme import icons
from ui.theme.theme import current
from ui.theme.tokens import FOCUS_WIDTH

ENTRY_ROLE = Qt.ItemDataRole.UserRole
BADGE_ROLE = Qt.ItemDataRole.UserRole + 1
ENTRY_PX, GROUP_PX = 32, 24
WIDTH, RAIL_WIDTH = 272, 66
KEYS_THAT_CHOOSE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A page (`key` and `icon`), or the title of a group when `key` is empty."""

    text: str
    key: str = ""
    icon: str = ""


class NavDelegate(QStyledItemDelegate):
    """Paints the entries."""

    def __init__(self, nav: "NavList") -> None:
        super().__init__(nav)
        self._nav = nav
        self._theme = current()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Height of an entry or of a title."""
        height = ENTRY_PX if index.data(ENTRY_ROLE).key else GROUP_PX
        return QSize(self._theme.px(RAIL_WIDTH - 6), self._theme.px(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an entry or the title of a group."""
        entry: NavEntry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.key:
            self._paint_entry(painter, option, index, entry)
        else:
            self._paint_group(painter, option.rect, entry)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, entry: NavEntry) -> None:
        """The title in small bold letters, or a line in the rail."""
        theme = self._theme
        if self._nav.rail:
            painter.setPen(QPen(theme.color("border.subtle"), theme.border))
            middle = rect.center().y()
            painter.drawLine(rect.left() + theme.px(16), middle, rect.right() - theme.px(16), middle)
            return
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.color("text.muted"))
        box = rect.adjusted(theme.px(20), 0, 0, -theme.px(3))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, entry.text)

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, entry: NavEntry) -> None:
        """Ground, bar of the chosen page, icon, text, badge, ring."""
        theme, px = self._theme, self._theme.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = QRectF(option.rect).adjusted(px(10), px(2), -px(10), -px(2))
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if chosen else "bg.hover"))
            painter.drawRoundedRect(box, px(7), px(7))
        ink = "on.selected" if chosen else "text.default"
        if chosen and not theme.contrast:
            painter.setBrush(theme.color("primary"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(box.left(), box.top() + px(9), px(3), box.height() - px(18)), 1.5, 1.5)
        size = px(19)
        left = box.center().x() - size / 2 if self._nav.rail else box.left() + px(12)
        token = ink if chosen or theme.contrast else "text.muted"
        corner = QPointF(left, box.center().y() - size / 2)
        painter.drawPixmap(corner, icons.pixmap(theme, entry.icon, token, size))
        badge = str(index.data(BADGE_ROLE) or "")
        right = self._paint_badge(painter, box, corner, badge, chosen=chosen)
        if not self._nav.rail:
            font = theme.font("strong" if chosen else "body")
            self._paint_text(painter, QRectF(box.left() + px(39), box.top(), right - box.left() - px(42), box.height()),
                             entry.text, font, ink)  # fmt: skip
        if self._nav.hasFocus() and index.row() == self._nav.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), FOCUS_WIDTH))
            painter.drawRoundedRect(box, px(7), px(7))

    def _paint_text(self, painter: QPainter, room: QRectF, text: str, font: QFont, ink: str) -> None:
        """The name of the page, cut with an ellipsis."""
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_badge(self, painter: QPainter, box: QRectF, corner: QPointF, badge: str, *, chosen: bool) -> float:
        """The number of things that wait: a pill, or a dot in the rail; where the text must stop."""
        theme, px = self._theme, self._theme.px
        if not badge:
            return box.right() - px(6)
        inverse = chosen and theme.contrast
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on.selected" if inverse else "primary"))
        if self._nav.rail:
            painter.drawEllipse(QPointF(corner.x() + px(20), corner.y()), px(4), px(4))
            return box.right()
        font = theme.font("caption-strong", tabular=True)
        width = max(QFontMetrics(font).horizontalAdvance(badge) + px(13), px(21))
        pill = QRectF(box.right() - width - px(8), box.center().y() - px(10), width, px(20))
        painter.drawRoundedRect(pill, px(10), px(10))
        painter.setFont(font)
        painter.setPen(theme.color("bg.selected" if inverse else "on.primary"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge)
        return pill.left() - px(4)


class NavList(QListWidget):
    """Arrows move, Enter, Space or a click choose: moving through the list builds no page."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[NavEntry],
        name: str = "Navigation principale",
        *,
        rail: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rail = rail
        self.setObjectName("liste-nav")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(NavDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        for entry in entries:
            item = QListWidgetItem(entry.text, self)
            item.setData(ENTRY_ROLE, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.text)
            if not entry.key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.itemClicked.connect(self._choose)
        self.set_rail(rail=rail)

    def set_rail(self, *, rail: bool) -> None:
        """Icons only, or icons and names; names stay as tool tips in the rail."""
        self.rail = rail
        for item in self._pages():
            item.setToolTip(item.text() if rail else "")
        self.setMinimumWidth(current().px(RAIL_WIDTH if rail else WIDTH) - 2)
        self.scheduleDelayedItemsLayout()

    def content_height(self) -> int:
        """Height in px that shows every entry: for a list placed at the bottom."""
        return sum(self.sizeHintForRow(row) for row in range(self.count())) + 2

    def set_badge(self, key: str, badge: str, spoken: str = "") -> None:
        """Show what waits behind a page (« 7 »), said « 7 en attente » unless `spoken` says better."""
        for item in self._pages():
            if item.data(ENTRY_ROLE).key == key:
                item.setData(BADGE_ROLE, badge)
                words = f"{item.text()}, {spoken or f'{badge} en attente'}" if badge else item.text()
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def current_key(self) -> str:
        """The page chosen, "" when it is elsewhere."""
        items = self.selectedItems()
        return items[0].data(ENTRY_ROLE).key if items else ""

    def set_current(self, key: str) -> None:
        """Show which page is open, without choosing it again; "" or an unknown key chooses nothing."""
        self.clearSelection()
        for item in self._pages():
            if item.data(ENTRY_ROLE).key == key:
                self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Qt's hook: keys that move do not choose, and a chosen page stays chosen."""
        if isinstance(event, QKeyEvent) or not index.isValid():
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose the entry in focus."""
        if event.key() in KEYS_THAT_CHOOSE and self.currentItem() is not None:
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _pages(self) -> list[QListWidgetItem]:
        """The entries that are pages."""
        items = [self.item(row) for row in range(self.count())]
        return [item for item in items if item.data(ENTRY_ROLE).key]

    def _choose(self, item: QListWidgetItem) -> None:
        """Choose a page and say so."""
        entry: NavEntry = item.data(ENTRY_ROLE)
        if entry.key:
            self.set_current(entry.key)
            self.chosen.emit(entry.key)
