"""The fiche of a note mensuelle."""

from collections.abc import Mapping
from typing import Any

from db.models.note import NoteMensuelle
from pvdesk.base import francais
from pvdesk.kit.fiche import Fiche, Section


def mois_dit(values: Mapping[str, Any]) -> str:
    """« Octobre 2026 »."""
    mois = values.get("mois")
    return f"{francais.MOIS[mois.month - 1].capitalize()} {mois.year}" if mois is not None else ""


FICHE = Fiche(
    model=NoteMensuelle,
    singular="Note mensuelle",
    plural="Notes mensuelles",
    word="notes",
    sections=(
        Section("Note", (NoteMensuelle.mois, NoteMensuelle.contrat, NoteMensuelle.destinataire)),
        Section("En quelques mots", (NoteMensuelle.introduction,)),
        Section("Phrases", (NoteMensuelle.lignes,)),
        Section("Note interne", (NoteMensuelle.note,)),
    ),
    columns=(NoteMensuelle.mois, NoteMensuelle.contrat, NoteMensuelle.destinataire),
    name=(NoteMensuelle.mois,),
    named=mois_dit,
    order=(NoteMensuelle.mois,),
    latest_first=True,
    carried=(NoteMensuelle.contrat, NoteMensuelle.destinataire),
)
