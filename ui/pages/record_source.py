"""The rows of a list of any length: a page first, then every uid in one array, the other rows when they are painted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from db.errors import Faute
from pvdesk.store.listing import Query, Row
from ui.kit import cells
from ui.kit.paged import PAGE, PagedModel
from ui.kit.table import Table
from ui.operations import Operations
from ui.pages.record_columns import Listed, in_order
from ui.pages.record_filter import FilterBar

MOST = 40 * PAGE  # rows remembered


class RecordSource(QObject):
    """``shown(number)`` once the list says what the filter asks for.

    A filter by state, and the order of the actions, look at each row: these lists are read whole.
    """

    shown = Signal(int)

    def __init__(self, operations: Operations, table: str, bar: FilterBar, columns: Sequence[Listed]) -> None:
        super().__init__(bar)
        self._operations, self._table, self._bar, self._columns = operations, table, bar, columns
        self._today: dt.date = operations.desk.today()
        self._query = Query()
        self._rows: dict[str, Row] = {}
        self.model = PagedModel([one.column for one in columns], self)
        self._view: Table | None = None

    def attach(self, view: Table) -> None:
        """The list that shows the rows."""
        self._view = view

    @property
    def rows(self) -> list[Row]:
        """The rows read so far."""
        return list(self._rows.values())

    def row(self, uid: str) -> Row | None:
        """The row of a record that is listed."""
        if uid not in self._rows and self.model.place_of(uid) >= 0:
            self._read([uid])
        return self._rows.get(uid)

    def refresh(self) -> None:
        """Read what the filter asks for."""
        self._query = query = Query(words=self._bar.words.text().strip(), equal=self._bar.equal())
        if self._table == "action" or self._bar.looks_at_rows():
            self._operations.rows(self._table, query, partial(self._take_all, query))
        elif query.words or self.model.rowCount() > PAGE:
            self._operations.uids(self._table, query, partial(self._take_uids, query))
        else:
            self._operations.rows(self._table, replace(query, limit=PAGE), partial(self._take_first, query))

    def _take_all(self, query: Query, rows: list[Row]) -> None:
        if query is self._query:
            kept = [row for row in in_order(self._table, rows, self._today) if self._bar.keeps(row, self._today)]
            self._show([row.uid for row in kept], kept)

    def _take_first(self, query: Query, rows: list[Row]) -> None:
        if query is self._query:
            self._show([row.uid for row in rows], rows)
            if len(rows) == PAGE:
                self._operations.uids(self._table, query, partial(self._take_rest, query))

    def _take_rest(self, query: Query, uids: list[str]) -> None:
        if query is self._query:
            self._show(uids, self.rows)

    def _take_uids(self, query: Query, uids: list[str]) -> None:
        if query is self._query:
            self._show(uids, [])

    def _show(self, uids: list[str], rows: Sequence[Row]) -> None:
        self._rows = {row.uid: row for row in rows}
        if self._view is not None:
            self._view.replace(partial(self.model.set_source, uids, self._fetch))
        self.shown.emit(len(uids))

    def _fetch(self, uids: Sequence[str]) -> list[cells.Row]:
        """A page, when it is about to be painted."""
        wanted = [uid for uid in uids if uid not in self._rows]
        if wanted:
            self._read(wanted)
        return [self._draw(uid) for uid in uids]

    def _read(self, uids: list[str]) -> None:
        if len(self._rows) > MOST:
            self._rows.clear()
        try:
            self._rows |= {row.uid: row for row in self._operations.page(self._table, uids)}
        except Faute:  # told by what is read beside; these rows stay white until the list is read again
            return

    def _draw(self, uid: str) -> cells.Row:
        row = self._rows.get(uid)
        if row is None:  # it went meanwhile
            return cells.Row(uid, tuple(cells.Cell("") for _ in self._columns))
        return cells.Row(uid, tuple(one.draw(row, self._today) for one in self._columns))
