"""The rest of the week of a délégué, as data: an employer, its post of health mediator, a project, a street, a note."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.models.adulte_relais_listes import (
    Avis,
    Contrat,
    Mission,
    Niveau,
    StatutConvention,
    Thematique,
    TypeConvention,
    TypeEmployeur,
)
from db.models.conseil_listes import Sexe
from db.models.controle_listes import SuiteControle, Trace
from db.models.organisme import FormeJuridique, RoleOrganisme
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import AvisDelegue, Axe, Cotation, Financeur
from db.models.visite_listes import Ambiance, Remontee, TypeVisite
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import notes, records
from pvdesk.store.unit import UnitOfWork

LIEU = "Résidence des Tilleuls (exemple)"
LUNDI, MARDI, JEUDI = dt.date(2026, 4, 27), dt.date(2026, 4, 28), dt.date(2026, 4, 30)
Lignes = dict[str, list[dict[str, Any]]]


def fill(unit: UnitOfWork, quartier: str) -> None:
    """Record the week in one unit of work: everything finished, in a quartier."""
    employeur = _organisme(unit, "Association Santé Tilleuls (exemple)", "123 456 782 00010", RoleOrganisme.EMPLOYEUR)
    porteur = _organisme(unit, "Association Mobilité (exemple)", "999 999 998 00019", RoleOrganisme.PORTEUR)
    convention = _poste(unit, employeur, quartier)
    projet = _projet(unit, porteur, quartier)
    _visite(unit, quartier, projet)
    _finished(
        unit, "controle", {"traces": [{"trace": Trace.PLANNING}]}, convention_uid=convention, date=MARDI, lieu=LIEU,
        poste_occupe=True, fiche_poste=True, temps_travail=True, hors_missions=False, tuteur=True,
        rencontres="la directrice", suite=SuiteControle.RAS,
    )  # fmt: skip
    draft = notes.prepare(unit, LUNDI)
    draft.values |= {"introduction": "Semaine d’exemple\u00a0: un poste vu, un projet suivi, une rue visitée."}
    records.save(unit, draft)


def _finished(unit: UnitOfWork, table: str, lignes: Lignes, **values: Any) -> str:
    draft = records.blank(unit, table, **values)
    for key, rows in lignes.items():
        draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
    records.save(unit, draft)
    stopping = [f for f in records.finish(unit, table, draft.uid) if f.stops]
    assert not stopping, stopping
    return draft.uid


def _organisme(unit: UnitOfWork, nom: str, siret: str, role: RoleOrganisme) -> str:
    return _finished(
        unit, "organisme", {"roles": [{"role": role}]}, nom=nom, siret=siret, forme=FormeJuridique.ASSOCIATION,
        cer_le=dt.date(2025, 9, 1),
    )  # fmt: skip


def _poste(unit: UnitOfWork, employeur: str, quartier: str) -> str:
    """A post of health mediator, held by T-31."""
    convention = _finished(
        unit, "convention", {"quartiers": [{"quartier": quartier}], "missions": [{"mission": next(iter(Mission))}]},
        numero="AR-EXEMPLE-01", type=TypeConvention.INITIALE, statut=StatutConvention.SIGNEE, employeur_uid=employeur,
        type_employeur=TypeEmployeur.ASSOCIATION, signature_le=dt.date(2025, 9, 1), debut=dt.date(2025, 10, 1),
        fin=dt.date(2028, 9, 30), quotite=80, montant_temps_plein=23_000_00, thematique=Thematique.ARMS,
        avis=Avis.FAVORABLE, avis_le=dt.date(2025, 8, 20),
    )  # fmt: skip
    _finished(
        unit, "occupation", {}, convention_uid=convention, code="T-31", nom="Exemple", prenom="T-31", sexe=Sexe.F,
        contrat=Contrat.CDD, signature_le=dt.date(2025, 9, 21), debut=dt.date(2025, 10, 1),
        fin_prevue=dt.date(2028, 9, 30), annee_naissance=1990, age_signature=35, age_au=dt.date(2025, 9, 21),
        residence=True, sans_emploi=True, eligibilite_le=dt.date(2025, 9, 15), niveau=Niveau.N4,
    )  # fmt: skip
    return convention


def _projet(unit: UnitOfWork, porteur: str, quartier: str) -> str:
    """The project of S6: 15 500 € that balance, 7 000 € asked of the State, equality rated at entry."""
    produits = (
        (Financeur.BOP_147, 7_000_00), (Financeur.COMMUNE, 4_000_00), (Financeur.CAF, 2_500_00),
        (Financeur.AUTOFINANCEMENT, 2_000_00),
    )  # fmt: skip
    charges = (
        ("60 – Achats", 8_200_00), ("64 – Charges de personnel", 5_400_00), ("61 – Services extérieurs", 1_900_00),
    )  # fmt: skip
    return _finished(
        unit, "projet",
        {
            "quartiers": [{"quartier": quartier}], "axes": [{"axe": Axe.EGALITE}],
            "charges": [{"poste": poste, "prevu": montant} for poste, montant in charges],
            "cofinanceurs": [{"financeur": f, "demande": montant} for f, montant in produits],
            "etapes": [
                {"etape": EtapeProjet.DEPOSE, "date": dt.date(2025, 11, 20)},
                {"etape": EtapeProjet.COMPLET, "date": dt.date(2026, 1, 15)},
                {"etape": EtapeProjet.AVIS_RENDU, "date": LUNDI},
            ],
        },
        dauphin="26900001", intitule="Conduire pour travailler (exemple)", annee=2026, porteur_uid=porteur,
        theme="mobilité", etape=EtapeProjet.AVIS_RENDU, depose_le=dt.date(2025, 11, 20), debut=dt.date(2026, 1, 1),
        fin=dt.date(2026, 12, 31), cotation_entree=Cotation.G1, avis=AvisDelegue.RESERVES, avis_le=LUNDI,
        avis_motif="Préciser le suivi après le permis.",
        justification="Places réservées aux femmes éloignées de l’emploi, garde d’enfants pendant les cours.",
    )  # fmt: skip


def _visite(unit: UnitOfWork, quartier: str, projet: str) -> None:
    _finished(
        unit, "visite",
        {
            "quartiers": [{"quartier": quartier}],
            "rencontres": [{"fonction": "Coordinatrice", "organisme": "Association Mobilité (exemple)"}],
        },
        date=JEUDI, debut=dt.time(14, 30), duree=60, type=TypeVisite.PORTEUR, objet="Séance de conduite accompagnée",
        lieu=LIEU, projet_uid=projet, constats="La séance prévue se tient, deux véhicules sont disponibles.",
        public_femmes=9, public_hommes=2, action_reelle=True, conforme=True, public_qpv=True, comptage=True, logo=False,
        local_adapte=True, cer_affiche=True, controle_note="Affiche de l’État à poser dans l’entrée.",
        ambiance=Ambiance.CALME, besoins="Un créneau le samedi.", remontee=Remontee.NOTE,
    )  # fmt: skip
