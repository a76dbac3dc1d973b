"""The attendance grid: chips at rest, the four choices on the row in hand; one letter marks and goes down."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyleOptionViewItem, QWidget

from db.models.seance import StatutPresence
from ui.kit.cells import Cell, Index, RowDelegate
from ui.kit.editors import Choice
from ui.kit.table import Table
from ui.special import presence_rows as rows
from ui.theme import icons
from ui.theme.theme import current
from ui.theme.tokens import TONES

SHORT_PX = 820  # under this width, letters for words and two columns less
SHORT_COLUMN, LONG_COLUMN = 216, 326
ROW_PX = 42
NOBODY = "Pouvoir à personne"


class PresenceDelegate(RowDelegate):
    """Paints the choices of a row and edits its remark, or the person who holds the proxy."""

    def __init__(self, grid: PresenceGrid) -> None:
        super().__init__(grid, rows.COLUMNS)
        self._grid = grid
        self._bold = self.theme.font("caption-strong")
        self._plain = self.theme.font("caption")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        if index.column() != rows.STATUT:
            super().paint(painter, option, index)
            return
        if index.row() not in self._grid.in_hand:
            if self._grid.presences.statut(index.row()) is None:
                self._paint_unmarked(painter, option.rect, index)
            else:
                super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        selected = self.is_selected(option)
        self.paint_ground(painter, rect, index, selected=selected)
        self._paint_choices(painter, rect, self._grid.presences.statut(index.row()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self.paint_ring(painter, rect, index, selected=selected)
        painter.restore()

    def _paint_unmarked(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A dashed outline around « À pointer »."""
        theme, px = self.theme, self.theme.px
        width = QFontMetrics(self._plain).horizontalAdvance(rows.UNMARKED) + px(22)
        painter.save()
        self.paint_ground(painter, rect, index, selected=False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border.control"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(rect.left() + px(10), rect.center().y() - px(12), width, px(24))
        painter.drawRoundedRect(box, px(12), px(12))
        painter.setPen(theme.color("text.muted"))
        painter.setFont(self._plain)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rows.UNMARKED)
        painter.restore()

    def segments(self, rect: QRect, chosen: StatutPresence | None) -> list[tuple[StatutPresence, QRectF]]:
        """Where each choice stands in a cell."""
        px, short = self.theme.px, self._grid.short
        metrics = QFontMetrics(self._bold)
        room = QRectF(rect).adjusted(px(10), px(6), -px(8), -px(6))
        choices = rows.CHOICES if chosen in rows.CHOICES or chosen is None else (*rows.CHOICES[:3], chosen)
        words = {c: c.libelle if c is chosen or not short else rows.LOOKS[c][0] for c in choices}
        widths = [metrics.horizontalAdvance(words[c]) + px(40 if c is chosen else 22) for c in choices]
        shrink, left = min(1.0, room.width() / sum(widths)), room.left()
        found: list[tuple[StatutPresence, QRectF]] = []
        for choice, width in zip(choices, widths, strict=True):
            found.append((choice, QRectF(left, room.top(), width * shrink, room.height())))
            left += width * shrink
        return found

    def _paint_choices(self, painter: QPainter, rect: QRect, chosen: StatutPresence | None) -> None:
        theme, px = self.theme, self.theme.px
        found = self.segments(rect, chosen)
        whole = QRectF(found[0][1].topLeft(), found[-1][1].bottomRight()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("border.control"), 1))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(whole, px(6), px(6))
        before: StatutPresence | None = None
        for choice, box in found:
            if choice is chosen:
                self._paint_chosen(painter, box, choice)
            else:
                if before is not None and before is not chosen:
                    painter.setPen(QPen(theme.color("border.subtle"), 1))
                    painter.drawLine(
                        QPointF(box.left(), box.top() + px(6)), QPointF(box.left(), box.bottom() - px(6))
                    )
                painter.setPen(theme.color("text.default"))
                painter.setFont(self._plain)
                word = rows.LOOKS[choice][0] if self._grid.short else choice.libelle
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
            before = choice

    def _paint_chosen(self, painter: QPainter, box: QRectF, choice: StatutPresence) -> None:
        theme, px = self.theme, self.theme.px
        _, tone, icon = rows.LOOKS[choice]
        ground, ink, line = TONES[tone]
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color(line), 1.5))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        size = px(15)
        painter.drawPixmap(QPointF(box.left() + px(9), box.center().y() - size / 2),
                           icons.pixmap(theme, icon, ink, size))  # fmt: skip
        painter.setPen(theme.color(ink))
        painter.setFont(self._bold)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(px(28), 0, 0, 0), align, choice.libelle)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of people for a proxy, a line for a remark."""
        model, place = self._grid.presences, index.row()
        if model.statut(place) is not StatutPresence.REPRESENTE:
            line = QLineEdit(parent)
            line.setAccessibleName(f"Remarque, {rows.name_of(model.lines[place], model.people)}")
            return line
        combo = Choice()
        combo.setParent(parent)
        combo.setAccessibleName(f"Pouvoir à, {rows.name_of(model.lines[place], model.people)}")
        combo.addItem(NOBODY, None)
        for other, line_draft in enumerate(model.lines):
            uid = line_draft.values.get("membre_uid")
            if other != place and uid:
                combo.addItem(f"Pouvoir à {rows.name_of(line_draft, model.people)}", uid)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is held now."""
        values = self._grid.presences.lines[index.row()].values
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(values.get("pouvoir_a"))))
        elif isinstance(editor, QLineEdit):
            editor.setText(values.get("remarque") or "")

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        """What was typed or chosen."""
        if isinstance(editor, QComboBox):
            self._grid.set_value(index.row(), "pouvoir_a", editor.currentData())
        elif isinstance(editor, QLineEdit):
            self._grid.set_value(index.row(), "remarque", editor.text().strip() or None)


