"""A reference table, to be read and searched: the quartiers of both generations. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.store.listing import Row
from ui.kit import cells
from ui.kit.announce import say_count
from ui.kit.cells import Cell, Column
from ui.kit.layouts import frame, hbox, label, lead, page_head, vbox
from ui.kit.table import Table
from ui.pages.page import Page, Services
from ui.special.table_export import ReferenceExport

DELAY_MS = 150
TABLE = "quartier"
COLUMNS = (
    Column("Code", 110),
    Column("Quartier", strong=True),
    Column("Contrat de ville", muted=True),
    Column("Génération", 100, muted=True),
    Column("Renouvellement urbain", 160, muted=True),
)
CONTRACT = "Contrat de ville "  # said by the title of the column
SUBTITLE = "Quartiers prioritaires du Pas-de-Calais, générations 2014 et 2024\u00a0; un quartier se cite par son code"


def row_of(row: Row) -> cells.Row:
    """Code, name and where, contract, generation, programme."""
    texts = row.texts
    place = " · ".join(text for text in (texts["arrondissement"], texts["epci"]) if text)
    zones = (word for key, word in (("zsp", "ZSP"), ("qrr", "QRR")) if row.values[key])
    programme = " · ".join(text for text in (texts["npnru"], *zones) if text)
    contract = texts["contrat"].removeprefix(CONTRACT)
    said = (Cell(str(row.values["code"])), Cell(texts["nom"], place), Cell(contract), Cell(texts["generation"]))
    return cells.Row(row.uid, (*said, Cell(programme)))


class ReferencePage(Page):
    """The quartiers, filtered as one types."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Filtrer\u00a0: nom, code, contrat…")
        self.words.setAccessibleName("Filtrer les quartiers")
        lead(self.words, "rechercher")
        self.table = Table(COLUMNS, "Quartiers prioritaires", row_height=56)
        self.export = ReferenceExport(services.operations, services.messages, TABLE, self.words.text, self)
        self._count: QLabel = label("", "caption")
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.enter)
        self.words.textChanged.connect(self._timer.start)
        card = frame()
        vbox(
            hbox((self.words, 1), self.export.button, margins=(14, 14, 14, 12)), (self.table, 1),
            hbox(self._count, margins=(16, 8, 16, 10)), margins=(1, 1, 1, 1), spacing=0, parent=card,
        )  # fmt: skip
        self.column.addLayout(page_head("Quartiers", SUBTITLE))
        self.column.addWidget(card, 1)

    def enter(self) -> None:
        """Read the table."""
        self.services.operations.reference_rows(TABLE, self.words.text(), self._show_rows)

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Show one quartier: what a tile asks."""
        self.words.setText(str(filters.get("code", "")))

    def zones(self) -> list[QWidget]:
        """Filter, list."""
        return [self.words, self.table]

    def _show_rows(self, rows: list[Row]) -> None:
        """Show them."""
        self.table.set_rows([row_of(row) for row in rows])
        say_count(self._count, pluriel(len(rows), "quartier", "quartiers"))
        self.table.select_first()
        if not self.words.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
