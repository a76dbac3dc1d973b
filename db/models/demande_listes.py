"""Closed lists of the register of requests (RGPD articles 12 to 21)."""

from db.types import Liste


class Droit(Liste):
    """The right that the person exercises; portability does not apply to a mission of public interest."""

    ACCES = "acces", "Accès (art. 15)"
    RECTIFICATION = "rectification", "Rectification (art. 16)"
    EFFACEMENT = "effacement", "Effacement (art. 17)"
    LIMITATION = "limitation", "Limitation (art. 18)"
    OPPOSITION = "opposition", "Opposition (art. 21)"


class StatutDemande(Liste):
    """Where a request stands."""

    RECUE = "recue", "Reçue"
    EN_COURS = "en_cours", "En cours"
    REPONDUE = "repondue", "Répondue"
    SANS_SUITE = "sans_suite", "Sans suite"


class DecisionDemande(Liste):
    """What was decided."""

    ACCEPTEE = "acceptee", "Acceptée"
    PARTIELLE = "partielle", "Acceptée en partie"
    REFUSEE = "refusee", "Refusée"


class Revue(Liste):
    """What a person decided of a mention: shown or left as it is, or hidden and replaced by the code."""

    GARDEE = "gardee", "Gardée"
    MASQUEE = "masquee", "Masquée"
