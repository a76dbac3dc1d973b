"""The fiche of a visit to an employer."""

from db.models.controle import Controle
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Controle,
    singular="Contrôle d’employeur",
    plural="Contrôles d’employeurs",
    word="controles",
    feminine=False,
    sections=(Section("Contrôle d’employeur", (Controle.convention_uid, Controle.date)),),
    columns=(Controle.date, Controle.convention_uid),
    name=(Controle.date,),
    order=(Controle.date,),
    latest_first=True,
)
