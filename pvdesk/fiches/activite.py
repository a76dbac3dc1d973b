"""The fiche of a compte rendu d’activité."""

from collections.abc import Mapping
from typing import Any

from db.models.activite import Activite
from db.models.activite_listes import MOIS, TypeActivite
from pvdesk.kit.fiche import Fiche, Section


def pourvu(values: Mapping[str, Any]) -> bool:
    """There was somebody in the post: something may be counted."""
    return not values.get("poste_vacant")


def annuel(values: Mapping[str, Any]) -> bool:
    """The long form."""
    return values.get("type") is TypeActivite.ANNUEL


def periode_dite(values: Mapping[str, Any]) -> str:
    """« Octobre 2026 », « Année 2026 »; nothing without a period."""
    debut = values.get("debut")
    if debut is None:
        return ""
    return f"Année {debut.year}" if annuel(values) else f"{MOIS[debut.month - 1].capitalize()} {debut.year}"


FICHE = Fiche(
    model=Activite,
    singular="Compte rendu d’activité",
    plural="Comptes rendus d’activité",
    word="activites",
    feminine=False,
    sections=(
        Section(
            "Période",
            (
                Activite.convention_uid,
                Activite.type,
                Activite.debut,
                Activite.occupation_uid,
                Activite.poste_vacant,
                Activite.periode,
            ),
        ),
        Section(
            "Accueil et suivi",
            (
                Activite.jours,
                Activite.permanences,
                Activite.permanences_heures,
                Activite.accueil_femmes,
                Activite.accueil_hommes,
                Activite.accueil,
                Activite.suivis,
                Activite.parents,
            ),
            shown_if=pourvu,
            grid=True,
        ),
        Section("Orientations", (Activite.orientations, Activite.orientations_total), shown_if=pourvu),
        Section(
            "Médiation et actions",
            (
                Activite.mediations,
                Activite.mediations_resolues,
                Activite.actions,
                Activite.actions_femmes,
                Activite.actions_hommes,
                Activite.sorties,
                Activite.soirees,
                Activite.weekends,
                Activite.reunions_partenaires,
                Activite.reunions_conseil,
                Activite.formation_heures,
            ),
            shown_if=pourvu,
            grid=True,
        ),
        Section(
            "Médiation santé (ARMS)",
            (Activite.arms_droits, Activite.arms_actions, Activite.arms_participants),
            shown_if=pourvu,
            grid=True,
        ),
        Section("En quelques mots", (Activite.difficultes, Activite.besoins, Activite.perspectives)),
        Section("Bilan de l’année", (Activite.bilan, Activite.avis_employeur, Activite.projet_sortie), shown_if=annuel),
    ),
    columns=(Activite.debut, Activite.convention_uid, Activite.type, Activite.accueil, Activite.poste_vacant),
    name=(Activite.type, Activite.debut),
    named=periode_dite,
    order=(Activite.debut,),
    latest_first=True,
    carried=(
        Activite.convention_uid,
        Activite.occupation_uid,
        Activite.type,
    ),
)
