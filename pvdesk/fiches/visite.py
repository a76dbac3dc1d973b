"""The fiche of a visit."""

from db.models.visite import Visite
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Visite,
    singular="Visite",
    plural="Visites",
    word="visites",
    feminine=True,
    sections=(Section("Visite", (Visite.date, Visite.objet, Visite.lieu)),),
    columns=(Visite.date, Visite.objet, Visite.lieu),
    name=(Visite.date, Visite.objet),
    order=(Visite.date,),
    latest_first=True,
)
