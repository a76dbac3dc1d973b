"""What of the base goes into the next lot d'envoi: the fiches that wait, their rows, and what these point to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from db.base import Etat, Line, Record
from db.journal import Geste, Trace
from db.models.echange import Suivi
from pvdesk.base.steps import UNSEEN, Part
from pvdesk.bundle import rows
from pvdesk.bundle.codec import Ligne, Modif
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import line_models
from pvdesk.store.unit import UnitOfWork

_BATCH = 500
_LOOKED, _GATHERED = 0.3, 0.9  # of the step: once every type is looked through, once what waits is gathered
OP = "op"  # under `modifs`, of a row: what its author had seen when it was removed, or put back
Found = list[tuple[Ligne, str]]  # a line and the uid of its fiche


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the fiches of a type stand before an export, by uid.

    Attributes:
        changed: to be sent, since they changed; the corbeille's mark counts.
        drafts: stay unless ticked.
        again: sent and not acknowledged.
        sent: ever put in a lot.
    """

    changed: list[str]
    drafts: list[str]
    again: list[str]
    sent: frozenset[str]


def standing(unit: UnitOfWork, table: str) -> Standing:
    """The fiches of a type that wait to be sent, those that stay, those that go again."""
    model: Any = FICHES[table].model
    last = func.max(Trace.n).label("n")
    query = (
        select(model.uid, model.etat, model.supprime_le, last, Suivi.exporte_n, Suivi.recu_n)
        .join(Trace, and_(Trace.fiche_uid == model.uid, Trace.lot.is_(None)))
        .outerjoin(Suivi, Suivi.uid == model.uid)
        .group_by(model.uid)
        .order_by(last)
    )
    marks = _marks_as_sent(unit, table)
    came = _came(unit, table)
    changed: list[str] = []
    drafts: list[str] = []
    again: list[str] = []
    sent: set[str] = set()
    for row in unit.all(query):
        exported, gone = row.exporte_n or 0, row.supprime_le is not None
        draft = row.etat is Etat.BROUILLON
        if exported:
            sent.add(row.uid)
        if draft and not gone:
            drafts.append(row.uid)
        if exported == row.n:
            again += [row.uid] if row.recu_n < exported else []
        elif (exported and marks.get(row.uid, gone) != gone) or (gone and row.uid in came):
            changed.append(row.uid)  # into or out of the corbeille: a draft too, the mission holds it
        elif not draft and (exported or not gone or row.uid in came):
            changed.append(row.uid)
    waiting = set(changed)
    return Standing(changed, [u for u in drafts if u not in waiting], again, frozenset(sent))


def _marks_as_sent(unit: UnitOfWork, table: str) -> dict[str, bool]:
    """Whether the fiches whose mark moved since were in the corbeille when they were last put in a lot."""
    moved = select(Trace.uid, Trace.avant).join(Suivi, and_(Suivi.uid == Trace.uid, Trace.n > Suivi.exporte_n))
    moved = moved.where(Trace.type == table, Trace.champ == "supprime_le", Trace.lot.is_(None))
    # The oldest is read last, and stays.
    return {row.uid: row.avant is not None for row in unit.all(moved.order_by(Trace.n.desc()))}


def _came(unit: UnitOfWork, table: str) -> set[str]:
    """The fiches that the mission sent: it holds them, whether or not they ever left from here."""
    born = select(Trace.uid).where(Trace.type == table, Trace.geste == Geste.CREATION, Trace.lot.is_not(None))
    return set(unit.session.scalars(born))


def collect(unit: UnitOfWork, drafts: frozenset[str], step: Part = UNSEEN) -> dict[str, Found]:
    """Lines by table: fiches that changed since acknowledged, ticked drafts, and what they point to.

    `step` is told each type of fiche that is looked through, then how many fiches are gathered; it may interrupt.
    """
    todo: dict[str, set[str]] = {}
    for place, table in enumerate(FICHES):
        step.say(FICHES[table].plural, _LOOKED * place / len(FICHES))
        stands = standing(unit, table)
        todo[table] = {*stands.changed, *stands.again, *(u for u in stands.drafts if u in drafts)}
    tables: dict[str, Found] = {t: [] for t in rows.tables()}
    done: set[str] = set()
    since = _LOOKED
    while any(todo.values()):
        found: dict[str, set[str]] = {}
        behind, total = len(done), len(done) + sum(map(len, todo.values()))
        told = step.counting(behind, total, _GATHERED, ("fiche", "fiches"), since)
        since = _GATHERED  # what they point to comes next, how many is not known before
        for table, uids in todo.items():
            for batch in parts(sorted(uids)):
                told(len(done) - behind)
                _gather(unit, table, batch, tables, found)
                done |= set(batch)
        todo = {table: _unsent(unit, uids - done) for table, uids in found.items()}
    for lines in tables.values():
        lines.sort(key=lambda pair: (pair[0].n, pair[0].uid))
    return {t: lines for t, lines in tables.items() if lines}


