"""The board of postes, month by month; a poste is enrolled, revoked, handed over, answered from its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from pvdesk.base.francais import nombre, pluriel
from pvdesk.mission.tableau import Ligne, Mois, Passage
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import turning_head
from ui.kit.prompt import Prompt
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.page import Page, Services
from ui.pages.poste_card import PosteCard
from ui.pages.poste_verbs import PosteVerbs
from ui.pages.theft import Theft
from ui.places import ACT
from ui.theme.theme import current

MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
POSTE_PX, MONTH_PX = 118, 84
NUMBERS = (("Manquants", 92), ("Retenus", 74), ("Conflits", 74), ("Corrections", 90))
LIST_PX = 220
ANSWER_ALL = "Écrire le fichier de retour de chaque poste"
NONE = "Aucun poste pour l’instant."
HOW = "Chaque délégué reçoit un fichier d’enrôlement, l’importe dans son pvdesk, puis envoie ses lots."


def columns(months: tuple[Mois, ...]) -> tuple[Column, ...]:
    """Poste, six months, then what is missing, held, in clash, awaited."""
    named = [Column(MONTHS[one.jour.month - 1], MONTH_PX) for one in months]
    numbers = [Column(title, width, align="right") for title, width in NUMBERS]
    return (Column("Poste", POSTE_PX, strong=True), *named, *numbers)


def month_cell(one: Mois) -> Cell:
    """« Reçu », « 2 lots », « Rien » when it is late; a dash before the enrolment."""
    if one.passage is Passage.HORS:
        return Cell("—")
    if one.passage is Passage.ATTENDU:
        return Cell("attendu")
    if one.passage is Passage.RETARD:
        return Cell("Rien", tone="error", icon="erreur")
    return Cell(f"{one.lots} lots" if one.lots > 1 else "Reçu", tone="success", icon="fait")


def standing(line: Ligne) -> Cell:
    """The gravest thing to know of a poste."""
    if line.successeur:
        return Cell(f"Repris par {line.successeur}", tone="neutral", icon="personne")
    if line.revoque_le is not None:
        return Cell("Révoqué", tone="neutral", icon="interdit")
    if not line.presente:
        return Cell("À enrôler", tone="info", icon="cle")
    if line.retenus:
        return Cell(pluriel(line.retenus, "lot en attente", "lots en attente"), tone="warning", icon="heure")
    if line.en_retard:
        return Cell(pluriel(line.en_retard, "mois en retard", "mois en retard"), tone="error", icon="erreur")
    if line.conflits:
        return Cell(pluriel(line.conflits, "conflit", "conflits"), tone="warning", icon="attention")
    if line.manquants and not line.rattrapes:
        return Cell("Lot manquant", tone="warning", icon="attention")
    return Cell("À jour", tone="success", icon="fait")


def row_of(line: Ligne) -> cells.Row:
    """A poste on the board; under its code, how it stands."""
    missing = Cell("—")
    if line.manquants:
        missing = Cell(", ".join(map(nombre, line.manquants[:3])), "rattrapés" if line.rattrapes else "à demander")
    numbers = [Cell(nombre(count) if count else "—") for count in (line.retenus, line.conflits, line.corrections)]
    months = [month_cell(one) for one in line.mois]
    return cells.Row(line.poste, (Cell(line.poste, standing(line).text), *months, missing, *numbers))


class PostesPage(Page):
    """The board, and the card of the chosen poste under it."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self.tabs = Tabs(tabs, name, "Pages des délégations")
        self._board: dict[str, Ligne] = {}
        self._wanted = ""
        self.table: Table | None = None
        self.card = PosteCard()
        self.prompt = Prompt()
        self.verbs = PosteVerbs(services, self, self.prompt)
        self.theft = Theft(services, self, self.prompt)
        self.enrol_button = button("Enrôler un poste…", "primary", icon="personne-ajouter")
        self.empty_button = button("Enrôler un poste…", "primary", icon="personne-ajouter")
        self.answer_button = button("Répondre à tous…", icon="envoyer", tip=ANSWER_ALL)
        self._count: QLabel = label("", "caption")
        self._holder = frame()
        self._column = vbox(hbox((self._count, 1), margins=(16, 8, 16, 10)), margins=(1, 1, 1, 1), spacing=0,
                            parent=self._holder)  # fmt: skip
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        board, inside = QWidget(), QWidget()
        vbox((self._holder, 1), self.card, spacing=14, parent=board)
        self.body.addWidget(board)
        self.body.addWidget(empty_page(NONE, HOW, self.empty_button))
        vbox(self.prompt, (self.body, 1), spacing=14, parent=inside)
        subtitle = "Qui envoie, quand, ce qui manque\u00a0; un poste s’enrôle, se révoque, se transmet"
        self.column.addWidget(turning_head("Postes", subtitle, self.answer_button, self.enrol_button))
        self.column.addWidget(self.tabs)
        self.column.addWidget(scrolled(inside), 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.services.go.show_page)
        for one in (self.enrol_button, self.empty_button):
            one.clicked.connect(self.verbs.enrol)
        self.answer_button.clicked.connect(self._answer_all)
        self.card.answer_asked.connect(self.verbs.answer)
        self.card.enrol_asked.connect(self.verbs.enrol_again)
        self.card.revoke_asked.connect(self.verbs.revoke)
        self.card.name_asked.connect(self.verbs.name)
        self.card.hand_over_asked.connect(self._hand_over)
        self.card.theft_asked.connect(self.theft.ask)
        self.verbs.enrolled.connect(self._stand_on)

    def enter(self) -> None:
        """Read the board."""
        self.services.operations.mission.register.board(self._show)

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Choose a poste: {« code »}; or enrol one at once."""
        self._wanted = str(filters.get("code", ""))
        if ACT in filters:
            self.verbs.enrol()

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def _stand_on(self, poste: str) -> None:
        self._wanted = poste
        self.enter()

    def zones(self) -> list[QWidget]:
        """The button, the board, the card."""
        return [self.enrol_button, *([self.table] if self.table is not None else []), self.card]

    def _show(self, board: list[Ligne]) -> None:
        self._board = {line.poste: line for line in board}
        self.body.setCurrentIndex(0 if board else 1)
        self.answer_button.setVisible(any(line.presente for line in board))
        self._count.setText(pluriel(len(board), "poste", "postes"))
        if not board:
            if self.prompt.isHidden():
                self.empty_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.table is None:
            self._build(board[0].mois)
        assert self.table is not None
        self.table.set_rows([row_of(line) for line in board])
        self.table.select_uid(self._wanted)
        self._wanted = ""
        self.table.select_first()
        self._show_card()
        if self.prompt.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, months: tuple[Mois, ...]) -> None:
        """The table, once its months are known."""
        self.table = Table(columns(months), "Postes", row_height=56, wide=True)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.table.currentUidChanged.connect(self._show_card)
        self._column.insertWidget(0, self.table, 1)

    def _show_card(self) -> None:
        line = self._board.get(self.table.current_uid()) if self.table is not None else None
        if line is not None:
            self.card.show_poste(line, standing(line))

    def _answer_all(self) -> None:
        lines = self._board.values()
        self.verbs.answering.ask([one.poste for one in lines if one.presente and one.revoque_le is None])

    def _hand_over(self, poste: str) -> None:
        others = [one.poste for one in self._board.values() if one.poste != poste and one.revoque_le is None]
        self.verbs.hand_over(poste, others)
