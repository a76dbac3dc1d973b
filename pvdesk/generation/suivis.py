"""What a délégué writes at a desk: relevés of the objectives, the monthly note, the register of requests."""

from __future__ import annotations

import datetime as dt

from db.models.demande_listes import DecisionDemande, Droit, StatutDemande
from db.types import MILLE
from pvdesk.generation import phrases
from pvdesk.generation.delegation import Delegation, jours, mois_suivant
from pvdesk.store import notes

# Followed by typed figures: a first value, and by how much it may grow from one relevé to the next.
SERIES = (
    ("EC-P1", 40, 12), ("ED2-P1", 35, 6), ("ED2-P2", 3, 1), ("SE-P2", 6, 3), ("SE-P3", 12, 8), ("RU-P3", 10, 9),
    ("SE-07", 2, 1), ("EG-P3", 4, 2),
)  # fmt: skip


def installer(delegation: Delegation) -> None:
    """Their first days; each brings the next."""
    for code, depart, pas in SERIES[:: 1 + delegation.territoire.rang % 2]:
        delegation.noter(delegation.debut + jours(delegation.entre(10, 90)), _relever, code, depart, pas)
    premier = mois_suivant(delegation.debut)
    delegation.noter(mois_suivant(premier) + jours(delegation.entre(1, 4)), _note, premier)
    delegation.noter(delegation.debut + jours(delegation.entre(100, 330)), _demande)


def _relever(delegation: Delegation, jour: dt.date, code: str, valeur: int, pas: int) -> None:
    delegation.scribe.ecrire(
        "releve", repere=code, date=jour, valeur=valeur * MILLE, contrat=delegation.territoire.contrat,
        lieu=f"Secteur {delegation.territoire.poste}", source="Réunion de suivi (donnée d’essai)",
    )  # fmt: skip
    suivante = jour + jours(delegation.entre(150, 210))
    delegation.noter(suivante, _relever, code, min(valeur + delegation.entre(0, pas), 100), pas)


def _note(delegation: Delegation, _jour: dt.date, mois: dt.date) -> None:
    """The note of the month that ended, assembled from its fiches; a sentence said twice is said once."""
    scribe = delegation.scribe
    draft = notes.prepare(scribe.unit, mois)
    dites = {ligne.values["texte"]: ligne for ligne in reversed(draft.lines["lignes"])}
    draft.lines["lignes"] = list(reversed(dites.values()))
    for ligne in draft.lines["lignes"]:
        ligne.uid = scribe.uid()
    draft.values |= {"destinataire": "la mission", "introduction": delegation.choix(phrases.INTRODUCTIONS)}
    scribe.garder(draft)
    suivant = mois_suivant(mois)
    delegation.noter(mois_suivant(suivant) + jours(delegation.entre(1, 4)), _note, suivant)


def _demande(delegation: Delegation, jour: dt.date) -> None:
    """A member of a conseil asks what is held about them, and is answered within the month."""
    uid = delegation.scribe.ecrire(
        "demande", recue_le=jour, droit=Droit.ACCES, identite_le=jour, statut=StatutDemande.RECUE,
        membre_uid=delegation.choix(delegation.membres) if delegation.membres else None,
        qualite=None if delegation.membres else "une personne rencontrée",
    )  # fmt: skip
    delegation.noter(jour + jours(delegation.entre(8, 22)), _repondre, uid)
    delegation.noter(jour + jours(delegation.entre(280, 450)), _demande)


def _repondre(delegation: Delegation, jour: dt.date, uid: str) -> None:
    delegation.scribe.reprendre(
        "demande", uid, statut=StatutDemande.REPONDUE, decision=DecisionDemande.ACCEPTEE, reponse_le=jour,
        reponse="Copie remise contre signature.",
    )  # fmt: skip
