"""The fiche of a compte rendu d’activité."""

from db.models.activite import Activite
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Activite,
    singular="Compte rendu d’activité",
    plural="Comptes rendus d’activité",
    word="activites",
    feminine=False,
    sections=(Section("Compte rendu d’activité", (Activite.convention_uid, Activite.debut)),),
    columns=(Activite.debut, Activite.convention_uid),
    name=(Activite.debut,),
    order=(Activite.debut,),
    latest_first=True,
)
