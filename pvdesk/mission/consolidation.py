"""Merging the lines of a lot into the mission's base: by field, by cause, never by clock. Answers what it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, inspect, select, update
from sqlalchemy.orm import Mapper

from db.base import Record
from db.bulk import insert_all
from db.journal import Author, Geste, Trace
from db.models.arbitrage import NatureConflit
from db.models.echange import Accuse, Rebut
from pvdesk.bundle import effacement as order
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne
from pvdesk.fiches import FICHES
from pvdesk.mission.arbitrage import Queue
from pvdesk.mission.bilan import Aside, Outcome
from pvdesk.mission.causes import OP, Causes, Past, seen_by
from pvdesk.mission.pointeurs import Model, Pointers
from pvdesk.store.unit import UnitOfWork

# Follow the last writer without being a decision of anybody: no clash about them, no history.
_FOLLOWS = frozenset({"modifie_le", "modifie_par"})
_BATCH = 500
_UNLINKED = "Ce qui est désigné n’est pas arrivé\u00a0: la fiche est reçue sans ce lien, qui viendra ensuite."
_TAKEN = "Une autre fiche porte déjà cette référence\u00a0: la fiche est reçue sans elle."
_NEVER = "Une fiche ne se supprime pas par un lot\u00a0: elle se met à la corbeille."


class Merge:
    """One lot being merged, in one unit of work.

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

    def apply(self, table: str, lines: Sequence[Ligne]) -> None:
        """Merge the lines of one table."""
        model = rows.tables()[table]
        self._pointers.settle(model, lines, lambda line: _read(model, line)[0])
        for batch in _batches(lines, _BATCH):
            uids = [line.uid for line in batch]
            held = {r.uid: r for r in self._session.execute(select(model.__table__).where(model.uid.in_(uids)))}
            past = self._causes.of(uids)
            for line in batch:
                self._one(model, line, held.get(line.uid), past.get(line.uid) or Past())
            self._keep_references(model)
            insert_all(self._session.connection(), model.__table__, self._fresh)  # type: ignore[arg-type]
            self._fresh = []
            self._flush()

    def finish(self) -> None:
        """Once every table is in: what was changed of a fiche that another hand had put in the corbeille."""
        by_table: dict[str, list[str]] = {}
        for uid, (table, _, _) in self._edited.items():
            by_table.setdefault(table, []).append(uid)
        for table, uids in by_table.items():
            model = FICHES[table].model
            for start in range(0, len(uids), _BATCH):
                gone = model.uid.in_(uids[start : start + _BATCH]), model.supprime_le.is_not(None)
                for row in self._session.execute(select(model.__table__).where(*gone)).all():
                    self._gone_meanwhile(model, row)
        self._flush()
        self.outcome.conflits = self._queue.opened
        self.outcome.remplaces = self._queue.replaced

    def _flush(self) -> None:
        insert_all(self._session.connection(), Trace.__table__, self._traces)  # type: ignore[arg-type]
        self._traces = []

    # ---- one line
    def _one(self, model: Model, line: Ligne, known: Any, past: Past) -> None:
        if line.op == "del":
            self._delete(model, line, known, past)
            return
        line = order.without_names(model, line, known)
        stored = self._stored(model, line, known)
        if stored is None:
            return
        if order.given(model, stored):
            stored |= order.emptied(model)
            self.outcome.effaces[line.uid] = str(model.__tablename__)
        fiche = self._touch(model, line, stored)
        if line.n <= self._received.get(fiche, 0):
            self.outcome.identiques += 1  # this poste told it already, or something newer
        elif known is not None:
            self._update(model, line, stored, known, past)
        else:
            self._insert(model, line, stored, past)

    def _insert(self, model: Model, line: Ligne, stored: dict[str, Any], past: Past) -> None:
        """A row that is not here: new, back after its removal was seen, or a clash with a removal that was not."""
        end = past.end
        if end is not None and self._causes.own(end) and line.n <= past.applied(None):
            self.outcome.identiques += 1  # older than its own removal of it
            return
        back = line.modifs.get(OP)
        if end is None or self._causes.own(end) or (back is not None and end.msn <= back.base):
            self._queue.drop(line.uid, None, line.n)
            self._fresh.append({**_complete(model), **stored, "uid": line.uid})
            if issubclass(model, Record):
                self._born.add(line.uid)
            self._trace(model, line, stored, Geste.CREATION, line.n)
            self.outcome.nouveaux += 1
        elif any(m.n > max(past.applied(k), past.applied(OP)) for k, m in line.modifs.items()):
            said = {"n": line.n, "base": seen_by(line.modifs, self._vu), "ligne": line}
            place = (str(model.__tablename__), line.uid, past.fiche)
            self._queue.put(NatureConflit.DISPARUE, place, None, end, absent=True, **said)
            self.outcome.retenues += 1
        else:
            self.outcome.identiques += 1

    def _update(self, model: Model, line: Ligne, stored: dict[str, Any], known: Any, past: Past) -> None:
        changes: dict[str, Any] = {}
        imposed = order.imposed(model, stored)
        for key, value in stored.items():
            current = getattr(known, key)
            if current == value:
                if key in line.modifs:
                    self._queue.drop(line.uid, key, line.modifs[key].n)
            elif key in imposed or key in _FOLLOWS or key == "extra":
                changes[key] = value
            elif self._may_apply(model, line, key, current, past):
                changes[key] = value
                self._queue.drop(line.uid, key, line.n)
        decided = [key for key in changes if key not in _FOLLOWS]
        if changes:
            table = model.__table__
            self._session.execute(update(table).where(table.c.uid == bindparam("uid_")), {"uid_": line.uid, **changes})  # type: ignore[arg-type]
        self.outcome.modifies += bool(decided)
        self.outcome.identiques += not decided
        for key in decided:
            if key != "extra":
                said = {"avant": rows.value_out(getattr(known, key)), "apres": rows.value_out(changes[key])}
                n = line.modifs[key].n if key in line.modifs else line.n
                self._trace(model, line, stored, Geste.MODIFICATION, n, champ=key, **said)
        silent = {key: rows.value_out(getattr(known, key)) for key in changes if key in _FOLLOWS or key == "extra"}
        if silent:
            self.outcome.muets.append((str(model.__tablename__), line.uid, silent))

    def _may_apply(self, model: Model, line: Ligne, key: str, current: Any, past: Past) -> bool:
        """The table of causes (docs/format-lot.md): apply, leave what is already in, or queue the clash."""
        if (line.uid, key) in self._awaited and current is None:
            return True  # a link whose target has come since
        modif = line.modifs.get(key)
        place = _fiche(model, line.uid, line.valeurs)
        if modif is None or key == "reference" or modif.n <= max(past.applied(key), self._received.get(place[1], 0)):
            return False  # untouched by its author, or judged before; a reference is given once
        last = past.writer(key)
        value = line.valeurs.get(key)
        if key == "rang":
            return True
        row = (str(model.__tablename__), line.uid, place)
        if key == "supprime_le" and value is not None:
            if current is not None:  # both removed it: the author gets the instant that stands
                if last is not None:
                    self._queue.bump(row, Geste.MODIFICATION, (key, rows.value_out(current)), last)
                return False
            after = self._causes.fiche_written_after(line.uid, modif.base)
            if after is not None:
                said = {"n": modif.n, "base": modif.base, "ligne": line, "again": (key, None)}
                if modif.n > past.applied(OP):
                    self._queue.put(NatureConflit.SUPPRESSION, row, None, after, **said)
                return False
        if last is None or self._causes.own(last) or last.msn <= modif.base or rows.value_out(current) == modif.avant:
            return True
        both = {"en_place": rows.value_out(current), "proposee": value, "n": modif.n, "base": modif.base}
        self._queue.put(NatureConflit.VALEUR, row, key, last, **both)
        return False

    def _delete(self, model: Model, line: Ligne, known: Any, past: Past) -> None:
        if issubclass(model, Record):
            self._set_aside(model, line, "Q7", _NEVER, fiche=line.uid)
            return
        place = _fiche(model, line.uid, known._mapping) if known is not None else past.fiche  # noqa: SLF001 - Row's API
        table = str(model.__tablename__)
        if line.n <= max(self._received.get(place[1], 0), *past.mine.values(), 0):
            self.outcome.identiques += 1
            return
        if known is None:
            if past.end is not None:  # gone already: said again, at a new sequence, as its doing too
                self._trace_at(table, line.uid, place, Geste.SUPPRESSION, line.n)
            self.outcome.identiques += 1
            return
        base = seen_by(line.modifs, 0)
        others = {k: w for k, w in past.last.items() if k != "rang" and w.msn > base and not self._causes.own(w)}
        if others:
            key, last = max(others.items(), key=lambda pair: pair[1].msn)
            shown = key if key is not None and key in rows.travelling(model) else "rang"
            again = (shown, rows.value_out(getattr(known, shown)))
            self._queue.put(
                NatureConflit.SUPPRESSION, (table, line.uid, place), None, last, n=line.n, base=base, ligne=line,
                again=again,
            )  # fmt: skip
            self.outcome.retenues += 1
            self._touch(model, line, known._mapping)  # noqa: SLF001
            return
        before = {k: rows.value_out(getattr(known, k)) for k in rows.travelling(model)} | {"extra": known.extra}
        self._session.execute(delete(model.__table__).where(model.__table__.c.uid == line.uid))  # type: ignore[arg-type]
        self._queue.drop(line.uid, None, line.n)
        self._touch(model, line, known._mapping)  # noqa: SLF001
        self._trace(model, line, known._mapping, Geste.SUPPRESSION, line.n, avant=before)  # noqa: SLF001
        self.outcome.supprimes += 1

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

    # ---- what does not go in
    def _stored(self, model: Model, line: Ligne, known: Any) -> dict[str, Any] | None:
        stored, phrase = _read(model, line, known)
        if stored is not None:
            vital = self._pointers.missing(model, stored, vital=True)
            phrase = _unreadable(f"colonne {vital[0]}, fiche inconnue") if vital else ""
        fiche = _fiche(model, line.uid, line.valeurs)[1]
        if stored is None or phrase:
            self._set_aside(model, line, "Q7", phrase, fiche=str(fiche))
            return None
        for key in self._pointers.missing(model, stored, vital=False):
            self._set_aside(model, line, "Q7", _UNLINKED, key, str(fiche))
            stored[key] = getattr(known, key) if known is not None else None
        return stored

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

    # ---- journal
    def _trace(self, model: Model, line: Ligne, stored: Any, geste: Geste, n: int, **more: Any) -> None:
        table, uid = _fiche(model, line.uid, stored)
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
        table, uid = _fiche(model, line.uid, stored)
        seen = self.outcome.touched.get(uid, (table, 0))
        self.outcome.touched[uid] = (table, max(seen[1], line.n))
        return uid


