"""The history of a fiche as the journal holds it: sittings of one hand, the versions that « Terminer » closed.

The journal keeps what was before and after, not whole copies: a version is the fiche of today, its later changes
taken back. What an erasure forgot is never brought back: a line of the journal without words is passed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import select

from db.base import Etat, Line, Record
from db.journal import Geste, Trace, values
from db.types import plain
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import schema
from pvdesk.store import records, undo
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import UNNAMED, names
from pvdesk.store.unit import UnitOfWork

VERSIONS = 20
PAUSE = dt.timedelta(minutes=10)  # a longer one begins another sitting
CLOSING = frozenset({Etat.FINAL.value, Etat.CORRIGE.value})
# They say where a fiche stands, not what it says: a version does not bring them back.
STANDING = frozenset({"etat", "supprime_le", "remplace_par", "anonymise_le", "reference", "extra"})
_DELETED = "Cette fiche est à la corbeille\u00a0: rétablissez-la d’abord."
_GONE = "Cette version n’est plus dans l’historique\u00a0: choisissez-en une autre."
_CHANGED = "«\u00a0{nom}\u00a0» a changé depuis\u00a0: ouvrez son historique pour choisir ce que vous voulez retrouver."

Rows = dict[tuple[str, str], dict[str, Any]]  # plain values by key, by (table, uid) of the row


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the journal, as plain values.

    Attributes:
        etat: of the fiche, just after.
        row: the row that changed, just after (before, for a removal).
    """

    n: int
    operation: str
    poste: str
    le: dt.datetime
    lot: str | None
    type: str
    geste: Geste
    champ: str
    avant: Any
    apres: Any
    etat: str
    row: dict[str, Any]

    @property
    def content(self) -> bool:
        """Whether it changed what the fiche says, and not only where it stands."""
        return self.geste is not Geste.MODIFICATION or self.champ not in STANDING | steps(self.type)

    @property
    def closes(self) -> bool:
        """Whether it is « Terminer », or brings what was finished elsewhere."""
        brings = self.champ == "etat" or self.geste is Geste.CREATION or self.lot is not None
        return brings and self.etat in CLOSING


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one hand did without a long pause, up to « Terminer » if it came to it.

    Attributes:
        n: of its last line: names the version, when it is one.
        version: « Terminer » closed it, and it is one of the last twenty.
        current: what the fiche says today.
    """

    n: int
    debut: dt.datetime
    fin: dt.datetime
    poste: str
    changes: tuple[Change, ...]
    lot: str | None = None
    version: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """A version brought back: what the fiche was before, and its number of version since."""

    before: Draft
    version: int


@dataclass(slots=True)
class _Walk:
    """The rows of a fiche, taken back line by line from today."""

    rows: Rows
    changes: list[Change] = field(default_factory=list)

    def back(self, trace: Trace) -> None:
        """Take one line of the journal back, and note what it did."""
        key = (trace.type, trace.uid)
        etat = str(self.rows.get((trace.fiche_type, trace.fiche_uid), {}).get("etat"))
        if trace.geste is Geste.SUPPRESSION:
            self.rows[key] = dict(trace.avant or {})
            self.changes.append(_change(trace, etat, self.rows[key]))
        elif trace.geste is Geste.CREATION:
            self.changes.append(_change(trace, etat, self.rows.pop(key, {})))
        elif trace.avant != trace.apres:  # equal: a burst that came to nothing, or words that an erasure forgot
            row = self.rows.setdefault(key, {})
            self.changes.append(_change(trace, etat, dict(row)))
            row[trace.champ or ""] = trace.avant


@cache
def steps(table: str) -> frozenset[str]:
    """The data of a fiche that a gesture sets once and for all: a version does not bring them back either."""
    if table not in FICHES:
        return frozenset()
    return frozenset(d.key for d in schema(FICHES[table].model).stored if d.about.step)


def sittings(unit: UnitOfWork, table: str, uid: str) -> list[Sitting]:
    """The history of a fiche, last sitting first.

    Raises:
        Absent: no such fiche.
    """
    walk = _Walk(_rows(_record(unit, table, uid)))
    for trace in unit.session.scalars(_traces(uid).order_by(Trace.n.desc())):
        walk.back(trace)
    made = [_sitting(part) for part in _cut(list(reversed(walk.changes)))]
    return _numbered(list(reversed(made)))


def version(unit: UnitOfWork, table: str, uid: str, n: int) -> Draft:
    """The fiche as it was once the line `n` of the journal was written: a draft without a base, not to be saved.

    Raises:
        Absent: no such fiche.
        Impossible: the history does not hold that line.
    """
    record = _record(unit, table, uid)
    if unit.session.scalar(_traces(uid).where(Trace.n == n)) is None:
        raise Impossible(_GONE)
    walk = _Walk(_rows(record))
    for trace in unit.session.scalars(_traces(uid).where(Trace.n > n).order_by(Trace.n.desc())):
        walk.back(trace)
    return _draft(unit, record, walk.rows)


def restaurer(unit: UnitOfWork, table: str, uid: str, n: int) -> Restored:
    """Have the fiche say again what it said in a version, as an ordinary change: journalled, and it travels.

    It comes back as a draft to be read again and finished (« à corriger », when a correction is asked for).

    Raises:
        Absent: no such fiche.
        Impossible: closed by the mission, in the corbeille, or not in the history.
    """
    wanted = version(unit, table, uid, n)
    if _record(unit, table, uid).supprime_le is not None:
        raise Impossible(_DELETED)
    before = records.load(unit, table, uid)
    records.reopen(unit, table, uid)
    return Restored(before, _write(unit, wanted).version)


def remettre(unit: UnitOfWork, done: Restored) -> None:
    """Take a restoration back: the fiche says what it said before, in the state it was in.

    Raises:
        Impossible: it changed since.
    """
    before = done.before
    record = _record(unit, before.type, before.uid)
    unchanged(unit, before.type, before.uid, done.version)
    _write(unit, before)
    if record.etat is not before.etat:
        record.etat = before.etat
        records.touch(unit, record)
        unit.session.flush()


def unchanged(unit: UnitOfWork, table: str, uid: str, at: int) -> None:
    """Nothing, when a fiche is still at that number of version.

    Raises:
        Impossible: it changed since.
    """
    if _record(unit, table, uid).version != at:
        raise Impossible(_CHANGED.format(nom=names(unit, table, [uid]).get(uid, UNNAMED)))


def _write(unit: UnitOfWork, wanted: Draft) -> Draft:
    """Save the content of a draft over what the base holds."""
    draft = records.load(unit, wanted.type, wanted.uid)
    draft.values, draft.lines = wanted.values, wanted.lines
    draft.saisies, draft.motifs = wanted.saisies, wanted.motifs
    return records.save(unit, draft)


# ---- the journal, read
def _record(unit: UnitOfWork, table: str, uid: str) -> Record:
    record = unit.session.get(records.model_of(table), uid)
    if record is None:
        raise records.Absent(f"{table} {uid}")
    return record


def _change(trace: Trace, etat: str, row: dict[str, Any]) -> Change:
    return Change(
        trace.n, trace.operation, trace.poste, trace.le, trace.lot, trace.type, trace.geste, trace.champ or "",
        trace.avant, trace.apres, etat, row,
    )  # fmt: skip


def _traces(uid: str) -> Any:
    return select(Trace).where(Trace.fiche_uid == uid)


def _rows(record: Record) -> Rows:
    """A fiche and its lines as they stand."""
    owned: list[Record | Line] = [record]
    for datum in schema(type(record)).line_data:
        owned += getattr(record, datum.key)
    return {(str(row.__tablename__), row.uid): values(row) for row in owned}


def _cut(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Cut into sittings what happened, oldest first: one hand, no long pause, nothing after « Terminer »."""
    part: list[Change] = []
    closed = False
    for _, work in groupby(changes, key=lambda change: change.operation):
        batch = list(work)
        if part:
            first, last = batch[0], part[-1]
            other = (last.poste, last.lot) != (first.poste, first.lot)
            if closed or other or first.le - last.le > PAUSE:
                yield part
                part = []
        part += batch
        closed = any(change.closes for change in batch)
    if part:
        yield part


