"""The fiche of a request about personal data."""

from db.models.demande import Demande
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Demande,
    singular="Demande",
    plural="Demandes",
    word="demandes",
    feminine=True,
    sections=(Section("Demande", (Demande.recue_le,)),),
    columns=(Demande.recue_le,),
    name=(Demande.recue_le,),
    order=(Demande.recue_le,),
    latest_first=True,
)
