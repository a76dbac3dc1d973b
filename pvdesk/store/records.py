"""Draft, save, finish, delete, restore: the same verbs for every record type. Nothing mapped leaves this module."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from db import search
from db.base import Etat, Line, Record
from db.expressions import NombreEnTete
from db.journal import Trace
from db.types import new_uid
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.schema import Datum, Kind, line_owner, schema
from pvdesk.kit.validation import Finding, findings
from pvdesk.store import etats, words
from pvdesk.store.etats import Geste
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork


class Absent(LookupError):  # noqa: N818 - said as in « fiche absente »
    """No such record (any more)."""


def model_of(table: str) -> type[Record]:
    """The model of a record type, by table name."""
    return FICHES[table].model


def blank(unit: UnitOfWork, table: str, **values: Any) -> Draft:
    """A new draft with the defaults of its columns; it enters the base at its first save."""
    model = model_of(table)
    draft = Draft(table, new_uid(int(unit.now.timestamp() * 1000)))
    for datum in schema(model).stored:
        default = model.__table__.c[datum.key].default
        draft.values[datum.key] = default.arg if default is not None and default.is_scalar else None
    draft.lines = {d.key: [] for d in schema(model).line_data}
    draft.values |= values
    return draft


def load(unit: UnitOfWork, table: str, uid: str) -> Draft:
    """The draft of a stored record.

    Raises:
        Absent: no such record.
    """
    return _draft(unit, _get(unit, table, uid))


def save(unit: UnitOfWork, draft: Draft) -> Draft:
    """Write what the draft changed, whatever is missing; the unit still has to commit.

    Returns:
        The draft as it now stands in the base (what somebody else changed meanwhile included).
    """
    return _draft(unit, _write(unit, draft))


def write(unit: UnitOfWork, draft: Draft) -> None:
    """Save for who needs nothing back: reading a draft again costs as much as writing it."""
    _write(unit, draft)


def _write(unit: UnitOfWork, draft: Draft) -> Record:
    record = _apply(unit, draft)
    index(unit, record)
    return record


def check(unit: UnitOfWork, draft: Draft) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """What is wrong with a draft, and its computed data, without keeping anything."""
    with unit.session.begin_nested() as aside:
        record = _apply(unit, draft)
        said = findings(record), _computed(record)
        aside.rollback()
    return said


def finish(unit: UnitOfWork, table: str, uid: str) -> tuple[Finding, ...]:
    """« Terminer »: pass a record to its final state unless a rule stops it. A line that says nothing goes.

    Returns:
        Every finding; the record is final (corrected, when a correction was asked for) when none of them stops.
    """
    record = _without_blank_lines(unit, _get(unit, table, uid))
    found = findings(record)
    if not any(f.stops for f in found):
        _become(unit, record, etats.after(record.etat, etats.qui(unit), Geste.TERMINER) or record.etat)
    return found


def _without_blank_lines(unit: UnitOfWork, record: Record) -> Record:
    draft = _draft(unit, record)
    before = sum(len(lines) for lines in draft.lines.values())
    for datum in schema(type(record)).line_data:
        draft.lines[datum.key] = [line for line in draft.lines[datum.key] if _says_something(draft, datum, line)]
    return record if sum(len(lines) for lines in draft.lines.values()) == before else _write(unit, draft)


def _says_something(draft: Draft, datum: Datum, line: LineDraft) -> bool:
    """Beyond what a new line holds; what was typed and not understood says something too."""
    columns = datum.type.__table__.c
    defaults = {key: columns[key].default for key in line.values}
    held = {k: d.arg if d is not None and d.is_scalar else None for k, d in defaults.items()}
    typed = any(path.startswith(f"{datum.key}/{line.uid}/") for path in draft.saisies)
    return typed or any(value not in {None, "", held[key]} for key, value in line.values.items())


def reopen(unit: UnitOfWork, table: str, uid: str) -> Etat:
    """To be modified: back to draft, or to the state that the table of states says, which is given.

    Raises:
        etats.Impossible: the fiche is closed.
    """
    record = _get(unit, table, uid)
    if record.etat is not Etat.BROUILLON:
        _become(unit, record, etats.go(unit, record.etat, Geste.ROUVRIR))
    return record.etat


def _become(unit: UnitOfWork, record: Record, etat: Etat) -> None:
    if record.etat is not etat:
        record.etat = etat
        touch(unit, record)
        unit.session.flush()


def delete(unit: UnitOfWork, table: str, uid: str) -> None:
    """Put in the corbeille: a mark that travels, never a removal."""
    record = _get(unit, table, uid)
    if record.supprime_le is None:  # else nothing changed, and a later date would tell otherwise
        record.supprime_le = unit.now
        touch(unit, record)
        unit.session.flush()
    search.remove(unit.session.connection(), uid)


def restore(unit: UnitOfWork, table: str, uid: str) -> None:
    """Take back from the corbeille."""
    record = _get(unit, table, uid)
    if record.supprime_le is not None:
        record.supprime_le = None
        touch(unit, record)
        unit.session.flush()
    index(unit, record)


def _get(unit: UnitOfWork, table: str, uid: str) -> Record:
    record = unit.session.get(model_of(table), uid)
    if record is None:
        raise Absent(f"{table} {uid}")
    return record


def touch(unit: UnitOfWork, record: Record) -> None:
    """Sign a change of a record, or of one of its lines."""
    record.modifie_le, record.modifie_par = unit.now, unit.poste
    record.version = (record.version or 0) + 1


def _apply(unit: UnitOfWork, draft: Draft) -> Record:
    """Carry the draft's own changes to the mapped record, and flush them."""
    model = model_of(draft.type)
    record = unit.session.get(model, draft.uid)
    base = draft.base
    if record is None:
        base = None
        record = model(uid=draft.uid, etat=Etat.BROUILLON, origine=unit.poste, cree_le=unit.now, version=0)
        record.reference = _next_reference(unit, model)
        unit.session.add(record)
    with unit.session.no_autoflush:  # a flush half-way would hide from `touch` that lines changed
        _assign(record, draft.values, base.values if base is not None else {})
        for datum in schema(model).line_data:
            was = base.lines.get(datum.key, []) if base is not None else []
            _assign_lines(unit, record, datum, draft.lines.get(datum.key, []), was)
        record.saisies = _merged(record.saisies, draft.saisies, base.saisies if base is not None else {})
        record.motifs = _merged(record.motifs, draft.motifs, base.motifs if base is not None else {})
    session = unit.session
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        touch(unit, record)
    held = [line for datum in schema(model).line_data for line in getattr(record, datum.key)]
    session.flush()
    for row in (*held, record):  # lines first: read again with the record, a query a table and not a line
        if row in session:
            session.expire(row)
    return record


