"""What the mission's journal tells of a row: who wrote each field last, when in the sequence, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from db.bulk import among
from db.journal import Geste, Trace
from db.models.arbitrage import Conflit
from db.models.echange import Correspondant
from pvdesk.bundle.gathering import OP
from pvdesk.store.unit import UnitOfWork

__all__ = ["OP", "Causes", "Last", "Past", "seen_by"]


@dataclass(slots=True)
class Last:
    """A write of a field, or the birth or end of a row.

    Attributes:
        poste: who wrote.
        msn: the mission sequence.
        living: written by the copy of that poste's base that lives now (not by one that was restored over, or lost).
    """

    poste: str
    msn: int
    living: bool


@dataclass(slots=True)
class Past:
    """What the journal tells of a row since its last birth, seen from one poste."""

    last: dict[str | None, Last] = field(default_factory=dict)  # last writer by field; None: of the birth
    mine: dict[str | None, int] = field(default_factory=dict)  # sequence of this poste already judged, by field
    end: Last | None = None  # who removed it, when it is no more
    fiche: tuple[str, str] = ("", "")  # table and uid of its fiche

    def writer(self, key: str | None) -> Last | None:
        """Who wrote a field last."""
        return self.last.get(key) or self.last.get(None)

    def applied(self, key: str | None) -> int:
        """The poste's own sequence up to which its changes of a field are in, or were judged."""
        return max(self.mine.get(key, 0), self.mine.get(None, 0))


class Causes:
    """Reads the past of rows for one poste.

    Args:
        unit: the transaction.
        poste: whose lot is merged.
        foreign: the lot comes from a copy of the poste's base that lives no more: nothing is its own.
    """

    def __init__(self, unit: UnitOfWork, poste: str, *, foreign: bool = False) -> None:
        self._unit = unit
        self._poste = poste
        self._foreign = foreign
        query = select(Correspondant.code, Correspondant.souche).where(Correspondant.souche.is_not(None))
        self._births = {row.code: row.souche for row in unit.all(query)}

    def of(self, uids: Iterable[str]) -> dict[str, Past]:
        """The past of these rows."""
        asked = list(uids)
        query = select(
            Trace.uid, Trace.champ, Trace.poste, Trace.n, Trace.n_source, Trace.geste,
            Trace.fiche_type, Trace.fiche_uid,
        )  # fmt: skip
        found: dict[str, Past] = {}
        for trace in self._unit.session.execute(
            query.where(among(self._unit.session.connection(), Trace.uid, asked)).order_by(Trace.n)
        ):
            self._add(found.setdefault(trace.uid, Past()), trace)
        if not self._foreign:
            self._judged(asked, found)
        return found

    def _judged(self, uids: list[str], found: dict[str, Past]) -> None:
        """What clashed was judged: an older copy of it does not come back, whatever a person decided."""
        born = self._births.get(self._poste, 0)
        judged = select(Conflit.uid, Conflit.champ, Conflit.n).where(Conflit.poste == self._poste, Conflit.msn > born)
        for row in self._unit.session.execute(judged.where(among(self._unit.session.connection(), Conflit.uid, uids))):
            mine = found.setdefault(row.uid, Past()).mine
            key = OP if row.champ is None else row.champ
            mine[key] = max(mine.get(key, 0), row.n)

    def own(self, last: Last) -> bool:
        """Whether this poste wrote that itself."""
        return not self._foreign and last.living and last.poste == self._poste

    def _add(self, past: Past, trace: Any) -> None:
        living = trace.n_source is not None and trace.n > self._births.get(trace.poste, 0)
        written = Last(trace.poste, trace.n, living)
        if trace.geste is Geste.CREATION:
            past.last.clear()
        past.end = written if trace.geste is Geste.SUPPRESSION else None
        past.last[trace.champ] = written
        past.fiche = (trace.fiche_type, trace.fiche_uid)
        if self.own(written):
            past.mine[trace.champ] = max(past.mine.get(trace.champ, 0), trace.n_source)

    def fiche_written_after(self, fiche: str, base: int) -> Last | None:
        """The last write of another hand on a fiche or one of its rows, since what its author had seen."""
        query = select(Trace.poste, Trace.n, Trace.n_source, Trace.champ).order_by(Trace.n.desc())
        for trace in self._unit.session.execute(query.where(Trace.fiche_uid == fiche, Trace.n > base)):
            written = Last(
                trace.poste, trace.n, trace.n_source is not None and trace.n > self._births.get(trace.poste, 0)
            )
            if not self.own(written) and trace.champ != "supprime_le":
                return written
        return None


def seen_by(modifs: Mapping[str, Any], default: int) -> int:
    """What the author of a line had seen when the first of its changes was made."""
    return min((modif.base for modif in modifs.values()), default=default)
