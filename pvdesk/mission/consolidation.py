"""Merging the lines of a lot into the mission's base: by field, by cause, never by clock. Answers what it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.orm import Mapper

from db.base import Line, Record
from db.journal import Author, Geste, Trace
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne, Modif
from pvdesk.store.unit import UnitOfWork

# Columns that follow the last writer without being a decision of anybody: no clash about them.
_FOLLOWS = frozenset({"modifie_le", "modifie_par", "rang"})


@dataclass(slots=True)
class Aside:
    """A line, or one field of it, that was kept aside: why, in French."""

    table: str
    ligne: Ligne
    code: str
    phrase: str
    champ: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a merge did, in lines."""

    nouveaux: int = 0
    modifies: int = 0
    identiques: int = 0
    supprimes: int = 0
    aside: list[Aside] = field(default_factory=list)
    touched: dict[str, tuple[str, int]] = field(default_factory=dict)  # fiche uid → (table, n of the author)

    @property
    def rejected(self) -> int:
        """Whole lines set aside."""
        return sum(a.champ is None for a in self.aside)

    @property
    def total(self) -> int:
        """Lines accounted for: equal to the lines read, or the import does not say « réussi »."""
        return self.nouveaux + self.modifies + self.identiques + self.supprimes + self.rejected


@dataclass(slots=True)
class _Last:
    """Who wrote a field last: the poste, the mission sequence, its own sequence, and what was there before."""

    poste: str
    msn: int
    n_source: int
    avant: Any


