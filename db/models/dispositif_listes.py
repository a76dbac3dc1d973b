"""The closed list of a dispositif (domain 2.9); its types and measures are data of the product."""

from __future__ import annotations

from db.types import Liste


class StatutDispositif(Liste):
    """Life of a dispositif."""

    A_CREER = "a_creer", "À créer"
    PREPARATION = "preparation", "En préparation"
    ACTIF = "actif", "Signé ou actif"
    A_RENOUVELER = "a_renouveler", "À renouveler"
    CLOS = "clos", "Clos"


EN_PLACE = frozenset({StatutDispositif.ACTIF, StatutDispositif.A_RENOUVELER})
