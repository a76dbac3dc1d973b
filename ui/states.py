"""How a row says its state: a text, a tone, an icon — the same in every list and on every card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.base import Etat
from db.models.action import OUVERTES, StatutAction
from db.models.seance import SensAvis, StatutReunion
from pvdesk.base.francais import nombre
from pvdesk.store.listing import Envoi, Row
from ui.kit.cells import Cell

ENVOI = {
    Envoi.BROUILLON: ("warning", "modifier"),
    Envoi.TERMINE: ("success", "coche"),
    Envoi.A_ENVOYER: ("info", "envoyer"),
    Envoi.ENVOYEE: ("primary", "boite"),
    Envoi.RECUE: ("success", "fait"),
}
# What the mission decided is told before where the fiche stands with it.
ETATS = {
    Etat.A_CORRIGER: ("error", "erreur"),
    Etat.CORRIGE: ("info", "modifier"),
    Etat.VALIDE: ("success", "fait"),
    Etat.CLOS: ("neutral", "verrouiller"),
}
LEAVING = (Etat.FINAL, Etat.CORRIGE)  # said as the form says it, with what is to be done
PLANNED = frozenset({StatutReunion.PREVUE, StatutReunion.CONVOQUEE})
ACTION = {
    StatutAction.A_FAIRE: ("info", "a-faire"),
    StatutAction.EN_COURS: ("primary", "en-cours"),
    StatutAction.FAITE: ("success", "fait"),
    StatutAction.ABANDONNEE: ("neutral", "interdit"),
}
AVIS = {
    SensAvis.FAVORABLE: ("success", "fait"),
    SensAvis.RESERVES: ("info", "fait"),
    SensAvis.DEFAVORABLE: ("error", "refuse"),
    SensAvis.RESERVE: ("warning", "attention"),
}


def sending(row: Row) -> Cell:
    """Where a fiche stands with the mission; a meeting to come says « Prévue » rather than « Brouillon »."""
    assert row.envoi is not None
    statut = row.values.get("statut")
    if row.envoi is Envoi.BROUILLON and statut in PLANNED:
        return Cell(row.texts["statut"], tone="primary", icon="agenda")
    tone, icon = ETATS[row.etat] if row.etat in ETATS else ENVOI[row.envoi]
    if row.envoi is Envoi.A_ENVOYER and row.etat in LEAVING:
        return Cell(f"{row.etat.libelle}, à envoyer", tone=tone, icon=icon)
    return Cell(row.etat.libelle if row.etat in ETATS else row.envoi.value, tone=tone, icon=icon)


def late(row: Row, today: dt.date) -> int:
    """Days by which an open action is late, 0 when it is not."""
    return _late(row.values, today)


def _late(values: Mapping[str, Any], today: dt.date) -> int:
    due: dt.date | None = values.get("echeance")
    if values.get("statut") not in OUVERTES or due is None:
        return 0
    return max(0, (today - due).days)


def progress(row: Row, today: dt.date) -> Cell:
    """Where an action stands: late first."""
    return action(row.values, today)


def action(values: Mapping[str, Any], today: dt.date) -> Cell:
    """The same from the values of its draft."""
    if _late(values, today):
        return Cell("En retard", tone="error", icon="erreur")
    statut: StatutAction | None = values.get("statut")
    if statut is None:
        return Cell("À préciser", tone="neutral", icon="a-faire")
    tone, icon = ACTION[statut]
    return Cell(statut.libelle, tone=tone, icon=icon)


def decision(values: Mapping[str, Any]) -> Cell:
    """What became of a decision: the direction of the opinion, or the majority of its vote."""
    sens: SensAvis | None = values.get("sens")
    if sens is not None:
        tone, icon = AVIS[sens]
        return Cell(sens.libelle, tone=tone, icon=icon)
    pour, contre = values.get("pour") or 0, values.get("contre") or 0
    if pour > contre:
        return Cell("Adopté", tone="success", icon="fait")
    if contre:
        return Cell("Non adopté", tone="error", icon="refuse")
    return Cell("Noté", tone="neutral", icon="note")


def delay(row: Row, today: dt.date) -> str:
    """« 8 j de retard », or nothing."""
    days = late(row, today)
    return f"{nombre(days)}\u00a0j de retard" if days else ""


def correction(row: Row) -> Cell:
    """Whether what the mission asked was answered."""
    if row.values.get("repondue_le") is not None:
        return Cell("Corrigé", tone="info", icon="modifier")
    return Cell("À corriger", tone="error", icon="erreur")
