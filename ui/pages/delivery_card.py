"""« Envois par délégation »: the board, and what can be opened of the delegation in hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from pvdesk.base.francais import date_courte, nombre, pluriel
from pvdesk.mission.delegations import Delegation
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.kit.narrow import Turning
from ui.kit.pressed import Pressable
from ui.kit.table import Table
from ui.pages.postes import standing
from ui.pages.record_columns import NOTHING

COLUMNS = (
    Column("Délégation", 230, strong=True), Column("Dernier envoi", 150), Column("Réunions", 90, align="right"),
    Column("Particip. moy.", 120, align="right"), Column("Actions en retard", 140, align="right"),
    Column("Situation", 200),
)  # fmt: skip
PANEL_PX = 760


def situation(one: Delegation) -> Cell:
    """The gravest thing to know of a delegation: what its poste must do, then what the mission must decide."""
    said = standing(one.ligne)
    if one.ligne.successeur or one.ligne.revoque_le is not None or not one.ligne.presente or one.ligne.retenus:
        return said
    if one.a_relancer:
        return Cell(f"Relancer ({nombre(one.age or 0)}\u00a0j)", tone="error", icon="erreur")
    if one.a_arbitrer:
        count = pluriel(one.doublons, "doublon", "doublons") if not one.ligne.conflits else nombre(one.a_arbitrer)
        return Cell(f"{count} à arbitrer", tone="warning", icon="attention")
    if one.ligne.manquants and not one.ligne.rattrapes:
        return Cell("Lot manquant", tone="warning", icon="attention")
    return Cell("À jour", tone="success", icon="fait")


def age_of(one: Delegation) -> str:
    """« aujourd’hui », « il y a 45 jours »."""
    if one.age is None or one.ligne.dernier is None:
        return ""
    return f"il y a {pluriel(one.age, 'jour', 'jours')}" if one.age else "aujourd’hui"


def row_of(one: Delegation) -> cells.Row:
    """A delegation: its contrats, its last lot, its figures, how it stands."""
    last = date_courte(one.ligne.dernier) if one.ligne.dernier else "aucun"
    mean = nombre(one.venus, 1) if one.venus is not None else NOTHING
    return cells.Row(one.code, (
        Cell(one.nom, ", ".join(one.contrats)), Cell(last, age_of(one)), Cell(nombre(len(one.reunions))), Cell(mean),
        Cell(nombre(len(one.retards))), situation(one),
    ))  # fmt: skip


class DeliveryCard(QFrame):
    """``records_asked(table, uids, title)`` for a number, ``opened(code)`` for a delegation."""

    records_asked = Signal(str, tuple, str)
    opened = Signal(str)
    reminder_asked = Signal()
    decisions_asked = Signal()

    def __init__(self, delegations: Sequence[Delegation]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._found = {one.code: one for one in delegations}
        self.late = [one for one in delegations if one.a_relancer]
        self.table = Table(COLUMNS, "Envois par délégation", row_height=48, wide=True)
        self.table.set_rows([row_of(one) for one in delegations])
        self.table.fit()
        # Narrow, it scrolls sideways: the bar must not cover the last row.
        self.table.setFixedHeight(self.table.height() + self.table.horizontalScrollBar().sizeHint().height())
        self.remind_button: QPushButton = button("Copier la relance", "quiet", icon="courriel")
        self.remind_button.setEnabled(bool(self.late))
        count = pluriel(len(self.late), "délégation en retard", "délégations en retard")
        self.remind_button.setToolTip(f"Texte prêt à coller dans un courriel\u00a0: {count}")
        self.remind_button.clicked.connect(self.reminder_asked)
        self.panel = frame("sunken")
        self._panel_box = vbox(margins=(14, 8, 14, 8), parent=self.panel)
        self._panel_content: QWidget | None = None
        self.lines: list[Pressable] = []
        head = hbox((label("Envois par délégation", "h3"), 1), self.remind_button, margins=(18, 10, 12, 4))
        holder = QWidget()
        vbox(self.panel, margins=(14, 0, 14, 14), parent=holder)
        vbox(head, self.table, holder, margins=(1, 1, 1, 1), spacing=6, parent=self)
        self.table.currentUidChanged.connect(self._show_panel)
        self.table.rowActivated.connect(self.opened)
        self.table.select_first()

    def current(self) -> Delegation | None:
        """The delegation in hand."""
        return self._found.get(self.table.current_uid())

    def _show_panel(self, code: str) -> None:
        one = self._found.get(code)
        if self._panel_content is not None:
            self._panel_content.hide()
            self._panel_content.deleteLater()
            self._panel_content = None
        self.panel.setVisible(one is not None)
        if one is None:
            return
        said = situation(one)
        title, open_ = QWidget(), button("Ouvrir la délégation", icon="fleche-droite")
        vbox(Elided(one.nom, "strong"), hbox(Chip(said.text, said.tone, said.icon), None), spacing=2, parent=title)
        open_.setAccessibleName(f"Ouvrir la délégation {one.nom}")
        open_.clicked.connect(partial(self.opened.emit, one.code))
        self.lines = []
        numbers = [(self._number(*number, one), 18) for number in self._numbers(one)]
        end = QWidget()
        hbox(open_, None, parent=end)
        self._panel_content = Turning([(title, 24), *numbers, (end, 0)], PANEL_PX, spacing=10)
        self._panel_box.addWidget(self._panel_content)

    @staticmethod
    def _numbers(one: Delegation) -> list[tuple[str, str, str, tuple[str, ...]]]:
        """(what is counted, how many, record type, which ones) of the panel."""
        mean = nombre(one.venus, 1) if one.venus is not None else NOTHING
        waiting = ("x",) if one.a_arbitrer else ()
        return [
            ("Réunions tenues", nombre(len(one.reunions)), "reunion", one.reunions),
            ("Particip. moyenne", mean, "reunion", one.pointees),
            ("Actions en retard", nombre(len(one.retards)), "action", one.retards),
            ("À arbitrer", nombre(one.a_arbitrer), "", waiting),
        ]

    def _number(self, what: str, said: str, table: str, uids: tuple[str, ...], one: Delegation) -> QWidget:
        """A number that opens what it counts; plain when it counts nothing."""
        words = vbox(Elided(what, "caption"), label(said, "label"), spacing=1)
        if not uids:
            plain = QWidget()
            hbox((words, 1), margins=(4, 2, 4, 2), parent=plain)
            return plain
        line = Pressable(f"{one.nom}, {what.lower()}\u00a0: {said}, voir les fiches", "ligne")
        hbox((words, 1), margins=(4, 2, 4, 2), parent=line)
        if table:
            line.pressed.connect(partial(self.records_asked.emit, table, uids, f"{what}\u00a0: {one.nom}"))
        else:
            line.pressed.connect(self.decisions_asked)
        self.lines.append(line)
        return line
