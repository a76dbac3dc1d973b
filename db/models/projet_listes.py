"""What may be chosen in a project of the contrat de ville (domain 2.7)."""

from __future__ import annotations

from db.types import Liste


class NatureProjet(Liste):
    """One year, or a pluriannual convention of objectives (circulaire of 31/08/2023)."""

    ANNUELLE = "annuelle", "Annuelle"
    CPO = "cpo", "Convention pluriannuelle d’objectifs"


class ObjetAide(Liste):
    """What the aid pays."""

    ACTION = "action", "Action"
    FONCTIONNEMENT = "fonctionnement", "Fonctionnement"
    INVESTISSEMENT = "investissement", "Investissement"
    INGENIERIE = "ingenierie", "Ingénierie"
    EVALUATION = "evaluation", "Évaluation"


class Pilier(Liste):
    """Pillars of the contrats 2015-2023; the fourth exists in some of them only."""

    EMPLOI = "emploi", "Développement économique et emploi"
    COHESION = "cohesion", "Cohésion sociale"
    CADRE_DE_VIE = "cadre_de_vie", "Cadre de vie et renouvellement urbain"
    VALEURS = "valeurs", "Valeurs de la République et citoyenneté"


class Axe(Liste):
    """Transversal axes."""

    JEUNESSE = "jeunesse", "Jeunesse"
    EGALITE = "egalite", "Égalité femmes-hommes"
    DISCRIMINATIONS = "discriminations", "Lutte contre les discriminations"


class DispositifProjet(Liste):
    """The line of credit, or the programme, that a project is filed under."""

    PROGRAMMATION = "programmation", "Programmation du contrat de ville"
    PRE = "pre", "Programme de réussite éducative"
    CITE_EDUCATIVE = "cite_educative", "Cité éducative"
    VVV = "vvv", "Ville vie vacances"
    ECOLE_OUVERTE = "ecole_ouverte", "École ouverte"
    FPH = "fph", "Fonds de participation des habitants, PIC"
    ARMS = "arms", "Adulte-relais médiateur santé"
    DPV = "dpv", "Dotation politique de la ville"
    TFPB = "tfpb", "Abattement de TFPB"
    NPNRU = "npnru", "NPNRU"
    AUTRE = "autre", "Autre"


class Financeur(Liste):
    """Who pays a part."""

    BOP_147 = "bop_147", "État, BOP\u00a0147"
    ETAT_AUTRE = "etat_autre", "État, autre BOP"
    REGION = "region", "Région"
    DEPARTEMENT = "departement", "Département"
    EPCI = "epci", "EPCI"
    COMMUNE = "commune", "Commune"
    CAF = "caf", "CAF"
    ARS = "ars", "ARS"
    BAILLEUR = "bailleur", "Bailleur"
    EUROPE = "europe", "Europe"
    FONDATION = "fondation", "Fondation"
    AUTOFINANCEMENT = "autofinancement", "Autofinancement"
    AUTRE = "autre", "Autre"


class Moment(Liste):
    """Foreseen in the request, or counted in the bilan."""

    PREVU = "prevu", "Prévu"
    REALISE = "realise", "Réalisé"


class TrancheBeneficiaires(Liste):
    """Age bands of the beneficiaries of an action."""

    DE_0_A_5 = "0_5", "0-5 ans"
    DE_6_A_10 = "6_10", "6-10 ans"
    DE_11_A_15 = "11_15", "11-15 ans"
    DE_16_A_17 = "16_17", "16-17 ans"
    DE_18_A_25 = "18_25", "18-25 ans"
    DE_26_A_59 = "26_59", "26-59 ans"
    PLUS_60 = "60_plus", "60 ans et plus"
    TOUS = "tous", "Tous âges"


class Cotation(Liste):
    """How far equality between women and men is an objective (note of 07/08/2019, OECD scale)."""

    G0 = "g0", "G0\u00a0: pas prise en compte"
    G1 = "g1", "G1\u00a0: objectif secondaire ou significatif"
    G2 = "g2", "G2\u00a0: objectif principal"


class AvisDelegue(Liste):
    """Opinion of the délégué on the request."""

    FAVORABLE = "favorable", "Favorable"
    RESERVES = "reserves", "Favorable avec réserves"
    DEFAVORABLE = "defavorable", "Défavorable"
    SANS_AVIS = "sans_avis", "Sans avis"


class Acte(Liste):
    """The act that grants the money."""

    ARRETE = "arrete", "Arrêté"
    CONVENTION = "convention", "Convention"


class IssueBilan(Liste):
    """The three outcomes that Dauphin knows at justification."""

    COMPTE_RENDU = "compte_rendu", "Compte rendu financier"
    NON_REALISE = "non_realise", "Attestation de non-réalisation"
    REPORT = "report", "Report des dates demandé"


class Realisation(Liste):
    """Whether the action was carried out as planned."""

    OUI = "oui", "Oui"
    PARTIELLEMENT = "partiellement", "Partiellement"
    NON = "non", "Non"


class AppreciationBilan(Liste):
    """What the délégué thinks of the bilan."""

    CONFORME = "conforme", "Conforme"
    A_COMPLETER = "a_completer", "À compléter"
    NON_CONFORME = "non_conforme", "Non conforme"


class PropositionBilan(Liste):
    """What the délégué proposes after the bilan."""

    RECONDUIRE = "reconduire", "Reconduire"
    RESERVES = "reserves", "Reconduire avec réserves"
    NE_PAS_RECONDUIRE = "ne_pas_reconduire", "Ne pas reconduire"
    REVERSEMENT = "reversement", "Demander le reversement"
