"""The stages of a project, in their order: which is a step back, which owes a bilan (domain 2.7)."""

from __future__ import annotations

from db.types import Liste


class EtapeProjet(Liste):
    """Where a project stands."""

    IDEE = "idee", "Idée"
    DEPOSE = "depose", "Déposé"
    INCOMPLET = "incomplet", "Incomplet"
    COMPLET = "complet", "Complet"
    INSTRUCTION = "instruction", "En instruction"
    AVIS_RENDU = "avis_rendu", "Avis rendu"
    COMITE_TECHNIQUE = "comite_technique", "Comité technique"
    COMITE_PILOTAGE = "comite_pilotage", "Comité de pilotage ou de financeurs"
    PROGRAMME = "programme", "Programmé"
    AJOURNE = "ajourne", "Ajourné"
    REFUSE = "refuse", "Refusé"
    RETIRE = "retire", "Retiré"
    NOTIFIE = "notifie", "Notifié"
    ACTE_SIGNE = "acte_signe", "Acte signé"
    VERSE = "verse", "Versé"
    EN_COURS = "en_cours", "En cours"
    TERMINE = "termine", "Terminé"
    BILAN_ATTENDU = "bilan_attendu", "Bilan attendu"
    BILAN_RECU = "bilan_recu", "Bilan reçu"
    BILAN_VALIDE = "bilan_valide", "Bilan validé"
    EVALUE = "evalue", "Évalué"
    CLOS = "clos", "Clos"


# Decided against, or taken back by the porteur: nothing is granted, nothing is owed.
ECARTES = frozenset({EtapeProjet.AJOURNE, EtapeProjet.REFUSE, EtapeProjet.RETIRE})
# Granted, and its bilan not in yet.
DOIVENT_BILAN = frozenset(
    {
        EtapeProjet.NOTIFIE, EtapeProjet.ACTE_SIGNE, EtapeProjet.VERSE, EtapeProjet.EN_COURS, EtapeProjet.TERMINE,
        EtapeProjet.BILAN_ATTENDU,
    }
)  # fmt: skip
# Its bilan is in.
BILAN_RECU = frozenset({EtapeProjet.BILAN_RECU, EtapeProjet.BILAN_VALIDE, EtapeProjet.EVALUE, EtapeProjet.CLOS})
_DECISIONS = ECARTES | {EtapeProjet.PROGRAMME}
_ORDRE = tuple(EtapeProjet)


def rang(etape: EtapeProjet) -> int:
    """Place on the way; a file goes freely between « incomplet » and « complet », the four decisions are one place."""
    if etape is EtapeProjet.COMPLET:
        return _ORDRE.index(EtapeProjet.INCOMPLET)
    return _ORDRE.index(EtapeProjet.PROGRAMME if etape in _DECISIONS else etape)


def atteint(etape: EtapeProjet | None, seuil: EtapeProjet) -> bool:
    """Whether a project has come as far as `seuil`; one that was set aside has not."""
    return etape is not None and etape not in ECARTES and rang(etape) >= rang(seuil)


def recule(avant: EtapeProjet, apres: EtapeProjet) -> bool:
    """Whether going from one to the other is a step back: it asks for a reason. A decision that changes is one."""
    if avant in _DECISIONS and apres in _DECISIONS:
        return avant is not apres
    return rang(apres) < rang(avant)
