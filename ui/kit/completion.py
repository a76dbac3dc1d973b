"""Proposals under a line editor: any part of a name, accents and case ignored."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from db.search import fold
from ui.theme.theme import current

FOLDED_ROLE = Qt.ItemDataRole.UserRole
KEY_ROLE = Qt.ItemDataRole.UserRole + 1
SHOWN = 12
WIDEST_PX = 840
FRAME_PX = 48  # what stands around a name in the list
MEASURED = 20  # of the longest names: one of them is the widest


class OpeningLine(QLineEdit):
    """``pressed`` when the mouse is pressed in it while it is empty: its list opens, as by its arrow."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook."""
        super().mouseReleaseEvent(event)
        if not self.text() and not self.isReadOnly():
            self.pressed.emit()


class Proposals(QCompleter):
    """A completer on folded names; what is written in the line is the name itself.

    The list is built when it is first needed: a form may hold thirty lines that point among thousands of names. It is
    as wide as its names: what tells two of them apart often stands at their end.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._waiting: list[str] | None = None
        self._undressed: list[str] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setCompletionRole(FOLDED_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(SHOWN)
        line.setCompleter(self)

    def set_names(self, names: Iterable[str]) -> None:
        """Replace what is proposed."""
        self._waiting = list(names)

    def names(self) -> list[str]:
        """What is proposed, whatever is typed."""
        self._fill()
        return [self._items.item(row).text() for row in range(self._items.rowCount())]

    def splitPath(self, path: str) -> list[str]:
        """Qt's hook: what is typed, as it is compared."""
        self._dress()
        return [fold(path)]

    def pathFromIndex(self, index: object) -> str:
        """Qt's hook: what is written when a proposal is taken."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))  # type: ignore[attr-defined]

    def show_all(self) -> None:
        """Open the whole list, whatever is typed."""
        self._dress()
        self.setCompletionPrefix("")
        self.complete()

    def _fill(self) -> None:
        if self._waiting is None:
            return
        names, self._waiting = self._waiting, None
        self._items.clear()
        for name in names:
            item = QStandardItem(name)
            item.setData(fold(name), FOLDED_ROLE)
            self._items.appendRow(item)
        self._undressed = names

    def _dress(self) -> None:
        """Only when it is about to be shown: the list is a window, that most lines of a form never need."""
        self._fill()
        if not self._undressed:
            return
        names, self._undressed = self._undressed, []
        box = self.popup()
        assert isinstance(box, QListView)
        box.setObjectName("proposals")
        metrics = box.fontMetrics()
        longest = sorted(names, key=len)[-MEASURED:]
        wanted = max((metrics.horizontalAdvance(name) for name in longest), default=0) + current().px(FRAME_PX)
        line = self.widget()
        at = line.mapToGlobal(QPoint(0, 0))
        # Not `line.screen()`: the screen that it gives would be freed with the line, and the program falls.
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry().right() - at.x()
        box.setMinimumWidth(min(wanted, current().px(WIDEST_PX), room))
