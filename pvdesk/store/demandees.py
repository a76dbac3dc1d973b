"""Corrections that the mission asked and that no lot has answered yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from db.base import Etat
from db.models.arbitrage import Correction
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import schema
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Demandee:
    """What is asked of which fiche; `champ` is the label of the datum, empty for the whole fiche."""

    uid: str
    table: str
    fiche: str
    nom: str
    champ: str
    motif: str
    le: dt.date | None

    @property
    def dite(self) -> str:
        """« Lieu : précisez la salle »."""
        return f"{self.champ}\u00a0: {self.motif}" if self.champ else self.motif


def demandees(unit: UnitOfWork, fiche: str | None = None) -> list[Demandee]:
    """What is still to be corrected, oldest first; of one fiche when its uid is given.

    A fiche that its author has corrected waits for the mission's word, not for the author.
    """
    query = select(Correction).where(Correction.repondue_le.is_(None), Correction.supprime_le.is_(None))
    if fiche is not None:
        query = query.where(Correction.fiche_uid == fiche)
    query = query.order_by(Correction.demandee_le, Correction.uid)
    return [
        Demandee(
            row.uid, row.fiche_type or "", row.fiche_uid or "", row.fiche_nom or "", _label(row), row.motif or "",
            row.demandee_le,
        )
        for row in unit.session.scalars(query)
        if _waits(unit, row)
    ]  # fmt: skip


def _waits(unit: UnitOfWork, row: Correction) -> bool:
    """Whether the fiche is still to be corrected; one that is not here is not for us to judge."""
    fiche = FICHES.get(row.fiche_type or "")
    held = unit.session.get(fiche.model, row.fiche_uid) if fiche is not None and row.fiche_uid else None
    return held is None or held.etat is not Etat.CORRIGE


def _label(row: Correction) -> str:
    if not row.champ or row.fiche_type not in FICHES:
        return row.champ or ""
    of = schema(FICHES[row.fiche_type].model)
    return of[row.champ].label if row.champ in of else row.champ
