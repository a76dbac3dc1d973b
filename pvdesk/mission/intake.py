"""A lot d'envoi enters the mission's base: verified, merged in one transaction, counted, archived."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import func, select

from db import search
from db.journal import Trace
from db.models.echange import Accuse, Correspondant, IssueLot, Lot, Rebut, Role, Sens
from db.upgrade import HEAD
from pvdesk.base import files, francais
from pvdesk.bundle import envelope, identity, package, rows
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.package import Revoque
from pvdesk.bundle.reception import read_file
from pvdesk.bundle.refus import Code, Refus
from pvdesk.fiches import FICHES
from pvdesk.mission.consolidation import Merge, Outcome
from pvdesk.mission.postes import lot_row
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

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
            francais.pluriel(o.nouveaux, "nouvelle ligne", "nouvelles lignes"), f"{o.modifies} modifiées",
            f"{o.identiques} identiques", f"{o.supprimes} supprimées", f"{len(o.aside)} mises de côté",
        ]  # fmt: skip
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
    except Refus as refusal:
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
            return package.read(data, opened, lambda code: _trusted(unit, code), desk.code), None
        except Refus as refusal:
            if refusal.code is not Code.Q3:
                raise
            control = _introduce(unit, package.read_presentation(data, opened, desk.code).pvdesk, refusal)
        lot = package.read(data, opened, lambda code: _trusted(unit, code), desk.code)
        unit.commit()
        return lot, control


def _trusted(unit: UnitOfWork, code: str) -> str | Revoque | None:
    row = unit.session.get(Correspondant, code)
    if row is None or (not row.signature and row.revoque_le is None):
        return None
    if row.revoque_le is not None:
        return Revoque(row.revoque_motif or "", francais.date_courte(row.revoque_le.astimezone().date()))
    return row.signature


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
    _acknowledge(unit, head, outcome)
    _index(unit, outcome)
    row = unit.session.get(Correspondant, head.poste)
    assert row is not None
    row.numero, row.curseur = max(row.numero, head.numero), max(row.curseur, head.jusqua)
    row.dernier, row.vu = lot.sha256, max(row.vu, head.vu)
    unit.session.add(lot_row(head, name, lot.sha256, Sens.RECU, unit))
    return Imported(head.poste, head.numero, announced, read, kept, outcome, control)


def _set_aside(unit: UnitOfWork, lot: package.Lot, outcome: Outcome) -> None:
    head = lot.manifeste.pvdesk
    for item in outcome.aside:
        said = msgspec.to_builtins(item.ligne)
        unit.session.add(
            Rebut(
                lot=head.lot, poste=head.poste, type=item.table, uid=item.ligne.uid, champ=item.champ, code=item.code,
                phrase=item.phrase, ligne=said,
            )
        )  # fmt: skip
    for anomaly in lot.anomalies:
        unit.session.add(
            Rebut(
                lot=head.lot, poste=head.poste, type=anomaly.table, uid=anomaly.uid or "", champ=None, code="Q7",
                phrase=anomaly.motif, ligne={"brut": anomaly.brut.decode("utf-8", "replace")},
            )
        )  # fmt: skip
    for table, lines in lot.tables.items():
        if table not in rows.tables():
            for line in lines:
                phrase = "Type de fiche d’une version plus récente\u00a0: gardé tel quel."
                unit.session.add(
                    Rebut(
                        lot=head.lot, poste=head.poste, type=table, uid=line.uid, champ=None, code="Q5", phrase=phrase,
                        ligne=msgspec.to_builtins(line),
                    )
                )  # fmt: skip


def _acknowledge(unit: UnitOfWork, head: Entete, outcome: Outcome) -> None:
    """One acknowledgement a fiche, to be sent back."""
    msn = unit.session.scalar(select(func.max(Trace.n))) or 0
    clashes = {a.ligne.uid for a in outcome.aside}
    for uid, (table, n) in outcome.touched.items():
        row = unit.session.get(Accuse, (uid, head.poste))
        if row is None:
            row = Accuse(uid=uid, poste=head.poste, type=table, n=0)
            unit.session.add(row)
        row.n, row.lot, row.recu_le, row.msn = max(row.n, n), head.numero, unit.now, msn
        row.phrase = "une valeur est en arbitrage" if uid in clashes else None


def _index(unit: UnitOfWork, outcome: Outcome) -> None:
    """The full-text index of what changed."""
    connection = unit.session.connection()
    for uid, (table, _) in outcome.touched.items():
        record = unit.session.get(FICHES[table].model, uid)
        if record is None:
            continue
        if record.supprime_le is not None:
            search.remove(connection, uid)
        else:
            search.put(connection, table, uid, records.words_of(unit, record))


def _archive(desk: Desk, digest: str, data: bytes) -> None:
    target = desk.folder / ARCHIVE / f"{digest}.pvlot"
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
