"""The fiche of a dispositif."""

from db.models.dispositif import FicheDispositif
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=FicheDispositif,
    singular="Dispositif",
    plural="Dispositifs",
    word="dispositifs",
    feminine=False,
    sections=(Section("Dispositif", (FicheDispositif.type, FicheDispositif.nom, FicheDispositif.releves)),),
    columns=(FicheDispositif.type, FicheDispositif.nom),
    name=(FicheDispositif.nom,),
    order=(FicheDispositif.nom,),
    latest_first=False,
)
