"""Papers among the commands: those of the fiche one is at, those of the house, the first paper made ready."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from pvdesk.fiches import FICHES
from pvdesk.reports.catalogue import HOUSE_PAPERS, papers_of
from ui.actions import Action
from ui.kit.form_head import FormHead
from ui.pages.page import Page, Services
from ui.special.house_papers import HousePapers

# What else people call a paper.
ALSO: Mapping[str, str] = MappingProxyType(
    {
        "compte-rendu": "pv procès-verbal", "emargement": "présences signatures", "ordre-du-jour": "odj",
        "vierge": "vierge formulaire blanc papier", "tableau-de-bord": "bilan statistiques chiffres",
        "bordereau-de-remise": "envoi accusé", "bordereau-d-elimination": "archives destruction",
    }
)
OF_RECORD, OF_HOUSE = "papier/", "maison/"
WARM_MS = 4_000  # after the window is there: the machine is at rest, the first paper comes later


class Open(Protocol):
    """A fiche that is open."""

    head: FormHead

    @property
    def draft(self) -> Any:
        """What is shown."""


class Window(Protocol):
    """What papers ask of the window."""

    services: Services

    @property
    def record(self) -> Open | None:
        """The fiche open, if any."""

    def page(self) -> Page | None:
        """The page shown, unless a fiche is."""

    def show_paper(self, document: str, ref: str) -> None:
        """Look at a paper."""


class PaperCommands(QObject):
    """Made by the window, which it asks."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window: Window = window
        self._host: QWidget = window
        QTimer.singleShot(WARM_MS, self, self._warm)

    def _warm(self) -> None:
        self._window.services.operations.papers.warm()

    def offered(self) -> list[Action]:
        """The papers of the fiche one is at, then those of the house, as commands of the palette."""
        table, _ = self._subject()
        found = [
            _command(OF_RECORD, name, text) for name, text in (papers_of(table) if table in FICHES else {}).items()
        ]
        return found + [_command(OF_HOUSE, name, paper.label) for name, paper in HOUSE_PAPERS.items()]

    def run(self, name: str) -> bool:
        """Look at that paper; False when it is another command."""
        if name.startswith(OF_HOUSE):
            self.choose(name.removeprefix(OF_HOUSE))
        elif name.startswith(OF_RECORD):
            self._print(name.removeprefix(OF_RECORD))
        return name.startswith((OF_HOUSE, OF_RECORD))

    def choose(self, document: str = "") -> None:
        """Ask which paper of the house, made from what."""
        operations = self._window.services.operations
        dialog = HousePapers(operations, document, self._host)
        dialog.chosen.connect(self._window.show_paper)
        dialog.open()

    def _subject(self) -> tuple[str, str]:
        """(record type, uid) of the fiche one is at; empty for none."""
        page, record = self._window.page(), self._window.record
        if page is not None:
            return page.subject()
        return (record.draft.type, record.draft.uid) if record is not None else ("", "")

    def _print(self, document: str) -> None:
        """Of a list, the fiche chosen; of a form, the fiche as typed, saved first."""
        page, record = self._window.page(), self._window.record
        if page is None and record is not None:
            record.head.paper_asked.emit(document)
        elif uid := self._subject()[1]:
            self._window.show_paper(document, uid)


def _command(kind: str, name: str, text: str) -> Action:
    """« Imprimer : compte rendu »."""
    said = f"Imprimer\u00a0: {text[:1].lower()}{text[1:]}"
    return Action(f"{kind}{name}", said, (), "imprimer", also=ALSO.get(name, ""))
