"""A lot being merged: its poste, its clashes, its journal; what `consolidation` decides is noted here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import select

from db.base import Record
from db.bulk import insert_all
from db.journal import Author, Geste, Trace
from db.models.arbitrage import NatureConflit
from db.models.echange import Accuse, Rebut
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne
from pvdesk.mission.arbitrage import Queue
from pvdesk.mission.bilan import Aside, Outcome
from pvdesk.mission.causes import OP, Causes, Past, seen_by
from pvdesk.mission.pointeurs import Model, Pointers
from pvdesk.store.unit import UnitOfWork

_TAKEN = "Une autre fiche porte déjà cette référence\u00a0: la fiche est reçue sans elle."


class Chantier:
    """One lot being merged, in one unit of work: what is known of it, what is noted of it.

    Args:
        unit: the transaction; its journal author is the poste that sent the lot.
        poste: whose lines they are.
        lot: uid of the lot.
        coming: uids of the lot by table: a line may point to what comes with it. Tables point to earlier ones only.
        vu: the mission sequence that the author of the lot had seen.
        foreign: the lot comes from a copy of the poste's base that lives no more: nothing here is its own.
    """

    def __init__(
        self, unit: UnitOfWork, poste: str, lot: str, coming: dict[str, set[str]], *, vu: int = 0, foreign: bool = False
    ) -> None:
        self._unit = unit
        self._session = unit.session
        self._poste = poste
        self._lot = lot
        self._vu = vu
        self._foreign = foreign
        self._causes = Causes(unit, poste, foreign=foreign)
        self._queue = Queue(unit, poste, lot)
        self._pointers = Pointers(unit, coming)
        self._traces: list[dict[str, Any]] = []
        self._fresh: list[dict[str, Any]] = []
        self._born: set[str] = set()  # fiches that this lot brings
        self._edited: dict[str, tuple[str, int, int]] = {}  # fiche → its table, what its author had seen, n
        query = select(Accuse.uid, Accuse.n).where(Accuse.poste == poste)
        self._received = {} if foreign else {row.uid: row.n for row in unit.all(query)}
        waiting = select(Rebut.uid, Rebut.champ).where(Rebut.poste == poste, Rebut.regle_le.is_(None))
        self._awaited = {(row.uid, row.champ) for row in unit.all(waiting.where(Rebut.champ.is_not(None)))}
        self.outcome = Outcome()

    def _flush(self) -> None:
        insert_all(self._session.connection(), Trace.__table__, self._traces)  # type: ignore[arg-type]
        self._traces = []

    def _set_aside(
        self, model: Model, line: Ligne, code: str, phrase: str, champ: str | None = None, fiche: str = ""
    ) -> None:
        table = str(model.__tablename__)
        self.outcome.aside.append(Aside(table, line, code, phrase, champ, fiche))
        if champ is None:
            self._pointers.gone(table, line.uid)

    def _keep_references(self, model: Model) -> None:
        """A laptop that was lost and enrolled anew counts from 1 again: the fiche goes in, its reference does not."""
        if not issubclass(model, Record) or not self._fresh:
            return
        asked = [row["reference"] for row in self._fresh if row["reference"] is not None]
        taken = set(self._session.scalars(select(model.reference).where(model.reference.in_(asked))))
        for row in self._fresh:
            if row["reference"] in taken:
                said = Ligne("put", row["uid"], 0, {"reference": row["reference"]})
                self._set_aside(model, said, "REFERENCE", _TAKEN, "reference", row["uid"])
                row["reference"] = None
            elif row["reference"] is not None:
                taken.add(row["reference"])

    def _gone_meanwhile(self, model: type[Record], row: Any) -> None:
        """A fiche in the corbeille by a hand that its editor had not seen: the edit is in, a person looks."""
        table, base, n = self._edited[row.uid]
        past = self._causes.of([row.uid]).get(row.uid) or Past()
        last = past.last.get("supprime_le")
        if last is None or self._causes.own(last) or last.msn <= base or n <= past.applied(OP):
            return
        valeurs = {k: rows.value_out(getattr(row, k)) for k in rows.travelling(model)}
        said = {"n": n, "base": base, "again": ("supprime_le", rows.value_out(row.supprime_le))}
        kept = Ligne("put", row.uid, n, valeurs)
        self._queue.put(NatureConflit.DISPARUE, (table, row.uid, (table, row.uid)), None, last, ligne=kept, **said)

    # ---- journal
    def _trace(self, model: Model, line: Ligne, stored: Any, geste: Geste, n: int, **more: Any) -> None:
        table, uid = fiche_of(model, line.uid, stored)
        self.outcome.changed.add(uid)
        if uid not in self._born and more.get("champ") != "supprime_le":
            base = seen_by(line.modifs, self._vu)
            _, seen, newest = self._edited.get(uid, (table, base, n))
            self._edited[uid] = (table, min(seen, base), max(newest, n))
        self._trace_at(str(model.__tablename__), line.uid, (table, uid), geste, n, **more)

    def _trace_at(self, table: str, uid: str, fiche: tuple[str, str], geste: Geste, n: int, **more: Any) -> None:
        author: Author = self._session.info["author"]
        self._traces.append(
            {
                "operation": author.operation, "poste": self._poste, "le": author.now, "type": table, "uid": uid,
                "fiche_type": fiche[0], "fiche_uid": fiche[1], "geste": geste, "base": 0, "lot": self._lot,
                "n_source": None if self._foreign else n, "champ": None, "avant": None, "apres": None,
            }
            | more
        )  # fmt: skip

    def _touch(self, model: Model, line: Ligne, stored: Any) -> str:
        """The fiche of a line, told to the acknowledgements."""
        table, uid = fiche_of(model, line.uid, stored)
        seen = self.outcome.touched.get(uid, (table, 0))
        self.outcome.touched[uid] = (table, max(seen[1], line.n))
        return uid


@cache
def _owner(model: Model) -> tuple[str, str] | None:
    """Key of the column that holds a line's fiche, and its table; None for a fiche."""
    found = [(c.key, str(c.info["owner"])) for c in model.__table__.columns if "owner" in c.info]
    return found[0] if found else None


def fiche_of(model: Model, uid: str, stored: Mapping[str, Any]) -> tuple[str, str]:
    """Table and uid of the fiche that a row belongs to."""
    owner = _owner(model)
    return (str(model.__tablename__), uid) if owner is None else (owner[1], stored.get(owner[0]) or "")