def _assign(row: Record | Line, values: dict[str, Any], base: dict[str, Any]) -> None:
    for key, given in values.items():
        value = _whole(given) if isinstance(given, str) else given
        if (key not in base or base[key] != value) and getattr(row, key) != value:
            setattr(row, key, value)


def _whole(text: str) -> str:
    """Half a character (a broken paste) and the NUL, that no server keeps, are not stored: they become « \ufffd »."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\x00", "\ufffd")


def _merged(held: dict[str, Any] | None, wanted: dict[str, str], base: dict[str, str]) -> dict[str, Any] | None:
    """What is held, with the draft's own changes; None when nothing is left."""
    kept = {k: v for k, v in (held or {}).items() if k in wanted or k not in base}
    return kept | {k: v for k, v in wanted.items() if base.get(k) != v} or None


def _assign_lines(
    unit: UnitOfWork, record: Record, datum: Datum, wanted: list[LineDraft], base: list[LineDraft]
) -> None:
    """Lines are matched by uid: those of the base that are wanted no more go, those that others added stay.

    One that others removed comes back only if the draft changed it. Ranks move only where the order asks for it.
    """
    rows: list[Line] = getattr(record, datum.key)
    held = {row.uid: row for row in rows}
    was = {line.uid: line.values for line in base}
    kept = {line.uid for line in wanted}
    for uid, row in held.items():
        if uid in was and uid not in kept:
            unit.session.delete(row)
    last = -1
    for line in wanted:
        line_row = held.get(line.uid)
        if line_row is None:
            if was.get(line.uid) == line.values:
                continue
            # The owner is set by hand: the journal reads it before the flush would.
            line_row = datum.type(uid=line.uid, rang=last + 1, **{line_owner(datum.type)[0]: record.uid})
            rows.append(line_row)
            _assign(line_row, line.values, {})
        else:
            _assign(line_row, line.values, was.get(line.uid, {}))
        if line_row.rang <= last:
            line_row.rang = last + 1
        last = line_row.rang


