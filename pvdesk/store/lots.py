"""The journal of lots, as it is shown: what came, what went, what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from db.models.echange import IssueLot, Lot, Sens
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class LotRow:
    """One lot of the journal; `comptes` counts its records by type, `sha256` is the print of its file."""

    uid: str
    sens: Sens
    sorte: str
    poste: str
    numero: int
    fichier: str
    fait_le: dt.datetime
    issue: IssueLot
    code: str
    phrase: str
    comptes: Mapping[str, Any]
    sha256: str = ""


def lots(unit: UnitOfWork, limit: int = 500) -> list[LotRow]:
    """The lots, newest first."""
    return _rows(unit, select(Lot), limit)


def lots_de(unit: UnitOfWork, postes: Sequence[str], limit: int = 200) -> list[LotRow]:
    """The lots received of some postes, or sent to them, newest first."""
    return _rows(unit, select(Lot).where(Lot.poste.in_(postes)), limit)


def _rows(unit: UnitOfWork, query: Select[Lot], limit: int) -> list[LotRow]:
    query = query.order_by(Lot.fait_le.desc(), Lot.numero.desc()).limit(limit)
    return [
        LotRow(
            lot.uid, lot.sens, lot.sorte, lot.poste, lot.numero, lot.fichier, lot.fait_le, lot.issue, lot.code or "",
            lot.phrase or "", lot.comptes or {}, lot.sha256,
        )
        for lot in unit.session.scalars(query)
    ]  # fmt: skip
