"""What a list shows: plain cells, and the delegate that paints them as airy rows of one or two lines."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.kit.chips import HEIGHT, chip_width, paint_chip
from ui.theme import icons
from ui.theme.theme import current
from ui.theme.tokens import FOCUS_WIDTH

CELL_ROLE = Qt.ItemDataRole.UserRole
UID_ROLE = Qt.ItemDataRole.UserRole + 1
RING_INSET = 3  # px
Index = QModelIndex | QPersistentModelIndex

ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, a second line under it; given a `tone`, the text is painted as a chip.

    `align`, left, center or right, wins over the column's when it is given. `icon` is a name of icones.json.
    """

    text: str
    second: str = ""
    tone: str = ""
    icon: str = ""
    align: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record, in the order of the columns."""

    uid: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in px at zoom 1 (0 takes what is left), how its cells are written."""

    title: str
    width: int = 0
    strong: bool = False
    muted: bool = False
    align: str = "left"


class RowDelegate(QStyledItemDelegate):
    """Paints rows: full-width selection, a line between rows, chips, second lines, a ring around the row in focus."""

    def __init__(self, view: QTableView, columns: tuple[Column, ...]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        self.theme = current()
        self._fonts = {kind: self.theme.font(kind, tabular=True) for kind in ("body", "strong", "caption")}
        self._chip_font = self.theme.font("caption-strong")
        self._metrics = {kind: QFontMetrics(font) for kind, font in self._fonts.items()}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        painter.save()
        rect: QRect = option.rect
        selected = self.is_selected(option)
        self.paint_ground(painter, rect, index, selected=selected)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            column = self._columns[index.column()]
            room = QRectF(rect).adjusted(self.theme.px(10), 0, -self.theme.px(8), 0)
            if cell.tone:
                self._paint_chip(painter, room, cell, outline=selected)
            else:
                self._paint_text(painter, room, cell, column, selected=selected)
        self.paint_ring(painter, rect, index, selected=selected)
        painter.restore()

    @staticmethod
    def is_selected(option: QStyleOptionViewItem) -> bool:
        """True when the row is the chosen one."""
        return bool(option.state & QStyle.StateFlag.State_Selected)

    def paint_ground(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """The background, and the line under every row but the last."""
        painter.fillRect(rect, self.theme.color("bg.selected" if selected else "bg.surface"))
        if index.row() < index.model().rowCount() - 1:
            painter.setPen(QPen(self.theme.color("border.subtle"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def paint_ring(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        """The part of the row's ring that falls in this cell, when the list has the focus."""
        if index.row() != self._view.currentIndex().row() or not self._view.hasFocus():
            return
        header, width = self._view.horizontalHeader(), FOCUS_WIDTH
        place = header.visualIndex(index.column())
        colour = self.theme.color("focus")
        if selected and self.theme.contrast:
            # The usual cyan would not show on the yellow: a black ring, drawn inside so that yellow goes round it.
            colour = self.theme.color("on.selected")
            ends = (RING_INSET * (place == 0), RING_INSET * (place == header.count() - 1))
            rect = rect.adjusted(ends[0], RING_INSET, -ends[1], -RING_INSET)
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, colour)
        painter.fillRect(rect.left(), rect.bottom() + 1 - width, rect.width(), width, colour)
        if place == 0:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), colour)
        if place == header.count() - 1:
            painter.fillRect(rect.right() + 1 - width, rect.top(), width, rect.height(), colour)

    def _paint_chip(self, painter: QPainter, room: QRectF, cell: Cell, *, outline: bool) -> None:
        """The text as a chip, as wide as itself and no wider than the cell."""
        height = self.theme.px(HEIGHT)
        width = min(chip_width(self.theme, cell.text, cell.icon, self._chip_font), room.width())
        box = QRectF(room.left(), room.center().y() - height / 2, width, height)
        paint_chip(
            painter, box, cell.text, cell.tone, icon=cell.icon, font=self._chip_font, outline=outline, theme=self.theme
        )

    def _paint_text(self, painter: QPainter, room: QRectF, cell: Cell, column: Column, *, selected: bool) -> None:
        """One line in the middle, or two."""
        ink = "on.selected" if selected else ("text.muted" if column.muted else "text.default")
        if cell.icon:
            size = self.theme.px(18)
            token = "on.selected" if selected else "text.muted"
            top = room.center().y() - size / 2
            painter.drawPixmap(int(room.left()), int(top), icons.pixmap(self.theme, cell.icon, token, size))
            room = room.adjusted(size + self.theme.px(8), 0, 0, 0)
        kind = "strong" if column.strong else "body"
        align = cell.align or column.align
        if not cell.second:
            self._line(painter, room, cell.text, kind, ink, align)
            return
        middle = room.height() / 2
        # The two lines are drawn towards each other so that they read as one cell.
        near = self.theme.px(4)
        self._line(painter, room.adjusted(0, near, 0, -middle + near / 2), cell.text, kind, ink, align)
        below = "on.selected" if selected else "text.muted"
        self._line(painter, room.adjusted(0, middle - near / 2, 0, -near), cell.second, "caption", below, align)

    def _line(self, painter: QPainter, room: QRectF, text: str, kind: str, token: str, align: str) -> None:
        """One line of text, cut with an ellipsis when it is too long."""
        painter.setFont(self._fonts[kind])
        painter.setPen(self.theme.color(token))
        shown = self._metrics[kind].elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, ALIGNMENTS[align], shown)
