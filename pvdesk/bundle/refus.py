"""The typed refusals of a lot: one code, one French sentence each."""

from enum import StrEnum


class Code(StrEnum):
    """Why a lot, or one of its lines, does not go in."""

    Q1 = "Q1"
    """Unreadable: truncated, or not a lot."""
    Q2 = "Q2"
    """Not for us."""
    Q3 = "Q3"
    """Unknown or revoked poste."""
    Q4 = "Q4"
    """Altered: signature, hash, size, names or list of members."""
    Q5 = "Q5"
    """Newer than this version: held."""
    Q6 = "Q6"
    """A gap or a fork in the numbers: held."""
    Q7 = "Q7"
    """One record breaks a rule: it alone is set aside."""
    Q8 = "Q8"
    """Over a limit."""


HELD = frozenset({Code.Q5, Code.Q6})
"""Codes of a lot that waits and will go in later, untouched."""

# What happened, what is safe, what to do.
SENTENCES: dict[Code, tuple[str, str, str]] = {
    Code.Q1: (
        "Ce fichier est incomplet, ou n’est pas un lot pvdesk.",
        "Rien n’a été enregistré.",
        "Demandez à l’expéditeur de l’envoyer à nouveau.",
    ),
    Code.Q2: (
        "Ce lot est destiné à quelqu’un d’autre.",
        "Rien n’a été enregistré et son contenu n’a pas été lu.",
        "Faites-le suivre à son destinataire, ou signalez l’erreur à l’expéditeur.",
    ),
    Code.Q3: (
        "Ce lot vient d’un poste inconnu ou révoqué.",
        "Rien n’a été enregistré\u202f; le fichier reste lisible.",
        "Vérifiez l’enrôlement de ce poste, puis ouvrez à nouveau le fichier.",
    ),
    Code.Q4: (
        "Ce lot n’est pas tel que son auteur l’a signé.",
        "Rien n’a été enregistré.",
        "Gardez le fichier, demandez un nouvel envoi et signalez l’incident à la mission.",
    ),
    Code.Q5: (
        "Ce lot a été écrit par une version plus récente de pvdesk.",
        "Il est gardé en attente, rien n’est perdu.",
        "Mettez pvdesk à jour, puis ouvrez à nouveau le fichier.",
    ),
    Code.Q6: (
        "Ce lot ne suit pas le dernier lot reçu de ce poste.",
        "Il est gardé en attente, rien n’est perdu.",
        "Demandez le lot manquant, ou dites si le poste a été restauré depuis une copie.",
    ),
    Code.Q7: (
        "Une fiche de ce lot ne suit pas les règles.",
        "Elle seule est mise de côté, toutes les autres sont reçues.",
        "Corrigez la fiche mise de côté, ou demandez à son auteur de la corriger.",
    ),
    Code.Q8: (
        "Ce lot dépasse les limites d’un lot (64\u00a0Mio, 2\u202f000 pièces).",
        "Rien n’a été enregistré.",
        "L’auteur du lot ôte des pièces jointes, puis exporte à nouveau.",
    ),
}


class Refus(Exception):  # noqa: N818 - the domain's word; it is a verdict on a file, not a fault of the program
    """A lot that does not go in, with its sentence for the user and a detail for the log."""

    def __init__(self, code: Code, detail: str = "", precision: str = "") -> None:
        """A verdict.

        Args:
            code: the reason.
            detail: English, for the log: never personal data, never a field's value.
            precision: French, for the user: said right after what happened (the poste, the reason…).
        """
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
        happened, safe, todo = SENTENCES[code]
        self.phrase = " ".join(part for part in (happened, precision, safe, todo) if part)

    @property
    def held(self) -> bool:
        """Whether the lot waits (Q5, Q6) instead of being refused."""
        return self.code in HELD
