"""The fiche of a correction that the mission asks for."""

from collections.abc import Mapping
from typing import Any

from db.models.arbitrage import Correction
from pvdesk.kit.fiche import Fiche, Section


def _never(_values: Mapping[str, Any]) -> bool:
    """What the program reads to open the fiche is no text: « À corriger » names it."""
    return False


FICHE = Fiche(
    model=Correction,
    singular="Correction",
    plural="Corrections",
    word="corrections",
    sections=(
        Section("Correction", (Correction.fiche_nom, Correction.champ, Correction.motif, Correction.poste)),
        Section("Suivi", (Correction.demandee_le, Correction.repondue_le)),
        Section("Fiche", (Correction.fiche_type, Correction.fiche_uid), _never),
    ),
    columns=(Correction.demandee_le, Correction.fiche_nom, Correction.motif, Correction.poste, Correction.repondue_le),
    name=(Correction.fiche_nom, Correction.motif),
    order=(Correction.demandee_le,),
    latest_first=True,
)
