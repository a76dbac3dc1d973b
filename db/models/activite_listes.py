"""Closed lists of the compte rendu d’activité."""

from __future__ import annotations

from db.types import Liste

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


class TypeActivite(Liste):
    """Short form each month, long form each year."""

    MENSUEL = "mensuel", "Mensuel"
    ANNUEL = "annuel", "Annuel"


class Partenaire(Liste):
    """Where persons were sent."""

    CAF = "caf", "CAF"
    CPAM = "cpam", "CPAM"
    FRANCE_TRAVAIL = "france_travail", "France Travail"
    MISSION_LOCALE = "mission_locale", "Mission locale"
    MDS = "mds", "Maison des solidarités"
    MAIRIE = "mairie", "Mairie"
    ECOLE = "ecole", "École"
    BAILLEUR = "bailleur", "Bailleur"
    POLICE_JUSTICE = "police_justice", "Police, justice"
    SANTE = "sante", "Santé"
    ASSOCIATION = "association", "Association"
    AUTRE = "autre", "Autre"
