"""A list of any length: every uid in one array, the rows fetched by page when they are about to be painted."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from ui.kit.cells import Column, Index, Row
from ui.kit.table import ROOT, RowsModel

PAGE = 100  # rows fetched at once: more than a screen, under a frame
KEPT = 40  # pages kept

Fetch = Callable[[Sequence[str]], Sequence[Row]]


class PagedModel(RowsModel):
    """`fetch` turns a slice of uids into their rows, in the same order; it runs on the GUI thread and must be quick."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._uids: Sequence[str] = ()
        self._fetch: Fetch | None = None
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._index: dict[str, int] | None = None

    def set_source(self, uids: Sequence[str], fetch: Fetch) -> None:
        """Replace everything; inside `Table.replace`, the chosen record is kept."""
        self.beginResetModel()
        self._uids, self._fetch, self._index = uids, fetch, None
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many records."""
        return 0 if parent.isValid() else len(self._uids)

    def uid_at(self, place: int) -> str:
        """The uid at a place, without fetching its row."""
        return self._uids[place]

    def place_of(self, uid: str) -> int:
        """The place of a record, -1 when it is not listed; the first call reads the whole array."""
        if self._index is None:
            self._index = {each: place for place, each in enumerate(self._uids)}
        return self._index.get(uid, -1)

    def row(self, place: int) -> Row:
        """The row at a place; its page is fetched when it is not kept."""
        page, rank = divmod(place, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            assert self._fetch is not None
            rows = self._fetch(self._uids[page * PAGE : (page + 1) * PAGE])
            self._pages[page] = rows
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[rank]
