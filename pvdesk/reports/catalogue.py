"""The papers that exist: those of a record, and those of the house (a year, a type of record, a lot).

A new paper is one line here and one module: the screen, the command line and the tests follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pvdesk.reports import access, meetings, monthly, reminders, sheets
from pvdesk.reports.blocks import Doc
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a record: its name, the table of the records that it prints (empty: any), how it is made."""

    label: str
    table: str
    build: Callable[[UnitOfWork, str], Doc]


@dataclass(frozen=True, slots=True)
class HousePaper:
    """A paper of no record: its name, what may be asked (code → French name), how it is made from one of them."""

    label: str
    choices: Callable[[UnitOfWork], dict[str, str]]
    build: Callable[[UnitOfWork, str], Doc]


PAPERS: dict[str, Paper] = {
    "compte-rendu": Paper("Compte rendu", "reunion", meetings.compte_rendu),
    "compte-rendu-public": Paper("Compte rendu à afficher, sans nom", "reunion", meetings.compte_rendu_public),
    "emargement": Paper("Feuille d’émargement", "reunion", meetings.feuille),
    "note": Paper("Note mensuelle", "note_mensuelle", monthly.note_mensuelle),
    "relance": Paper("Relance du porteur", "projet", reminders.relance_du_porteur),
    "acces": Paper("Réponse à une demande d’accès", "demande", access.reponse_acces),
    "fiche": Paper("Fiche", "", sheets.fiche),
}
HOUSE_PAPERS: dict[str, HousePaper] = {}


def papers_of(table: str) -> dict[str, str]:
    """The papers of a record type: name of the document → label, its own first."""
    own = {name: paper.label for name, paper in PAPERS.items() if paper.table == table}
    return own | {name: paper.label for name, paper in PAPERS.items() if not paper.table}
