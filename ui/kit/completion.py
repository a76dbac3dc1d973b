"""Proposals under a line editor: any part of a name, accents and case ignored."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from db.search import fold

FOLDED_ROLE = Qt.ItemDataRole.UserRole
KEY_ROLE = Qt.ItemDataRole.UserRole + 1
SHOWN = 12


class Proposals(QCompleter):
    """A completer on folded names; what is written in the line is the name itself.

    The list is built when it is first needed: a form may hold thirty lines that point among thousands of names.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._waiting: list[str] | None = None
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
        self._fill()
        return [fold(path)]

    def pathFromIndex(self, index: object) -> str:
        """Qt's hook: what is written when a proposal is taken."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))  # type: ignore[attr-defined]

    def show_all(self) -> None:
        """Open the whole list, whatever is typed."""
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
