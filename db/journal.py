"""The field-level journal: what history, undo and the lots read. Filled by the unit of work, in its transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Index, event, insert, inspect, select, text
from sqlalchemy.orm import InstanceState, Mapped, Mapper, Session, UOWTransaction, mapped_column

from db.base import Base, Etat, Line, Record
from db.types import Liste, plain

# Bookkeeping columns: they follow from the journal, so they are not journalled.
_SILENT = frozenset({"uid", "cree_le", "modifie_le", "modifie_par", "version", "origine"})
# Two edits of one field of a draft within this delay are one line of history (autosave writes every 1.5 s).
_ONE_BURST = dt.timedelta(minutes=10)


class Geste(Liste):
    """What happened to a row."""

    CREATION = "creation", "Création"
    MODIFICATION = "modification", "Modification"
    SUPPRESSION = "suppression", "Suppression"


class Trace(Base):
    """One change of one field (or the birth or end of a row).

    ``n`` is the local sequence of a poste, and the mission sequence (msn) in the mission's base: both only grow.
    """

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_fiche", "fiche_uid", "n"),
        Index("ix_journal_uid", "uid", "n"),
        {"sqlite_autoincrement": True},
    )

    n: Mapped[int] = mapped_column(primary_key=True)
    operation: Mapped[str]  # one unit of work
    poste: Mapped[str]  # who wrote
    le: Mapped[dt.datetime]  # shown, never judged by
    type: Mapped[str]  # table of the row
    uid: Mapped[str]
    fiche_type: Mapped[str]  # table of the record that owns the row (itself for a record)
    fiche_uid: Mapped[str]
    geste: Mapped[Geste]
    champ: Mapped[str | None]
    avant: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    apres: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    base: Mapped[int] = mapped_column(default=0)  # mission sequence seen by the author when writing
    lot: Mapped[str | None]  # the lot that brought the change; None when it was typed here
    n_source: Mapped[int | None]  # the author's own sequence, when a lot brought it


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and what they had seen: set by the unit of work in ``session.info``."""

    poste: str
    operation: str
    now: dt.datetime
    vu: int = 0
    exporte: int = 0  # local sequence already put in a lot: never rewritten
    lot: str | None = None


def watch(session: Session, author: Author) -> None:
    """Journal every change that this session flushes."""
    session.info["author"] = author
    event.listen(session, "before_flush", _before_flush)


def count_above(session: Session, n: int) -> None:
    """The next line of a poste's journal is numbered above `n`, whatever the last one is."""
    session.execute(text("UPDATE sqlite_sequence SET seq = max(seq, :n) WHERE name = 'journal'"), {"n": n})
    if not session.scalar(text("SELECT count(*) FROM sqlite_sequence WHERE name = 'journal'")):
        session.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('journal', :n)"), {"n": n})


def owner_of(row: Record | Line) -> tuple[str, str]:
    """Table and uid of the fiche that a row belongs to."""
    if isinstance(row, Record):
        return row.__tablename__, row.uid
    for attribute in inspect(type(row)).columns:
        table = attribute.info.get("owner")
        if table:
            return table, getattr(row, attribute.key)
    raise TypeError(f"{type(row).__name__} declares no owner")


def values(row: Record | Line) -> dict[str, Any]:
    """The stored columns of a row, in plain (JSON) form, bookkeeping left out."""
    mapper: Mapper[Any] = inspect(type(row))
    return {a.key: plain(getattr(row, a.key)) for a in mapper.column_attrs if a.key not in _SILENT}


def _before_flush(session: Session, context: UOWTransaction, instances: Any) -> None:  # noqa: ARG001
    author: Author = session.info["author"]
    traces: list[dict[str, Any]] = []
    traces += [_trace(author, row, Geste.CREATION) for row in session.new if isinstance(row, Record | Line)]
    for row in session.dirty:
        if isinstance(row, Record | Line):
            traces += _changes(session, author, row)
    for row in session.deleted:
        if isinstance(row, Record | Line):
            traces.append(_trace(author, row, Geste.SUPPRESSION, avant=values(row)))
    if traces:  # in one statement: as objects they would each be inserted alone, to learn a number nobody asks for
        session.execute(insert(Trace.__table__), traces)  # type: ignore[arg-type]


def _trace(
    author: Author, row: Record | Line, geste: Geste, champ: str | None = None, avant: Any = None, apres: Any = None
) -> dict[str, Any]:
    fiche_type, fiche_uid = owner_of(row)
    return {
        "operation": author.operation, "poste": author.poste, "le": author.now, "type": row.__tablename__,
        "uid": row.uid, "fiche_type": fiche_type, "fiche_uid": fiche_uid, "geste": geste, "champ": champ,
        "avant": avant, "apres": apres, "base": author.vu, "lot": author.lot,
    }  # fmt: skip


def _changes(session: Session, author: Author, row: Record | Line) -> list[dict[str, Any]]:
    state: InstanceState[Any] = inspect(row)
    made: list[dict[str, Any]] = []
    for attribute in state.mapper.column_attrs:
        if attribute.key in _SILENT:
            continue
        history = state.attrs[attribute.key].history
        if not history.has_changes():
            continue
        avant = plain(history.deleted[0]) if history.deleted else None
        apres = plain(getattr(row, attribute.key))
        if avant == apres:
            continue
        about = attribute.columns[0].info.get("about")
        gesture = about is not None and about.step  # two of them are two lines, however close
        previous = None if gesture else _same_burst(session, author, row, attribute.key)
        if previous is not None:
            avant = previous.avant
            session.delete(previous)
        made.append(_trace(author, row, Geste.MODIFICATION, champ=attribute.key, avant=avant, apres=apres))
    return made


def _same_burst(session: Session, author: Author, row: Record | Line, champ: str) -> Trace | None:
    """The last line of history of that field, when the new change continues it (draft, same hand, not yet in a lot)."""
    if author.lot is not None:
        return None
    with session.no_autoflush:
        if _fiche(session, row).etat is not Etat.BROUILLON:
            return None
        query = select(Trace).where(Trace.uid == row.uid, Trace.champ == champ).order_by(Trace.n.desc()).limit(1)
        last = session.scalars(query).first()
    if last is None or last.poste != author.poste or last.n <= author.exporte or last.base != author.vu:
        return None
    return last if author.now - last.le <= _ONE_BURST else None


def _fiche(session: Session, row: Record | Line) -> Record:
    """The record that a row belongs to."""
    if isinstance(row, Record):
        return row
    table, uid = owner_of(row)
    model = next(m.class_ for m in Base.registry.mappers if m.local_table is Base.metadata.tables[table])
    record: Record = session.get_one(model, uid)
    return record
