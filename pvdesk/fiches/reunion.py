"""The fiche of a meeting."""

from collections.abc import Mapping
from typing import Any

from db.models.reunion import Reunion
from db.models.seance import StatutReunion
from pvdesk.kit.fiche import Fiche, Section


def a_eu_lieu(values: Mapping[str, Any]) -> bool:
    """Attendance and exchanges make no sense for a carence or a cancelled meeting."""
    return values.get("statut") not in {StatutReunion.CARENCE, StatutReunion.ANNULEE, StatutReunion.REPORTEE}


FICHE = Fiche(
    model=Reunion,
    singular="Réunion",
    plural="Réunions",
    word="reunions",
    sections=(
        Section(
            "Séance",
            (
                Reunion.conseil_uid,
                Reunion.type,
                Reunion.date,
                Reunion.debut,
                Reunion.fin,
                Reunion.lieu,
                Reunion.animateur,
                Reunion.statut,
                Reunion.objet,
            ),
        ),
        Section(
            "Présences", (Reunion.presences, Reunion.public, Reunion.effectifs, Reunion.quorum), shown_if=a_eu_lieu
        ),
        Section("Ordre du jour et échanges", (Reunion.points,)),
        Section("Décisions et actions", (Reunion.suites,), shown_if=a_eu_lieu),
        Section("Décisions sur les projets", (Reunion.projets,), shown_if=a_eu_lieu),
        Section("Suites", (Reunion.prochaine_date, Reunion.prochaine_heure, Reunion.prochain_lieu, Reunion.diffusion)),
        Section(
            "Compléments",
            (
                Reunion.modalite,
                Reunion.secretaire,
                Reunion.presence_etat,
                Reunion.convoque_le,
                Reunion.convoque_par,
                Reunion.emargement,
                Reunion.approbation,
                Reunion.compte_rendu,
                Reunion.vie_cr,
                Reunion.conseils_femmes,
                Reunion.conseils_hommes,
                Reunion.theme_formation,
                Reunion.formes_femmes,
                Reunion.formes_hommes,
                Reunion.note,
            ),
        ),
    ),
    columns=(
        Reunion.date,
        Reunion.debut,
        Reunion.objet,
        Reunion.conseil_uid,
        Reunion.type,
        Reunion.presents,
        Reunion.statut,
    ),
    name=(Reunion.date, Reunion.objet),
    order=(Reunion.date, Reunion.debut),
    latest_first=True,
    carried=(
        Reunion.conseil_uid,
        Reunion.type,
        Reunion.debut,
        Reunion.lieu,
        Reunion.modalite,
        Reunion.animateur,
        Reunion.secretaire,
        Reunion.presence_etat,
    ),
)
