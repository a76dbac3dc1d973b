"""The fiche of a correction that the mission asks for."""

from db.models.arbitrage import Correction
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Correction,
    singular="Correction",
    plural="Corrections",
    word="corrections",
    sections=(
        Section("Correction", (Correction.fiche_nom, Correction.champ, Correction.motif, Correction.poste)),
        Section("Suivi", (Correction.demandee_le, Correction.repondue_le)),
        Section("Fiche", (Correction.fiche_type, Correction.fiche_uid)),
    ),
    columns=(Correction.demandee_le, Correction.fiche_nom, Correction.motif, Correction.poste, Correction.repondue_le),
    name=(Correction.fiche_nom, Correction.motif),
    order=(Correction.demandee_le,),
    latest_first=True,
)
