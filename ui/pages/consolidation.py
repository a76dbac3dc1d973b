"""The mission's first page: deliveries by delegation, their meetings, what waits for a decision, the open actions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from pvdesk.base import francais
from pvdesk.base.francais import pluriel
from pvdesk.mission.delegations import Consolidation, Partie
from pvdesk.mission.rappel import rappel_commun
from pvdesk.mission.tableau import Attente
from ui.kit.chart_card import ChartCard
from ui.kit.empty import empty_page
from ui.kit.layouts import button, hbox, label, scrolled, vbox
from ui.kit.narrow import HEAD_PX, Turning
from ui.pages.consolidation_cards import DecisionsCard, actions_card, meetings_card
from ui.pages.delivery_card import DeliveryCard
from ui.pages.page import Page, Services
from ui.places import ACT, CLASHES, DELEGATION, DOUBLES, PAGE_OF, POSTES

BODY_PX = 900
BELOW_MS = 200
NONE = "Aucune délégation pour l’instant."
HOW = "Enrôlez un poste\u00a0: son délégué pourra envoyer ses fiches, et elles seront rassemblées ici."
COPIED = "Texte de relance copié\u00a0: collez-le dans un courriel."


class ConsolidationPage(Page):
    """Reads the `Consolidation` again whenever something changes, then the open actions."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._views = services.operations.mission.views
        self._subtitle = label("", "muted", wrap=True)
        self.take_button = button("Intégrer des fichiers reçus…", "primary", icon="recevoir")
        self.deliveries: DeliveryCard | None = None
        self.decisions: DecisionsCard | None = None
        self.meetings: ChartCard | None = None
        self._waiting = Attente(0, 0, 0)
        self.open_actions: ChartCard | None = None
        self._content: QWidget | None = None
        self._parts: tuple[Partie, ...] = ()
        self._as_table: dict[str, bool] = {}
        self._chosen = ""
        self._later = QTimer(self, singleShot=True, interval=BELOW_MS)
        self._later.timeout.connect(self.read_actions)
        self.body = QWidget()
        self._inside = vbox(spacing=14, parent=self.body)
        titles, commands = QWidget(), QWidget()
        vbox(label("Consolidation de la mission", "h1"), self._subtitle, spacing=2, parent=titles)
        hbox(self.take_button, None, parent=commands)
        self._inside.addWidget(Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8))
        self.column.addWidget(scrolled(self.body), 1)
        self.take_button.clicked.connect(partial(self._begin, "recus"))

    def enter(self) -> None:
        """Read the department."""
        self._views.consolidation(self.show_day)
        self._later.start()

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.enter()

    def leave(self) -> None:
        """What is not shown need not be read."""
        self._later.stop()

    def zones(self) -> list[QWidget]:
        """The command, the deliveries, what waits for a decision, the charts."""
        found: list[QWidget] = [self.take_button]
        if self.deliveries is not None:
            found.append(self.deliveries.table)
        if self.decisions is not None:
            found += self.decisions.lines[:1]
        return found + [card.switch for card in (self.meetings, self.open_actions) if card is not None]

    def read_actions(self) -> None:
        """Read what stands below."""
        self._later.stop()
        self._views.actions_par_contrat(self.show_actions)

    def show_day(self, found: Consolidation) -> None:
        """Build what is shown first."""
        day = francais.date_longue(found.jour)
        count = pluriel(len(found.delegations), "délégation", "délégations")
        self._subtitle.setText(f"{self.services.operations.desk.nom} — {count}, {day}")
        if self.deliveries is not None:
            self._chosen = self.deliveries.table.current_uid()
        old, self._content = self._content, QWidget()
        if found.delegations:
            self._fill(found)
        else:
            self.deliveries = self.decisions = self.meetings = self.open_actions = None
            enrol = button("Enrôler un poste…", "primary", icon="personne-ajouter")
            enrol.clicked.connect(partial(self._begin, POSTES))
            vbox(empty_page(NONE, HOW, enrol), parent=self._content)
        self._inside.insertWidget(1, self._content)
        _drop(old)

    def _fill(self, found: Consolidation) -> None:
        """The deliveries, then the meetings beside what waits."""
        self.deliveries = DeliveryCard(found.delegations)
        self.deliveries.table.select_uid(self._chosen)
        self.deliveries.records_asked.connect(self.show_records)
        self.deliveries.opened.connect(self.open_delegation)
        self.deliveries.reminder_asked.connect(self.copy_reminder)
        self.deliveries.decisions_asked.connect(self._decide)
        self._waiting = found.attente
        self.meetings = meetings_card(found, self.show_records, as_table=self._as_table.get("meetings", False))
        self.meetings.turned.connect(partial(self._remember, "meetings"))
        self.decisions = DecisionsCard(found)
        self.decisions.page_asked.connect(self._show_page)
        self.decisions.records_asked.connect(self.show_records)
        holder = QWidget()
        self._actions_box = vbox(spacing=0, parent=holder)
        self._put_actions()
        row = Turning([(self.meetings, 59), (holder, 41)], BODY_PX)
        vbox(self.deliveries, self.decisions, row, None, spacing=14, parent=self._content)

    def show_actions(self, parts: Sequence[Partie]) -> None:
        """Build the chart of the open actions."""
        self._parts = tuple(parts)
        if self.deliveries is not None:
            self._put_actions()

    def _put_actions(self) -> None:
        """The chart of the actions last read, until they are read again."""
        old, self.open_actions = self.open_actions, None
        if self._parts:
            as_table = self._as_table.get("actions", False)
            self.open_actions = actions_card(self._parts, self.show_records, as_table=as_table)
            self.open_actions.turned.connect(partial(self._remember, "actions"))
            self._actions_box.addWidget(self.open_actions)
        _drop(old)

    # ---- what is done
    def show_records(self, table: str, uids: Sequence[str], title: str) -> None:
        """Show the records behind a number."""
        self.services.go.show_page(PAGE_OF[table], {"uids": tuple(uids), "titre": title})

    def open_delegation(self, code: str) -> None:
        """Open a delegation."""
        self.services.go.show_page(DELEGATION, {"code": code})

    def copy_reminder(self) -> None:
        """Put the words of a reminder to those who are late on the clipboard."""
        if self.deliveries is not None and self.deliveries.late:
            said = rappel_commun(self.deliveries.late, self.services.operations.desk.nom)
            QApplication.clipboard().setText(said)
            self.services.messages.info(COPIED)

    def _decide(self) -> None:
        """To the clashes; to the doubles when there is no clash."""
        self._show_page(CLASHES if self._waiting.conflits else DOUBLES)

    def _show_page(self, name: str) -> None:
        self.services.go.show_page(name, None)

    def _begin(self, name: str) -> None:
        """Go to a page, where what was asked begins at once."""
        self.services.go.show_page(name, {ACT: True})

    def _remember(self, chart: str, as_table: bool) -> None:  # noqa: FBT001 — what the signal gives
        """Keep the view of a chart when the page reads again."""
        self._as_table[chart] = as_table


def _drop(old: QWidget | None) -> None:
    """Free what was shown before."""
    if old is not None:
        old.hide()
        old.deleteLater()
