"""The lots that the mission received, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from db.models.echange import IssueLot, Sens
from pvdesk.base import francais
from pvdesk.store.lots import LotRow
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.layouts import frame, label, page_head, vbox
from ui.kit.table import Table
from ui.pages.page import Page, Services

COLUMNS = (
    Column("Date", 130),
    Column("Fichier", strong=True),
    Column("Poste", 90),
    Column("Fiches", 80, align="right"),
    Column("Issue", 220),
)
ISSUES = {
    IssueLot.CREE: ("primary", "envoyer"),
    IssueLot.ACCUSE: ("success", "fait"),
    IssueLot.IMPORTE: ("success", "fait"),
    IssueLot.REFUSE: ("error", "refuse"),
    IssueLot.RETENU: ("warning", "attente"),
}
NONE = "Aucun fichier reçu pour l’instant. Intégrez un lot avec « pvdesk mission importer FICHIER »."


def row_of(lot: LotRow) -> cells.Row:
    """Date, file, poste, number of records, what became of it."""
    moment = lot.fait_le.astimezone()
    tone, icon = ISSUES[lot.issue]
    count = sum(value for value in lot.comptes.values() if isinstance(value, int))
    return cells.Row(
        lot.uid,
        (
            Cell(francais.date_courte(moment.date()), francais.heure(moment)),
            Cell(lot.fichier or f"{lot.sorte} {lot.numero}", lot.phrase),
            Cell(lot.poste, f"lot {lot.numero}"),
            Cell(francais.nombre(count) if count else "—"),
            Cell(f"{lot.issue.libelle} ({lot.code})" if lot.code else lot.issue.libelle, tone=tone, icon=icon),
        ),
    )


class ReceivedPage(Page):
    """The journal of lots."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.table = Table(COLUMNS, "Fichiers reçus", row_height=56)
        self.empty: QLabel = label(NONE.replace("« ", "«\u00a0").replace(" »", "\u00a0»"), "muted", wrap=True)
        card, nothing = frame(), frame()
        vbox(self.table, margins=(1, 1, 1, 8), parent=card)
        vbox(None, self.empty, None, margins=(40, 40, 40, 40), parent=nothing)
        self.body = QStackedWidget()
        self.body.addWidget(card)
        self.body.addWidget(nothing)
        self.column.addLayout(page_head("Fichiers reçus", "Lots des postes, et ce qu’il en est advenu"))
        self.column.addWidget(self.body, 1)

    def enter(self) -> None:
        """Read the journal."""
        self.services.operations.lots(self._show_lots)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The list."""
        return [self.table]

    def _show_lots(self, lots: list[LotRow]) -> None:
        """Show those that came."""
        lots = [lot for lot in lots if lot.sens is Sens.RECU]
        self.table.set_rows([row_of(lot) for lot in lots])
        self.body.setCurrentIndex(0 if lots else 1)
        self.table.select_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
