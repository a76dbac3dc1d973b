"""The fiche of a note mensuelle."""

from db.models.note import NoteMensuelle
from pvdesk.kit.fiche import Fiche, Section

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
    name=(NoteMensuelle.mois, NoteMensuelle.contrat),
    order=(NoteMensuelle.mois,),
    latest_first=True,
)
