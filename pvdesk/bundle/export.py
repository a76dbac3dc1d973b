"""The lot d'envoi: what changed since it was last acknowledged, reviewed, written, recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db.base import Line, Record
from db.journal import Geste, Trace
from db.models import Membre, Reunion
from db.models.echange import Correspondant, IssueLot, Lot, Sens, Suivi, UsageCle
from db.types import new_uid
from db.upgrade import HEAD
from pvdesk.base import files
from pvdesk.base.version import APPLICATION
from pvdesk.bundle import envelope, identity, package, rows
from pvdesk.bundle.codec import Ligne, Modif
from pvdesk.bundle.manifest import Entete, Presentation
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, line_models, schema
from pvdesk.store import listing
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

OLDEST_READER = "0001"  # the oldest schema revision that reads what we write without loss
Tell = Callable[[int, int, str], None]
STEPS = (
    "Données vérifiées",
    "Notes personnelles écartées",
    "Chiffrement pour la mission",
    "Écriture du fichier",
    "Relecture de contrôle",
)


class NotEnrolled(Exception):  # noqa: N818 - said as in « pas encore enrôlé »
    """This poste does not know its mission yet: nothing can be sealed for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What would be sent of one record type."""

    table: str
    label: str
    uids: tuple[str, ...]
    nouveaux: int
    modifies: int
    brouillons: tuple[str, ...]
    noms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What would be sent, and what stays, before anything is written."""

    choices: tuple[Choice, ...]
    enrolled: bool
    mission: str
    derniere: dt.date | None
    textes_libres: int
    personnes: int
    notes_privees: int

    @property
    def total(self) -> int:
        """Fiches that would be sent."""
        return sum(len(c.uids) for c in self.choices)


@dataclass(frozen=True, slots=True)
class Exported:
    """A lot that was written, re-read and recorded."""

    path: Path
    numero: int
    comptes: dict[str, int]
    sha256: str


def review(desk: Desk) -> Review:
    """What the next lot would hold."""
    with desk.reading() as unit:
        choices = tuple(c for c in (_choice(unit, table) for table in FICHES) if c.uids or c.brouillons)
        to = identity.mission(unit)
        last = unit.session.scalar(select(func.max(Lot.fait_le)).where(Lot.sens == Sens.ENVOYE))
        texts = sum(_long_texts(unit, c.table, c.uids) for c in choices)
        people = unit.session.scalar(select(func.count()).select_from(Membre).where(Membre.supprime_le.is_(None))) or 0
        private = select(func.count()).where(Reunion.note.is_not(None), Reunion.note != "")
        notes = unit.session.scalar(private) or 0
        day = last.astimezone().date() if last is not None else None
        return Review(choices, to is not None, to.nom if to is not None else "", day, texts, people, notes)


def _choice(unit: UnitOfWork, table: str) -> Choice:
    listed = listing.rows(unit, table)
    sent = set(unit.session.scalars(select(Suivi.uid).where(Suivi.type == table, Suivi.exporte_n > 0)))
    waiting = [r for r in listed if r.envoi is listing.Envoi.A_ENVOYER]
    gone = _waiting_deletions(unit, table, sent)
    uids = (*(r.uid for r in waiting), *gone)
    new = sum(uid not in sent for uid in uids)
    drafts = tuple(r.uid for r in listed if r.envoi is listing.Envoi.BROUILLON)
    first = FICHES[table].name[0].key
    names = tuple(r.texts.get(first) or r.reference for r in waiting[:3])
    return Choice(table, FICHES[table].plural, uids, new, len(uids) - new, drafts, names)


def _waiting_deletions(unit: UnitOfWork, table: str, sent: set[str]) -> tuple[str, ...]:
    """Records put in the corbeille after they were sent: the mark has to travel."""
    listed = listing.rows(unit, table, listing.Query(deleted=True))
    return tuple(r.uid for r in listed if r.uid in sent and r.envoi is listing.Envoi.A_ENVOYER)


def _long_texts(unit: UnitOfWork, table: str, uids: tuple[str, ...]) -> int:
    of = schema(FICHES[table].model)
    total = 0
    for keys, model in [(of, of.model), *((d.lines, d.type) for d in of.line_data if d.lines is not None)]:
        longs = [getattr(model, d.key) for d in keys.stored if d.kind is Kind.LONG and not d.about.private]
        owner: Any = _owner_column(model)
        for column in longs:
            query = select(func.count()).where(owner.in_(uids), column.is_not(None), column != "")
            total += unit.session.scalar(query) or 0
    return total


