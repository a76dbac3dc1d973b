"""« Nouvelle fiche liée » under the card of a list: a report, a check, a visit begun from the fiche looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pvdesk.store.listing import Row
from ui.kit.layouts import hbox
from ui.pages.page import Services
from ui.pages.record_detail import DetailCard
from ui.pages.record_links import linkable, linked_button


class LinkedFoot(QWidget):
    """The button and its menu, for the fiche shown."""

    _asked = Signal(str, str)

    def __init__(self, services: Services, table: str) -> None:
        super().__init__()
        self._services = services
        self._uid = ""
        self.add = linked_button(table, self._asked.emit, "quiet")
        self._asked.connect(self._begin)
        hbox(self.add, None, margins=(18, 0, 10, 10), parent=self)
        self.hide()

    def show_row(self, row: Row) -> None:
        """Begin from this one from now on."""
        self._uid = row.uid
        self.show()

    def _begin(self, table: str, key: str) -> None:
        self._services.go.new_record(table, {key: self._uid})


def linked_of(detail: DetailCard, services: Services) -> LinkedFoot | None:
    """The foot of a card; None when nothing points to its fiches."""
    if not linkable(detail.table):
        return None
    made = LinkedFoot(services, detail.table)
    detail.add_foot(made)
    return made
