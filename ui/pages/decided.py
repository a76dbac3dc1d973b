"""« À arbitrer », what is decided: who, when, between what; each decision is taken back from here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from pvdesk.base.francais import date_courte, heure, nombre, pluriel
from pvdesk.fiches import FICHES
from pvdesk.mission.rendus import Detail, Genre, Rendu
from pvdesk.mission.tableau import Attente
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.layouts import frame, hbox, label, page_head, scrolled, vbox
from ui.kit.narrow import Turning
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.clashes import TITLE
from ui.pages.decided_card import DecidedCard
from ui.pages.page import Page, Services
from ui.pages.refusal import tell
from ui.places import CLASHES, DOUBLES
from ui.theme.theme import current

COLUMNS = (Column("Fiche", strong=True), Column("Décision", 196), Column("Le", 112))
TURN_PX = 900
LIST_PX = 320
SUBTITLE = "Vos décisions, la plus récente d’abord\u00a0: chacune s’annule, et les postes l’apprennent"
NOTHING = "Aucune décision encore."
WHY = "Un conflit réglé, des fiches unies ou gardées toutes deux se retrouvent ici, avec de quoi les annuler."
BACK = {
    Genre.CONFLIT: ("Décision annulée\u00a0: le conflit est de nouveau à arbitrer.", "Voir les conflits", CLASHES),
    Genre.DOUBLON: ("Décision annulée\u00a0: les deux fiches sont comme avant.", "Voir les doublons", DOUBLES),
}


def key_of(one: Rendu) -> str:
    """What names a decision in the list."""
    return f"{one.genre.value}-{one.id}"


def row_of(one: Rendu) -> cells.Row:
    """The fiche and what it is about, the decision, when."""
    kind, moment = FICHES[one.table].singular, one.le.astimezone()
    about = kind if kind == one.objet else f"{kind} · {one.objet}"
    sort = "conflit" if one.genre is Genre.CONFLIT else "doublon"
    return cells.Row(
        key_of(one),
        (Cell(one.titre, about), Cell(one.decision, sort), Cell(date_courte(moment.date()), heure(moment))),
    )


class DecidedPage(Page):
    """The decisions that stand, and the card of the chosen one."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._found: dict[str, Rendu] = {}
        self._works = services.operations.mission.rendered
        self.tabs = Tabs(tabs, name, "Ce qui attend une décision, ce qui est décidé")
        self.table = Table(COLUMNS, "Décisions", row_height=56)
        self.card = DecidedCard()
        self._count: QLabel = label("", "caption")
        self.body = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(services.go.show_page)
        self.table.currentUidChanged.connect(self._read)
        self.table.rowActivated.connect(self._enter_card)
        self.card.undo_asked.connect(self.undo)
        self.card.open_asked.connect(services.go.open_record)

    def _lay_out(self) -> None:
        left, inside = frame(), QWidget()
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        vbox((self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.card.setMinimumHeight(current().px(LIST_PX))
        vbox(Turning([(left, 54), (self.card, 46)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(NOTHING, WHY))
        self.column.addLayout(page_head(TITLE, SUBTITLE))
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.body, 1)

    def enter(self) -> None:
        """Read what is decided."""
        self._works.listed(self._show)
        self.services.operations.mission.decisions.counts(self._show_counts)

    def _show_counts(self, waiting: Attente) -> None:
        self.tabs.set_count(CLASHES, waiting.conflits)
        self.tabs.set_count(DOUBLES, waiting.doublons)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The list, the card."""
        return [self.table, self.card]

    def _show(self, answer: tuple[list[Rendu], int]) -> None:
        found, total = answer
        self._found = {key_of(one): one for one in found}
        self.table.set_rows([row_of(one) for one in found])
        said = pluriel(total, "décision", "décisions")
        self._count.setText(said if total == len(found) else f"{said}, les {nombre(len(found))} dernières ici")
        self.body.setCurrentIndex(0 if found else 1)
        self.table.select_first()
        self._read()
        if found:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, _uid: str = "") -> None:
        one = self._found.get(self.table.current_uid())
        if one is not None:
            self._works.detail(one.genre, one.id, self._show_card)

    def _show_card(self, detail: Detail | None) -> None:
        if detail is not None and key_of(detail.rendu) == self.table.current_uid():
            self.card.show_decision(detail)

    def _enter_card(self, _uid: str) -> None:
        self.card.undo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Take the chosen decision back."""
        one = self._found.get(self.table.current_uid())
        if one is not None:
            self._works.take_back(one.genre, one.id, partial(self._undone, one.genre), self._failed)

    def _undone(self, genre: Genre, _result: object) -> None:
        text, verb, page = BACK[genre]
        self.services.messages.info(text, verb, partial(self.services.go.show_page, page))

    def _failed(self, error: Exception) -> None:
        tell(self.services.messages, error)
