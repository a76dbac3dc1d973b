"""A lot d'envoi enters the mission's base: verified, merged in one transaction, counted, archived."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import delete, func, insert, select

from db.journal import Trace
from db.models.echange import Accuse, Correspondant, IssueLot, Lot, Rebut, Role, Sens
from db.upgrade import HEAD
from pvdesk.base import files, francais
from pvdesk.bundle import envelope, identity, package, rows, scratch
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.reception import read_file
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import effacement
from pvdesk.mission.consolidation import Merge, Outcome
from pvdesk.mission.postes import lot_row
from pvdesk.store import indexing
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

NEWER = "Type de fiche d’une version plus récente\u00a0: gardé tel quel."
PARTIAL = "une partie est mise de côté par la mission"
CLASHING = "une valeur est en arbitrage"
ARCHIVE = "lots"  # folder of the data folder: every lot received, by its hash, so that the base can be rebuilt


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; the three counts are equal, or it was not done.

    Attributes:
        annonces: lines that the manifest announces.
        lus: lines read.
        gardes: lines that are in the base or set aside.
    """

    poste: str
    numero: int
    annonces: int
    lus: int
    gardes: int
    outcome: Outcome
    code_controle: str | None = None
    deja: dt.date | None = None

    @property
    def phrase(self) -> str:
        """What happened, in one sentence."""
        name = f"Lot {self.numero} de {self.poste}"
        if self.deja is not None:
            return f"{name}\u00a0: déjà importé le {francais.date_courte(self.deja)}, rien n’a changé."
        o = self.outcome
        parts = [
            francais.pluriel(o.nouveaux, "nouvelle ligne", "nouvelles lignes"),
            francais.pluriel(o.modifies, "modifiée", "modifiées"),
            francais.pluriel(o.identiques, "identique", "identiques"),
            francais.pluriel(o.supprimes, "supprimée", "supprimées"),
            francais.pluriel(len(o.aside), "mise de côté", "mises de côté"),
        ]
        return f"{name}\u00a0: {', '.join(parts)} ({self.annonces} annoncées, {self.lus} lues, {self.gardes} gardées)."


def take(desk: Desk, path: Path) -> Imported:
    """Import a lot d'envoi; the same file twice has one effect.

    Raises:
        Refus: with its code and sentence; nothing is merged. The refusal is noted, and the file kept, when its author
            is known.
        OSError: the file cannot be read, or the disk refused; nothing is merged.
    """
    if desk.role is not Role.MISSION:
        raise Refus(Code.Q2, "only the mission takes lots d'envoi")
    data = read_file(path)
    lot, control = _read(desk, data)
    head = lot.manifeste.pvdesk
    try:
        _accept(desk, head)
        lot = scratch.to_head(lot)
    except Refus as refusal:
        _archive(desk, lot.sha256, data)
        _note(desk, lot, path.name, refusal)
        raise
    _archive(desk, lot.sha256, data)
    with desk.writing(lot=head.lot) as unit:
        done = unit.session.scalars(select(Lot).where(Lot.uid == head.lot, Lot.sens == Sens.RECU)).first()
        if done is not None and done.issue is IssueLot.IMPORTE:
            return Imported(head.poste, head.numero, 0, 0, 0, Outcome(), control, done.fait_le.astimezone().date())
        if done is not None:
            unit.session.delete(done)
            unit.session.flush()
        imported = _merge(unit, lot, path.name, control)
        unit.commit()
    return imported


def _read(desk: Desk, data: bytes) -> tuple[package.Lot, str | None]:
    """Open and verify; a poste that presents itself is recognised by the token of its enrolment."""
    if package.is_enrolement(data):
        raise Refus(Code.Q2, "a lot d'enrôlement goes to its poste")
    with desk.writing() as unit:
        opened = identity.identities(unit)
        try:
            return package.read(data, opened, lambda code: identity.trusted(unit, code), desk.code), None
        except Refus as refusal:
            if refusal.code is not Code.Q3:
                raise
            control = _introduce(unit, package.read_presentation(data, opened, desk.code).pvdesk, refusal)
        lot = package.read(data, opened, lambda code: identity.trusted(unit, code), desk.code)
        unit.commit()
        return lot, control


