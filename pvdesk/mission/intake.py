"""A lot d'envoi enters the mission's base: verified, merged in one transaction, counted, archived."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from db.models.echange import Accuse, Correspondant, IssueLot, Lot, Role, Sens
from db.upgrade import HEAD
from pvdesk.base import files, francais
from pvdesk.bundle import effacement, envelope, identity, package, rows, scratch
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.reception import read_file
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import accuses, corrections, doublons, lignee
from pvdesk.mission.avant import Avant, flat
from pvdesk.mission.bilan import Outcome
from pvdesk.mission.consolidation import Merge
from pvdesk.mission.lignee import Place
from pvdesk.mission.postes import lot_row
from pvdesk.store.desk import Desk
from pvdesk.store.indexing import reindex
from pvdesk.store.unit import UnitOfWork

ARCHIVE = "lots"  # folder of the data folder: every lot received, by its hash, so that the base can be rebuilt
STEPS = ("Ouverture et vérification", "Conservation du fichier", "Fusion des fiches")
Tell = Callable[[int, int, str], None]


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
    repris: tuple[Imported, ...] = ()  # lots that were held, and went in after this one

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
        if o.conflits:
            parts.append(f"{o.conflits}\u00a0en arbitrage")
        return f"{name}\u00a0: {', '.join(parts)} ({self.annonces} annoncées, {self.lus} lues, {self.gardes} gardées)."


def take(desk: Desk, path: Path, tell: Tell = lambda done, total, text: None) -> Imported:  # noqa: ARG005
    """Import a lot d'envoi, then those that waited for it; the same file twice has one effect.

    Args:
        desk: the mission.
        path: the file.
        tell: told (done, total, step) between two steps; may raise to interrupt: nothing is then merged.

    Raises:
        Refus: with its code and sentence; nothing is merged. The refusal is noted, and the file kept, when its author
            is known.
        OSError: the file cannot be read, or the disk refused; nothing is merged.
    """
    if desk.role is not Role.MISSION:
        raise Refus(Code.Q2, "only the mission takes lots d'envoi")
    taken = _take(desk, read_file(path), path.name, tell)
    return replace(taken, repris=tuple(reprendre(desk))) if taken.deja is None else taken


def rejouer(desk: Desk, path: Path) -> None:
    """Take one archived lot as it once went in, and no other: who rebuilds a base replays each in its place.

    Raises:
        Refus: it does not go in.
        OSError: the file cannot be read.
    """
    data = read_file(path)
    same = select(Lot.issue).where(Lot.sha256 == hashlib.sha256(data).hexdigest(), Lot.sens == Sens.RECU)
    with desk.reading() as unit:
        held = unit.session.scalars(same).first() is IssueLot.RETENU
    _take(desk, data, path.name, resumed=held)


def reprendre(desk: Desk) -> list[Imported]:
    """Take the lots that were held and can go in now: the missing one came, the copy lives no more, pvdesk was updated.

    Returns:
        What each did, in the order they went in.
    """
    made: list[Imported] = []
    while True:
        with desk.reading() as unit:
            ripe = [(lot.sha256, lot.fichier) for lot in _held(unit)]
        moved = False
        for digest, name in ripe:
            path = desk.folder / ARCHIVE / f"{digest}.pvlot"
            if not path.exists():
                continue
            try:
                made.append(_take(desk, read_file(path), name, resumed=True))
            except Refus:
                continue  # it waits on
            moved = True
        if not moved:
            return made


def _held(unit: UnitOfWork) -> list[Lot]:
    """The held lots that may be ripe, by what the journal of lots tells of them."""
    held = select(Lot).where(Lot.sens == Sens.RECU, Lot.issue == IssueLot.RETENU).order_by(Lot.poste, Lot.numero)
    ripe = []
    for lot in unit.session.scalars(held):
        row = unit.session.get(Correspondant, lot.poste)
        if row is None:
            continue
        try:
            if lot.code == Code.Q6.value:
                lignee.place(unit, row, lignee.of_row(lot), resumed=True)
        except Refus:
            continue
        ripe.append(lot)
    return ripe


def _take(desk: Desk, data: bytes, name: str, tell: Tell = lambda *_: None, *, resumed: bool = False) -> Imported:
    tell(0, len(STEPS), STEPS[0])
    lot, control = _read(desk, data)
    head = lot.manifeste.pvdesk
    accepted = False
    try:
        with desk.writing(lot=head.lot) as unit:
            done = unit.session.scalars(select(Lot).where(Lot.uid == head.lot, Lot.sens == Sens.RECU)).first()
            if done is not None and done.issue is IssueLot.IMPORTE:
                return Imported(head.poste, head.numero, 0, 0, 0, Outcome(), control, done.fait_le.astimezone().date())
            where = _accept(unit, head, resumed=resumed)
            lot = scratch.to_head(lot)
            accepted = True
            tell(1, len(STEPS), STEPS[1])
            _archive(desk, lot.sha256, data)
            before = flat(done) if done is not None else None
            if done is not None:
                unit.session.delete(done)
                unit.session.flush()
            tell(2, len(STEPS), STEPS[2])
            imported = _merge(unit, lot, name, control, where)
            if before is not None:
                kept = unit.session.get_one(Lot, head.lot)
                kept.avant = {**kept.avant, "retenu": before}
            tell(3, len(STEPS), STEPS[2])
            unit.commit()
    except Refus as refusal:
        if not accepted:
            _archive(desk, lot.sha256, data)
            _note(desk, lot, name, refusal)
        raise
    return imported


def _read(desk: Desk, data: bytes) -> tuple[package.Lot, str | None]:
    """Open and verify; a poste that presents itself is recognised by the token of its enrolment."""
    if package.is_enrolement(data):
        raise Refus(Code.Q2, "a lot d'enrôlement goes to its poste")
    with desk.reading() as unit:  # nobody waits while a lot is decrypted and verified
        opened = identity.identities(unit)
        try:
            return package.read(data, opened, lambda code: identity.trusted(unit, code), desk.code), None
        except Refus as refusal:
            if refusal.code is not Code.Q3:
                raise
            unknown = refusal
    with desk.writing() as unit:
        head = _presented(data, opened, desk.code, unknown)
        # Another agent may have registered it in between.
        control = _introduce(unit, head, unknown) if identity.trusted(unit, head.poste) is None else None
        lot = package.read(data, opened, lambda code: identity.trusted(unit, code), desk.code)
        unit.commit()
        return lot, control


def _presented(data: bytes, opened: list[str], me: str, unknown: Refus) -> Entete:
    """What an unknown poste presents; one that presents nothing is refused for what it is: unknown, or revoked."""
    try:
        return package.read_presentation(data, opened, me).pvdesk
    except Refus as refusal:
        raise unknown if refusal.code is Code.Q3 else refusal from None


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


def _accept(unit: UnitOfWork, head: Entete, *, resumed: bool) -> Place:
    if head.sorte != "envoi":
        raise Refus(Code.Q2, head.sorte)
    if head.lecteur_minimal > HEAD:
        raise Refus(Code.Q5, head.lecteur_minimal)
    row = unit.session.get_one(Correspondant, head.poste)
    return lignee.place(unit, row, lignee.of_head(head), resumed=resumed)


def _merge(unit: UnitOfWork, lot: package.Lot, name: str, control: str | None, where: Place) -> Imported:
    head = lot.manifeste.pvdesk
    row = unit.session.get_one(Correspondant, head.poste)
    avant = Avant(row)
    if where is Place.NAISSANCE:
        for uid in unit.session.scalars(select(Accuse.uid).where(Accuse.poste == head.poste)):
            avant.accuse(unit.session.get_one(Accuse, (uid, head.poste)), uid)
        lignee.adopt(unit, row, head.incarnation)
    outcome = _lines(unit, lot, foreign=where is Place.ETRANGER)
    announced = sum(c.enregistrements + c.suppressions for c in head.comptes.values())
    read = sum(len(lines) for lines in lot.tables.values()) + len(lot.anomalies)
    unknown = sum(len(lines) for table, lines in lot.tables.items() if table not in rows.tables())
    kept = outcome.total + len(lot.anomalies) + unknown
    if not announced == read == kept:
        raise Refus(Code.Q4, f"counts differ: {announced}, {read}, {kept}")
    accuses.set_aside(unit, lot, outcome, avant)
    if where is not Place.ETRANGER:
        accuses.acknowledge(unit, lot, outcome, avant)
    avant.conflits(outcome.remplaces)
    avant.muets(outcome.muets)
    if where in {Place.SUITE, Place.NAISSANCE}:
        _move_on(row, lot)
    kept_row = lot_row(head, name, lot.sha256, Sens.RECU, unit)
    kept_row.avant = avant.said()
    unit.session.add(kept_row)
    unit.session.flush()
    changed = _by_table(outcome)
    reindex(unit, {table: sorted(uids) for table, uids in changed.items()})
    effacement.apply(unit, outcome.effaces, outcome.changed)
    corrections.repondre(unit, changed)
    doublons.chercher(unit, changed)
    return Imported(head.poste, head.numero, announced, read, kept, outcome, control)


def _lines(unit: UnitOfWork, lot: package.Lot, *, foreign: bool) -> Outcome:
    head = lot.manifeste.pvdesk
    coming = {table: {line.uid for line in lines if line.op == "put"} for table, lines in lot.tables.items()}
    merge = Merge(unit, head.poste, head.lot, coming, vu=head.vu, foreign=foreign)
    for table in rows.tables():
        if table in lot.tables:
            merge.apply(table, lot.tables[table])
    merge.finish()
    return merge.outcome


def _move_on(row: Correspondant, lot: package.Lot) -> None:
    """Where the poste stands now; a late lot moves nothing forward."""
    head = lot.manifeste.pvdesk
    # What it has seen may go down: an older copy of its base was restored. A late lot tells at most less.
    row.vu = head.vu if head.jusqua >= row.curseur else min(row.vu, head.vu)
    row.numero, row.curseur = max(row.numero, head.numero), max(row.curseur, head.jusqua)
    if head.numero == row.numero:  # a late lot is not the last one
        row.dernier = lot.sha256


def _by_table(outcome: Outcome) -> dict[str, set[str]]:
    """The fiches that are not as before, by table."""
    by_table: dict[str, set[str]] = {}
    for uid in outcome.changed:
        by_table.setdefault(outcome.touched[uid][0], set()).add(uid)
    return by_table


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
