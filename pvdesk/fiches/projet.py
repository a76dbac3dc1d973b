"""The fiche of a project."""

from db.models.projet import Projet
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Projet,
    singular="Projet",
    plural="Projets",
    word="projets",
    feminine=False,
    sections=(Section("Projet", (Projet.dauphin, Projet.intitule, Projet.annee, Projet.porteur_uid)),),
    columns=(Projet.dauphin, Projet.intitule, Projet.annee, Projet.porteur_uid),
    name=(Projet.intitule, Projet.annee),
    order=(Projet.annee, Projet.intitule),
    latest_first=True,
)
