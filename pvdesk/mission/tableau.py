"""The board of postes: month by month, what each sent; what is missing, held, in clash, awaited."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from db.models.arbitrage import Conflit, Correction
from db.models.echange import Correspondant, IssueLot, Lot, Rebut, Sens
from pvdesk.bundle import identity
from pvdesk.mission import doublons
from pvdesk.mission.postes import RESERVE
from pvdesk.store.unit import UnitOfWork

MONTHS = 6  # shown, the current one included
CLASH = "CONFLIT"  # code of a line of the journal of rebuts that a clash has taken over


class Passage(enum.Enum):
    """What a month brought of a poste."""

    HORS = "hors"
    """Before its enrolment, or after its revocation."""
    RECU = "recu"
    ATTENDU = "attendu"
    """The month is not over."""
    RETARD = "retard"


@dataclass(frozen=True, slots=True)
class Mois:
    """A month of a poste: its first day, lots that came, what that means."""

    jour: dt.date
    lots: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Ligne:
    """Where a poste stands.

    Attributes:
        presente: it presented its keys, so it can be answered.
        controle: the code to compare by telephone; empty before it presented itself.
        mois: oldest first.
        manquants: numbers that never came; `rattrapes` when later lots told what they held.
        rebuts: records set aside, clashes left out.
    """

    poste: str
    presente: bool
    controle: str
    revoque_le: dt.date | None
    motif: str
    successeur: str
    numero: int
    dernier: dt.date | None
    mois: tuple[Mois, ...]
    manquants: tuple[int, ...]
    rattrapes: bool
    retenus: int
    conflits: int
    rebuts: int
    corrections: int

    @property
    def en_retard(self) -> int:
        """Months that brought nothing."""
        return sum(one.passage is Passage.RETARD for one in self.mois)


def tableau(unit: UnitOfWork, today: dt.date, *, codes: bool = True) -> list[Ligne]:
    """The board of a day, by code of poste.

    Args:
        unit: the transaction.
        today: the day.
        codes: work out the control codes, which takes a sixth of a second for each poste.
    """
    query = select(Correspondant).where(Correspondant.code != RESERVE).order_by(Correspondant.code)
    open_ = Conflit.regle_le.is_(None)
    clashes = _counts(unit, Conflit.poste, open_)
    aside = _counts(unit, Rebut.poste, Rebut.regle_le.is_(None), Rebut.code != CLASH)
    asked = _counts(unit, Correction.poste, Correction.repondue_le.is_(None), Correction.supprime_le.is_(None))
    made = []
    for row in unit.session.scalars(query).all():
        lots = _lots(unit, row)
        missing, healed = _missing(lots)
        came = [_day(lot.fait_le) for lot in lots if lot.issue is IssueLot.IMPORTE]
        held = sum(lot.issue is IssueLot.RETENU for lot in lots)
        made.append(
            Ligne(
                row.code, bool(row.signature), identity.control_code(unit, row) if codes and row.signature else "",
                _day(row.revoque_le) if row.revoque_le else None, row.revoque_motif or "", row.successeur or "",
                row.numero, max(came, default=None), _months(row, came, today), missing, healed, held,
                clashes.get(row.code, 0), aside.get(row.code, 0), asked.get(row.code, 0),
            )
        )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True)
class Attente:
    """What waits for a person of the mission: lots held, clashes, probable doubles."""

    retenus: int
    conflits: int
    doublons: int


def attente(unit: UnitOfWork) -> Attente:
    """How much waits."""
    held = select(func.count()).where(Lot.sens == Sens.RECU, Lot.issue == IssueLot.RETENU)
    clashes = select(func.count()).where(Conflit.regle_le.is_(None))
    # Counted as they are listed: a pair of which a fiche went to the corbeille waits for nobody.
    doubles = len(doublons.ouverts(unit))
    return Attente(unit.session.scalar(held) or 0, unit.session.scalar(clashes) or 0, doubles)


def _counts(unit: UnitOfWork, poste: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
            *where: object) -> dict[str, int]:  # fmt: skip
    query = select(poste, func.count()).where(*where).group_by(poste)  # type: ignore[arg-type]
    return {str(row[0]): int(row[1]) for row in unit.all(query)}


def _lots(unit: UnitOfWork, row: Correspondant) -> list[Lot]:
    """What came of a poste since it presented itself: enrolled anew, it counts from 1 again."""
    query = select(Lot).where(Lot.poste == row.code, Lot.sens == Sens.RECU, Lot.issue != IssueLot.REFUSE)
    if row.depuis is not None:
        query = query.where(Lot.fait_le >= row.depuis)
    return list(unit.session.scalars(query))


def _missing(lots: Sequence[Lot]) -> tuple[tuple[int, ...], bool]:
    """Numbers that never came; whether lots that went in since hold what they held."""
    seen = {lot.numero for lot in lots}
    missing = tuple(n for n in range(1, max(seen, default=0)) if n not in seen)
    last = max((lot.numero for lot in lots if lot.issue is IssueLot.IMPORTE), default=0)
    return missing, all(n < last for n in missing)


def _months(row: Correspondant, came: Sequence[dt.date], today: dt.date) -> tuple[Mois, ...]:
    begun = _day(row.depuis).replace(day=1) if row.depuis is not None and row.signature else None
    over = _day(row.revoque_le).replace(day=1) if row.revoque_le is not None else None
    made = []
    for back in reversed(range(MONTHS)):
        place = today.year * 12 + today.month - 1 - back
        first = dt.date(place // 12, place % 12 + 1, 1)
        count = sum(day.year == first.year and day.month == first.month for day in came)
        if count:
            passage = Passage.RECU
        elif begun is None or first < begun or (over is not None and first >= over):
            passage = Passage.HORS
        else:
            passage = Passage.RETARD if back else Passage.ATTENDU
        made.append(Mois(first, count, passage))
    return tuple(made)


def _day(instant: dt.datetime) -> dt.date:
    return instant.astimezone().date()
