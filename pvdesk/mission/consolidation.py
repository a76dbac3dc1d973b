"""Merging the lines of a lot into the mission's base: by field, by cause, never by clock. Answers what it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, insert, inspect, select, update
from sqlalchemy.orm import Mapper

from db.base import Line, Record
from db.journal import Author, Geste, Trace
from db.models.echange import Accuse
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne, Modif
from pvdesk.mission import effacement as order
from pvdesk.store.unit import UnitOfWork

# Follow the last writer without being a decision of anybody: no clash about them, no history.
_FOLLOWS = frozenset({"modifie_le", "modifie_par"})
_BATCH = 500
_CLASH = "Deux valeurs différentes\u00a0: celle de la mission reste, celle du poste est gardée à côté."
_GONE = "La mission a supprimé cette ligne\u00a0: la version du poste est gardée à côté."
_KEPT = "La mission a modifié cette ligne que le poste supprime\u00a0: elle reste."
_TAKEN = "Une autre fiche porte déjà cette référence\u00a0: la fiche est reçue sans elle."
_NEVER = "Une fiche ne se supprime pas par un lot\u00a0: elle se met à la corbeille."


@dataclass(slots=True)
class Aside:
    """A line, or one field of it, that was kept aside: why, in French; `fiche` is the uid of its fiche if known."""

    table: str
    ligne: Ligne
    code: str
    phrase: str
    champ: str | None = None
    fiche: str = ""


@dataclass(slots=True)
class Outcome:
    """What a merge did, in lines."""

    nouveaux: int = 0
    modifies: int = 0
    identiques: int = 0
    supprimes: int = 0
    aside: list[Aside] = field(default_factory=list)
    touched: dict[str, tuple[str, int]] = field(default_factory=dict)  # fiche uid → (table, n of the author)
    changed: set[str] = field(default_factory=set)  # uids of the fiches that are not as before
    effaces: dict[str, str] = field(default_factory=dict)  # people made anonymous by their poste: uid → table

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
    """A write of a field (or the birth or end of a row): by which poste, at which mission sequence."""

    poste: str
    msn: int


@dataclass(slots=True)
class _Past:
    """What the journal tells of a row since its last birth."""

    last: dict[str | None, _Last] = field(default_factory=dict)  # last writer by field; None: of the birth
    mine: dict[str | None, int] = field(default_factory=dict)  # sequence of this poste already applied, by field
    end: _Last | None = None  # who removed it, when it is no more

    def add(self, trace: Any, poste: str) -> None:
        """One more line of the journal, in order."""
        written = _Last(trace.poste, trace.n)
        if trace.geste is Geste.CREATION:
            self.last.clear()
        self.end = written if trace.geste is Geste.SUPPRESSION else None
        self.last[trace.champ] = written
        if trace.poste == poste:
            self.mine[trace.champ] = max(self.mine.get(trace.champ, 0), trace.n_source or 0)

    def writer(self, key: str) -> _Last | None:
        """Who wrote a field last."""
        return self.last.get(key) or self.last.get(None)

    def applied(self, key: str) -> int:
        """The poste's own sequence up to which its changes of a field are in."""
        return max(self.mine.get(key, 0), self.mine.get(None, 0))


