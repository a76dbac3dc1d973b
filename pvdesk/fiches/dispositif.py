"""The fiche of a dispositif."""

from db.models.dispositif import DispositifQuartier, FicheDispositif
from pvdesk.kit.fiche import Fiche, Section

FICHE = Fiche(
    model=FicheDispositif,
    singular="Dispositif",
    plural="Dispositifs",
    word="dispositifs",
    feminine=False,
    sections=(
        Section(
            "Dispositif",
            (
                FicheDispositif.type,
                FicheDispositif.nom,
                FicheDispositif.statut,
                FicheDispositif.variante,
                FicheDispositif.organisme_uid,
                FicheDispositif.coordination,
            ),
        ),
        Section("Territoire", (FicheDispositif.contrat, FicheDispositif.commune, FicheDispositif.epci)),
        Section("Quartiers", (FicheDispositif.quartiers,)),
        Section(
            "Convention",
            (
                FicheDispositif.convention_numero,
                FicheDispositif.signature_le,
                FicheDispositif.debut,
                FicheDispositif.fin,
            ),
        ),
        Section("Chiffres par année", (FicheDispositif.releves,)),
        Section(
            "Suivi",
            (
                FicheDispositif.echange_le,
                FicheDispositif.echange,
                FicheDispositif.etape,
                FicheDispositif.etape_le,
                FicheDispositif.note,
            ),
        ),
    ),
    columns=(
        FicheDispositif.type,
        FicheDispositif.nom,
        FicheDispositif.variante,
        FicheDispositif.statut,
        FicheDispositif.commune,
        FicheDispositif.signature_le,
        FicheDispositif.fin,
    ),
    name=(FicheDispositif.nom,),
    order=(FicheDispositif.nom,),
    latest_first=False,
    carried=(
        FicheDispositif.type,
        FicheDispositif.nom,
        FicheDispositif.variante,
        FicheDispositif.contrat,
        FicheDispositif.commune,
        FicheDispositif.epci,
        FicheDispositif.organisme_uid,
        FicheDispositif.coordination,
        FicheDispositif.quartiers,
        DispositifQuartier.quartier,
    ),
)
