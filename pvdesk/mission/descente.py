"""What goes down to a poste: what others changed of the fiches it holds or should hold, since what it has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select

from db.base import Etat, Record
from db.journal import Author, Geste, Trace
from db.models import Correction, Demande
from db.models.echange import Accuse, Correspondant, Lot, Sens
from db.models.referentiel import MISSION, Parametre, Quartier
from db.types import plain
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import line_models, line_owner
from pvdesk.mission.parametres import line_of
from pvdesk.mission.succession import predecesseurs
from pvdesk.store.territoires import Territoires
from pvdesk.store.unit import UnitOfWork

_BATCH = 500
Places = dict[str, set[str]]  # uids of fiches by table


class Descente:
    """The rows that one poste is to receive; those it gets for the first time are marked as held by it.

    Args:
        unit: the transaction, that will commit with the lot.
        to: the poste.
    """

    def __init__(self, unit: UnitOfWork, to: Correspondant) -> None:
        self._unit = unit
        self._session = unit.session
        self._to = to
        self._places = Territoires(unit)
        self.territoire = sorted(set(to.territoire or own_territory(unit, to.code)))
        self.predecesseurs = sorted(predecesseurs(unit, to.code))
        self._told, self._reach = _last_return(unit, to.code)

    def tables(self) -> dict[str, list[Ligne]]:
        """Lines by table, each table in the order of the sequence."""
        found: dict[str, list[Ligne]] = {}
        changed = self._changed()
        unseen = self._unseen()
        entering = self._entering(changed)
        self._follow_pointers(entering, {uid for uids in changed.values() for uid in uids})
        self._mark(entering)
        for table in FICHES:
            new, again = entering.get(table, set()), unseen.get(table, set())
            known = self._held(changed.get(table, set())) - new - again
            for batch in _batches(sorted(known)):
                self._gather(table, batch, found, whole=False)
            for batch in _batches(sorted(new)):
                self._gather(table, batch, found, whole=True, gone=False)
            for batch in _batches(sorted(again)):
                self._gather(table, batch, found, whole=True)
        own = self._session.scalars(select(Parametre).where(Parametre.source == MISSION))
        found["parametre"] = [line_of(row) for row in own.all()]
        return {table: sorted(lines, key=lambda line: (line.n, line.uid)) for table, lines in found.items() if lines}

    def dit(self) -> dict[str, list[str]]:
        """What is kept with the lot de retour: the poste knows the fiches of that territory, and of those postes."""
        return {"territoire": self.territoire, "predecesseurs": self.predecesseurs}

    # ---- which fiches
    def _others(self) -> ColumnElement[bool]:
        """Written by another hand than the living copy of this poste's base."""
        return or_(Trace.poste != self._to.code, Trace.n <= (self._to.souche or 0), Trace.n_source.is_(None))

    def _changed(self) -> Places:
        """Fiches that others changed since what the poste has seen."""
        query = select(Trace.fiche_type, Trace.fiche_uid).where(Trace.n > self._to.vu, self._others()).distinct()
        found: Places = {}
        for row in self._unit.all(query):
            found.setdefault(row.fiche_type, set()).add(row.fiche_uid)
        return found

    def _held(self, uids: Iterable[str]) -> set[str]:
        """Those that the poste sent, or was sent."""
        held: set[str] = set()
        for batch in _batches(sorted(uids)):
            query = select(Accuse.uid).where(Accuse.poste == self._to.code, Accuse.uid.in_(batch))
            held |= set(self._session.scalars(query))
        return held

    def _unseen(self) -> Places:
        """Fiches sent down in a lot de retour that the poste has not told it received: they go again, whole."""
        query = select(Accuse.type, Accuse.uid).where(Accuse.poste == self._to.code, Accuse.lot == 0)
        found: Places = {}
        for row in self._unit.all(query.where(Accuse.msn > self._to.vu)):
            found.setdefault(row.type, set()).add(row.uid)
        return found

    def _entering(self, changed: Places) -> Places:
        """Fiches of its concern that it does not hold: changed since, or all when it has a new territory or poste."""
        grown = {*self.territoire, *self.predecesseurs} - self._told
        found: Places = {}
        for table, fiche in FICHES.items():
            uids = set(self._session.scalars(select(fiche.model.uid))) if grown else changed.get(table, set())
            wanted = sorted(uids - self._held(uids))
            for batch in _batches(wanted):
                for record in self._session.scalars(select(fiche.model).where(fiche.model.uid.in_(batch))):
                    if self._concerns(record):
                        found.setdefault(table, set()).add(record.uid)
        return found

    def _concerns(self, record: Record) -> bool:
        if isinstance(record, Correction):
            return record.poste == self._to.code
        if record.origine in self.predecesseurs:
            return True  # its requests and its drafts too: nobody else will answer, or finish them
        if isinstance(record, Demande) or (record.etat is Etat.BROUILLON and record.origine == self._unit.poste):
            return False  # a request is its author's; a draft of the mission is not said yet
        return not set(self.territoire).isdisjoint(self._places.of(record))

    def _follow_pointers(self, entering: Places, changed: set[str]) -> None:
        """A fiche never goes down without what it points to, nor one that was united without the one that remains."""
        todo = {table: set(uids) for table, uids in entering.items()}
        held = self._held(changed)
        for table, fiche in FICHES.items():
            mine = set(self._session.scalars(select(fiche.model.uid).where(fiche.model.uid.in_(sorted(held)))))
            if mine:
                todo.setdefault(table, set()).update(mine)
        while todo:
            pointed: Places = {}
            for table, uids in todo.items():
                for batch in _batches(sorted(uids)):
                    self._point(pointed, table, batch)
            todo = {}
            for table, uids in pointed.items():
                new = uids - entering.get(table, set())
                new -= self._held(new)
                if new:
                    todo[table] = new
                    entering.setdefault(table, set()).update(new)

    def _point(self, pointed: Places, table: str, uids: list[str]) -> None:
        model: Any = FICHES[table].model
        for row in self._unit.all(select(model.__table__).where(model.uid.in_(uids))):
            rows.point(pointed, model, row)
            if row.remplace_par:
                pointed.setdefault(table, set()).add(row.remplace_par)
        for line in line_models(model):
            owner = getattr(line, line_owner(line)[0])
            for row in self._unit.all(select(line.__table__).where(owner.in_(uids))):
                rows.point(pointed, line, row)

    def _mark(self, entering: Places) -> None:
        """From now on the poste holds them; said again in the sequence when an earlier retour reached further."""
        author: Author = self._session.info["author"]
        marks: list[dict[str, Any]] = []
        for table, uids in entering.items():
            model: Any = FICHES[table].model
            for batch in _batches(sorted(uids)):
                query = select(Trace.fiche_uid, func.max(Trace.n)).where(Trace.fiche_uid.in_(batch))
                last = {row[0]: row[1] for row in self._unit.all(query.group_by(Trace.fiche_uid))}
                states = {r.uid: r for r in self._unit.all(select(model.uid, model.etat).where(model.uid.in_(batch)))}
                for uid in (u for u in batch if last.get(u, 0) <= self._reach and u in states):
                    self._session.execute(insert(Trace), [self._again(author, table, uid, plain(states[uid].etat))])
                marks += [
                    {"uid": uid, "poste": self._to.code, "type": table, "n": 0, "lot": 0, "recu_le": self._unit.now,
                     "phrase": None}
                    for uid in states
                ]  # fmt: skip
        reach = self._session.scalar(select(func.max(Trace.n))) or 0  # until it says to have seen that far
        if marks:
            self._session.execute(insert(Accuse), [mark | {"msn": reach} for mark in marks])

    def _again(self, author: Author, table: str, uid: str, etat: Any) -> dict[str, Any]:
        return {
            "operation": author.operation, "poste": author.poste, "le": author.now, "type": table, "uid": uid,
            "fiche_type": table, "fiche_uid": uid, "geste": Geste.MODIFICATION, "champ": "etat", "avant": etat,
            "apres": etat, "base": 0, "lot": None, "n_source": None,
        }  # fmt: skip

    # ---- which rows
    def _gather(
        self, table: str, uids: list[str], found: dict[str, list[Ligne]], *, whole: bool, gone: bool = True
    ) -> None:
        """Add the rows of these fiches: all of them, or what others changed; and the ends of their lines."""
        model: Any = FICHES[table].model
        last = select(Trace.uid, func.max(Trace.n).label("n")).where(Trace.fiche_uid.in_(uids))
        if not whole:
            last = last.where(Trace.n > self._to.vu, self._others())
        moved = {row.uid: row.n for row in self._unit.all(last.group_by(Trace.uid))}
        for row in self._unit.all(select(model.__table__).where(model.uid.in_(uids))):
            found.setdefault(table, []).append(Ligne("put", row.uid, moved.get(row.uid, 0), rows.row_out(model, row)))
            moved.pop(row.uid, None)
        for line in line_models(model):
            owner = getattr(line, line_owner(line)[0])
            for row in self._unit.all(select(line.__table__).where(owner.in_(uids))):
                if row.uid in moved:
                    said = Ligne("put", row.uid, moved.pop(row.uid), rows.row_out(line, row))
                    found.setdefault(str(line.__tablename__), []).append(said)
        if moved and gone:
            ends = select(Trace.type, Trace.uid, Trace.n).where(Trace.geste == Geste.SUPPRESSION)
            for batch in _batches(sorted(moved)):
                ended = {row.uid: row for row in self._unit.all(ends.where(Trace.uid.in_(batch)).order_by(Trace.n))}
                for row in ended.values():
                    found.setdefault(row.type, []).append(Ligne("del", row.uid, row.n))


