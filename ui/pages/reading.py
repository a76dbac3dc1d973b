"""A fiche at the mission: only read, with its papers, its history, its links, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.store.liens import Lien
from pvdesk.store.listing import Query, Row
from pvdesk.store.recit import Recit
from ui import actions
from ui.kit.elided import Elided
from ui.kit.empty import empty_page
from ui.kit.keys import local
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import HEAD_PX, Turning
from ui.kit.table import Table
from ui.pages.history import COLUMNS, row_of
from ui.pages.mission_verbs import MissionVerbs, foot_of
from ui.pages.page import Page, Services
from ui.pages.record_columns import title
from ui.pages.record_detail import DetailCard
from ui.pages.record_links import LinksCard
from ui.pages.seance_card import SeanceCard
from ui.places import HISTORY
from ui.theme.theme import current

GONE = "Cette fiche n’est plus là."
WHY = "Elle a été mise à la corbeille, ou l’import qui l’apportait a été annulé."
TURN_PX, CARD_PX, HISTORY_PX, LINKS_PX = 900, 380, 110, 150
SHOWN, NONE = range(2)


class ReadingPage(Page):
    """Opened on a fiche by `filter({"table", "uid"})`; nothing of it is written here."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._table, self._uid = "", ""
        self._row: Row | None = None
        self.card: DetailCard | None = None
        self.links: LinksCard | None = None
        self.verbs: MissionVerbs | None = None
        self.back_button = button("Revenir", icon="fleche-gauche", tip="Revenir (Échap)")
        self.back_button.clicked.connect(services.go.back)
        self.heading = label("", "h1")
        self.name = Elided("", "muted")
        self.table = Table(COLUMNS, "Historique de la fiche", row_height=48)
        self.table.setMinimumHeight(current().px(HISTORY_PX))
        self.table.rowActivated.connect(self.show_past)
        self._past = frame()
        past_head = hbox((label("Historique", "h2"), 1), margins=(18, 12, 18, 8))
        vbox(past_head, (self.table, 1), margins=(1, 1, 1, 10), spacing=0, parent=self._past)
        self.body = QStackedWidget()
        self._inside, side, linked = QWidget(), QWidget(), QWidget()
        self._links_box = vbox(spacing=0, parent=linked)
        area = scrolled(linked)
        area.setMinimumHeight(current().px(LINKS_PX))
        vbox((self._past, 2), (area, 3), spacing=14, parent=side)
        self._inside_box = vbox(spacing=0, parent=self._inside)
        self._holder = QWidget()
        self._card_box = vbox(spacing=0, parent=self._holder)
        self._inside_box.addWidget(Turning([(self._holder, 56), (side, 44)], TURN_PX))
        self.body.addWidget(scrolled(self._inside))
        self.body.addWidget(empty_page(GONE, WHY))
        titles, commands = QWidget(), QWidget()
        vbox(self.heading, self.name, spacing=2, parent=titles)
        hbox(self.back_button, None, parent=commands)
        self.column.addWidget(Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8))
        self.column.addWidget(self.body, 1)
        for word, answer in (("imprimer", self.print_first), ("historique", self.show_past)):
            local(actions.action(word).keys, self, answer)

    # ---- what is shown
    def filter(self, filters: Mapping[str, Any]) -> None:
        """Which fiche."""
        table, self._uid = str(filters["table"]), str(filters["uid"])
        self._row = None
        self.name.setText("")
        self.table.set_rows([])
        if table != self._table or self.card is None:
            self._table = table
            self._build()
        assert self.card is not None
        self.card.clear()
        self.heading.setText(FICHES[table].singular)

    def _build(self) -> None:
        """The card and the links of a record type."""
        for old in (self.card, self.links):
            if old is not None:
                old.hide()
                old.deleteLater()
        today = self.services.operations.desk.today()
        self.card = SeanceCard(today) if self._table == "reunion" else DetailCard(self._table)
        self.card.setMinimumHeight(current().px(CARD_PX))
        self.verbs = foot_of(self.card, self.services)
        self.card.printAsked.connect(self.print_paper)
        self.card.pastAsked.connect(self.show_past)
        self.card.editAsked.connect(self.open_correction)
        self._card_box.addWidget(self.card)
        self.links = LinksCard(self._table)
        self.links.add.hide()
        self.links.opened.connect(self.services.go.open_record)
        self._links_box.addWidget(self.links)

    def enter(self) -> None:
        """Read the fiche, its links, its history."""
        if not self._uid:
            self.body.setCurrentIndex(NONE)
            return
        query = Query(equal={"uid": self._uid})
        self.services.operations.rows(self._table, query, self._show_row)
        self.services.operations.works.liens(self._table, self._uid, self._show_links)
        self.services.operations.lives.recit(self._table, self._uid, self._show_past, self._lost)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        if self._uid:
            self.services.operations.rows(self._table, Query(equal={"uid": self._uid}), self._show_row)
            self.services.operations.lives.recit(self._table, self._uid, self._show_past, self._lost)

    def zones(self) -> list[QWidget]:
        """The way back, the card, the links, the history."""
        found: list[QWidget] = [self.back_button]
        if self.card is not None:
            found.append(self.card.print_button)
        if self.links is not None:
            found += self.links.links[:1]
        return [*found, self.table]

    def _show_row(self, rows: Sequence[Row]) -> None:
        if not rows:
            self.body.setCurrentIndex(NONE)
            return
        if rows[0].uid == self._uid and self.card is not None:
            self._row = rows[0]
            self.body.setCurrentIndex(SHOWN)
            self.card.fetch(self.services.operations, self._uid, self._show_draft, self._lost)

    def _show_draft(self, draft: Draft) -> None:
        row = self._row
        if row is None or draft.uid != self._uid or self.card is None or draft.type != self._table:
            return
        said = title(self._table, row, self.services.operations.desk.today())
        self.name.setText(" · ".join(part for part in (said.text, row.reference) if part))
        self.name.setToolTip(self.name.text())
        self.card.show_record(row, draft, said.text, said.second)
        self.card.delete_button.hide()
        if self.verbs is not None:
            self.verbs.show_row(row)

    def _show_links(self, links: Sequence[Lien]) -> None:
        if self.links is not None:
            self.links.show_links(links)

    def _show_past(self, recit: Recit) -> None:
        if recit.uid == self._uid:
            self.table.set_rows([row_of(one) for one in recit.passages])
            self.table.select_first()

    def _lost(self, _error: Exception) -> None:
        """It went between the list and here."""
        self.body.setCurrentIndex(NONE)

    # ---- what is done
    def show_past(self, _n: str = "") -> None:
        """Read its whole history, which one comes back from."""
        if self._uid:
            self.services.go.show_page(HISTORY, {"table": self._table, "uid": self._uid, "fiche": True})

    def open_correction(self) -> None:
        """A correction leads to the fiche that it is about."""
        self.services.go.open_record(self._table, self._uid)

    def subject(self) -> tuple[str, str]:
        """The fiche read."""
        return self._table, self._uid

    def print_first(self) -> None:
        """Ctrl+P: unfold the papers."""
        if self.card is not None and self.card.print_button.isVisible():
            self.card.print_button.unfold()

    def print_paper(self, document: str) -> None:
        """Print a paper of the fiche."""
        self.services.go.show_paper(document, self._uid)
