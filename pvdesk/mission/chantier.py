"""A lot being merged: its poste, its clashes, its journal; what `consolidation` decides is noted here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from db.base import Etat, Record
from db.bulk import Constant, among, driven, insert_all, insert_columns
from db.journal import Author, Geste, Trace
from db.models.arbitrage import NatureConflit
from db.models.echange import Accuse, Rebut
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne
from pvdesk.mission import naissances
from pvdesk.mission.arbitrage import Queue
from pvdesk.mission.bilan import Aside, Outcome
from pvdesk.mission.causes import OP, Causes, Last, Past, seen_by
from pvdesk.mission.naissances import Naissances
from pvdesk.mission.pointeurs import Model, Pointers, owner_of
from pvdesk.store import etats
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

    def _bear(self, model: Model, lines: Sequence[Ligne]) -> bool:
        """Write lines that nobody knew, with all that is noted of them; False when one has to be looked at alone."""
        born = naissances.read(self._session.connection(), model, lines, self._pointers)
        if born is None:
            return False
        asked = [value for value in born.said.get("reference", ()) if value is not None]
        if len(set(asked)) < len(asked) or (issubclass(model, Record) and self._taken(model, asked)):
            return False
        self._note_births(born)
        return True

    def _note_births(self, born: Naissances) -> None:
        table, owner = str(born.model.__tablename__), owner_of(born.model)
        fiches, fiche_type = born.fiches, table if owner is None else owner[1]
        born.insert(self._session.connection())
        if owner is None:
            self._born.update(fiches)
        touched = self.outcome.touched
        for fiche, line in zip(fiches, born.lines, strict=True):
            seen = touched.get(fiche)
            if seen is None or seen[1] < line.n:
                touched[fiche] = (fiche_type, line.n)
            if fiche not in self._born:
                self._note_edit(fiche_type, fiche, line, line.n)
        self.outcome.changed.update(fiches)
        self.outcome.nouveaux += len(born.lines)
        self._trace_births(born, table, fiche_type)

    def _trace_births(self, born: Naissances, table: str, fiche_type: str) -> None:
        connection, columns = self._session.connection(), Trace.__table__.c
        author: Author = self._session.info["author"]
        same = {
            "operation": author.operation, "poste": self._poste, "le": author.now, "type": table,
            "fiche_type": fiche_type, "geste": Geste.CREATION, "base": 0, "lot": self._lot,
        }  # fmt: skip
        told: dict[str, Sequence[Any] | Constant] = {
            key: Constant(driven(connection, columns[key], [value])[0]) for key, value in same.items()
        }
        told |= {"uid": born.uids, "fiche_uid": born.fiches}
        if not self._foreign:
            told["n_source"] = [line.n for line in born.lines]
        insert_columns(connection, Trace.__table__, told, len(born.lines))  # type: ignore[arg-type]

    def _note_edit(self, table: str, fiche: str, line: Ligne, n: int) -> None:
        """A fiche that was here is written to: `finish` looks whether it still is."""
        base = seen_by(line.modifs, self._vu)
        _, seen, newest = self._edited.get(fiche, (table, base, n))
        self._edited[fiche] = (table, min(seen, base), max(newest, n))

    def _set_aside(
        self, model: Model, line: Ligne, code: str, phrase: str, champ: str | None = None, fiche: str = ""
    ) -> None:
        table = str(model.__tablename__)
        self.outcome.aside.append(Aside(table, line, code, phrase, champ, fiche))
        if champ is None:
            self._pointers.gone(table, line.uid)

    def _write_fresh(self, model: Model) -> None:
        """Write the new rows that were judged one by one."""
        self._keep_references(model)
        insert_all(self._session.connection(), model.__table__, self._fresh)  # type: ignore[arg-type]
        self._fresh = []

    def _keep_references(self, model: Model) -> None:
        """A laptop that was lost and enrolled anew counts from 1 again: the fiche goes in, its reference does not."""
        if not issubclass(model, Record) or not self._fresh:
            return
        taken = self._taken(model, [row["reference"] for row in self._fresh if row["reference"] is not None])
        for row in self._fresh:
            if row["reference"] in taken:
                said = Ligne("put", row["uid"], 0, {"reference": row["reference"]})
                self._set_aside(model, said, "REFERENCE", _TAKEN, "reference", row["uid"])
                row["reference"] = None
            elif row["reference"] is not None:
                taken.add(row["reference"])

    def _taken(self, model: type[Record], references: Iterable[str]) -> set[str]:
        """Those of these references that a fiche here bears."""
        query = select(model.reference).where(among(self._session.connection(), model.reference, references))
        return {reference for reference in self._session.scalars(query) if reference is not None}

    def _judge_state(
        self, model: Model, line: Ligne, stored: dict[str, Any], known: Any, past: Past
    ) -> tuple[str, ...]:
        """A state that two hands moved: the table of states says where it stands; gives the key that it settled.

        A request to correct stands until its author has heard of it: the finish that had not is no answer. What changes
        after a validation is to be validated again. What is closed waits for a person, as any clash.
        """
        modif, last = line.modifs.get("etat"), past.writer("etat")
        if not issubclass(model, Record) or modif is None or last is None or self._causes.own(last):
            return ()
        current, said = known.etat, stored["etat"]
        old = modif.n <= max(past.applied("etat"), self._received.get(line.uid, 0))
        if old or current in {said, Etat.CLOS} or said not in etats.AUTHORS:
            return ()
        unseen = last.msn > modif.base and rows.value_out(current) != modif.avant
        if not unseen and (current, said) != (Etat.A_CORRIGER, Etat.FINAL):
            return ()
        self._queue.drop(line.uid, "etat", modif.n)
        stored["etat"] = current if current is Etat.A_CORRIGER else etats.rejoin(current, said)
        if stored["etat"] is not said:  # said again, so that the poste hears of it
            place = str(model.__tablename__), line.uid
            self._queue.bump((*place, place), Geste.MODIFICATION, ("etat", rows.value_out(stored["etat"])), last)
        return ("etat",)

    def _queue_value(self, model: Model, line: Ligne, key: str, current: Any, last: Last) -> None:
        """Two values clash: both are kept, a person looks; at the fiche too, if it is gone meanwhile."""
        place, modif = fiche_of(model, line.uid, line.valeurs), line.modifs[key]
        both = {"en_place": rows.value_out(current), "proposee": line.valeurs.get(key), "n": modif.n}
        row = (str(model.__tablename__), line.uid, place)
        self._queue.put(NatureConflit.VALEUR, row, key, last, base=modif.base, **both)
        if key != "supprime_le":
            self._note_edit(*place, line, line.n)

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
            self._note_edit(table, uid, line, n)
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


def fiche_of(model: Model, uid: str, stored: Mapping[str, Any]) -> tuple[str, str]:
    """Table and uid of the fiche that a row belongs to."""
    owner = owner_of(model)
    return (str(model.__tablename__), uid) if owner is None else (owner[1], stored.get(owner[0]) or "")
