"""The papers that exist: those of a record, and those of the house (a year, a type of record, a lot).

A new paper is one line here and one module: the screen, the command line and the tests follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pvdesk.reports import access, meetings, meetings_announced, monthly, reminders, sheets
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
    "convocation": Paper("Convocation", "reunion", meetings_announced.convocation),
    "ordre-du-jour": Paper("Ordre du jour", "reunion", meetings_announced.agenda),
    "ordre-du-jour-notes": Paper("Ordre du jour, avec place pour noter", "reunion", meetings_announced.agenda_a_noter),
    "compte-rendu": Paper("Compte rendu", "reunion", meetings.compte_rendu),
    "compte-rendu-public": Paper("Compte rendu à afficher, sans nom", "reunion", meetings.compte_rendu_public),
    "releve": Paper("Relevé de décisions et d’actions", "reunion", meetings.releve_interne),
    "releve-public": Paper("Relevé de décisions à afficher", "reunion", meetings.releve_public),
    "emargement": Paper("Feuille d’émargement", "reunion", meetings.feuille),
    "emargement-mineurs": Paper("Feuille d’émargement, public mineur", "reunion", meetings.feuille_mineurs),
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
