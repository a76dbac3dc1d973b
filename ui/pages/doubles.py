"""« À arbitrer », probable doubles: two fiches side by side; both are kept, or they become one, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from pvdesk.fiches import FICHES
from pvdesk.kit.reading import Unread
from pvdesk.mission.doublons import Comparaison, Paire
from pvdesk.mission.rendus import Genre
from ui import actions
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.keys import local
from ui.kit.messages import Trouble
from ui.kit.tabs import Tab
from ui.pages.clash_card import hand
from ui.pages.decisions import DecisionsPage, Words, counted
from ui.pages.double_card import DoubleCard
from ui.pages.page import Services

WORDS = Words(
    tabs="Ce qui attend une décision", liste="Doublons probables", part=36,
    columns=(Column("Fiches", strong=True), Column("Postes", 96)),
    subtitle="Deux fiches pour un même fait\u00a0: unies, elles ne comptent qu’une fois",
    nothing="Aucun doublon probable.",
    why="Deux fiches qui se ressemblent apparaissent ici après chaque import. Rien ne s’unit sans votre décision.",
)  # fmt: skip
# Shown first, then the same key without Shift on a French keyboard.
BOTH, ONE, LATER = ("1", "&"), ("2", "É"), ("3", '"')


def row_of(pair: Paire) -> cells.Row:
    """The two fiches, whose they are."""
    kind = FICHES[pair.table].singular
    authors = " et ".join(dict.fromkeys(hand(code) for code in pair.auteurs))
    below = "reportée" if pair.reporte else ""
    return cells.Row(str(pair.id), (Cell(pair.titres[0], f"{kind} · {pair.motif}"), Cell(authors, below)))


class DoublesPage(DecisionsPage):
    """The pairs that wait, and the two fiches of the chosen one."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        card = DoubleCard()
        super().__init__(services, name, tabs, WORDS, card)
        self.card = card
        self._pairs: dict[str, Paire] = {}
        self._decided = 0
        self._works = services.operations.mission.decisions
        self.table.currentUidChanged.connect(self._read)
        self.table.rowActivated.connect(self._enter_card)
        self.card.kept_both.connect(self.distinguish)
        self.card.united.connect(self.unite)
        self.card.postponed.connect(self.postpone)
        self.card.taken_up.connect(self.take_up)
        self.card.open_asked.connect(services.go.open_record)
        for keys, answer in ((BOTH, self.card.keep_both), (ONE, self.card.unite), (LATER, self.card.postpone)):
            local(keys, self, partial(self._press, answer))
        local(actions.action("annuler").keys, self, self.undo)

    def enter(self) -> None:
        """Read what waits."""
        self._works.doubles(self._show)
        super().enter()

    def _show(self, pairs: list[Paire]) -> None:
        self._pairs = {str(one.id): one for one in pairs}
        count = counted(len(pairs), sum(one.reporte for one in pairs), "paire", "paires", feminine=True)
        self.show_rows([row_of(one) for one in pairs], count)
        self._read()
        if pairs:
            self.focus_list()

    def _read(self, _uid: str = "") -> None:
        """Read the two fiches of the chosen pair."""
        pair = self._pairs.get(self.table.current_uid())
        if pair is not None:
            self._works.compare(pair.id, self._show_card, self._gone)

    def _show_card(self, comparison: Comparaison) -> None:
        if str(comparison.paire.id) == self.table.current_uid():
            self.card.show_pair(comparison)

    def _gone(self, error: Exception) -> None:
        """One of the two went to the corbeille between the list and the card."""
        self.card.clear()
        self.failed(error)

    def _enter_card(self, _uid: str) -> None:
        self.card.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- decisions
    def _press(self, answer: Callable[[], object]) -> None:
        if not self.card.writing:
            answer()

    def distinguish(self, pair: int) -> None:
        """Two fiches, not one."""
        done = partial(self._said, pair, "Les deux fiches sont gardées\u00a0: cette paire ne sera plus proposée.")
        self._works.distinguish(pair, done, self.failed)

    def unite(self, pair: int, garder: str, choix: Mapping[str, Any]) -> None:
        """One fiche, each datum as chosen."""
        done = partial(self._said, pair, "Fiches unies\u00a0: l’autre est à la corbeille, ses lignes sont reprises.")
        self._works.unite(pair, garder, choix, done, self._unread)

    def postpone(self, pair: int) -> None:
        """It goes to the end of the list."""
        self._works.postpone(Genre.DOUBLON, pair, partial(self._postponed, pair), self.failed)

    def take_up(self, pair: int) -> None:
        """It takes its place in the list again."""
        self._works.take_up(Genre.DOUBLON, pair, self._taken_up, self.failed)

    def undo(self) -> None:
        """Ctrl+Z: the last decision is taken back, the pair waits again."""
        if self._decided:
            pair, self._decided = self._decided, 0
            self._works.separate(pair, self._undone, self.failed)

    def _said(self, pair: int, text: str, _result: object) -> None:
        self._decided = pair
        self.services.messages.info(text, "Annuler (Ctrl+Z)", self.undo)

    def _undone(self, _result: object) -> None:
        self.services.messages.info("Décision annulée\u00a0: la paire attend de nouveau.")

    def _postponed(self, pair: int, _result: object) -> None:
        text = "Paire reportée\u00a0: elle passe en fin de liste et reste à arbitrer."
        self.services.messages.info(text, "Reprendre", partial(self.take_up, pair))

    def _taken_up(self, _result: object) -> None:
        self.services.messages.info("Paire reprise\u00a0: elle retrouve sa place dans la liste.")

    def _unread(self, error: Exception) -> None:
        """A value written there is none of that datum: it stays as typed, nothing is united."""
        if isinstance(error, Unread):
            safe = "Rien n’a été modifié, les deux fiches attendent toujours."
            todo = "Corrigez la valeur, puis unissez les fiches."
            self.services.messages.error(Trouble(str(error), safe, todo))
        else:
            self.failed(error)
