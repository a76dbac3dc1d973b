"""The papers that exist: those of a record, and those of the house (a year, a type of record, a lot).

A new paper is one line here and one module: the screen, the command line and the tests follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pvdesk.reports import (
    access,
    bordereaux,
    controles,
    dossiers,
    meetings,
    meetings_announced,
    monthly,
    postes,
    projets,
    rapports,
    reminders,
    sheets,
    tableaux,
    versions,
    vierges,
    visites,
)
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
    "compte-rendu": Paper("Compte rendu", "reunion", versions.compte_rendu),
    "compte-rendu-public": Paper("Compte rendu à afficher, sans nom", "reunion", versions.compte_rendu_public),
    "releve": Paper("Relevé de décisions et d’actions", "reunion", meetings.releve_interne),
    "releve-public": Paper("Relevé de décisions à afficher", "reunion", meetings.releve_public),
    "emargement": Paper("Feuille d’émargement", "reunion", meetings.feuille),
    "emargement-mineurs": Paper("Feuille d’émargement, public mineur", "reunion", meetings.feuille_mineurs),
    "note": Paper("Note mensuelle", "note_mensuelle", monthly.note_mensuelle),
    "fiche-visite": Paper("Fiche de visite", "visite", visites.fiche_visite),
    "fiche-visite-publique": Paper("Fiche de visite à diffuser, sans nom", "visite", visites.fiche_visite_publique),
    "fiche-projet": Paper("Fiche projet", "projet", projets.fiche_projet),
    "relance": Paper("Relance du porteur", "projet", reminders.relance_du_porteur),
    "fiche-poste": Paper("Fiche de poste", "convention", postes.fiche_poste),
    "compte-rendu-annuel": Paper("Rapport annuel d’activité", "convention", rapports.compte_rendu_annuel),
    "controle": Paper("Compte rendu de contrôle", "controle", controles.compte_rendu_de_controle),
    "acces": Paper("Réponse à une demande d’accès", "demande", access.reponse_acces),
    "dossier-conseil": Paper("Dossier du conseil", "conseil", dossiers.dossier_conseil),
    "dossier-conseil-public": Paper(
        "Dossier du conseil à diffuser, sans nom", "conseil", dossiers.dossier_conseil_public
    ),
    "dossier-projet": Paper("Dossier du projet", "projet", dossiers.dossier_projet),
    "dossier-poste": Paper("Dossier du poste", "convention", dossiers.dossier_poste),
    "fiche": Paper("Fiche", "", sheets.fiche),
}
HOUSE_PAPERS: dict[str, HousePaper] = {
    "vierge": HousePaper("Fiche à remplir à la main", vierges.choices, vierges.formulaire),
    "rapport-annuel": HousePaper("Rapport annuel d’activité d’un adulte-relais", rapports.choices, rapports.rapport_de),
    "tableau-de-bord": HousePaper("Tableau de bord d’une année", tableaux.annees, tableaux.tableau_de_bord),
    "bordereau-de-remise": HousePaper(
        "Bordereau de remise d’un lot", bordereaux.lots_remis, bordereaux.bordereau_de_remise
    ),
    "bordereau-d-elimination": HousePaper(
        "Bordereau d’élimination", bordereaux.eliminables, bordereaux.bordereau_d_elimination
    ),
}
# What one prints most of a type of record, when it is not the first of its papers.
MAIN: Mapping[str, str] = MappingProxyType({"reunion": "compte-rendu"})


def papers_of(table: str) -> dict[str, str]:
    """The papers of a record type: name of the document → label, its own first."""
    own = {name: paper.label for name, paper in PAPERS.items() if paper.table == table}
    if (main := MAIN.get(table, "")) in own:
        own = {main: own[main]} | own
    return own | {name: paper.label for name, paper in PAPERS.items() if not paper.table}
