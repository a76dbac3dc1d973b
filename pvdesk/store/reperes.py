"""Every line of the brochure with the tile that it moves: what a person opens, updates and sees change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from db.models.objectif import Repere
from pvdesk.store.indicateurs.catalogue import indicateurs
from pvdesk.store.indicateurs.jalons import PREFIXE
from pvdesk.store.indicateurs.tuile import Indicateur
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line of the brochure.

    Attributes:
        nature: acteur, dispositif, chiffre, perspective, engagement, exemple.
        lisibilite: lu, reconstruit, illisible.
        fiche: record type that follows it.
        tuile: the figure that it moves, as it stands.
    """

    code: str
    libelle: str
    nature: str
    section: str
    lisibilite: str
    fiche: str
    tuile: Indicateur


def lignes(unit: UnitOfWork, au: dt.date) -> list[Ligne]:
    """All the lines, in the order of their codes, as they stand that day."""
    tuiles = indicateurs(unit, au)
    found = unit.session.scalars(select(Repere).order_by(Repere.code))
    return [
        Ligne(
            r.code, r.libelle, r.nature, r.section, r.lisibilite, r.fiche, tuiles[r.tuile or f"{PREFIXE}{r.code}"]
        )
        for r in found
    ]  # fmt: skip
