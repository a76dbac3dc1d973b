"""A lot of an older version, as this version would have written it.

Its lines are put in a scratch base at the lot's own revision, that base is upgraded by the ordinary migrations, and the
lines are read back: one way for old bases and old lots. What cannot stand in its own schema passes as it came, and the
merge judges it. Changes (`modifs`) are carried by rows of their own: a twin of the line, and the twin as it was before
each change. Where the two differ once upgraded tells under which name a change goes on, and from which value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, DateTime, Engine, MetaData, RowMapping, Table, UniqueConstraint, insert, select
from sqlalchemy import inspect as inspected
from sqlalchemy.exc import DBAPIError

from db.errors import Faute
from db.memory import open_memory
from db.types import plain, unplain
from db.upgrade import HEAD, upgrade
from pvdesk.bundle.codec import Ligne, Modif, Valeur
from pvdesk.bundle.manifest import Compte
from pvdesk.bundle.package import Lot
from pvdesk.bundle.refus import Code, Refus

_BATCH = 500
_NEUTRAL: dict[type[Any], Any] = {
    str: "", int: 0, bool: False, dict: {},
    dt.datetime: dt.datetime(1, 1, 1),  # noqa: DTZ001 - the base stores no zone
    dt.date: dt.date.min, dt.time: dt.time.min,
}  # fmt: skip


@dataclass(slots=True)
class _Place:
    """A line of the lot: where it stood; where it is now and its values; those of its twins, « » for the plain one."""

    table: str
    line: Ligne
    found: tuple[str, dict[str, Valeur]] | None = None
    before: dict[str, dict[str, Valeur]] = field(default_factory=dict)


def to_head(lot: Lot, target: str = HEAD) -> Lot:
    """The lot in the words of this version; the same object when its author speaks them, or newer ones.

    Args:
        lot: verified.
        target: the revision to reach.

    Raises:
        Refus: Q5 when its revision is older than ours and unknown to us: another branch of the program wrote it.
    """
    revision = lot.manifeste.pvdesk.schema
    if revision >= target:
        return lot
    engine = open_memory()
    try:
        try:
            upgrade(engine, target=revision)
        except Faute as error:
            raise Refus(Code.Q5, f"unknown revision {revision}") from error
        old = _tables(engine)
        places = _store(engine, old, lot)
        upgrade(engine, target=target)
        _look(engine, _tables(engine), places)
    finally:
        engine.dispose()
    return _renewed(lot, old, places)


def _tables(engine: Engine) -> dict[str, Table]:
    """The tables of records and lines, as the base itself tells them."""
    metadata, inspector = MetaData(), inspected(engine)
    keyed = [n for n in inspector.get_table_names() if inspector.get_pk_constraint(n)["constrained_columns"] == ["uid"]]
    return {name: Table(name, metadata, autoload_with=engine, resolve_fks=False) for name in keyed}


# ---- into the scratch base
def _store(engine: Engine, old: dict[str, Table], lot: Lot) -> dict[str, _Place]:
    """Insert every line that can stand, then its former rows; answers the places by uid."""
    places: dict[str, _Place] = {}
    with engine.begin() as connection:
        for name, table in old.items():
            lines = [line for line in lot.tables.get(name, ()) if line.uid not in places]
            for start in range(0, len(lines), _BATCH):
                batch = lines[start : start + _BATCH]
                rows = {line.uid: row for line in batch if (row := _row(table, line.uid, line.valeurs)) is not None}
                kept = _insert(connection, table, rows)
                places |= {line.uid: _Place(name, line) for line in batch if line.uid in kept}
                _insert(connection, table, dict(_formers(table, [line for line in batch if line.uid in kept])))
    return places


def _insert(connection: Any, table: Table, rows: dict[str, dict[str, Any]]) -> set[str]:
    """All at once; when the base refuses one of them, one by one. Answers the uids that are in."""
    if not rows:
        return set()
    try:
        with connection.begin_nested():
            connection.execute(insert(table), list(rows.values()))
    except DBAPIError:
        if len(rows) == 1:
            return set()
        return {uid for uid, row in rows.items() if _insert(connection, table, {uid: row})}
    return set(rows)


def _formers(table: Table, lines: list[Ligne]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The twin of each line that changed, then as it was before each change; what must be unique the line keeps."""
    unique = {c.key for held in table.constraints if isinstance(held, UniqueConstraint) for c in held.columns}
    for line in lines:
        said = {k: v for k, v in line.valeurs.items() if k not in unique}
        formers = {f"{line.uid}/{k}": said | {k: m.avant} for k, m in line.modifs.items() if k in table.columns}
        for uid, values in ({f"{line.uid}/": said} | formers if formers else formers).items():
            row = _row(table, uid, values)
            if row is not None:
                yield uid, row


