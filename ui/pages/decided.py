"""« À arbitrer », what is decided: who, when, between what; each decision is taken back from here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt

from pvdesk.base.francais import date_courte, heure, nombre, pluriel
from pvdesk.fiches import FICHES
from pvdesk.mission.rendus import Detail, Genre, Rendu
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.tabs import Tab
from ui.pages.decided_card import DecidedCard
from ui.pages.decisions import DecisionsPage, Words
from ui.pages.page import Services
from ui.places import CLASHES, DOUBLES

WORDS = Words(
    tabs="Ce qui attend une décision, ce qui est décidé", liste="Décisions", part=54,
    columns=(Column("Fiche", strong=True), Column("Décision", 196), Column("Le", 112)),
    subtitle="Vos décisions, la plus récente d’abord\u00a0: chacune s’annule, et les postes l’apprennent",
    nothing="Aucune décision encore.",
    why="Un conflit réglé, des fiches unies ou gardées toutes deux se retrouvent ici, avec de quoi les annuler.",
)  # fmt: skip
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


class DecidedPage(DecisionsPage):
    """The decisions that stand, and the card of the chosen one."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        card = DecidedCard()
        super().__init__(services, name, tabs, WORDS, card)
        self.card = card
        self._found: dict[str, Rendu] = {}
        self._works = services.operations.mission.rendered
        self.table.currentUidChanged.connect(self._read)
        self.table.rowActivated.connect(self._enter_card)
        self.card.undo_asked.connect(self.undo)
        self.card.open_asked.connect(services.go.open_record)

    def enter(self) -> None:
        """Read what is decided."""
        self._works.listed(self._show)
        super().enter()

    def _show(self, answer: tuple[list[Rendu], int]) -> None:
        found, total = answer
        self._found = {key_of(one): one for one in found}
        said = pluriel(total, "décision", "décisions")
        count = said if total == len(found) else f"{said}, les {nombre(len(found))} dernières ici"
        self.show_rows([row_of(one) for one in found], count)
        self._read()
        if found:
            self.focus_list()

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
            self._works.take_back(one.genre, one.id, partial(self._undone, one.genre), self.failed)

    def _undone(self, genre: Genre, _result: object) -> None:
        text, verb, page = BACK[genre]
        self.services.messages.info(text, verb, partial(self.services.go.show_page, page))
