"""Rules of the register of requests: who, when, and an answer that says why (RGPD articles 11 to 21)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.base import Anomalie, Gravite, Rule
from db.models.demande_listes import DecisionDemande, Droit, StatutDemande

if TYPE_CHECKING:
    from db.models.demande import Demande

PERSONNES = ("membre_uid", "occupation_uid", "contact_uid", "qualite")


def mois_apres(jour: dt.date, mois: int) -> dt.date:
    """The same day some months later, or the last day of a shorter month (31 January gives 28 February)."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    suivant = dt.date(annee + (rang == 11), (rang + 1) % 12 + 1, 1)
    dernier = (suivant - dt.timedelta(days=1)).day
    return dt.date(annee, rang + 1, min(jour.day, dernier))


def une_personne(demande: Demande) -> Iterator[Anomalie]:
    """A request concerns one person: a fiche, or who they are in a few words."""
    said = [key for key in PERSONNES if getattr(demande, key)]
    if not said:
        yield Anomalie("membre_uid", "Personne concernée\u00a0: choisissez sa fiche, ou écrivez qui elle est")
    elif len(said) > 1:
        yield Anomalie(said[1], "Personne concernée\u00a0: gardez une seule fiche par demande")


def dates_dans_l_ordre(demande: Demande) -> Iterator[Anomalie]:
    """Nothing happens before the request is received."""
    if demande.recue_le is None:
        return
    named = (("identite_le", "Identité vérifiée le"), ("prolongee_le", "Prolongation annoncée le"))
    for key, label in (*named, ("reponse_le", "Réponse du")):
        jour = getattr(demande, key)
        if jour is not None and jour < demande.recue_le:
            yield Anomalie(key, f"{label}\u00a0: indiquez une date après la réception de la demande")


def identite_verifiee(demande: Demande) -> Iterator[Anomalie]:
    """An answer given to somebody else would be a breach."""
    answered = demande.reponse_le is not None or demande.statut is StatutDemande.REPONDUE
    if answered and demande.identite_le is None:
        phrase = "Identité vérifiée le\u00a0: donnez la date, ou dites pourquoi elle est sûre (RGPD, art.\u00a012-6)"
        yield Anomalie("identite_le", phrase, Gravite.AVERTISSEMENT)


def prolongation_annoncee(demande: Demande) -> Iterator[Anomalie]:
    """Two more months, if the person is told within the first one."""
    if demande.prolongee_le is None or demande.recue_le is None:
        return
    if demande.prolongee_le > mois_apres(demande.recue_le, 1):
        phrase = (
            "Prolongation annoncée le\u00a0: elle s’annonce dans le premier mois, dites pourquoi (RGPD, art.\u00a012-3)"
        )
        yield Anomalie("prolongee_le", phrase, Gravite.AVERTISSEMENT)
    if not demande.prolongation_motif:
        yield Anomalie(
            "prolongation_motif", "Motif de la prolongation\u00a0: écrivez-le, la personne doit le connaître"
        )


def reponse_dans_le_delai(demande: Demande) -> Iterator[Anomalie]:
    """One month, or three when it was prolonged."""
    limite = demande.limite
    if limite is not None and demande.reponse_le is not None and demande.reponse_le > limite:
        phrase = "Réponse du\u00a0: elle suit l’échéance, dites pourquoi (RGPD, art.\u00a012-3)"
        yield Anomalie("reponse_le", phrase, Gravite.AVERTISSEMENT)


def reponse_complete(demande: Demande) -> Iterator[Anomalie]:
    """A request that is answered has its answer, its date, its decision, and its mentions reviewed."""
    if demande.statut is not StatutDemande.REPONDUE:
        return
    if demande.decision is None:
        yield Anomalie("decision", "Décision\u00a0: choisissez dans la liste")
    if demande.reponse_le is None:
        yield Anomalie("reponse_le", "Réponse du\u00a0: indiquez une date")
    if not demande.reponse:
        yield Anomalie("reponse", "Réponse\u00a0: écrivez ce qui a été répondu")
    for mention in demande.mentions:
        if mention.revue is None:
            phrase = "Mentions relevées\u00a0: gardez ou masquez chacune avant de répondre"
            yield Anomalie(f"mentions/{mention.uid}/revue", phrase)


def refus_motive(demande: Demande) -> Iterator[Anomalie]:
    """The person must know why, and that they may complain."""
    refused = {DecisionDemande.REFUSEE, DecisionDemande.PARTIELLE}
    if demande.decision in refused and not demande.motif_refus:
        yield Anomalie("motif_refus", "Motif du refus\u00a0: écrivez-le (RGPD, art.\u00a012-4)")


def effacement_limite(demande: Demande) -> Iterator[Anomalie]:
    """What erasure means here: the name becomes a code, the archives stay."""
    if demande.droit is Droit.EFFACEMENT:
        phrase = (
            "Effacement\u00a0: le nom devient un code et les coordonnées disparaissent\u202f; les présences et les "
            "comptes rendus diffusés restent, ce sont des archives (RGPD, art.\u00a017-3)"
        )
        yield Anomalie("droit", phrase, Gravite.INFO)


TOUTES: tuple[Rule, ...] = (
    une_personne, dates_dans_l_ordre, identite_verifiee, prolongation_annoncee, reponse_dans_le_delai,
    reponse_complete, refus_motive, effacement_limite,
)  # fmt: skip