def _row(table: Table, uid: str, said: dict[str, Valeur]) -> dict[str, Any] | None:
    """A whole row: what the base wants and the line does not say is neutral; None when a value is not of its type."""
    row: dict[str, Any] = {}
    try:
        for column in table.columns:
            value = _stored(column, said.get(column.key))
            row[column.key] = _NEUTRAL[column.type.python_type] if value is None and not column.nullable else value
    except (ValueError, OverflowError):
        return None
    return row | {"uid": uid}


def _stored(column: Column[Any], value: Valeur) -> Any:
    if isinstance(column.type, JSON):
        return None if value is None else msgspec.json.decode(str(value))
    found = unplain(column.type.python_type, value)
    if isinstance(found, dt.datetime):
        return found.astimezone(dt.UTC).replace(tzinfo=None)
    return found


# ---- and out of it
def _look(engine: Engine, new: dict[str, Table], places: dict[str, _Place]) -> None:
    """Find the rows again, whatever their table is called now."""
    with engine.connect() as connection:
        for name, table in new.items():
            for row in connection.execute(select(table)).mappings():
                uid, twin, key = row["uid"].partition("/")
                place = places.get(uid)
                if place is not None and twin:
                    place.before[key] = _plain(table, row)
                elif place is not None:
                    place.found = (name, _plain(table, row))


def _plain(table: Table, row: RowMapping) -> dict[str, Valeur]:
    return {c.key: _told(c, row[c.key]) for c in table.columns if c.key != "uid"}


def _told(column: Column[Any], value: Any) -> Valeur:
    if value is None:
        return None
    if isinstance(column.type, JSON):
        return msgspec.json.encode(value, order="sorted").decode()
    if isinstance(column.type, DateTime):
        value = value.replace(tzinfo=dt.UTC)
    said: Valeur = plain(value)
    return said


def _renewed(lot: Lot, old: dict[str, Table], places: dict[str, _Place]) -> Lot:
    tables: dict[str, list[Ligne]] = {}
    for name, lines in lot.tables.items():
        for line in lines:
            place = places.get(line.uid)
            if place is None or place.line is not line or place.found is None:
                tables.setdefault(name, []).append(line)
            else:
                tables.setdefault(place.found[0], []).append(_line(old[name], place))
    counts = {name: _count(lines) for name, lines in tables.items()}
    for bad in lot.anomalies:
        counts.setdefault(bad.table, Compte()).enregistrements += 1
    head = msgspec.structs.replace(lot.manifeste.pvdesk, comptes=counts)
    return replace(lot, manifeste=msgspec.structs.replace(lot.manifeste, pvdesk=head), tables=tables)


def _count(lines: list[Ligne]) -> Compte:
    removed = sum(line.op == "del" for line in lines)
    return Compte(len(lines) - removed, removed)


def _line(old: Table, place: _Place) -> Ligne:
    """What the line said, under today's names; columns that its version did not know stay as they came."""
    assert place.found is not None
    line, now = place.line, place.found[1]
    if line.op == "del":
        return line
    modifs = _modifs(old, place, now)
    said = {k: v for k, v in line.valeurs.items() if k not in old.columns}
    born = {k: v for k, v in now.items() if k not in old.columns and (v is not None or k in modifs)}
    kept = {k: v for k, v in now.items() if k in old.columns and k in line.valeurs}
    return msgspec.structs.replace(line, valeurs=kept | born | said, modifs=modifs)


def _modifs(old: Table, place: _Place, now: dict[str, Valeur]) -> dict[str, Modif]:
    twin, modifs = place.before.get("", {}), {}
    for key, modif in place.line.modifs.items():
        former = place.before.get(key, twin)
        moved = {k: former[k] for k in former if former[k] != twin[k]} if twin else {}
        if not moved and (key in now or key not in old.columns):
            modifs[key] = modif  # put back as it was, or not to be read in its own schema
        for name, before in moved.items():
            if name not in modifs or modifs[name].n < modif.n:
                modifs[name] = Modif(modif.base, modif.n, before)
    return modifs
