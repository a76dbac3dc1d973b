"""The closed lists of a conseil or of another instance, and of its members (domain 2.2, 2.3, 2.8)."""

from __future__ import annotations

from fractions import Fraction

from db.types import Liste


class TypeInstance(Liste):
    """Kinds of instance; since 2023-24 the forms of participation are open (domain 0.1)."""

    CONSEIL_CITOYEN = "conseil_citoyen", "Conseil citoyen"
    TABLE = "table", "Table de quartier"
    MAISON_PROJET = "maison_projet", "Maison du projet"
    CONSEIL_QUARTIER = "conseil_quartier", "Conseil de quartier substitué"
    COLLECTIF = "collectif", "Collectif d’habitants"
    AUTRE = "autre", "Autre démarche participative"
    COMITE_DEPARTEMENTAL = "comite_departemental", "Comité départemental de la politique de la ville"
    COPIL = "copil", "Comité de pilotage"
    COTECH = "cotech", "Comité technique"
    FINANCEURS = "financeurs", "Comité de financeurs"
    REVUE_NPNRU = "revue_npnru", "Revue de projet NPNRU"
    GUP = "gup", "GUP ou GUSP"
    CLSPD = "clspd", "CLSPD ou CISPD"
    EQUIPE_PRE = "equipe_pre", "Équipe pluridisciplinaire du PRE"
    COMITE_SANTE = "comite_sante", "Comité local ASV ou CLS"
    CLSM = "clsm", "Conseil local de santé mentale"
    PAQTE = "paqte", "Comité de suivi du PAQTE"
    CIL = "cil", "Conférence intercommunale du logement"


class Regime(Liste):
    """The law that a conseil lives under."""

    LOI_2014 = "loi_2014", "Loi n°\u00a02014-173, article 7"
    DECRET_2024 = "decret_2024", "Décret n°\u00a02024-1037"
    HORS_CADRE = "hors_cadre", "Hors cadre"


class StatutConseil(Liste):
    """Life of a conseil."""

    A_CONSTITUER = "a_constituer", "À constituer"
    EN_COURS = "en_cours", "En cours de constitution"
    CONSTITUE = "constitue", "Constitué"
    ACTIF = "actif", "Actif"
    EN_SOMMEIL = "en_sommeil", "En sommeil"
    RENOUVELLEMENT = "renouvellement", "En renouvellement"
    TRANSFORME = "transforme", "Transformé"
    DISSOUS = "dissous", "Dissous"


class Portage(Liste):
    """Who carries the conseil in law."""

    ASSOCIATION = "association", "Association créée par le conseil"
    STRUCTURE = "structure", "Structure porteuse reconnue"
    SANS = "sans", "Sans personnalité morale"


class RegleQuorum(Liste):
    """How a conseil counts its quorum; none is in the law (domain 0.7)."""

    AUCUN = "aucun", "Aucun quorum"
    NOMBRE = "nombre", "Nombre fixe"
    DEMI = "demi", "La moitié des titulaires"
    TIERS = "tiers", "Le tiers des titulaires"
    QUART = "quart", "Le quart des titulaires"
    PAR_COLLEGE = "par_college", "La moitié de chaque collège"


FRACTIONS = {
    RegleQuorum.DEMI: Fraction(1, 2),
    RegleQuorum.TIERS: Fraction(1, 3),
    RegleQuorum.QUART: Fraction(1, 4),
    RegleQuorum.PAR_COLLEGE: Fraction(1, 2),
}


class College(Liste):
    """The two groups of a conseil citoyen."""

    HABITANTS = "habitants", "Habitants"
    ACTEURS = "acteurs", "Associations et acteurs locaux"


class Qualite(Liste):
    """Quality of a member."""

    TITULAIRE = "titulaire", "Titulaire"
    SUPPLEANT = "suppleant", "Suppléant"
    COMPLEMENTAIRE = "complementaire", "Liste complémentaire"


class Sexe(Liste):
    """Declared sex, for parity counts only."""

    F = "f", "Femme"
    H = "h", "Homme"
    NR = "nr", "Non renseigné"


class TrancheAge(Liste):
    """Age band; never a birth date."""

    MOINS_16 = "moins_16", "Moins de 16 ans"
    DE_16_A_17 = "16_17", "16-17 ans"
    DE_18_A_25 = "18_25", "18-25 ans"
    DE_26_A_59 = "26_59", "26-59 ans"
    PLUS_60 = "60_plus", "60 ans et plus"


class VerificationQpv(Liste):
    """How residence in a quartier was checked: the check is stored, not the address."""

    SIG_VILLE = "sig_ville", "SIG Ville"
    JUSTIFICATIF = "justificatif", "Justificatif vu"
    DECLARATION = "declaration", "Déclaration"


class MotifFin(Liste):
    """Why a mandate ended."""

    DEMISSION = "demission", "Démission"
    DEMENAGEMENT = "demenagement", "Déménagement"
    FIN_MANDAT = "fin_mandat", "Fin de mandat"
    ABSENCES = "absences", "Absences"
    DECES = "deces", "Décès"
    EXCLUSION = "exclusion", "Exclusion (règlement intérieur)"
    AUTRE = "autre", "Autre"


# Steering instances: they follow no law of the conseils citoyens, and need no quartier of their own.
INSTANCES_PILOTAGE = frozenset(
    {
        TypeInstance.COMITE_DEPARTEMENTAL, TypeInstance.COPIL, TypeInstance.COTECH, TypeInstance.FINANCEURS,
        TypeInstance.REVUE_NPNRU, TypeInstance.GUP, TypeInstance.CLSPD, TypeInstance.EQUIPE_PRE,
        TypeInstance.COMITE_SANTE, TypeInstance.CLSM, TypeInstance.PAQTE, TypeInstance.CIL,
    }
)  # fmt: skip
