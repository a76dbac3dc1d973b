"""Closed lists of the adultes-relais: convention, titulaire, exit (Code du travail, L5134-100 and following)."""

from __future__ import annotations

from db.types import Liste


class TypeConvention(Liste):
    """First convention of a post, or its express renewal (D5134-150)."""

    INITIALE = "initiale", "Initiale"
    RENOUVELLEMENT = "renouvellement", "Renouvellement"


class TypeEmployeur(Liste):
    """Who may employ an adulte-relais (L5134-101)."""

    ASSOCIATION = "association", "Association"
    COMMUNE = "commune", "Commune"
    EPCI = "epci", "EPCI"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    EPLE = "eple", "Établissement public d’enseignement (EPLE)"
    SANTE = "sante", "Établissement public de santé"
    HLM = "hlm", "Bailleur social (OPH, ESH)"
    GIP = "gip", "Groupement d’intérêt public"
    EPIC = "epic", "Établissement public industriel et commercial (EPIC)"
    SERVICE_PUBLIC = "service_public", "Société chargée d’un service public"


# Persons of public law other than EPIC: fixed-term contracts only (L5134-103). An OPH is an EPIC, an ESH a company.
CDD_SEULEMENT = frozenset(
    {
        TypeEmployeur.COMMUNE, TypeEmployeur.EPCI, TypeEmployeur.DEPARTEMENT, TypeEmployeur.REGION,
        TypeEmployeur.EPLE, TypeEmployeur.SANTE, TypeEmployeur.GIP,
    }
)  # fmt: skip


class StatutConvention(Liste):
    """Life of a convention; whether its post is occupied is never typed, it follows from the occupations."""

    DEMANDE = "demande", "Demande"
    INSTRUITE = "instruite", "Instruite"
    SIGNEE = "signee", "Signée"
    SUSPENDUE = "suspendue", "Suspendue"
    A_RENOUVELER = "a_renouveler", "À renouveler"
    ECHUE = "echue", "Échue"
    RESILIEE = "resiliee", "Résiliée"


NON_SIGNEES = frozenset({StatutConvention.DEMANDE, StatutConvention.INSTRUITE})


class ObjetAvenant(Liste):
    """What an avenant changes; working time may change by a simple avenant."""

    DUREE = "duree", "Durée du travail"
    MISSION = "mission", "Mission"
    TERRITOIRE = "territoire", "Territoire"
    EMPLOYEUR = "employeur", "Employeur"
    AUTRE = "autre", "Autre"


class Thematique(Liste):
    """Main theme of a post."""

    GENERALISTE = "generaliste", "Médiation sociale généraliste"
    SCOLAIRE = "scolaire", "Médiation scolaire"
    PARENTS = "parents", "Relations parents-enfants"
    ARMS = "arms", "Santé (ARMS)"
    EMPLOI = "emploi", "Emploi"
    TRANQUILLITE = "tranquillite", "Tranquillité publique, soirée et week-end"
    PARTICIPATION = "participation", "Participation citoyenne, appui au conseil citoyen"
    DROITS = "droits", "Accès aux droits et au numérique"
    CULTURE_SPORT = "culture_sport", "Culture et sport"
    AUTRE = "autre", "Autre"


class Mission(Liste):
    """The six families of missions (D5134-145)."""

    ACCUEIL = "accueil", "Accueil, écoute, lien social"
    DEMARCHES = "demarches", "Information et accompagnement dans les démarches, dialogue avec les services publics"
    CADRE_DE_VIE = "cadre_de_vie", "Cadre de vie"
    CONFLITS = "conflits", "Prévention et résolution des petits conflits"
    GENERATIONS = "generations", "Dialogue entre générations, fonction parentale"
    VIE_ASSOCIATIVE = "vie_associative", "Vie associative et initiative"


class Avis(Liste):
    """Opinion of the délégué on a request."""

    FAVORABLE = "favorable", "Favorable"
    RESERVE = "reserve", "Réservé"
    DEFAVORABLE = "defavorable", "Défavorable"


class MotifResiliation(Liste):
    """Why a convention was ended early (D5134-154)."""

    FAUSSE_DECLARATION = "fausse_declaration", "Fausse déclaration"
    USAGE = "usage", "Usage de l’aide contraire à son objet"
    DOCUMENTS = "documents", "Documents non transmis"
    NON_RESPECT = "non_respect", "Non-respect de la convention"
    EMPLOYEUR = "employeur", "Demande de l’employeur"
    CESSATION = "cessation", "Cessation d’activité de l’employeur"
    AUTRE = "autre", "Autre"


class Contrat(Liste):
    """Kind of the contract of work (L5134-103)."""

    CDI = "cdi", "CDI"
    CDD = "cdd", "CDD"


class Niveau(Liste):
    """Level of training at the start."""

    INFRA_3 = "infra_3", "Infra 3"
    N3 = "3", "Niveau 3 (CAP, BEP)"
    N4 = "4", "Niveau 4 (bac)"
    N5 = "5", "Niveau 5 (bac + 2)"
    N6 = "6_plus", "Niveau 6 et plus"


class Certification(Liste):
    """Outcome of a training."""

    OUI = "oui", "Oui"
    NON = "non", "Non"
    EN_COURS = "en_cours", "En cours"


class MotifSortie(Liste):
    """Why a contract ended. No health reason, here nor elsewhere (domain 4.2)."""

    FIN_CDD = "fin_cdd", "Fin de CDD"
    ECHEANCE_SALARIE = "echeance_salarie", "Rupture à l’échéance annuelle, par le salarié"
    ECHEANCE_EMPLOYEUR = "echeance_employeur", "Rupture à l’échéance annuelle, par l’employeur"
    CONVENTIONNELLE = "conventionnelle", "Rupture conventionnelle"
    LICENCIEMENT = "licenciement", "Licenciement"
    RETRAITE = "retraite", "Retraite"
    AUTRE = "autre", "Autre"


class SituationSortie(Liste):
    """Where the person went."""

    EMPLOI_DURABLE = "emploi_durable", "Emploi durable"
    EMPLOI_TRANSITION = "emploi_transition", "Emploi de transition"
    CREATION = "creation", "Création d’activité"
    FORMATION = "formation", "Formation"
    RECHERCHE = "recherche", "Recherche d’emploi"
    RETRAITE = "retraite", "Retraite"
    INCONNUE = "inconnue", "Inconnue"


SORTIES_POSITIVES = frozenset(
    {
        SituationSortie.EMPLOI_DURABLE, SituationSortie.EMPLOI_TRANSITION, SituationSortie.CREATION,
        SituationSortie.FORMATION,
    }
)  # fmt: skip