class Merge:
    """One lot being merged, in one unit of work.

    Args:
        unit: the transaction; its journal author is the poste that sent the lot.
        poste: whose lines they are.
        lot: uid of the lot.
        coming: uids of the lot by table: a line may point to what comes with it. Tables point to earlier ones only.
    """

    def __init__(self, unit: UnitOfWork, poste: str, lot: str, coming: dict[str, set[str]]) -> None:
        self._unit = unit
        self._session = unit.session
        self._poste = poste
        self._lot = lot
        self._coming = coming
        self._there: dict[tuple[str, str], bool] = {}
        self._traces: list[dict[str, Any]] = []
        self._fresh: list[dict[str, Any]] = []
        query = select(Accuse.uid, Accuse.n).where(Accuse.poste == poste)
        self._received = {row.uid: row.n for row in unit.all(query)}
        self.outcome = Outcome()

    def apply(self, table: str, lines: Sequence[Ligne]) -> None:
        """Merge the lines of one table."""
        model = rows.tables()[table]
        for batch in _batches(lines, _BATCH):
            uids = [line.uid for line in batch]
            held = {r.uid: r for r in self._session.execute(select(model.__table__).where(model.uid.in_(uids)))}
            past = self._past(uids)
            for line in batch:
                self._one(model, line, held.get(line.uid), past.get(line.uid) or _Past())
            self._keep_references(model)
            if self._fresh:
                self._session.execute(insert(model.__table__), self._fresh)  # type: ignore[arg-type]
                self._fresh = []
        if self._traces:
            self._session.execute(insert(Trace.__table__), self._traces)  # type: ignore[arg-type]
            self._traces = []

    def _past(self, uids: list[str]) -> dict[str, _Past]:
        query = select(Trace.uid, Trace.champ, Trace.poste, Trace.n, Trace.n_source, Trace.geste)
        found: dict[str, _Past] = {}
        for trace in self._session.execute(query.where(Trace.uid.in_(uids)).order_by(Trace.n)):
            found.setdefault(trace.uid, _Past()).add(trace, self._poste)
        return found

    # ---- one line
    def _one(self, model: type[Record | Line], line: Ligne, known: Any, past: _Past) -> None:
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
        elif past.end is None or past.end.poste == self._poste:
            self._fresh.append({**_complete(model), **stored, "uid": line.uid})
            self._trace(model, line, stored, Geste.CREATION, line.n)
            self.outcome.nouveaux += 1
        elif any(m.n > past.applied(k) for k, m in line.modifs.items()):
            self._set_aside(model, line, "CONFLIT", _GONE, fiche=fiche)
        else:
            self.outcome.identiques += 1

    def _update(
        self, model: type[Record | Line], line: Ligne, stored: dict[str, Any], known: Any, past: _Past
    ) -> None:
        changes: dict[str, Any] = {}
        imposed = order.imposed(model, stored)
        for key, value in stored.items():
            current = getattr(known, key)
            if current == value:
                continue
            if key in imposed or key in _FOLLOWS or key == "extra" or self._may_apply(model, line, key, current, past):
                changes[key] = value
        decided = [key for key in changes if key not in _FOLLOWS]
        if changes:
            table = model.__table__
            self._session.execute(update(table).where(table.c.uid == bindparam("uid_")), {"uid_": line.uid, **changes})  # type: ignore[arg-type]
        self.outcome.modifies += bool(decided)
        self.outcome.identiques += not decided
        for key in decided:
            if key in line.modifs:
                said = {"avant": rows.value_out(getattr(known, key)), "apres": rows.value_out(changes[key])}
                self._trace(model, line, stored, Geste.MODIFICATION, line.modifs[key].n, champ=key, **said)

    def _may_apply(self, model: type[Record | Line], line: Ligne, key: str, current: Any, past: _Past) -> bool:
        """The table of causes (docs/format-lot.md): apply, leave what is already in, or set the clash aside."""
        modif: Modif | None = line.modifs.get(key)
        fiche = _fiche(model, line.uid, line.valeurs)[1]
        if modif is None or modif.n <= max(past.applied(key), self._received.get(fiche, 0)) or key == "reference":
            return False  # untouched by its author, or judged before; a reference is given once
        last = past.writer(key)
        if key == "rang" or last is None or last.poste == self._poste:
            return True
        if last.msn <= modif.base or rows.value_out(current) == modif.avant:
            return True
        self._set_aside(model, line, "CONFLIT", _CLASH, key, fiche)
        return False

    def _delete(self, model: type[Record | Line], line: Ligne, known: Any, past: _Past) -> None:
        if issubclass(model, Record):
            self._set_aside(model, line, "Q7", _NEVER, fiche=line.uid)
            return
        fiche = _fiche(model, line.uid, known._mapping)[1] if known is not None else ""  # noqa: SLF001 - Row's public API
        if known is None or line.n <= max(self._received.get(fiche, 0), *past.mine.values(), 0):
            self.outcome.identiques += 1
            return
        if any(last.poste != self._poste for last in past.last.values()):
            self._set_aside(model, line, "CONFLIT", _KEPT, fiche=fiche)
            return
        before = {k: rows.value_out(getattr(known, k)) for k in rows.travelling(model)}
        self._session.execute(delete(model.__table__).where(model.__table__.c.uid == line.uid))  # type: ignore[arg-type]
        self._touch(model, line, known._mapping)  # noqa: SLF001
        self._trace(model, line, known._mapping, Geste.SUPPRESSION, line.n, avant=before)  # noqa: SLF001
        self.outcome.supprimes += 1

    # ---- what does not go in
    def _stored(self, model: type[Record | Line], line: Ligne, known: Any) -> dict[str, Any] | None:
        try:
            stored = rows.values_in(model, line.valeurs)
            _fill(model, stored if known is not None else {**_complete(model), **stored})
            self._point_somewhere(model, stored)
        except ValueError as error:
            phrase = f"Une valeur n’est pas lisible ({error})\u202f; la fiche est mise de côté, le reste est importé."
            self._set_aside(model, line, "Q7", phrase, fiche=str(_fiche(model, line.uid, line.valeurs)[1]))
            return None
        return stored

    def _set_aside(
        self, model: type[Record | Line], line: Ligne, code: str, phrase: str, champ: str | None = None, fiche: str = ""
    ) -> None:
        table = str(model.__tablename__)
        self.outcome.aside.append(Aside(table, line, code, phrase, champ, fiche))
        if champ is None:
            self._coming.get(table, set()).discard(line.uid)

    def _point_somewhere(self, model: type[Record | Line], stored: dict[str, Any]) -> None:
        """Every reference leads to a row that is here or comes in the same lot."""
        for key, target in _pointing(model):
            value = stored.get(key)
            if value is not None and value not in self._coming.get(target.table.name, ()):
                place = (str(target.table.name), value)
                if place not in self._there:
                    self._there[place] = self._session.scalar(select(target).where(target == value)) is not None
                if not self._there[place]:
                    raise ValueError(f"colonne {key}, fiche inconnue")

    def _keep_references(self, model: type[Record | Line]) -> None:
        """A laptop that was lost and enrolled anew counts from 1 again: the fiche goes in, its reference does not."""
        if not issubclass(model, Record) or not self._fresh:
            return
        asked = [row["reference"] for row in self._fresh if row["reference"] is not None]
        taken = set(self._session.scalars(select(model.reference).where(model.reference.in_(asked))))
        for row in self._fresh:
            if row["reference"] in taken:
                said = Ligne("put", row["uid"], 0, {"reference": row["reference"]})
                self._set_aside(model, said, "CONFLIT", _TAKEN, "reference", row["uid"])
                row["reference"] = None
            elif row["reference"] is not None:
                taken.add(row["reference"])

    # ---- journal
    def _trace(self, model: type[Record | Line], line: Ligne, stored: Any, geste: Geste, n: int, **more: Any) -> None:
        author: Author = self._session.info["author"]
        table, uid = _fiche(model, line.uid, stored)
        self.outcome.changed.add(uid)
        self._traces.append(
            {
                "operation": author.operation, "poste": self._poste, "le": author.now, "type": model.__tablename__,
                "uid": line.uid, "fiche_type": table, "fiche_uid": uid, "geste": geste, "base": 0, "lot": self._lot,
                "n_source": n, "champ": None, "avant": None, "apres": None,
            }
            | more
        )  # fmt: skip

    def _touch(self, model: type[Record | Line], line: Ligne, stored: Any) -> str:
        """The fiche of a line, told to the acknowledgements."""
        table, uid = _fiche(model, line.uid, stored)
        seen = self.outcome.touched.get(uid, (table, 0))
        self.outcome.touched[uid] = (table, max(seen[1], line.n))
        return uid