def _introduce(unit: UnitOfWork, head: Entete, refusal: Refus) -> str:
    """Register the keys of an enrolled poste at its first lot; the control code is to be compared by telephone."""
    row, speaks = unit.session.get(Correspondant, head.poste), head.presentation
    if row is None or row.signature or row.revoque_le is not None or not row.jeton or speaks is None:
        raise refusal
    if speaks.preuve is None or not envelope.proof_holds(speaks.preuve, row.jeton, speaks.age, speaks.minisign):
        raise refusal
    row.lecture, row.signature, row.depuis = speaks.age, speaks.minisign, unit.now
    row.numero = row.curseur = row.vu = 0
    row.dernier = ""
    unit.session.flush()
    return identity.control_code(unit, row)


def _accept(desk: Desk, head: Entete) -> None:
    if head.sorte != "envoi":
        raise Refus(Code.Q2, head.sorte)
    if head.lecteur_minimal > HEAD:
        raise Refus(Code.Q5, head.lecteur_minimal)
    with desk.reading() as unit:
        row = unit.session.get(Correspondant, head.poste)
        if row is not None and head.depuis > row.curseur:
            missing = f"Le dernier lot reçu de {head.poste} est le n°\u00a0{row.numero}."
            raise Refus(Code.Q6, f"{head.depuis} > {row.curseur}", missing)
        if row is not None and _twin(unit, head, row):
            raise Refus(Code.Q6, "a number twice", f"{head.poste} a déjà envoyé un autre lot n°\u00a0{head.numero}.")


def _twin(unit: UnitOfWork, head: Entete, row: Correspondant) -> bool:
    """Whether another lot of that number came since this poste was enrolled: a copy of its base was restored."""
    query = select(Lot.uid).where(
        Lot.poste == head.poste, Lot.sens == Sens.RECU, Lot.numero == head.numero, Lot.uid != head.lot,
        Lot.issue == IssueLot.IMPORTE, Lot.fait_le >= row.depuis,
    )  # fmt: skip
    return unit.session.scalars(query).first() is not None


def _merge(unit: UnitOfWork, lot: package.Lot, name: str, control: str | None) -> Imported:
    head = lot.manifeste.pvdesk
    coming = {table: {line.uid for line in lines if line.op == "put"} for table, lines in lot.tables.items()}
    merge = Merge(unit, head.poste, head.lot, coming)
    for table in rows.tables():
        if table in lot.tables:
            merge.apply(table, lot.tables[table])
    outcome = merge.outcome
    announced = sum(c.enregistrements + c.suppressions for c in head.comptes.values())
    read = sum(len(lines) for lines in lot.tables.values()) + len(lot.anomalies)
    unknown = sum(len(lines) for table, lines in lot.tables.items() if table not in rows.tables())
    kept = outcome.total + len(lot.anomalies) + unknown
    if not announced == read == kept:
        raise Refus(Code.Q4, f"counts differ: {announced}, {read}, {kept}")
    _set_aside(unit, lot, outcome)
    _acknowledge(unit, lot, outcome)
    unit.session.flush()
    _index(unit, outcome)
    effacement.apply(unit, outcome.effaces, outcome.changed)
    row = unit.session.get(Correspondant, head.poste)
    assert row is not None
    row.numero, row.curseur = max(row.numero, head.numero), max(row.curseur, head.jusqua)
    if head.numero == row.numero:  # a late lot is not the last one
        row.dernier = lot.sha256
    row.vu = max(row.vu, head.vu)
    unit.session.add(lot_row(head, name, lot.sha256, Sens.RECU, unit))
    return Imported(head.poste, head.numero, announced, read, kept, outcome, control)