def _last_return(unit: UnitOfWork, poste: str) -> tuple[set[str], int]:
    """The territory and postes told with the last lot de retour of a poste, and the furthest sequence of any."""
    sent = select(Lot.avant, Lot.jusqua).where(Lot.poste == poste, Lot.sens == Sens.ENVOYE, Lot.sorte == "retour")
    lots = unit.all(sent.order_by(Lot.numero))
    said = (lots[-1].avant or {}) if lots else {}
    told = {*said.get("territoire", ()), *said.get("predecesseurs", ())}
    return told, max((lot.jusqua for lot in lots), default=0)


def own_territory(unit: UnitOfWork, poste: str) -> set[str]:
    """The contrats of the fiches that a poste made: their own, and those of their quartiers."""
    contrats: set[Any] = set()
    quartiers: set[Any] = set()
    for fiche in FICHES.values():
        model: Any = fiche.model
        if hasattr(model, "contrat") and model.contrat.foreign_keys:  # a titulaire’s is a contract of work
            contrats |= set(unit.session.scalars(select(model.contrat).where(model.origine == poste).distinct()))
        if hasattr(model, "quartier"):
            quartiers |= set(unit.session.scalars(select(model.quartier).where(model.origine == poste).distinct()))
        for line in line_models(model):
            if hasattr(line, "quartier"):
                owner = getattr(line, line_owner(line)[0])
                query = select(line.quartier).join(model, model.uid == owner).where(model.origine == poste)
                quartiers |= set(unit.session.scalars(query.distinct()))
    query = select(Quartier.contrat).where(Quartier.code.in_(sorted(q for q in quartiers if q)))
    contrats |= set(unit.session.scalars(query))
    return {code for code in contrats if code}


def _batches(uids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(uids), _BATCH):
        yield uids[start : start + _BATCH]