class Merge:
    """One lot being merged, in one unit of work.

    Args:
        unit: the transaction; its journal author is the poste that sent the lot.
        poste: whose lines they are.
        lot: uid of the lot.
        coming: uids of the lot by table: a line may point to what comes with it.
    """

    def __init__(self, unit: UnitOfWork, poste: str, lot: str, coming: dict[str, set[str]]) -> None:
        self._unit = unit
        self._session = unit.session
        self._poste = poste
        self._lot = lot
        self._coming = coming
        self._there: dict[tuple[str, str], bool] = {}
        self._traces: list[dict[str, Any]] = []
        self.outcome = Outcome()

    def apply(self, table: str, lines: Sequence[Ligne]) -> None:
        """Merge the lines of one table."""
        model = rows.tables()[table]
        for batch in _batches(lines, 500):
            held = self._held(model, batch)
            written = self._written(held)
            fresh: list[dict[str, Any]] = []
            for line in batch:
                known = held.get(line.uid)
                if line.op == "del":
                    self._delete(model, line, known)
                elif known is None:
                    fresh += self._insert(model, line)
                else:
                    self._update(model, line, known, written)
            if fresh:
                self._session.execute(insert(model), fresh)
        self._flush_traces()

    # ---- reading what is there
    def _held(self, model: type[Record | Line], batch: Iterable[Ligne]) -> dict[str, Any]:
        found = self._session.execute(select(model.__table__).where(model.uid.in_([line.uid for line in batch])))
        return {row.uid: row for row in found}

    def _written(self, held: dict[str, Any]) -> dict[tuple[str, str | None], _Last]:
        """The last writer of each field (champ None: of the birth of the row)."""
        if not held:
            return {}
        query = select(Trace.uid, Trace.champ, Trace.poste, Trace.n, Trace.n_source, Trace.avant)
        found = self._session.execute(query.where(Trace.uid.in_(list(held))).order_by(Trace.n))
        return {(r.uid, r.champ): _Last(r.poste, r.n, r.n_source or 0, r.avant) for r in found}

    # ---- one line
    def _insert(self, model: type[Record | Line], line: Ligne) -> Iterator[dict[str, Any]]:
        stored = self._stored(model, line)
        if stored is None:
            return
        self._trace(model, line, stored, Geste.CREATION, line.n)
        self.outcome.nouveaux += 1
        yield _complete(model, stored) | {"uid": line.uid}

    def _update(
        self, model: type[Record | Line], line: Ligne, known: Any, written: dict[tuple[str, str | None], _Last]
    ) -> None:
        stored = self._stored(model, line)
        if stored is None:
            return
        changes: dict[str, Any] = {}
        for key, value in stored.items():
            if key == "extra":
                changes |= {"extra": value} if known.extra != value else {}
                continue
            if getattr(known, key) == value:
                continue
            last = written.get((line.uid, key)) or written.get((line.uid, None))
            modif = line.modifs.get(key)
            if modif is None and not line.nouveau and key not in _FOLLOWS:
                continue  # the author did not touch it: somebody else's newer value stays
            if self._may_apply(key, value, getattr(known, key), last, modif, line):
                changes[key] = value
        if not changes:
            self.outcome.identiques += 1
        else:
            self._session.execute(update(model).where(model.uid == line.uid).values(**changes))
            self.outcome.modifies += 1
        for key, value in changes.items():
            if key not in {"extra", "modifie_le", "modifie_par"}:
                before = rows.value_out(getattr(known, key))
                n = line.modifs[key].n if key in line.modifs else line.n
                self._trace(
                    model, line, stored, Geste.MODIFICATION, n, champ=key, avant=before, apres=rows.value_out(value)
                )
        self._touch(model, line, stored)

    def _may_apply(
        self, key: str, value: Any, current: Any, last: _Last | None, modif: Modif | None, line: Ligne
    ) -> bool:
        """The table of causes (docs/format-lot.md): apply, skip what is already applied, or set the clash aside."""
        if key in _FOLLOWS or last is None or last.poste == self._poste:
            return last is None or (modif.n if modif is not None else line.n) >= last.n_source
        plain_value = rows.value_out(value)
        if modif is None:  # a new fiche sent again before its acknowledgement, and changed here meanwhile
            if plain_value == last.avant:
                return False
        elif last.msn <= modif.base or rows.value_out(current) == modif.avant:
            return True
        phrase = "Deux valeurs différentes\u00a0: celle de la mission reste, celle du poste est gardée à côté."
        self.outcome.aside.append(Aside("", line, "CONFLIT", phrase, key))
        return False

    def _delete(self, model: type[Record | Line], line: Ligne, known: Any) -> None:
        if known is None:
            self.outcome.identiques += 1
            return
        before = {k: rows.value_out(getattr(known, k)) for k in rows.travelling(model)}
        self._session.execute(delete(model).where(model.uid == line.uid))
        self._trace(model, line, known._mapping, Geste.SUPPRESSION, line.n, avant=before)  # noqa: SLF001 - Row's public API
        self.outcome.supprimes += 1

    def _stored(self, model: type[Record | Line], line: Ligne) -> dict[str, Any] | None:
        try:
            stored = rows.values_in(model, line.valeurs)
            self._point_somewhere(model, stored)
        except ValueError as error:
            phrase = f"Une valeur n’est pas lisible ({error})\u202f; la fiche est mise de côté, le reste est importé."
            self.outcome.aside.append(Aside(str(model.__tablename__), line, "Q7", phrase))
            self._coming.get(str(model.__tablename__), set()).discard(line.uid)
            return None
        return stored

    def _point_somewhere(self, model: type[Record | Line], stored: dict[str, Any]) -> None:
        """Every reference leads to a row that is here or comes in the same lot."""
        for column in model.__table__.columns:
            value: Any = stored.get(column.key)
            for key in column.foreign_keys if value is not None else ():
                target = key.column.table
                if value not in self._coming.get(target.name, ()) and not self._is_there(target, key.column, value):
                    raise ValueError(f"colonne {column.key}, fiche inconnue")

    def _is_there(self, table: Any, column: Any, value: str) -> bool:
        place = (str(table.name), value)
        if place not in self._there:
            self._there[place] = self._session.scalar(select(column).where(column == value)) is not None
        return self._there[place]

    # ---- journal
    def _trace(self, model: type[Record | Line], line: Ligne, stored: Any, geste: Geste, n: int, **more: Any) -> None:
        author: Author = self._session.info["author"]
        table, uid = self._touch(model, line, stored)
        self._traces.append(
            {
                "operation": author.operation, "poste": self._poste, "le": author.now, "type": model.__tablename__,
                "uid": line.uid, "fiche_type": table, "fiche_uid": uid, "geste": geste, "base": 0, "lot": self._lot,
                "n_source": n, "champ": None, "avant": None, "apres": None,
            }
            | more
        )  # fmt: skip

    def _touch(self, model: type[Record | Line], line: Ligne, stored: Any) -> tuple[str, str]:
        table, uid = _fiche(model, line.uid, stored)
        seen = self.outcome.touched.get(uid, (table, 0))
        self.outcome.touched[uid] = (table, max(seen[1], line.n))
        return table, uid

    def _flush_traces(self) -> None:
        if self._traces:
            self._session.execute(insert(Trace), self._traces)
            self._traces = []


def _batches(lines: Sequence[Ligne], size: int) -> Iterator[list[Ligne]]:
    source = iter(lines)
    while batch := list(islice(source, size)):
        yield batch


def _fiche(model: type[Record | Line], uid: str, stored: Any) -> tuple[str, str]:
    """Table and uid of the fiche that a row belongs to."""
    for column in model.__table__.columns:
        if "owner" in column.info:
            return column.info["owner"], stored[column.key]
    return str(model.__tablename__), uid


def _complete(model: type[Record | Line], stored: dict[str, Any]) -> dict[str, Any]:
    """Every column, so that one INSERT serves the whole batch: those not told take their default."""
    mapper: Mapper[Any] = inspect(model)
    made: dict[str, Any] = {}
    for attribute in mapper.column_attrs:
        default = attribute.columns[0].default
        made[attribute.key] = default.arg if default is not None and default.is_scalar else None
    return made | stored
