"""The fiche of a relevé of an objective."""

from db.models.objectif import Releve
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=Releve,
    singular="Relevé",
    plural="Relevés",
    word="releves",
    feminine=False,
    sections=(
        Section("Relevé", (Releve.repere, Releve.date, Releve.valeur, Releve.cible, Releve.statut)),
        Section("Territoire", (Releve.contrat, Releve.commune, Releve.quartier, Releve.organisme_uid, Releve.lieu)),
        Section("Origine", (Releve.source, Releve.preuve, Releve.commentaire)),
    ),
    columns=(
        Releve.date,
        Releve.repere,
        Releve.valeur,
        Releve.statut,
        Releve.commune,
        Releve.contrat,
        Releve.lieu,
        Releve.source,
    ),
    name=(Releve.repere, Releve.date),
    order=(Releve.date,),
    latest_first=True,
    carried=(
        Releve.repere,
        Releve.contrat,
        Releve.commune,
        Releve.quartier,
        Releve.organisme_uid,
        Releve.lieu,
        Releve.source,
    ),
)