def _gather(
    unit: UnitOfWork, table: str, uids: list[str], tables: dict[str, Found], pointed: dict[str, set[str]]
) -> None:
    """Add the lines that say what changed of these fiches since acknowledged, and what their rows point to.

    The fiche's own line always travels, with the fiche's last sequence: the mission then knows up to where it has the
    fiche, even when only a line of it was removed.
    """
    model = FICHES[table].model
    traces = _traces(unit, uids)
    ended = select(Trace.uid).where(Trace.geste == Geste.SUPPRESSION, Trace.lot.is_not(None))
    gone = set(unit.session.scalars(ended.where(Trace.fiche_uid.in_(uids))))
    for fiche in _stored(unit, model, model.uid, uids):
        own = traces.get(fiche.uid, {})
        last = max((changes[-1].n for changes in own.values()), default=0)
        tables[table].append((_line(model, fiche, own.get(fiche.uid, []), last), fiche.uid))
        rows.point(pointed, model, fiche)
    for line_model in line_models(model):
        owner = owner_column(line_model)
        for line in _stored(unit, line_model, owner, uids):
            uid = getattr(line, owner.key)
            changes = traces.get(uid, {}).pop(line.uid, [])
            if changes:
                said = _line(line_model, line, changes, changes[-1].n, back=line.uid in gone)
                tables[line_model.__tablename__].append((said, uid))
                rows.point(pointed, line_model, line)
    for uid, own in traces.items():
        for line_uid, changes in own.items():
            if changes[-1].geste is Geste.SUPPRESSION:
                end = changes[-1]
                seen = {OP: Modif(min(change.base for change in changes), end.n)}
                tables[end.type].append((Ligne("del", line_uid, end.n, modifs=seen), uid))


def _stored(unit: UnitOfWork, model: type[Record | Line], column: Any, uids: list[str]) -> list[Any]:
    """Plain rows, not mapped objects: they are read once, and there may be a hundred thousand of them."""
    return unit.all(select(model.__table__).where(column.in_(uids)))


def _traces(unit: UnitOfWork, uids: list[str]) -> dict[str, dict[str, list[Any]]]:
    """What was typed here and is not acknowledged: by fiche, by row, oldest first."""
    query = select(
        Trace.n, Trace.uid, Trace.fiche_uid, Trace.type, Trace.geste, Trace.champ, Trace.avant, Trace.base,
        Trace.n_source,
    )  # fmt: skip
    query = query.outerjoin(Suivi, Suivi.uid == Trace.fiche_uid).order_by(Trace.n)
    query = query.where(Trace.fiche_uid.in_(uids), Trace.lot.is_(None), Trace.n > func.coalesce(Suivi.recu_n, 0))
    found: dict[str, dict[str, list[Any]]] = {}
    for trace in unit.all(query):
        found.setdefault(trace.fiche_uid, {}).setdefault(trace.uid, []).append(trace)
    return found


def _unsent(unit: UnitOfWork, uids: set[str]) -> set[str]:
    """What the mission cannot know yet, whatever its state: a fiche never leaves without what it points to."""
    known: set[str] = set()
    for batch in parts(sorted(uids)):
        known |= set(unit.session.scalars(select(Suivi.uid).where(Suivi.uid.in_(batch), Suivi.recu_n > 0)))
        came = select(Trace.uid).where(Trace.uid.in_(batch), Trace.geste == Geste.CREATION, Trace.lot.is_not(None))
        known |= set(unit.session.scalars(came))
    return uids - known


def _line(model: type[Record | Line], row: Any, traces: list[Any], last: int, *, back: bool = False) -> Ligne:
    """The whole row, and what changed of it: what was typed since its birth, or since it was acknowledged.

    The cause of a change is what was seen when the first of them was made: a value that came from the mission since
    was not put in the place of what is being changed. `back`: the mission had removed the row before it was made again.
    """
    known = rows.travelling(model)
    changes: dict[str, Modif] = {}
    removed: dict[str, Any] | None = None
    new = False
    for trace in traces:
        if trace.geste is Geste.SUPPRESSION:
            removed = trace.avant
        elif trace.geste is Geste.CREATION:
            new = True
            # A line removed, then put back under its uid: the mission may still hold the former one.
            held = removed or {}
            if trace.n_source is not None:  # said again in the place of a mission that forgot it
                held = dict.fromkeys(known) | held
            changes = {k: Modif(trace.base, trace.n, rows.value_out(v)) for k, v in held.items() if k in known}
            if back or removed is not None:
                changes[OP] = Modif(trace.base, trace.n)
        elif trace.champ in known:
            first = changes.get(trace.champ)
            before = first.avant if first is not None else rows.value_out(trace.avant)
            base = first.base if first is not None else trace.base
            changes[trace.champ] = Modif(base, trace.n, before)
    return Ligne("put", row.uid, last, rows.row_out(model, row), changes, new)


def owner_column(model: Any) -> Any:
    """The column that holds the uid of the fiche: a line's owner, a record's own."""
    return next((getattr(model, c.key) for c in model.__table__.columns if "owner" in c.info), model.uid)


def parts(uids: list[str]) -> Iterator[list[str]]:
    """As many at once as a statement takes."""
    for start in range(0, len(uids), _BATCH):
        yield uids[start : start + _BATCH]