def _batches(lines: Sequence[Ligne], size: int) -> Iterator[list[Ligne]]:
    source = iter(lines)
    while batch := list(islice(source, size)):
        yield batch


def _read(model: Model, line: Ligne, known: Any = None) -> tuple[dict[str, Any] | None, str]:
    """The stored values of a line, or None and why they cannot be."""
    try:
        stored = rows.values_in(model, line.valeurs)
        _fill(model, stored if known is not None else {**_complete(model), **stored})
    except ValueError as error:
        return None, _unreadable(str(error))
    return stored, ""


def _unreadable(why: str) -> str:
    return f"Une valeur n’est pas lisible ({why})\u202f; la fiche est mise de côté, le reste est importé."


@cache
def _owner(model: Model) -> tuple[str, str] | None:
    """Key of the column that holds a line's fiche, and its table; None for a fiche."""
    found = [(c.key, str(c.info["owner"])) for c in model.__table__.columns if "owner" in c.info]
    return found[0] if found else None


def _fiche(model: Model, uid: str, stored: Mapping[str, Any]) -> tuple[str, str]:
    """Table and uid of the fiche that a row belongs to."""
    owner = _owner(model)
    return (str(model.__tablename__), uid) if owner is None else (owner[1], stored.get(owner[0]) or "")


@cache
def _complete(model: Model) -> Mapping[str, Any]:
    """Every column, so that one INSERT serves the whole batch: those not told take their default."""
    mapper: Mapper[Any] = inspect(model)
    made: dict[str, Any] = {}
    for attribute in mapper.column_attrs:
        default = attribute.columns[0].default
        made[attribute.key] = default.arg if default is not None and default.is_scalar else None
    return made


def _fill(model: Model, row: Mapping[str, Any]) -> None:
    """Refuse an empty value where the base wants one.

    Raises:
        ValueError: names the column.
    """
    for column in model.__table__.columns:
        if not column.nullable and column.key in row and row[column.key] is None and column.key != "uid":
            raise ValueError(f"colonne {column.key}, vide")
