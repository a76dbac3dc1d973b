"""The fiche of an action to follow."""

from collections.abc import Mapping
from typing import Any

from db.models.action import OUVERTES, Action
from pvdesk.kit.fiche import Fiche, Section


def close(values: Mapping[str, Any]) -> bool:
    """The action is done or given up."""
    return values.get("statut") not in OUVERTES


FICHE = Fiche(
    model=Action,
    singular="Action",
    plural="Actions",
    word="actions",
    sections=(
        Section(
            "Action",
            (Action.libelle, Action.responsable, Action.organisme_uid, Action.echeance, Action.priorite, Action.statut),
        ),
        Section("Clôture", (Action.cloture_le, Action.preuve), shown_if=close),
        Section("Relances", (Action.relances,)),
        Section("Origine", (Action.reunion_uid, Action.visite_uid, Action.controle_uid, Action.projet_uid)),
    ),
    columns=(Action.echeance, Action.libelle, Action.responsable, Action.priorite, Action.statut, Action.reunion_uid),
    name=(Action.libelle,),
    order=(Action.echeance,),
    carried=(Action.libelle, Action.responsable, Action.organisme_uid, Action.priorite, Action.projet_uid),
)
