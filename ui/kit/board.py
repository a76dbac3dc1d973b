"""A board of tiles in titled groups: Tab stops on it once, arrows go from tile to tile, Enter opens.

The groups stand in columns, as on a map, or one under the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from ui.kit.charts import paint_ring
from ui.kit.elided import Elided
from ui.kit.marks import Mark, paint_tile
from ui.theme.theme import Theme, current
from ui.theme.tokens import FOCUS_WIDTH

GAP = 6
GROUP_GAP = 14
TITLE_PX = 24
ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0), Qt.Key.Key_Right: QPoint(1, 0), Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}  # fmt: skip
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
ASIDE = 3  # a tile to the side counts as so many times farther than one ahead


class BoardTile(QAbstractButton):
    """A tile, at least `wide` px and `tall` px at zoom 1; a subclass paints it."""

    wide, tall = 92, 50

    def __init__(self, board: Board[Any], key: str, name: str) -> None:
        super().__init__(board)
        self.key = key
        self.name = name
        self._board = board
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self._press)

    def say(self, spoken: str) -> None:
        """What screen readers say and the tool tip shows."""
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """The size of a tile."""
        return QSize(current().px(self.wide), current().px(self.tall))

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Paint what the tile says."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's hook."""
        theme = current()
        painter = QPainter(self)
        self.paint(painter, QRectF(self.rect()), theme)
        if self.isChecked():
            paint_ring(painter, QRectF(self.rect()), theme)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("text.default"), FOCUS_WIDTH))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), theme.px(5), theme.px(5))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's hook: the tile that has the focus is the one in hand."""
        super().focusInEvent(event)
        self._board.take(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: arrows, Home and End move, Enter opens."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._board.go(self, ARROWS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._board.focus(self._board.shown[0 if key == Qt.Key.Key_Home else -1])
        elif key in ENTER:
            self._board.opened.emit(self.key)
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        """A click takes the tile; it is never let go."""
        self.setChecked(True)
        self._board.take(self)


class MarkTile(BoardTile):
    """A name and its marks."""

    def __init__(self, board: Board[Any], key: str, name: str) -> None:
        super().__init__(board, key, name)
        self._marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: Sequence[Mark], spoken: str) -> None:
        """Show other marks."""
        self._marks = tuple(marks)
        self.say(spoken)

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Paint the name and the marks."""
        paint_tile(painter, rect, self.name, self._marks, theme)


TileT = TypeVar("TileT", bound=BoardTile)


@dataclass(frozen=True, slots=True)
class Group:
    """A title and its tiles (key, name), in a column of the board."""

    title: str
    tiles: tuple[tuple[str, str], ...]
    column: int = 0


class Board(QWidget, Generic[TileT]):
    """``chosen(key)`` when another tile is taken, ``opened(key)`` for Enter. Narrow, its columns stand in one.

    `make` is the kind of tile; `widths` says how many tiles wide each column is, none for one column of all the width.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self, name: str, groups: Sequence[Group], make: Callable[[Board[TileT], str, str], TileT],
        widths: Sequence[int] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._widths = tuple(widths)
        self._groups: list[tuple[int, Elided, list[TileT]]] = []
        self.setAccessibleName(name)
        for group in groups:
            title = Elided(group.title, "caption-strong")
            title.setParent(self)
            made = [make(self, key, text) for key, text in group.tiles]
            self._groups.append((group.column, title, made))
        self.tiles = [tile for _, _, tiles in self._groups for tile in tiles]
        self.shown: list[BoardTile] = [*self.tiles]
        self._by_key = {tile.key: tile for tile in self.tiles}
        self._current: BoardTile | None = None
        self._told = False
        if self.tiles:
            self.tiles[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._current = self.tiles[0]

    def tile(self, key: str) -> TileT:
        """The tile of a key; KeyError when there is none."""
        return self._by_key[key]

    def keep(self, keys: frozenset[str]) -> None:
        """Show these tiles only; the one in hand stays if it is one of them, else the first is taken."""
        for tile in self.tiles:
            tile.setVisible(tile.key in keys)
        self.shown = [tile for tile in self.tiles if tile.key in keys]
        for _, title, tiles in self._groups:
            title.setVisible(any(tile.key in keys for tile in tiles))
        self._fit()
        if self.shown and (self._current is None or self._current.key not in keys):
            self.take(self.shown[0])

    @property
    def current(self) -> BoardTile | None:
        """The tile where Tab stops."""
        return self._current

    def take(self, tile: BoardTile) -> None:
        """Make a tile the one in hand: Tab comes back to it."""
        for other in (self._current, tile):
            if other is not None:
                other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is tile else Qt.FocusPolicy.ClickFocus)
                other.setChecked(other is tile)
        changed = tile is not self._current
        self._current = tile
        if changed or not self._told:
            self._told = True
            self.chosen.emit(tile.key)

    def go(self, tile: BoardTile, way: QPoint) -> None:
        """Move to the nearest tile that way."""
        here = tile.geometry().center()

        def far(other: BoardTile) -> int:
            ahead = other.geometry().center() - here
            along = QPoint.dotProduct(ahead, way)
            return along + ASIDE * (abs(ahead.x()) + abs(ahead.y()) - along)

        others = [o for o in self.shown if QPoint.dotProduct(o.geometry().center() - here, way) > GAP]
        if others:
            self.focus(min(others, key=far))

    def focus(self, tile: BoardTile) -> None:
        """Give the focus to a tile, and scroll to it whatever it lies in."""
        tile.setFocus(Qt.FocusReason.OtherFocusReason)
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(tile, 0, current().px(TITLE_PX + GROUP_GAP))
            around = around.parentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: lay the tiles out in the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lay the tiles out, and take the height that they need."""
        height = self._lay_out(self.width())
        if height != self.height():
            self.setFixedHeight(height)

    def _lay_out(self, width: int) -> int:
        """Place titles and tiles; gives the height they take."""
        theme = current()
        gap, between = theme.px(GAP), theme.px(GROUP_GAP)
        total = sum(self._widths)
        room = (width - between * (len(self._widths) - 1) - gap * (total - len(self._widths))) // max(1, total)
        least = theme.px(self.tiles[0].wide if self.tiles else 1)
        if room < least * 0.8 or not self._widths:  # one column, as many tiles in a row as there is room for
            across = max(1, (width + gap) // (least + gap))
            return self._fill(QRect(0, 0, width, 0), (width - gap * (across - 1)) // across, across, None)
        bottom, left = 0, 0
        for column, across in enumerate(self._widths):
            wide = across * room + (across - 1) * gap
            bottom = max(bottom, self._fill(QRect(left, 0, wide, 0), room, across, column))
            left += wide + between
        return bottom

    def _fill(self, room: QRect, wide: int, across: int, column: int | None) -> int:
        """Place the groups of a column (all of them when None) one under the other; gives where they end."""
        theme = current()
        gap, tall = theme.px(GAP), theme.px(self.tiles[0].tall if self.tiles else 0)
        top = 0
        for own, title, every in self._groups:
            tiles = [tile for tile in every if tile in self.shown]
            if not tiles or (column is not None and own != column):
                continue
            title.setGeometry(room.left(), top, room.width(), theme.px(TITLE_PX))
            top += theme.px(TITLE_PX)
            for place, tile in enumerate(tiles):
                down, right = divmod(place, across)
                tile.setGeometry(room.left() + right * (wide + gap), top + down * (tall + gap), wide, tall)
            top += -(-len(tiles) // across) * (tall + gap) + theme.px(GROUP_GAP) - gap
        return max(0, top - theme.px(GROUP_GAP) + gap)