class PresenceGrid(Table):
    """Letters mark only while the grid has the focus; ``done`` after the last row."""

    marked = Signal()
    done = Signal()
    remove_asked = Signal(int)

    def __init__(self) -> None:
        self.presences = rows.PresenceModel()
        self._hovered = -1
        self.short = False
        super().__init__(rows.COLUMNS, "Présences\u00a0: une ligne par personne", row_height=ROW_PX,
                         model=self.presences)  # fmt: skip
        self.presences.setParent(self)
        self.setMouseTracking(True)
        self.setItemDelegate(PresenceDelegate(self))
        self.setAccessibleDescription(f"Touches {rows.KEYS}. F2\u00a0: remarque ou pouvoir. Suppr\u00a0: retirer")

    @property
    def in_hand(self) -> set[int]:
        """The rows that show their choices: the current one, the one under the pointer."""
        return {self.currentIndex().row(), self._hovered}

    def mark(self, place: int, statut: StatutPresence) -> None:
        """Mark a person."""
        values = self.presences.lines[place].values
        values["statut"] = statut
        if statut is not StatutPresence.REPRESENTE:
            values["pouvoir_a"] = None
        self.presences.refresh(place)
        self.marked.emit()

    def set_value(self, place: int, key: str, value: object) -> None:
        """Write a datum of a row."""
        if self.presences.lines[place].values.get(key) != value:
            self.presences.lines[place].values[key] = value
            self.presences.refresh(place)
            self.marked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """P R E A D I mark and go down; Enter goes down; F2 writes the remark or the proxy; Suppr removes."""
        place, key = self.currentIndex().row(), event.key()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        statut = rows.LETTERS.get(event.text().upper()) if plain and event.text() else None
        if place < 0 or not plain:
            super().keyPressEvent(event)
        elif statut is not None:
            self.mark(place, statut)
            self._down(place)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._down(place)
        elif key == Qt.Key.Key_F2:
            self.edit(self.presences.index(place, rows.REMARQUE))
        elif key == Qt.Key.Key_Delete:
            self.remove_asked.emit(place)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _down(self, place: int) -> None:
        if place + 1 < self.presences.rowCount():
            self._go(place + 1)
        else:
            self.done.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A row is always in hand."""
        super().focusInEvent(event)
        self.select_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current_index: Index, previous: Index) -> None:
        """Qt's hook: the choices move with the current row."""
        super().currentChanged(current_index, previous)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters for words when there is little room."""
        super().resizeEvent(event)
        short = event.size().width() < current().px(SHORT_PX)
        if short != self.short:
            self.short = short
            self.setColumnWidth(rows.STATUT, current().px(SHORT_COLUMN if short else LONG_COLUMN))
            for column in (rows.COLLEGE, rows.FONCTION):
                self.setColumnHidden(column, short)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer shows its choices."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self._hover(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a choice marks."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        delegate = self.itemDelegate()
        if not index.isValid() or index.column() != rows.STATUT or not isinstance(delegate, PresenceDelegate):
            return
        for choice, box in delegate.segments(self.visualRect(index), self.presences.statut(index.row())):
            if box.left() <= event.position().x() < box.right():
                self.mark(index.row(), choice)
                break

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks on a remark write in it."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == rows.REMARQUE:
            self.edit(index)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def cell(self, place: int, column: int) -> Cell:
        """What is shown in a cell."""
        return self.presences.row(place).cells[column]
