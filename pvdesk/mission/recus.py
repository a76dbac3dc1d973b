"""A lot that was received, in detail: what it held, what of it was set aside, what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from db.models.arbitrage import Conflit
from db.models.echange import IssueLot, Lot, Rebut
from pvdesk.bundle import rows
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import schema
from pvdesk.mission.tableau import CLASH
from pvdesk.store.unit import UnitOfWork

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Ecarte:
    """A record, or one field of it, that was set aside: where, and why."""

    ou: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What a lot held and what became of it.

    Attributes:
        comptes: lines by type of fiche, in French.
        ecartes: the first records set aside; `reste` counts the others.
        annulable: its import can be undone.
    """

    uid: str
    comptes: tuple[tuple[str, int], ...]
    ecartes: tuple[Ecarte, ...]
    reste: int
    conflits: int
    annulable: bool


def detail(unit: UnitOfWork, uid: str) -> Detail | None:
    """The detail of a lot; None when the journal has no such lot."""
    lot = unit.session.get(Lot, uid)
    if lot is None:
        return None
    open_ = (Rebut.lot == uid, Rebut.regle_le.is_(None), Rebut.code != CLASH)
    aside = unit.session.scalars(select(Rebut).where(*open_).order_by(Rebut.id).limit(SHOWN)).all()
    count = unit.session.scalar(select(func.count()).select_from(Rebut).where(*open_)) or 0
    clashes = unit.session.scalar(select(func.count()).where(Conflit.lot == uid, Conflit.regle_le.is_(None))) or 0
    return Detail(
        uid, _counts(lot), tuple(Ecarte(_where(one), one.phrase) for one in aside), count - len(aside), clashes,
        lot.issue is IssueLot.IMPORTE and lot.avant is not None,
    )  # fmt: skip


def _counts(lot: Lot) -> tuple[tuple[str, int], ...]:
    """Fiches by type; the lines that they own are not counted apart."""
    held = lot.comptes or {}
    return tuple((fiche.plural, held[table]) for table, fiche in FICHES.items() if held.get(table))


def _where(rebut: Rebut) -> str:
    """« Réunion, Horaire »."""
    model = rows.tables().get(rebut.type)
    if model is None:
        return rebut.type
    owner = next((o for c in model.__table__.columns if (o := c.info.get("owner"))), rebut.type)
    of = schema(model)
    named = of[rebut.champ].label if rebut.champ and rebut.champ in of else ""
    return ", ".join(part for part in (FICHES[owner].singular, named) if part)
