"""The fiche of a note mensuelle."""

from db.models.note import NoteMensuelle
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=NoteMensuelle,
    singular="Note mensuelle",
    plural="Notes mensuelles",
    word="notes",
    feminine=True,
    sections=(Section("Note mensuelle", (NoteMensuelle.mois,)),),
    columns=(NoteMensuelle.mois,),
    name=(NoteMensuelle.mois,),
    order=(NoteMensuelle.mois,),
    latest_first=True,
)