def _owner_column(model: Any) -> Any:
    """The column that holds the uid of the fiche: a line's owner, a record's own."""
    return next((getattr(model, c.key) for c in model.__table__.columns if "owner" in c.info), model.uid)


def export(
    desk: Desk,
    folder: Path,
    *,
    drafts: frozenset[str] = frozenset(),
    message: str = "",
    tell: Tell = lambda done, total, text: None,  # noqa: ARG005
) -> Exported:
    """Write the lot d'envoi in a folder.

    Args:
        desk: the poste.
        folder: where the file goes; its name is « D07-000001-2026-05-08.pvlot ».
        drafts: uids of drafts that the person ticked.
        message: a word to the mission.
        tell: told (done, total, step) between two steps; may raise to interrupt: nothing is then recorded.

    Raises:
        NotEnrolled: no lot d'enrôlement was imported yet.
        OSError: the file could not be written; nothing is recorded as sent.
    """
    with desk.writing() as unit:
        to = identity.mission(unit)
        if to is None:
            raise NotEnrolled
        tell(0, len(STEPS), STEPS[0])
        chosen = _collect(unit, drafts)
        tell(1, len(STEPS), STEPS[1])
        head = _head(unit, desk, to, message)
        tables = {t: [line for line, _ in found] for t, found in chosen.items()}
        tell(2, len(STEPS), STEPS[2])
        signing = identity.key(unit, UsageCle.SIGNATURE).privee
        schemas = {t: rows.champs(t) for t in tables}
        data = package.write(head, tables, schemas, {}, signing, [to.lecture, to.reserve])
        path = folder / files.name_of(desk.code, head.numero, desk.today())
        digest = hashlib.sha256(data).hexdigest()
        counts = {t: len(lines) for t, lines in tables.items()}
        record = _record(unit, head, path, digest, counts)
        to.numero, to.dernier = head.numero, digest
        unit.commit()  # the number is spent before the file exists: two files can never share it
    tell(3, len(STEPS), STEPS[3])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.write_atomic(path, data)
    except OSError:
        _give_up(desk, record)
        raise
    tell(4, len(STEPS), STEPS[4])
    _mark(desk, head, chosen)
    tell(5, len(STEPS), STEPS[4])
    return Exported(path, head.numero, counts, digest)


def _head(unit: UnitOfWork, desk: Desk, to: Correspondant, message: str) -> Entete:
    mine = identity.key(unit, UsageCle.LECTURE), identity.key(unit, UsageCle.SIGNATURE)
    presentation = None
    if not to.curseur:  # until the mission has answered, each lot says who speaks
        proof = envelope.proof(to.jeton, mine[0].publique, mine[1].publique)
        presentation = Presentation(mine[0].publique, mine[1].publique, preuve=proof)
    return Entete(
        sorte="envoi", lot=new_uid(), poste=desk.code, numero=to.numero + 1, precedent=to.dernier or None,
        destinataire=to.code, depuis=to.curseur, jusqua=unit.session.scalar(select(func.max(Trace.n))) or 0,
        vu=unit.session.info["author"].vu, schema=HEAD, lecteur_minimal=OLDEST_READER, application=APPLICATION,
        fait_le=unit.now.isoformat(timespec="seconds"), presentation=presentation, message=message or None,
    )  # fmt: skip


Found = list[tuple[Ligne, str]]  # a line and the uid of its fiche


def _collect(unit: UnitOfWork, drafts: frozenset[str]) -> dict[str, Found]:
    """Lines by table: final fiches that changed since acknowledged, ticked drafts, and what they point to."""
    todo: list[tuple[str, str]] = []
    for table in FICHES:
        choice = _choice(unit, table)
        todo += [(table, uid) for uid in (*choice.uids, *(u for u in choice.brouillons if u in drafts))]
    tables: dict[str, Found] = {t: [] for t in rows.tables()}
    done: set[str] = set()
    while todo:
        table, uid = todo.pop()
        if uid in done:
            continue
        done.add(uid)
        record = unit.session.get(FICHES[table].model, uid)
        if record is None:
            continue
        follow = unit.session.get(Suivi, uid)
        received = follow.recu_n if follow is not None else 0
        lines, pointed = _lines_of(unit, record, received)
        for name, line in lines:
            tables[name].append((line, uid))
        todo += [p for p in pointed if p[1] not in done]
    for found in tables.values():
        found.sort(key=lambda pair: pair[0].n)
    return {t: found for t, found in tables.items() if found}