def _next_reference(unit: UnitOfWork, model: type[Record]) -> str | None:
    """« CC-2026-D07-0042 »: the counter is the poste's own, so two offline laptops never share a number."""
    if not model.prefix:
        return None
    start = f"{model.prefix}-{unit.now.year}-{unit.poste}-"
    number = NombreEnTete(func.substr(model.reference, len(start) + 1))
    last = unit.session.scalar(select(func.max(number)).where(model.reference.startswith(start, autoescape=True)))
    return f"{start}{(last or 0) + 1:04d}"


def _draft(unit: UnitOfWork, record: Record) -> Draft:
    of = schema(type(record))
    draft = Draft(
        of.table, record.uid, {d.key: getattr(record, d.key) for d in of.stored}, {}, dict(record.saisies or {}),
        dict(record.motifs or {}), record.etat, record.reference or "", record.version, record.modifie_le,
    )  # fmt: skip
    for datum in of.line_data:
        assert datum.lines is not None
        keys = [d.key for d in datum.lines.stored]
        rows = getattr(record, datum.key)
        draft.lines[datum.key] = [LineDraft(row.uid, {k: getattr(row, k) for k in keys}) for row in rows]
    draft.names = names_in(unit, draft)
    draft.computed = _computed(record)
    draft.freeze_base()
    return draft


def _computed(record: Record) -> dict[str, Any]:
    return {d.key: getattr(record, d.key) for d in schema(type(record)).data if d.kind is Kind.COMPUTED}


def names_in(unit: UnitOfWork, draft: Draft) -> dict[str, str]:
    """Names of everything the draft points to."""
    wanted: dict[str, set[str]] = {}
    of = schema(model_of(draft.type))
    for datum in of.stored:
        if datum.kind is Kind.REFERENCE and draft.values.get(datum.key):
            wanted.setdefault(datum.target, set()).add(draft.values[datum.key])
    for datum in of.line_data:
        assert datum.lines is not None
        pointing = [d for d in datum.lines.stored if d.kind is Kind.REFERENCE]
        for line in draft.lines.get(datum.key, []):
            for inner in pointing:
                if line.values.get(inner.key):
                    wanted.setdefault(inner.target, set()).add(line.values[inner.key])
    found: dict[str, str] = {}
    for table, keys in wanted.items():
        found |= names(unit, table, keys)
    return found


def reindex(unit: UnitOfWork, record: Record) -> None:
    """Let a record be found by its words, or not any more once it is in the corbeille."""
    if record.supprime_le is not None:
        search.remove(unit.session.connection(), record.uid)
    index(unit, record)


def index(unit: UnitOfWork, record: Record) -> None:
    """Let a record be found by its words, unless it is in the corbeille."""
    if record.supprime_le is not None:
        return
    search.put(unit.session.connection(), record.__tablename__, record.uid, words.of_record(unit, record))


def history(unit: UnitOfWork, uid: str) -> list[dict[str, Any]]:
    """What happened to a fiche, to its lines and to the fiches united with it, newest first.

    Each line tells n, le, poste, geste, fiche (uid of the fiche it happened to), type, uid, champ, avant, apres, lot.
    """
    query = select(Trace).where(Trace.fiche_uid.in_(_united(unit, uid))).order_by(Trace.n.desc()).limit(500)
    keys = ("n", "le", "poste", "geste", "fiche_uid", "type", "uid", "champ", "avant", "apres", "lot")
    names_ = {"fiche_uid": "fiche"}
    return [{names_.get(k, k): getattr(trace, k) for k in keys} for trace in unit.session.scalars(query)]


def _united(unit: UnitOfWork, uid: str) -> set[str]:
    """The uid of a fiche and of those that it took the place of."""
    found, new = {uid}, {uid}
    table = unit.session.scalars(select(Trace.fiche_type).where(Trace.fiche_uid == uid).limit(1)).first()
    model = model_of(table) if table in FICHES else None
    while new and model is not None:
        new = set(unit.session.scalars(select(model.uid).where(model.remplace_par.in_(new)))) - found
        found |= new
    return found
