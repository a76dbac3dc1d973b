"""The closed lists of a meeting (domain 2.4)."""

from __future__ import annotations

from db.types import Liste


class TypeReunion(Liste):
    """Kinds of meeting."""

    INSTALLATION = "installation", "Installation"
    PLENIERE = "pleniere", "Plénière"
    BUREAU = "bureau", "Bureau ou coordination"
    COMMISSION = "commission", "Commission thématique"
    PUBLIQUE = "publique", "Réunion publique"
    DIAGNOSTIC = "diagnostic", "Diagnostic en marchant"
    FORMATION = "formation", "Formation"
    INSTITUTIONS = "institutions", "Rencontre avec les institutions"
    PREPARATION = "preparation", "Préparation de comité de pilotage"
    REPRESENTATION = "representation", "Représentation en comité"
    VISITE = "visite", "Visite"
    AUTRE = "autre", "Autre"


class StatutReunion(Liste):
    """What became of it."""

    PREVUE = "prevue", "Prévue"
    CONVOQUEE = "convoquee", "Convoquée"
    TENUE = "tenue", "Tenue"
    SANS_QUORUM = "sans_quorum", "Tenue sans quorum"
    REPORTEE = "reportee", "Reportée"
    ANNULEE = "annulee", "Annulée"
    CARENCE = "carence", "Carence"


TENUES = frozenset({StatutReunion.TENUE, StatutReunion.SANS_QUORUM})


class Modalite(Liste):
    """How people meet."""

    PRESENTIEL = "presentiel", "Présentiel"
    DISTANCE = "distance", "À distance"
    HYBRIDE = "hybride", "Hybride"


class ModeConvocation(Liste):
    """How people were called."""

    COURRIEL = "courriel", "Courriel"
    COURRIER = "courrier", "Courrier"
    AFFICHAGE = "affichage", "Affichage"
    SMS = "sms", "SMS"
    RESEAU = "reseau", "Réseau social"


class PresenceEtat(Liste):
    """Who came for the State."""

    DELEGUE = "delegue", "Délégué du préfet"
    SOUS_PREFET = "sous_prefet", "Sous-préfet"
    DDETS = "ddets", "DDETS"
    AUTRE = "autre", "Autre service"
    AUCUN = "aucun", "Aucun"


class StatutPresence(Liste):
    """How a person was there, or was not."""

    PRESENT = "present", "Présent"
    DISTANCE = "distance", "À distance"
    REPRESENTE = "represente", "Représenté"
    EXCUSE = "excuse", "Excusé"
    ABSENT = "absent", "Absent"
    INVITE = "invite", "Invité"


class Approbation(Liste):
    """What was said of the previous compte rendu."""

    APPROUVE = "approuve", "Approuvé"
    CORRIGE = "corrige", "Approuvé avec corrections"
    REPORTE = "reporte", "Reporté"
    SANS_OBJET = "sans_objet", "Sans objet"


class EtatCompteRendu(Liste):
    """Life of the compte rendu; a diffused one is frozen."""

    PROJET = "projet", "Projet"
    RELU = "relu", "Relu"
    DIFFUSE = "diffuse", "Diffusé"
    APPROUVE = "approuve", "Approuvé"
    RECTIFIE = "rectifie", "Rectifié"


class NatureSuite(Liste):
    """What a suite is."""

    AVIS = "avis", "Avis"
    PROPOSITION = "proposition", "Proposition"
    DECISION = "decision", "Décision interne"
    INFORMATION = "information", "Demande d’information"
    INTERPELLATION = "interpellation", "Interpellation du préfet"
    PROJET = "projet", "Portage d’un projet"
    CONSTAT = "constat", "Relevé de constat"


# Without quorum a conseil may still note and ask; anything else needs a written reason (product decision, domain 2.4).
SANS_QUORUM_LIBRES = frozenset({NatureSuite.CONSTAT, NatureSuite.INFORMATION})


class SensAvis(Liste):
    """Direction of an opinion."""

    FAVORABLE = "favorable", "Favorable"
    RESERVES = "reserves", "Favorable avec réserves"
    DEFAVORABLE = "defavorable", "Défavorable"
    RESERVE = "reserve", "Réservé"


class ModeVote(Liste):
    """How the vote was taken."""

    CONSENSUS = "consensus", "Consensus"
    MAIN_LEVEE = "main_levee", "Main levée"
    SECRET = "secret", "Bulletin secret"


class DecisionProjet(Liste):
    """What an instance decided of a project."""

    RETENU = "retenu", "Retenu"
    RESERVES = "reserves", "Retenu avec réserves"
    AJOURNE = "ajourne", "Ajourné"
    REFUSE = "refuse", "Non retenu"
    INFORMATION = "information", "Vu pour information"


# What indicators read of a training session (brochure SE-10, EG-07); another theme may be typed.
VALEURS_REPUBLIQUE = "valeurs de la République et laïcité"
EGALITE = "égalité femmes-hommes"
THEMES_FORMATION = (
    VALEURS_REPUBLIQUE, EGALITE, "lutte contre les discriminations", "participation des habitants",
    "conduite de projet", "numérique", "prise de parole",
)  # fmt: skip
