"""The journal of a poste: files made for the mission, what became of each, files of the mission taken in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from db.models.echange import IssueLot, Sens
from pvdesk.base.francais import date_courte, date_longue, heure, nombre, pluriel
from pvdesk.fiches import FICHES
from pvdesk.store.lots import LotRow
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import Turning, turning_head
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.lot_card import ISSUES
from ui.pages.page import Page, Services
from ui.pages.read_card import Part, ReadCard
from ui.theme.theme import current

SUBTITLE = "Chaque fichier remis ou reçu, et ce que la mission en a dit"
COLUMNS = (Column("Date", 116), Column("Fichier", strong=True), Column("Fiches", 70, align="right"),
           Column("Issue", 180))  # fmt: skip
NOTHING = "Aucun fichier n’a encore été remis ni reçu."
WHY = "Un envoi apparaît ici dès qu’il est créé\u00a0; il dit « Reçu par la mission » quand son accusé est importé."
SORTS = {"envoi": "Envoi", "retour": "Fichier de retour", "enrolement": "Enrôlement"}
ACCUSES = "accuses"  # in a lot de retour: the fiches that the mission says it has
LONG = 14  # days without an answer, after which one is asked for
TURN_PX = 900
LIST_PX = 320


def fiches_of(lot: LotRow) -> list[tuple[str, int]]:
    """What a lot holds by type, in French; what it acknowledges is no fiche of its own."""
    counted = [(fiche.plural, lot.comptes.get(table)) for table, fiche in FICHES.items()]
    return [(name, count) for name, count in counted if isinstance(count, int) and count]


def state_of(lot: LotRow) -> Cell:
    """What became of it."""
    if lot.issue is IssueLot.CREE:
        return Cell("Sans accusé", tone="info", icon="heure")
    tone, icon = ISSUES[lot.issue]
    return Cell(lot.issue.libelle, tone=tone, icon=icon)


def row_of(lot: LotRow) -> cells.Row:
    """Date, file and direction, fiches, what became of it."""
    when = lot.fait_le.astimezone()
    count = sum(count for _, count in fiches_of(lot))
    sort = SORTS.get(lot.sorte, lot.sorte)
    way = "remis à la mission" if lot.sens is Sens.ENVOYE else "reçu de la mission"
    return cells.Row(
        lot.uid,
        (
            Cell(date_courte(when.date()), heure(when)), Cell(lot.fichier, f"{sort} n°\u00a0{lot.numero}, {way}"),
            Cell(nombre(count) if count else "—"), state_of(lot),
        ),
    )  # fmt: skip


def answer_of(lot: LotRow, today: dt.date) -> str:
    """What the mission said of a lot, or what to do while it says nothing."""
    if lot.phrase:
        return lot.phrase
    if lot.sens is Sens.RECU:
        return "Ce fichier a été importé."
    if lot.issue is not IssueLot.CREE:
        return "La mission l’a reçu."
    days = (today - lot.fait_le.astimezone().date()).days
    if days > LONG:
        since = pluriel(days, "jour", "jours")
        return f"Aucun accusé depuis {since}\u00a0: demandez à la mission son fichier de retour."
    return "Pas encore d’accusé\u00a0: il viendra avec le prochain fichier de retour de la mission."


class SentPage(Page):
    """The list, and the card of the chosen file."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._lots: dict[str, LotRow] = {}
        self.tabs = Tabs(tabs, name, "Échanges avec la mission")
        self.table = Table(COLUMNS, "Journal des envois et accusés", row_height=56)
        self.card = ReadCard()
        self.send_button = button("Préparer un envoi", "primary", icon="envoyer")
        self._count: QLabel = label("", "caption", wrap=True)
        self.body = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(services.go.show_page)
        self.table.currentUidChanged.connect(self._show_card)
        self.send_button.clicked.connect(self._send)

    def _lay_out(self) -> None:
        left, inside = frame(), QWidget()
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        vbox((self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        for one in (self.table, self.card):
            one.setMinimumHeight(current().px(LIST_PX))
        vbox(Turning([(left, 60), (self.card, 40)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(NOTHING, WHY, self.send_button))
        self.column.addWidget(turning_head("Journal des envois et accusés", SUBTITLE))
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.body, 1)

    def enter(self) -> None:
        """Read the journal."""
        self.services.operations.lots(self._show)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The tabs, the list."""
        return [self.tabs, self.table if self._lots else self.send_button]

    def _show(self, lots: list[LotRow]) -> None:
        self._lots = {lot.uid: lot for lot in lots}
        self.table.set_rows([row_of(lot) for lot in lots])
        waiting = sum(lot.issue is IssueLot.CREE for lot in lots)
        said = pluriel(len(lots), "fichier", "fichiers")
        self._count.setText(f"{said}, dont {nombre(waiting)} sans accusé" if waiting else said)
        self.body.setCurrentIndex(0 if lots else 1)
        self.table.select_first()
        self._show_card()
        (self.table if lots else self.send_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_card(self, _uid: str = "") -> None:
        lot = self._lots.get(self.table.current_uid())
        if lot is None:
            self.card.clear()
            return
        when = lot.fait_le.astimezone()
        held = [(name, nombre(count)) for name, count in fiches_of(lot)]
        told = lot.comptes.get(ACCUSES)
        if isinstance(told, int) and told:
            held.append(("Fiches accusées", nombre(told)))
        today = self.services.operations.desk.today()
        parts: list[Part] = [
            (answer_of(lot, today), ()), ("Ce qu’il contient", held or [("Rien que ce qui le présente.", "")]),
            ("Pour le reconnaître", [("Numéro", nombre(lot.numero)), ("Empreinte", lot.sha256[:16])]),
        ]  # fmt: skip
        self.card.show_parts(lot.fichier, (f"{date_longue(when.date())}, {heure(when)}", state_of(lot).text), parts)

    def _send(self) -> None:
        self.services.go.show_page("exporter")
