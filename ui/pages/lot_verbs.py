"""What can be done with a lot received: taken again, undone, answered; and what is said then."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pvdesk.mission.annulation import Annule
from pvdesk.mission.intake import Imported
from pvdesk.mission.tableau import Ligne
from pvdesk.store.lots import LotRow
from ui.pages.answering import Answering
from ui.pages.page import Services
from ui.pages.refusal import tell

NOTHING = "Rien ne peut encore être repris\u00a0: ce qui manquait manque toujours."


class LotVerbs(QObject):
    """Acts for the page of files received."""

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services = services
        self._works = services.operations.mission
        self.answering = Answering(services, page)

    def resume(self) -> None:
        """Take again what was held and can go in now."""
        self._works.files.resume(self._resumed, self.failed)

    def undo(self, lot: LotRow) -> None:
        """Put everything back as it was before an import."""
        self._works.files.undo(lot.uid, self._undone, self.failed)

    def answer(self, poste: str) -> None:
        """Answer one poste."""
        self.answering.ask((poste,))

    def answer_all(self) -> None:
        """Answer every poste that can be."""
        self._works.register.board(self._answer_these)

    def failed(self, error: Exception) -> None:
        """Refused by the disk, by a rule, or a fault of ours."""
        tell(self._services.messages, error)

    def _resumed(self, done: list[Imported]) -> None:
        """What went in, or what is still awaited."""
        self._services.messages.info(" ".join(one.phrase for one in done) or NOTHING)

    def _undone(self, done: Annule) -> None:
        self._services.messages.info(f"{done.phrase} Le fichier est gardé\u00a0: il peut être intégré à nouveau.")

    def _answer_these(self, board: list[Ligne]) -> None:
        self.answering.ask([one.poste for one in board if one.presente and one.revoque_le is None])