def _sitting(part: list[Change]) -> Sitting:
    first, last = part[0], part[-1]
    closed = any(change.closes for change in part)
    return Sitting(last.n, first.le, last.le, last.poste, tuple(part), last.lot, version=closed)


def _numbered(found: list[Sitting]) -> list[Sitting]:
    """Last first: which versions are kept, and which one the fiche still says."""
    made: list[Sitting] = []
    versions, same = 0, True
    for one in found:
        kept = one.version and versions < VERSIONS
        versions += kept
        current = kept and same
        same = same and not one.version and not any(change.content for change in one.changes)
        made.append(
            Sitting(one.n, one.debut, one.fin, one.poste, one.changes, one.lot, version=kept, current=current)
        )
    return made


# ---- what it said
def _draft(unit: UnitOfWork, record: Record, rows: Rows) -> Draft:
    """The draft behind plain rows; where the fiche stands is as today."""
    model = type(record)
    of = schema(model)
    own = rows.get((of.table, record.uid), {})
    draft = Draft(
        of.table, record.uid, {d.key: _value(model, d.key, own, record) for d in of.stored}, {},
        dict(own.get("saisies") or {}), dict(own.get("motifs") or {}), record.etat, record.reference or "",
        record.version, record.modifie_le,
    )  # fmt: skip
    for datum in of.line_data:
        assert datum.lines is not None
        held = [(uid, row) for (table, uid), row in rows.items() if table == datum.target]
        held.sort(key=lambda line: (line[1].get("rang") or 0, line[0]))
        keys = [d.key for d in datum.lines.stored]
        draft.lines[datum.key] = [
            LineDraft(uid, {k: undo.stored(datum.type, k, row.get(k)) for k in keys}) for uid, row in held
        ]
    draft.names = records.names_in(unit, draft)
    return draft


def _value(model: type[Record], key: str, row: dict[str, Any], record: Record) -> Any:
    """A stored value; what the journal never held, or what is never gone back on, is as today."""
    today = plain(getattr(record, key))
    return undo.stored(model, key, today if key in steps(record.__tablename__) else row.get(key, today))

