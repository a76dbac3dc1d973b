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
class Raison:
    """Why so many lines, or single values, were set aside at one place."""

    ou: str
    phrase: str
    nombre: int


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
        uid, _counts(lot), tuple(Ecarte(_where(one.type, one.champ), one.phrase) for one in aside),
        count - len(aside), clashes,
        lot.issue is IssueLot.IMPORTE and lot.avant is not None,
    )  # fmt: skip


def raisons(unit: UnitOfWork, uid: str) -> tuple[Raison, ...]:
    """Why lines of a lot were set aside, the most frequent reason first; the first of them only."""
    why = select(Rebut.type, Rebut.champ, Rebut.phrase, func.count().label("nombre"))
    why = why.where(Rebut.lot == uid, Rebut.code != CLASH).group_by(Rebut.type, Rebut.champ, Rebut.phrase)
    why = why.order_by(func.count().desc(), func.min(Rebut.id)).limit(SHOWN)
    return tuple(Raison(_where(row.type, row.champ), row.phrase, row.nombre) for row in unit.all(why))


def _counts(lot: Lot) -> tuple[tuple[str, int], ...]:
    """Fiches by type; the lines that they own are not counted apart."""
    held = lot.comptes or {}
    return tuple((fiche.plural, held[table]) for table, fiche in FICHES.items() if held.get(table))


def _where(table: str, champ: str | None) -> str:
    """« Réunion, Horaire »; of a line that it owns, « Réunion, Présences, Statut »."""
    model = rows.tables().get(table)
    if model is None:
        return table
    owner = next((o for c in model.__table__.columns if (o := c.info.get("owner"))), table)
    lines = [d.label for d in schema(FICHES[owner].model).line_data if d.lines is not None and d.lines.model is model]
    of = schema(model)
    named = [of[champ].label] if champ and champ in of else []
    return ", ".join([FICHES[owner].singular, *lines, *named])