def _batches(lines: Sequence[Ligne], size: int) -> Iterator[list[Ligne]]:
    source = iter(lines)
    while batch := list(islice(source, size)):
        yield batch


@cache
def _owner(model: type[Record | Line]) -> tuple[str, str] | None:
    """Key of the column that holds a line's fiche, and its table; None for a fiche."""
    found = [(c.key, str(c.info["owner"])) for c in model.__table__.columns if "owner" in c.info]
    return found[0] if found else None


def _fiche(model: type[Record | Line], uid: str, stored: Mapping[str, Any]) -> tuple[str, str]:
    """Table and uid of the fiche that a row belongs to."""
    owner = _owner(model)
    return (str(model.__tablename__), uid) if owner is None else (owner[1], stored.get(owner[0]) or "")


@cache
def _pointing(model: type[Record | Line]) -> tuple[tuple[str, Any], ...]:
    """Keys that point to another row, and the column pointed to."""
    return tuple((c.key, key.column) for c in model.__table__.columns for key in c.foreign_keys)


@cache
def _complete(model: type[Record | Line]) -> Mapping[str, Any]:
    """Every column, so that one INSERT serves the whole batch: those not told take their default."""
    mapper: Mapper[Any] = inspect(model)
    made: dict[str, Any] = {}
    for attribute in mapper.column_attrs:
        default = attribute.columns[0].default
        made[attribute.key] = default.arg if default is not None and default.is_scalar else None
    return made


def _fill(model: type[Record | Line], row: Mapping[str, Any]) -> None:
    """Refuse an empty value where the base wants one.

    Raises:
        ValueError: names the column.
    """
    for column in model.__table__.columns:
        if not column.nullable and column.key in row and row[column.key] is None and column.key != "uid":
            raise ValueError(f"colonne {column.key}, vide")
