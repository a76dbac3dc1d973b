"""The closed lists of a visit (domain 2.10)."""

from __future__ import annotations

from db.types import Liste


class TypeVisite(Liste):
    """Why one went there."""

    PORTEUR = "porteur", "Porteur de projet"
    EMPLOYEUR = "employeur", "Employeur d’adultes-relais"
    ASSOCIATION = "association", "Association"
    EQUIPEMENT = "equipement", "Équipement"
    CHANTIER = "chantier", "Chantier du NPNRU"
    DIAGNOSTIC = "diagnostic", "Diagnostic en marchant"
    PERMANENCE = "permanence", "Permanence"
    MARCHE = "marche", "Marche exploratoire"
    EVENEMENT = "evenement", "Événement"
    INCIDENT = "incident", "Incident"
    ACCOMPAGNEMENT = "accompagnement", "Accompagnement d’une autorité"
    AUTRE = "autre", "Autre"


class StatutVisite(Liste):
    """What became of it."""

    PREVUE = "prevue", "Prévue"
    FAITE = "faite", "Faite"
    ANNULEE = "annulee", "Annulée"


class Ambiance(Liste):
    """About the place, never about a person."""

    CALME = "calme", "Calme"
    TENDUE = "tendue", "Tendue"
    DEGRADEE = "degradee", "Dégradée"
    SANS_OBJET = "sans_objet", "Sans objet"


class Remontee(Liste):
    """How what was seen goes up; an urgent fact goes by the usual channel, outside pvdesk, which keeps the trace."""

    NOTE = "note", "À la note mensuelle"
    URGENTE = "urgente", "Urgente"
