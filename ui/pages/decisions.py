"""The frame of « À arbitrer »: tabs, a list, the card of what is chosen in it, or why the list is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.mission.tableau import Attente
from ui.kit import cells
from ui.kit.cells import Column
from ui.kit.empty import empty_page
from ui.kit.layouts import frame, hbox, label, page_head, scrolled, vbox
from ui.kit.narrow import Turning
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.page import Page, Services
from ui.pages.refusal import tell
from ui.places import CLASHES, DOUBLES
from ui.theme.theme import current

TITLE = "À arbitrer"
TURN_PX = 900
LIST_PX = 320


@dataclass(frozen=True, slots=True)
class Words:
    """What tells one of these lists from another.

    Attributes:
        tabs: what a screen reader says of the tabs; liste, of the list.
        columns: of the list.
        part: of the width, per cent, that the list takes.
        nothing, why: what is said when it is empty.
    """

    tabs: str
    liste: str
    columns: Sequence[Column]
    subtitle: str
    nothing: str
    why: str
    part: int


class DecisionsPage(Page):
    """A list and a card; which rows, and what the card does, each list says."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab], words: Words, card: QWidget) -> None:
        super().__init__(services)
        self.tabs = Tabs(tabs, name, words.tabs)
        self.table = Table(words.columns, words.liste, row_height=56)
        self.body = QStackedWidget()
        self._beside = card
        self._count: QLabel = label("", "caption")
        self._lay_out(words)
        self.tabs.chosen.connect(services.go.show_page)

    def _lay_out(self, words: Words) -> None:
        left, inside = frame(), QWidget()
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        vbox((self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self._beside.setMinimumHeight(current().px(LIST_PX))
        vbox(Turning([(left, words.part), (self._beside, 100 - words.part)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(words.nothing, words.why))
        self.column.addLayout(page_head(TITLE, words.subtitle))
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.body, 1)

    def enter(self) -> None:
        """Read how much waits; each list reads itself."""
        self.services.operations.mission.decisions.counts(self._show_counts)

    def _show_counts(self, waiting: Attente) -> None:
        self.tabs.set_count(CLASHES, waiting.conflits)
        self.tabs.set_count(DOUBLES, waiting.doublons)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The list, the card."""
        return [self.table, self._beside]

    def show_rows(self, rows: Sequence[cells.Row], count: str) -> None:
        """Show the list, its first row chosen, and how many it holds; why there is none when it is empty."""
        self.table.set_rows(rows)
        self._count.setText(count)
        self.body.setCurrentIndex(0 if rows else 1)
        self.table.select_first()

    def focus_list(self) -> None:
        """Put the focus in the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def failed(self, error: Exception) -> None:
        """Say what was refused."""
        tell(self.services.messages, error)


def counted(count: int, later: int, one: str, many: str, *, feminine: bool = False) -> str:
    """« 4 conflits, dont 1 reporté »."""
    said, e = pluriel(count, one, many), "e" if feminine else ""
    return f"{said}, dont {pluriel(later, f'reporté{e}', f'reporté{e}s')}" if later else said
