"""The fiche of a request about personal data."""

from collections.abc import Mapping
from typing import Any

from db.models.demande import Demande
from db.models.demande_listes import DecisionDemande
from pvdesk.kit.fiche import Fiche, Section


def refusee(values: Mapping[str, Any]) -> bool:
    """Whether a reason is owed."""
    return values.get("decision") in {DecisionDemande.REFUSEE, DecisionDemande.PARTIELLE}


FICHE = Fiche(
    model=Demande,
    singular="Demande",
    plural="Demandes",
    word="demandes",
    feminine=True,
    sections=(
        Section("Demande", (Demande.recue_le, Demande.droit, Demande.statut, Demande.echeance)),
        Section(
            "Personne concernée",
            (Demande.membre_uid, Demande.occupation_uid, Demande.contact_uid, Demande.qualite, Demande.identite_le),
        ),
        Section("Délai", (Demande.prolongee_le, Demande.prolongation_motif)),
        Section("Mentions", (Demande.mentions,)),
        Section("Réponse", (Demande.decision, Demande.reponse_le, Demande.reponse)),
        Section("Refus", (Demande.motif_refus,), shown_if=refusee),
    ),
    columns=(Demande.recue_le, Demande.droit, Demande.statut, Demande.reponse_le),
    name=(Demande.droit, Demande.recue_le),
    order=(Demande.recue_le,),
    latest_first=True,
)
