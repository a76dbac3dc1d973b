"""Whether a lot follows those received of its poste: a gap, a restored copy or a clone is held and named."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from db.journal import Trace
from db.models.echange import Accuse, Correspondant, IssueLot, Lot, Sens
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.refus import Code, Refus
from pvdesk.store.unit import UnitOfWork


class Place(enum.Enum):
    """What a lot is to the copy of the poste's base that lives."""

    SUITE = enum.auto()  # its next lot, or a late one
    NAISSANCE = enum.auto()  # the first of a new copy
    ANCETRE = enum.auto()  # a late lot of a former copy, which the living one knows
    ETRANGER = enum.auto()  # of a copy that lives no more, which the living one does not know


@dataclass(frozen=True, slots=True)
class Annonce:
    """What a lot says of where it stands, read from its manifest or from the journal of lots."""

    uid: str
    numero: int
    depuis: int
    incarnation: str | None
    lignee: Sequence[str]


def of_head(head: Entete) -> Annonce:
    """From the manifest."""
    return Annonce(head.lot, head.numero, head.depuis, head.incarnation, head.lignee)


def of_row(lot: Lot) -> Annonce:
    """From the journal of lots."""
    return Annonce(lot.uid, lot.numero, lot.depuis, lot.incarnation, lot.lignee or ())


def place(unit: UnitOfWork, row: Correspondant, said: Annonce, *, resumed: bool = False) -> Place:
    """Where a lot stands.

    Args:
        unit: the transaction.
        row: the poste.
        said: the lot.
        resumed: it was held already: if its copy lives no more, its content is taken as another hand's.

    Raises:
        Refus: Q6, a gap or a copy; the sentence names the missing number or the copy.
    """
    if said.depuis > row.curseur:
        missing = f"Le dernier lot reçu de {row.code} est le n°\u00a0{row.numero}."
        raise Refus(Code.Q6, f"{said.depuis} > {row.curseur}", missing)
    lots = select(Lot).where(Lot.poste == row.code, Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE)
    received = list(unit.session.scalars(lots.order_by(Lot.numero.desc(), Lot.jusqua.desc())))
    same = [lot for lot in received if lot.incarnation == said.incarnation]
    known = any(said.uid in (lot.lignee or ()) for lot in received)
    if row.incarnation is not None and said.incarnation != row.incarnation:
        if not same and said.incarnation is not None:
            return Place.NAISSANCE
        if known:
            return Place.ANCETRE
        if resumed:
            return Place.ETRANGER
        raise _copy(row, said, received)
    if said.incarnation is None:  # an older version, that told no lineage
        if _twin(row, said, received):
            raise _copy(row, said, received)
        return Place.SUITE
    if row.incarnation is None:
        return Place.NAISSANCE
    if same and not known and same[0].uid not in said.lignee:
        raise _copy(row, said, same)
    return Place.SUITE


def _twin(row: Correspondant, said: Annonce, received: list[Lot]) -> bool:
    since = row.depuis
    return any(lot.numero == said.numero and (since is None or lot.fait_le >= since) for lot in received)


def _copy(row: Correspondant, said: Annonce, received: list[Lot]) -> Refus:
    if any(lot.numero == said.numero for lot in received):
        named = f"{row.code} a déjà envoyé un autre lot n°\u00a0{said.numero}. Ce poste a été restauré, ou copié."
    else:
        named = f"{row.code} ne connaît plus son lot n°\u00a0{received[0].numero}. Ce poste a été restauré, ou copié."
    return Refus(Code.Q6, "another copy of the poste", named)


def adopt(unit: UnitOfWork, row: Correspondant, incarnation: str | None) -> None:
    """A new copy of the poste's base speaks: what came before is another hand's, and nothing of it is received yet."""
    heard = select(Lot.uid).where(Lot.poste == row.code, Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE)
    if row.incarnation is not None:
        row.souche = unit.session.scalar(select(func.max(Trace.n))) or 0
        unit.session.execute(update(Accuse).where(Accuse.poste == row.code).values(n=0))
        row.numero, row.dernier = 0, ""
    elif unit.session.scalars(heard.limit(1)).first() is None:
        row.souche = None
    row.incarnation = incarnation
    unit.session.flush()


def copies(unit: UnitOfWork, row: Correspondant) -> list[str]:
    """Lots held because another copy of the living base wrote them: the poste has to live on as a copy of its own."""
    held = select(Lot).where(Lot.poste == row.code, Lot.sens == Sens.RECU, Lot.issue == IssueLot.RETENU)
    found = held.where(Lot.code == Code.Q6.value, Lot.depuis <= row.curseur, Lot.incarnation == row.incarnation)
    return [lot.uid for lot in unit.session.scalars(found.order_by(Lot.numero))]


def dernier(unit: UnitOfWork, row: Correspondant) -> str | None:
    """The last lot of the living copy that went in."""
    lots = select(Lot.uid).where(Lot.poste == row.code, Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE)
    lots = lots.where(Lot.incarnation == row.incarnation).order_by(Lot.numero.desc(), Lot.jusqua.desc())
    return unit.session.scalars(lots.limit(1)).first()


def manquants(unit: UnitOfWork, row: Correspondant) -> list[int]:
    """Numbers below the last one received that never came; what they held came with the next, if it went in."""
    lots = select(Lot.numero).where(Lot.poste == row.code, Lot.sens == Sens.RECU, Lot.sorte == "envoi")
    if row.incarnation is not None:
        lots = lots.where(Lot.incarnation == row.incarnation)
    got = set(unit.session.scalars(lots))
    first = 1 if row.souche is None else min(got, default=1)
    return [n for n in range(first, max(got, default=0)) if n not in got]
