"""What a lot de retour changes at a poste: the mission’s rows, by cause; nothing typed here and unjudged is covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from db.base import Record
from db.journal import Author, Geste, Trace
from db.models.echange import Suivi
from db.models.referentiel import Parametre
from pvdesk.bundle import effacement, rows
from pvdesk.bundle.codec import Ligne
from pvdesk.store import privees
from pvdesk.store.indexing import reindex
from pvdesk.store.unit import UnitOfWork

PARAMETRES = "parametre"  # table of a lot de retour: the dated parameters that the mission entered
_FOLLOWS = frozenset({"modifie_le", "modifie_par"})
_BATCH = 500
Model = Any


class Descent:
    """The rows of one lot de retour, applied in one unit of work.

    Args:
        unit: the transaction; acknowledgements of the same lot are carried before.
        poste: the mission, whose lines they are.
        lot: uid of the lot.
        tables: its lines.
    """

    def __init__(self, unit: UnitOfWork, poste: str, lot: str, tables: dict[str, list[Ligne]]) -> None:
        self._unit = unit
        self._session = unit.session
        self._poste = poste
        self._lot = lot
        self._tables = tables
        self._coming = {t: {line.uid for line in lines if line.op == "put"} for t, lines in tables.items()}
        self._traces: list[dict[str, Any]] = []
        self.changed: dict[str, set[str]] = {}  # uids of the fiches that are not as before, by table
        self.effaces: dict[str, str] = {}
        self._united: dict[str, list[str]] = {}  # fiches that were united with another one, by table

    def apply(self) -> int:
        """Apply every line; how many fiches are not as before."""
        for table, model in rows.tables().items():
            for batch in _batches(self._tables.get(table, [])):
                self._batch(model, batch)
        if self._traces:
            self._session.execute(insert(Trace.__table__), self._traces)  # type: ignore[arg-type]
        _parametres(self._unit, self._tables.get(PARAMETRES, []))
        self._session.flush()
        self._session.expire_all()
        for table, uids in self._united.items():
            for uid in privees.carry(self._unit, table, uids):
                self.changed.setdefault(table, set()).add(uid)
        reindex(self._unit, self.changed)
        effacement.apply(self._unit, self.effaces, set().union(*self.changed.values()))
        return sum(map(len, self.changed.values()))

    def _batch(self, model: Model, batch: list[Ligne]) -> None:
        uids = [line.uid for line in batch]
        held = {r.uid: r for r in self._session.execute(select(model.__table__).where(model.uid.in_(uids)))}
        pending = self._pending(uids)
        for line in batch:
            known, mine = held.get(line.uid), pending.get(line.uid, frozenset())
            if line.op == "del":
                self._delete(model, line, known, mine)
            elif known is not None:
                self._update(model, effacement.without_names(model, line, known), known, mine)
            elif None not in mine:  # else removed here, and the mission has not judged it
                self._insert(model, line)

    def _pending(self, uids: list[str]) -> dict[str, frozenset[str | None]]:
        """What was typed here of these rows, field by field, and no lot de retour has judged."""
        query = select(Trace.uid, Trace.champ).outerjoin(Suivi, Suivi.uid == Trace.fiche_uid)
        query = query.where(Trace.uid.in_(uids), Trace.lot.is_(None), Trace.n > func.coalesce(Suivi.recu_n, 0))
        found: dict[str, set[str | None]] = {}
        for row in self._session.execute(query):
            found.setdefault(row.uid, set()).add(row.champ)
        return {uid: frozenset(keys) for uid, keys in found.items()}

    def _insert(self, model: Model, line: Ligne) -> None:
        stored = self._read(model, line)
        if any(stored.get(key) is None for key in _owners(model)):
            return
        if effacement.given(model, stored):
            stored |= effacement.emptied(model)
        if issubclass(model, Record):
            stored.setdefault("version", 1)
            if stored.get("reference") and self._taken(model, stored["reference"]):
                stored["reference"] = None
        self._session.execute(insert(model.__table__), [{**stored, "uid": line.uid}])
        self._trace(model, line, stored, Geste.CREATION)

    def _update(self, model: Model, line: Ligne, known: Any, mine: frozenset[str | None]) -> None:
        stored = self._read(model, line)
        imposed = effacement.imposed(model, stored)
        if imposed:
            stored |= effacement.emptied(model)
            self.effaces[line.uid] = str(model.__tablename__)
        changes = {
            key: value
            for key, value in stored.items()
            if getattr(known, key) != value
            and (key in imposed or (key not in mine and key not in _owners(model)))
            and not (mine and key in _FOLLOWS)
        }
        if "reference" in changes and (not changes["reference"] or self._taken(model, changes["reference"])):
            del changes["reference"]
        if not changes:
            return
        if changes.get("remplace_par"):
            self._united.setdefault(str(model.__tablename__), []).append(line.uid)
        table = model.__table__
        self._session.execute(update(table).where(table.c.uid == bindparam("uid_")), {"uid_": line.uid, **changes})
        for key, value in changes.items():
            if key not in _FOLLOWS and key != "extra":
                said = {"avant": rows.value_out(getattr(known, key)), "apres": rows.value_out(value)}
                self._trace(model, line, known._mapping, Geste.MODIFICATION, champ=key, **said)  # noqa: SLF001 - Row's API

    def _delete(self, model: Model, line: Ligne, known: Any, mine: frozenset[str | None]) -> None:
        if known is None or mine or issubclass(model, Record):
            return  # what was typed here goes up first: a person will see both
        before = {k: rows.value_out(getattr(known, k)) for k in rows.travelling(model)}
        self._session.execute(delete(model.__table__).where(model.__table__.c.uid == line.uid))
        self._trace(model, line, known._mapping, Geste.SUPPRESSION, avant=before)  # noqa: SLF001

    def _read(self, model: Model, line: Ligne) -> dict[str, Any]:
        """Stored values; a link to what this base does not have is left empty."""
        stored = rows.values_in(model, line.valeurs)
        for column in model.__table__.columns:
            value = stored.get(column.key)
            for key in column.foreign_keys if value is not None else ():
                target = key.column
                if value in self._coming.get(target.table.name, ()):
                    continue
                if self._session.scalar(select(target).where(target == value)) is None:
                    stored[column.key] = None
        return stored

    def _taken(self, model: Any, reference: str) -> bool:
        return self._session.scalar(select(model.uid).where(model.reference == reference).limit(1)) is not None

    def _trace(self, model: Model, line: Ligne, stored: Any, geste: Geste, **more: Any) -> None:
        author: Author = self._session.info["author"]
        owner = next(((c.info["owner"], stored[c.key]) for c in model.__table__.columns if "owner" in c.info), None)
        table, uid = owner or (str(model.__tablename__), line.uid)
        self.changed.setdefault(table, set()).add(uid)
        self._traces.append(
            {
                "operation": author.operation, "poste": self._poste, "le": author.now, "type": model.__tablename__,
                "uid": line.uid, "fiche_type": table, "fiche_uid": uid, "geste": geste, "base": author.vu,
                "lot": self._lot, "n_source": line.n, "champ": None, "avant": None, "apres": None,
            }
            | more
        )  # fmt: skip


def _owners(model: Model) -> tuple[str, ...]:
    return tuple(c.key for c in model.__table__.columns if "owner" in c.info)


def _batches(lines: Sequence[Ligne]) -> Iterator[list[Ligne]]:
    for start in range(0, len(lines), _BATCH):
        yield list(lines[start : start + _BATCH])


def _parametres(unit: UnitOfWork, lines: Sequence[Ligne]) -> None:
    """The mission's own values of dated parameters take the place of those here."""
    for line in lines:
        unit.session.merge(Parametre(**rows.values_in(Parametre, line.valeurs)))
