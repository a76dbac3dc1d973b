"""« À arbitrer », probable doubles: two fiches side by side; both are kept, or they become one, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.reading import Unread
from pvdesk.mission.doublons import Comparaison, Paire
from pvdesk.mission.rendus import Genre
from pvdesk.mission.tableau import Attente
from ui import actions
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.layouts import frame, hbox, label, page_head, scrolled, vbox
from ui.kit.messages import Trouble
from ui.kit.narrow import Turning
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.clash_card import hand
from ui.pages.clashes import TITLE, counted
from ui.pages.double_card import DoubleCard
from ui.pages.page import Page, Services
from ui.pages.refusal import tell
from ui.places import CLASHES, DOUBLES
from ui.theme.theme import current

COLUMNS = (Column("Fiches", strong=True), Column("Postes", 96))
# Shown first, then the same key without Shift on a French keyboard.
BOTH, ONE, LATER = ("1", "&"), ("2", "É"), ("3", '"')
TURN_PX = 900
LIST_PX = 320
SUBTITLE = "Deux fiches pour un même fait\u00a0: unies, elles ne comptent qu’une fois"
NOTHING = "Aucun doublon probable."
WHY = "Deux fiches qui se ressemblent apparaissent ici après chaque import. Rien ne s’unit sans votre décision."


def row_of(pair: Paire) -> cells.Row:
    """The two fiches, whose they are."""
    kind = FICHES[pair.table].singular
    authors = " et ".join(dict.fromkeys(hand(code) for code in pair.auteurs))
    below = "reportée" if pair.reporte else ""
    return cells.Row(str(pair.id), (Cell(pair.titres[0], f"{kind} · {pair.motif}"), Cell(authors, below)))


class DoublesPage(Page):
    """The pairs that wait, and the two fiches of the chosen one."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._pairs: dict[str, Paire] = {}
        self._decided = 0
        self._works = services.operations.mission.decisions
        self.tabs = Tabs(tabs, name, "Ce qui attend une décision")
        self.table = Table(COLUMNS, "Doublons probables", row_height=56)
        self.card = DoubleCard()
        self._count: QLabel = label("", "caption")
        self.body = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(services.go.show_page)
        self.table.currentUidChanged.connect(self._read)
        self.table.rowActivated.connect(self._enter_card)
        self.card.kept_both.connect(self.distinguish)
        self.card.united.connect(self.unite)
        self.card.postponed.connect(self.postpone)
        self.card.taken_up.connect(self.take_up)
        self.card.open_asked.connect(services.go.open_record)
        for keys, answer in ((BOTH, self.card.keep_both), (ONE, self.card.unite), (LATER, self.card.postpone)):
            self._on_keys(keys, partial(self._press, answer))
        self._on_keys(actions.action("annuler").keys, self.undo)

    def _on_keys(self, keys: Sequence[str], answer: Callable[[], object]) -> None:
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(answer)

    def _lay_out(self) -> None:
        left, inside = frame(), QWidget()
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        vbox((self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.card.setMinimumHeight(current().px(LIST_PX))
        vbox(Turning([(left, 36), (self.card, 64)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(NOTHING, WHY))
        self.column.addLayout(page_head(TITLE, SUBTITLE))
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.body, 1)

    def enter(self) -> None:
        """Read what waits."""
        self._works.doubles(self._show)
        self._works.counts(self._show_counts)

    def _show_counts(self, waiting: Attente) -> None:
        self.tabs.set_count(CLASHES, waiting.conflits)
        self.tabs.set_count(DOUBLES, waiting.doublons)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The list, the card."""
        return [self.table, self.card]

    def _show(self, pairs: list[Paire]) -> None:
        self._pairs = {str(one.id): one for one in pairs}
        self.table.set_rows([row_of(one) for one in pairs])
        later = sum(one.reporte for one in pairs)
        self._count.setText(counted(len(pairs), later, "paire", "paires", feminine=True))
        self.body.setCurrentIndex(0 if pairs else 1)
        self.table.select_first()
        self._read()
        if pairs:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

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
        tell(self.services.messages, error)

    def _enter_card(self, _uid: str) -> None:
        self.card.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- decisions
    def _press(self, answer: Callable[[], object]) -> None:
        if not self.card.writing:
            answer()

    def distinguish(self, pair: int) -> None:
        """Two fiches, not one."""
        done = partial(self._said, pair, "Les deux fiches sont gardées\u00a0: cette paire ne sera plus proposée.")
        self._works.distinguish(pair, done, self._failed)

    def unite(self, pair: int, garder: str, choix: Mapping[str, Any]) -> None:
        """One fiche, each datum as chosen."""
        done = partial(self._said, pair, "Fiches unies\u00a0: l’autre est à la corbeille, ses lignes sont reprises.")
        self._works.unite(pair, garder, choix, done, self._unread)

    def postpone(self, pair: int) -> None:
        """It goes to the end of the list."""
        self._works.postpone(Genre.DOUBLON, pair, partial(self._postponed, pair), self._failed)

    def take_up(self, pair: int) -> None:
        """It takes its place in the list again."""
        self._works.take_up(Genre.DOUBLON, pair, self._taken_up, self._failed)

    def undo(self) -> None:
        """Ctrl+Z: the last decision is taken back, the pair waits again."""
        if self._decided:
            pair, self._decided = self._decided, 0
            self._works.separate(pair, self._undone, self._failed)

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
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        tell(self.services.messages, error)
