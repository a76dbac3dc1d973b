"""The names of what a form may point to, asked once for each table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.kit.tasks import OnResult

Choices = Callable[[str, OnResult], None]  # (table, what receives the names by key)


class NameBook(QObject):
    """``came(table)`` when the names of a table are known."""

    came = Signal(str)

    def __init__(self, choices: Choices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._asked: set[str] = set()
        self._known: dict[str, Mapping[str, str]] = {}

    def names(self, table: str) -> Mapping[str, str]:
        """Names by key; empty until they have come."""
        return self._known.get(table, {})

    def ask(self, table: str) -> None:
        """Have the names of a table, now or soon."""
        if table in self._known:
            self.came.emit(table)
        elif table not in self._asked:
            self._asked.add(table)
            self._choices(table, partial(self._take, table))

    def renew(self) -> None:
        """Ask again for what was asked: another form made a record that may be pointed to."""
        for table in sorted(self._asked):
            self._choices(table, partial(self._take, table))

    def _take(self, table: str, names: Mapping[str, str]) -> None:
        self._known[table] = names
        self.came.emit(table)