def _set_aside(unit: UnitOfWork, lot: package.Lot, outcome: Outcome) -> None:
    """Keep whole what did not go in; what the poste says again takes the place of what it said before."""
    head = lot.manifeste.pvdesk
    found = [
        {
            "type": a.table, "uid": a.ligne.uid, "champ": a.champ, "code": a.code, "phrase": a.phrase,
            "ligne": msgspec.to_builtins(a.ligne),
        }
        for a in outcome.aside
    ]  # fmt: skip
    for bad in lot.anomalies:
        said = {"brut": bad.brut.decode("utf-8", "replace")}
        found.append(
            {"type": bad.table, "uid": bad.uid or "", "champ": None, "code": "Q7", "phrase": bad.motif, "ligne": said}
        )
    for table in lot.tables.keys() - rows.tables().keys():
        found += [
            {"type": table, "uid": n.uid, "champ": None, "code": "Q5", "phrase": NEWER, "ligne": msgspec.to_builtins(n)}
            for n in lot.tables[table]
        ]
    for row in found:
        if row["uid"]:
            same = [getattr(Rebut, key) == row[key] for key in ("type", "uid", "champ")]
            unit.session.execute(delete(Rebut).where(Rebut.poste == head.poste, Rebut.regle_le.is_(None), *same))
    if found:
        unit.session.execute(insert(Rebut), [{"lot": head.lot, "poste": head.poste, **row} for row in found])


def _acknowledge(unit: UnitOfWork, lot: package.Lot, outcome: Outcome) -> None:
    """One acknowledgement a fiche, to be sent back; a fiche of which a part was set aside is not received yet."""
    head = lot.manifeste.pvdesk
    msn = unit.session.scalar(select(func.max(Trace.n))) or 0
    partial = {a.fiche for a in outcome.aside if a.code == "Q7"} | _owners_of(lot)
    tables = {uid: table for uid, (table, _) in outcome.touched.items()}
    tables |= {a.fiche: _fiche_table(a.table) for a in outcome.aside if a.fiche}
    clashing = _clashing(unit, head.poste)
    for uid, table in tables.items():
        row = unit.session.get(Accuse, (uid, head.poste))
        if row is None:
            row = Accuse(uid=uid, poste=head.poste, type=table, n=0)
            unit.session.add(row)
        _, n = outcome.touched.get(uid, (table, 0))
        row.n, row.lot = row.n if uid in partial else max(row.n, n), max(row.lot or 0, head.numero)
        row.recu_le, row.msn = unit.now, msn
        row.phrase = PARTIAL if uid in partial else CLASHING if uid in clashing else None


def _fiche_table(table: str) -> str:
    """Table of the fiche that rows of a table belong to."""
    return next((o for c in rows.tables()[table].__table__.columns if (o := c.info.get("owner"))), table)


def _owners_of(lot: package.Lot) -> set[str]:
    """Fiches of which a line was not even legible: the line's own uid is all that is known of it."""
    return {bad.uid for bad in lot.anomalies if bad.uid}


def _clashing(unit: UnitOfWork, poste: str) -> set[str]:
    """Fiches of a poste with a value that waits for a person."""
    unit.session.flush()
    query = select(Trace.fiche_uid).join(Rebut, Rebut.uid == Trace.uid).distinct()
    query = query.where(Rebut.poste == poste, Rebut.code == "CONFLIT", Rebut.regle_le.is_(None))
    return set(unit.session.scalars(query))


def _index(unit: UnitOfWork, outcome: Outcome) -> None:
    """The full-text index of what changed."""
    by_table: dict[str, list[str]] = {}
    for uid in outcome.changed:
        by_table.setdefault(outcome.touched[uid][0], []).append(uid)
    indexing.reindex(unit, by_table)


def _archive(desk: Desk, digest: str, data: bytes) -> None:
    target = desk.folder / ARCHIVE / f"{digest}.pvlot"
    for stale in target.parent.glob(files.TEMP_GLOB):  # what a killed import left
        stale.unlink(missing_ok=True)
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        files.write_atomic(target, data)


def _note(desk: Desk, lot: package.Lot, name: str, refusal: Refus) -> None:
    """A lot that was read but held or refused is kept and told; it can be taken again."""
    head = lot.manifeste.pvdesk
    with desk.writing() as unit:
        if unit.session.get(Lot, head.lot) is None:
            row = lot_row(head, name, lot.sha256, Sens.RECU, unit)
            row.issue = IssueLot.RETENU if refusal.held else IssueLot.REFUSE
            row.code, row.phrase = refusal.code.value, refusal.phrase
            unit.session.add(row)
            unit.commit()
