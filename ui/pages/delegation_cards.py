"""The cards of a delegation: how it stands and its figures, its fiches by type, its lots, its territory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from db.models.echange import Sens
from pvdesk.base.francais import date_courte, nombre, pluriel
from pvdesk.mission.fiche_delegation import FicheDelegation
from pvdesk.store.lots import LotRow
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.kit.narrow import Turning
from ui.kit.pairs import pairs
from ui.kit.pressed import Pressable
from ui.kit.table import Table
from ui.kit.wrapping import Wrapping
from ui.pages.delivery_card import age_of, situation
from ui.pages.lot_card import ISSUES
from ui.pages.poste_card import facts
from ui.pages.record_columns import NOTHING

FIGURES_PX, FACTS_PX = 700, 760
LOTS_SHOWN = 4
COUNTS = (Column("Fiches", strong=True), Column("Nombre", 90, align="right"), Column("À valider", 100, align="right"))
LOTS = (Column("Date", 116), Column("Lot", strong=True), Column("Issue", 150))
SENT = {"enrolement": "Enrôlement", "retour": "Fichier de retour"}


class StandingCard(QFrame):
    """How it stands; ``records_asked(table, uids, title)`` for a number, ``decisions_asked`` for what waits."""

    records_asked = Signal(str, tuple, str)
    decisions_asked = Signal()

    def __init__(self, fiche: FicheDelegation) -> None:
        super().__init__()
        self.setObjectName("card")
        self._nom = fiche.delegation.nom
        self.lines: list[Pressable] = []
        one = fiche.delegation
        said = situation(one)
        age = age_of(one)
        head = hbox(label(one.nom, "h2"), Chip(said.text, said.tone, said.icon), None, spacing=12)
        left, right = QWidget(), QWidget()
        first, second = facts(one.ligne)
        vbox(pairs([(name, f"{text} ({age})" if name == "Dernier lot" and age else text) for name, text in first]),
             None, parent=left)  # fmt: skip
        vbox(pairs(second), None, parent=right)
        mean = nombre(one.venus, 1) if one.venus is not None else NOTHING
        numbers = Turning([
            (self._number("Réunions de l’année", nombre(len(one.reunions)), "reunion", one.reunions), 1),
            (self._number("Particip. moyenne", mean, "reunion", one.pointees), 1),
            (self._number("Actions en retard", nombre(len(one.retards)), "action", one.retards), 1),
            (self._number("Corrections", nombre(len(fiche.corrections)), "correction", fiche.corrections), 1),
            (self._number("À arbitrer", nombre(one.a_arbitrer), "", ("",) * bool(one.a_arbitrer)), 1),
        ], FIGURES_PX, spacing=10)  # fmt: skip
        vbox(head, numbers, Turning([(left, 1), (right, 1)], FACTS_PX), margins=(18, 12, 18, 12), parent=self)

    def _number(self, what: str, said: str, table: str, uids: tuple[str, ...]) -> QWidget:
        """A number that opens what it counts; plain when it counts nothing."""
        words = vbox(Elided(what, "caption"), label(said, "figure"), spacing=1)
        if not uids:
            plain = QWidget()
            hbox((words, 1), margins=(6, 4, 6, 4), parent=plain)
            return plain
        line = Pressable(f"{what}\u00a0: {said}, voir les fiches", "ligne")
        hbox((words, 1), margins=(6, 4, 6, 4), parent=line)
        if table:
            line.pressed.connect(partial(self.records_asked.emit, table, uids, f"{what}\u00a0: {self._nom}"))
        else:
            line.pressed.connect(self.decisions_asked)
        self.lines.append(line)
        return line


def counts_card(fiche: FicheDelegation) -> tuple[QFrame, Table]:
    """Its fiches by type; and their table."""
    card = frame()
    table = Table(COUNTS, "Fiches de la délégation", row_height=34)
    table.set_rows([
        cells.Row(one.table, (Cell(one.nom), Cell(nombre(one.fiches)), Cell(nombre(one.a_valider))))
        for one in fiche.comptes
    ])
    table.fit()
    table.select_first()
    total = pluriel(sum(one.fiches for one in fiche.comptes), "fiche reçue", "fiches reçues")
    head = hbox((label("Fiches", "h3"), 1), label(total, "caption"), margins=(18, 10, 18, 6))
    vbox(head, table, margins=(1, 1, 1, 10), spacing=0, parent=card)
    return card, table


def lots_card(fiche: FicheDelegation) -> tuple[QFrame, Table]:
    """Its lots, both ways; and their table."""
    card = frame()
    table = Table(LOTS, "Lots de la délégation", row_height=48)
    table.set_rows([lot_row(lot) for lot in fiche.lots])
    table.select_first()
    table.setFixedHeight(table.horizontalHeader().height() + _rows_px(table))
    came = sum(lot.sens is Sens.RECU for lot in fiche.lots)
    head = hbox(
        (label("Lots", "h3"), 1), label(pluriel(came, "reçu", "reçus"), "caption"), margins=(18, 10, 18, 6)
    )
    vbox(head, table, margins=(1, 1, 1, 10), spacing=0, parent=card)
    return card, table


def _rows_px(table: Table) -> int:
    """The height of its first rows: the others are scrolled to."""
    return min(max(table.rows.rowCount(), 1), LOTS_SHOWN) * table.verticalHeader().defaultSectionSize() + 2


def lot_row(lot: LotRow) -> cells.Row:
    """Date, number and file, what became of it."""
    day = date_courte(lot.fait_le.astimezone().date())
    tone, icon = ISSUES[lot.issue]
    said = f"Reçu, lot {lot.numero}" if lot.sens is Sens.RECU else f"{SENT.get(lot.sorte, 'Envoyé')} {lot.numero}"
    issue = f"{lot.issue.libelle} ({lot.code})" if lot.code else lot.issue.libelle
    return cells.Row(lot.uid, (Cell(day), Cell(said, lot.fichier), Cell(issue, tone=tone, icon=icon)))


def territory_card(fiche: FicheDelegation, show: Callable[[str], None]) -> tuple[QFrame, list[QPushButton]]:
    """Its quartiers, contrat by contrat; and a button each."""
    card, row = frame(), QWidget()
    wrapped = Wrapping(row)
    made = []
    for code, nom in fiche.quartiers:
        one = button(nom, "quiet", name=f"Quartier {nom}, {code}")
        one.clicked.connect(partial(show, code))
        wrapped.addWidget(one)
        made.append(one)
    count = pluriel(len(fiche.quartiers), "quartier", "quartiers")
    head = hbox((label("Territoire", "h3"), 1), label(count, "caption"))
    where = label(", ".join(fiche.contrats) or "Aucun territoire connu.", "muted", wrap=True)
    vbox(head, where, row, margins=(18, 10, 18, 12), spacing=6, parent=card)
    return card, made
