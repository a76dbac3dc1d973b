"""The numbers of the navigation: what waits to be sent, to be done, to be taken in, to be settled."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from db.models.echange import Role
from pvdesk.mission.tableau import Attente
from pvdesk.store import dashboard
from ui.kit.nav import NavList
from ui.operations import Operations
from ui.places import CLASHES
from ui.top_bar import TopBar

COUNT_MS = 400


class Waiting(QObject):
    """Counts a moment after each change, and shows it in the navigation and the bar."""

    def __init__(self, operations: Operations, nav: NavList, bar: TopBar) -> None:
        super().__init__(nav)
        self._operations, self._nav, self._bar = operations, nav, bar
        self._poste = operations.desk.role is Role.POSTE
        self._timer = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._timer.timeout.connect(self.count)
        operations.changed.connect(self._timer.start)
        QTimer.singleShot(0, self, self.count)  # after what the page shown asks for: one reads it first

    def count(self) -> None:
        """Ask for the numbers."""
        self._operations.figures.attente(self._show)
        if not self._poste:
            self._operations.mission.decisions.counts(self._show_decisions)

    def _show(self, waiting: dashboard.Attente) -> None:
        if self._poste:
            self._nav.set_badge("exporter", str(waiting.a_envoyer or ""), f"{waiting.a_envoyer} à envoyer")
            self._bar.set_waiting(waiting.a_envoyer)
        self._nav.set_badge("actions", str(waiting.actions or ""), f"{waiting.actions} à faire")

    def _show_decisions(self, waiting: Attente) -> None:
        count = waiting.conflits + waiting.doublons
        self._nav.set_badge(CLASHES, str(count or ""), f"{count} à arbitrer")
        self._nav.set_badge("recus", str(waiting.retenus or ""), f"{waiting.retenus} en attente")