def _lines_of(unit: UnitOfWork, record: Record, received: int) -> tuple[list[tuple[str, Ligne]], list[tuple[str, str]]]:
    """The lines that say what changed of a fiche since local sequence `received`, and what its rows point to."""
    query = (
        select(Trace).where(Trace.fiche_uid == record.uid, Trace.n > received, Trace.lot.is_(None)).order_by(Trace.n)
    )
    traces = list(unit.session.scalars(query))
    held: list[Record | Line] = [record]
    for model in line_models(type(record)):
        held += list(unit.session.scalars(select(model).where(_owner_column(model) == record.uid)))
    made: list[tuple[str, Ligne]] = []
    pointed: list[tuple[str, str]] = []
    for row in held:
        own = [t for t in traces if t.uid == row.uid]
        if own:
            made.append((row.__tablename__, _line(row, own)))
            pointed += rows.pointed(row)
    alive = {row.uid for row in held}
    made += [(t.type, Ligne("del", t.uid, t.n)) for t in traces if t.geste is Geste.SUPPRESSION and t.uid not in alive]
    return made, _unsent(unit, pointed)


def _unsent(unit: UnitOfWork, pointed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the mission cannot know yet, whatever its state: a fiche never leaves without what it points to."""
    if not pointed:
        return []
    known = set(unit.session.scalars(select(Suivi.uid).where(Suivi.uid.in_([u for _, u in pointed]), Suivi.recu_n > 0)))
    return [p for p in pointed if p[1] not in known]


def _line(row: Record | Line, traces: list[Trace]) -> Ligne:
    new = any(t.geste is Geste.CREATION for t in traces)
    changes: dict[str, Modif] = {}
    if not new:
        known = rows.travelling(type(row))
        for trace in traces:
            if trace.champ is None or trace.champ not in known:
                continue
            first = changes.get(trace.champ)
            before = first.avant if first is not None else rows.value_out(trace.avant)
            changes[trace.champ] = Modif(trace.base, trace.n, before)
    return Ligne("put", row.uid, traces[-1].n, rows.values_out(row), changes, new)


def _record(unit: UnitOfWork, head: Entete, path: Path, digest: str, counts: dict[str, int]) -> str:
    row = Lot(
        uid=head.lot, sens=Sens.ENVOYE, sorte=head.sorte, poste=head.poste, numero=head.numero, fichier=path.name,
        sha256=digest, precedent=head.precedent, depuis=head.depuis, jusqua=head.jusqua, fait_le=unit.now,
        issue=IssueLot.CREE, code=None, phrase=None, comptes=dict(counts),
    )  # fmt: skip
    unit.session.add(row)
    unit.session.flush()
    return row.uid


def _give_up(desk: Desk, record: str) -> None:
    with desk.writing() as unit:
        lot = unit.session.get(Lot, record)
        if lot is not None:
            lot.issue, lot.phrase = IssueLot.REFUSE, "Le fichier n’a pas pu être écrit\u00a0; rien n’est parti."
            unit.commit()


def _mark(desk: Desk, head: Entete, chosen: dict[str, Found]) -> None:
    """The file exists and was re-read: its fiches are « envoyées »."""
    last: dict[str, tuple[str, int]] = {}
    owners = {line.__tablename__: model.__tablename__ for model in _records() for line in line_models(model)}
    for table, found in chosen.items():
        for line, uid in found:
            kind, n = last.get(uid, (owners.get(table, table), 0))
            last[uid] = (kind, max(n, line.n))
    with desk.writing() as unit:
        for uid, (kind, n) in last.items():
            follow = unit.session.get(Suivi, uid)
            if follow is None:
                follow = Suivi(uid=uid, type=kind)
                unit.session.add(follow)
            follow.exporte_n, follow.exporte_lot = n, head.numero
        unit.commit()


def _records() -> tuple[type[Record], ...]:
    return tuple(f.model for f in FICHES.values())
