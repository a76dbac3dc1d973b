"""What somebody must do after a meeting, a visit or a check: decided one day, done or chased another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.models.action import Priorite, StatutAction
from pvdesk.generation import phrases
from pvdesk.generation.delegation import Delegation, jours

PRIORITES = (Priorite.NORMALE, Priorite.NORMALE, Priorite.HAUTE, Priorite.BASSE)


def decider(delegation: Delegation, jour: dt.date, **lien: Any) -> None:
    """An action born that day; most are done within three months, some are chased, some forgotten."""
    uid = delegation.scribe.ecrire(
        "action", libelle=delegation.choix(phrases.ACTIONS), responsable=delegation.choix(phrases.RESPONSABLES),
        echeance=jour + jours(delegation.entre(14, 75)), priorite=delegation.choix(PRIORITES), **lien,
    )  # fmt: skip
    if delegation.chance(80):
        delegation.noter(jour + jours(delegation.entre(8, 85)), _suivre, uid)


def _suivre(delegation: Delegation, jour: dt.date, uid: str) -> None:
    if delegation.chance(88):
        preuve = delegation.choix(phrases.PREUVES)
        delegation.scribe.reprendre("action", uid, statut=StatutAction.FAITE, cloture_le=jour, preuve=preuve)
        return
    relance = {"date": jour, "mode": "courriel", "note": "Réponse annoncée pour le mois suivant."}
    delegation.scribe.reprendre("action", uid, {"relances": [relance]}, statut=StatutAction.EN_COURS)
    delegation.noter(jour + jours(30), _suivre, uid)
