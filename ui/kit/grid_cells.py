"""How the cells of a grid are painted, and the editor that opens in the one in hand: it writes at each key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.cells import ALIGNMENTS, Index
from ui.kit.editor import Editor
from ui.kit.editors import ReferenceEditor, make_editor
from ui.kit.grid_model import CellModel, name_of
from ui.kit.keys import is_enter
from ui.theme import icons
from ui.theme.theme import current
from ui.theme.tokens import FOCUS_WIDTH

if TYPE_CHECKING:
    from ui.kit.grid import Grid

NEW_ROW = "Nouvelle ligne"
SIDE_PX = 10
ICON_PX = 16
MOVES = {Qt.Key.Key_Tab: (1, 0), Qt.Key.Key_Backtab: (-1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class CellDelegate(QStyledItemDelegate):
    """``moved(columns, rows)`` when a key leaves the editor for another cell; (0, 0) is Enter, (0, 2) stays."""

    moved = Signal(int, int)

    def __init__(self, grid: Grid, cells: CellModel) -> None:
        super().__init__(grid)
        self._grid, self._cells = grid, cells
        self.choices: dict[str, Mapping[str, str]] = {}
        self.editor: Editor | None = None
        self._at = QPersistentModelIndex()
        self._filled = False
        self.theme = current()
        self._font = self.theme.font("body", tabular=True)
        self._metrics = QFontMetrics(self._font)

    # ---- paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, text, what is wrong, the ring of the cell in hand."""
        theme, rect = self.theme, option.rect
        here = index == self._grid.currentIndex() and self._grid.hasFocus()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and self._grid.several()
        read = self._cells.datum(index) is None
        painter.save()
        painter.fillRect(rect, theme.color("bg.selected" if chosen else "bg.sunken" if read else "bg.surface"))
        painter.setPen(QPen(theme.color("border.subtle"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        fault = self._cells.fault(index)
        if fault:
            painter.setPen(QPen(theme.color("error.line"), FOCUS_WIDTH))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        self._paint_text(painter, QRectF(rect), index, "on.selected" if chosen else "", faulty=bool(fault))
        if here:
            painter.setPen(QPen(theme.color("on.selected" if chosen else "focus"), FOCUS_WIDTH))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRectF, index: Index, ink: str, *, faulty: bool) -> None:
        theme, cells = self.theme, self._cells
        text, column = cells.text(index), cells.columns[index.column()]
        room = rect.adjusted(theme.px(SIDE_PX), 0, -theme.px(SIDE_PX), 0)
        if faulty:
            size = theme.px(ICON_PX)
            top = room.center().y() - size / 2
            painter.drawPixmap(int(room.left()), int(top), icons.pixmap(theme, "erreur", "error", size))
            room = room.adjusted(size + theme.px(6), 0, 0, 0)
        waiting = not text and index.column() == 0 and cells.waits(index.row()) and cells.datum(index) is not None
        read = cells.datum(index) is None
        painter.setFont(self._font)
        muted = waiting or (read and column.numeric)
        painter.setPen(theme.color(ink or ("text.muted" if muted else "text.default")))
        shown = self._metrics.elidedText(NEW_ROW if waiting else text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, ALIGNMENTS["right" if column.numeric else "left"], shown)

    # ---- edit
    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of the kind of the datum, told at each key."""
        datum = self._cells.datum(index)
        assert datum is not None
        self.editor = editor = make_editor(datum, self._cells.today)
        editor.widget.setParent(parent)
        if isinstance(editor, ReferenceEditor):
            editor.set_choices(self.choices.get(datum.target, {}))
        editor.focus_widget.setAccessibleName(name_of(self._cells, index))
        editor.changed.connect(self._take)
        if isinstance(editor.focus_widget, QLineEdit):
            # Under an open list of proposals the key comes to the line without passing by the filter.
            editor.focus_widget.returnPressed.connect(self._enter, Qt.ConnectionType.QueuedConnection)
        self._at, self._filled = QPersistentModelIndex(index), False
        return editor.widget

    def setEditorData(self, _widget: QWidget, index: Index) -> None:
        """What the cell holds, once: what is being typed is never covered."""
        if self._filled or self.editor is None:
            return
        self._filled = True
        self.editor.write(self._cells.value(index), self._cells.names)
        typed = self._cells.saisies.get(self._cells.path(index), "")
        if typed:
            self.editor.write_raw(typed)

    def setModelData(self, widget: QWidget, _model: object, _index: Index) -> None:
        """All is written already; a name begun is completed, a date put back in full."""
        if self.editor is not None and self.editor.widget is widget and isinstance(widget, QLineEdit):
            widget.editingFinished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab, the arrows leave for another cell; Escape leaves the cell as it is."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            move = MOVES.get(Qt.Key(event.key()))
            if is_enter(event):
                self._enter()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.moved.emit(0, 2)
                return True
            if move is not None and (not move[1] or not isinstance(watched, QComboBox)):
                self.moved.emit(*move)
                return True
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        """The editor is on its way out."""
        if self.editor is not None:
            self.editor.changed.disconnect(self._take)
            self.editor = None

    def _enter(self) -> None:
        if self.editor is not None:
            self.moved.emit(0, 0)

    def _take(self) -> None:
        if self.editor is not None and self._filled and self._at.isValid():
            self._cells.write(self._cells.index(self._at.row(), self._at.column()), self.editor.read(),
                              self.editor.raw())  # fmt: skip
