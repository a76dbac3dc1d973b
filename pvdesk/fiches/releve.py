"""The fiche of a relevé of an objective."""

from db.models.objectif import Releve
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Releve,
    singular="Relevé",
    plural="Relevés",
    word="releves",
    feminine=False,
    sections=(Section("Relevé", (Releve.repere, Releve.date, Releve.valeur)),),
    columns=(Releve.date, Releve.repere, Releve.valeur),
    name=(Releve.repere, Releve.date),
    order=(Releve.date,),
    latest_first=True,
)
