"""How a row says its state: a text, a tone, an icon — the same in every list and on every card."""

from __future__ import annotations

import datetime as dt

from db.models.action import OUVERTES, StatutAction
from db.models.seance import StatutReunion
from pvdesk.base.francais import nombre
from pvdesk.store.listing import Envoi, Row
from ui.kit.cells import Cell

ENVOI = {
    Envoi.BROUILLON: ("warning", "modifier"),
    Envoi.A_ENVOYER: ("info", "envoyer"),
    Envoi.ENVOYEE: ("primary", "boite"),
    Envoi.RECUE: ("success", "fait"),
}
PLANNED = frozenset({StatutReunion.PREVUE, StatutReunion.CONVOQUEE})
ACTION = {
    StatutAction.A_FAIRE: ("info", "a-faire"),
    StatutAction.EN_COURS: ("primary", "en-cours"),
    StatutAction.FAITE: ("success", "fait"),
    StatutAction.ABANDONNEE: ("neutral", "interdit"),
}


def sending(row: Row) -> Cell:
    """Where a fiche stands with the mission; a meeting to come says « Prévue » rather than « Brouillon »."""
    assert row.envoi is not None
    statut = row.values.get("statut")
    if row.envoi is Envoi.BROUILLON and statut in PLANNED:
        return Cell(row.texts["statut"], tone="primary", icon="agenda")
    tone, icon = ENVOI[row.envoi]
    return Cell(row.envoi.value, tone=tone, icon=icon)


def late(row: Row, today: dt.date) -> int:
    """Days by which an open action is late, 0 when it is not."""
    due: dt.date | None = row.values.get("echeance")
    if row.values.get("statut") not in OUVERTES or due is None:
        return 0
    return max(0, (today - due).days)


def progress(row: Row, today: dt.date) -> Cell:
    """Where an action stands: late first."""
    if late(row, today):
        return Cell("En retard", tone="error", icon="erreur")
    statut = row.values.get("statut")
    tone, icon = ACTION[statut] if statut is not None else ("neutral", "a-faire")
    return Cell(row.texts["statut"] or "À préciser", tone=tone, icon=icon)


def delay(row: Row, today: dt.date) -> str:
    """« 8 j de retard », or nothing."""
    days = late(row, today)
    return f"{nombre(days)}\u00a0j de retard" if days else ""
