"""A lot d'envoi enters the mission's base: verified, merged in one transaction, counted, archived."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from db.models.echange import Correspondant, IssueLot, Lot, Role, Sens
from db.upgrade import HEAD
from pvdesk.base import francais
from pvdesk.base.steps import Part, Steps, Tell, quiet
from pvdesk.bundle import envelope, identity, package, scratch
from pvdesk.bundle.manifest import Entete
from pvdesk.bundle.reception import read_file
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import depot, epoque, lignee
from pvdesk.mission.avant import flat
from pvdesk.mission.bilan import Outcome, Suites
from pvdesk.mission.depot import ARCHIVE
from pvdesk.mission.fusion import merge
from pvdesk.mission.lignee import Place
from pvdesk.mission.postes import lot_row
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

STEPS = ("Ouverture et vérification", "Conservation du fichier", "Fusion des fiches")
SHARES = (25, 2, 73)
T = TypeVar("T")
OPENING, KEEPING, MERGING = range(3)
Look = Callable[[UnitOfWork, package.Lot, "Imported"], T]


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
    suites: Suites = field(default_factory=Suites)

    @property
    def de_cote(self) -> int:
        """Lines, or single values, set aside; a line that could not be read is one."""
        return len(self.outcome.aside) + self.gardes - self.outcome.total

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
            francais.pluriel(self.de_cote, "mise de côté", "mises de côté"),
        ]
        if o.conflits:
            parts.append(f"{o.conflits}\u00a0en arbitrage")
        return f"{name}\u00a0: {', '.join(parts)} ({self.annonces} annoncées, {self.lus} lues, {self.gardes} gardées)."


def take(desk: Desk, path: Path, tell: Tell = quiet) -> Imported:
    """Import a lot d'envoi, then those that waited for it; the same file twice has one effect.

    Args:
        desk: the mission.
        path: the file.
        tell: told each step, and how far it is; may raise to interrupt: nothing is then merged.

    Raises:
        Refus: with its code and sentence; nothing is merged. The refusal is noted, and the file kept, when its author
            is known.
        OSError: the file cannot be read, or the disk refused; nothing is merged.
    """
    _check_mission(desk)
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
    _take(desk, data, path.name, resumed=held, replayed=True)


def reprendre(desk: Desk) -> list[Imported]:
    """Take the lots that were held and can go in now: the missing one came, the copy lives no more, pvdesk was updated.

    Returns:
        What each did, in the order they went in.
    """
    made: list[Imported] = []
    while True:
        with desk.reading() as unit:
            waiting = [(lot.sha256, lot.fichier) for lot in _held(unit)]
        moved = False
        for digest, name in waiting:
            path = desk.folder / ARCHIVE / f"{digest}.pvlot"
            if not path.exists():
                depot.tell_absent(desk, digest)
                continue
            try:
                made.append(_take(desk, read_file(path), name, resumed=True))
            except Refus as refusal:
                depot.tell_present(desk, digest, refusal)
                continue  # it waits on
            moved = True
        if not moved:
            return made


def ripe(unit: UnitOfWork, poste: str) -> list[Lot]:
    """The lots of a poste that are held for a number that came since, or for a copy that lives no more."""
    return [lot for lot in _held(unit) if lot.poste == poste and lot.code == Code.Q6.value]


def _held(unit: UnitOfWork) -> list[Lot]:
    """The held lots that may be ripe, by what the journal of lots tells of them."""
    held = select(Lot).where(Lot.sens == Sens.RECU, Lot.issue == IssueLot.RETENU).order_by(Lot.poste, Lot.numero)
    found = []
    for lot in unit.session.scalars(held):
        row = unit.session.get(Correspondant, lot.poste)
        if row is None:
            continue
        try:
            if lot.code == Code.Q6.value:
                lignee.place(unit, row, lignee.of_row(lot), resumed=True)
        except Refus:
            continue
        found.append(lot)
    return found


def rehearse(desk: Desk, path: Path, look: Look[T], tell: Tell = quiet) -> T:
    """Do all that an import does in its transaction, let it be looked at, and forget it: nothing is kept or noted.

    Args:
        desk: the mission.
        path: the file.
        look: reads what the import did, before it is forgotten; its answer is given.
        tell: as to `take`.

    Raises:
        Refus, OSError: as `take` would.
    """
    _check_mission(desk)
    steps = Steps(tell, STEPS, SHARES)
    steps.begin(OPENING)
    alone = replace(desk, keeper=None)  # nothing is decided
    lot, control = _read(alone, read_file(path), keep=False)
    head = lot.manifeste.pvdesk
    with alone.writing(lot=head.lot) as unit:
        if control is not None and identity.trusted(unit, head.poste) is None:
            _introduce(unit, head, Refus(Code.Q3, "presented no more"))
        epoque.reconnaitre(unit, head)
        done = _deja(unit, head, control)
        if done is None:
            where = _accept(unit, head, resumed=False)
            lot = scratch.to_head(lot)
            done = _enter(unit, lot, path.name, control, where, steps)
            steps.end()
        return look(unit, lot, done)


def _check_mission(desk: Desk) -> None:
    if desk.role is not Role.MISSION:
        raise Refus(Code.Q2, "only the mission takes lots d'envoi")


def _take(
    desk: Desk, data: bytes, name: str, tell: Tell = quiet, *, resumed: bool = False, replayed: bool = False
) -> Imported:
    steps = Steps(tell, STEPS, SHARES)
    steps.begin(OPENING)
    try:
        lot, control = _read(desk, data)
    except Refus as refusal:
        depot.keep_refused(desk, data, name, refusal)
        raise
    head = lot.manifeste.pvdesk
    if not replayed:  # an epoch that began then is a decision of its own
        epoque.surveiller(desk, head)
    accepted = False
    try:
        with desk.writing(lot=head.lot) as unit:
            done = _deja(unit, head, control)
            if done is not None:
                return done
            where = _accept(unit, head, resumed=resumed)
            lot = scratch.to_head(lot)
            accepted = True
            steps.begin(KEEPING)
            depot.deposit(desk, lot.sha256, data)
            imported = _enter(unit, lot, name, control, where, steps)
            steps.end()
            unit.commit()
    except Refus as refusal:
        if not accepted:
            depot.deposit(desk, lot.sha256, data)
            _note(desk, lot, name, refusal)
        raise
    return imported


def _deja(unit: UnitOfWork, head: Entete, control: str | None) -> Imported | None:
    """What is told of a lot that is in already."""
    done = _received(unit, head.lot)
    if done is None or done.issue is not IssueLot.IMPORTE:
        return None
    return Imported(head.poste, head.numero, 0, 0, 0, Outcome(), control, done.fait_le.astimezone().date())


def _received(unit: UnitOfWork, uid: str) -> Lot | None:
    return unit.session.scalars(select(Lot).where(Lot.uid == uid, Lot.sens == Sens.RECU)).first()


def _enter(
    unit: UnitOfWork, lot: package.Lot, name: str, control: str | None, where: Place, steps: Steps
) -> Imported:  # fmt: skip
    """Merge a lot that was accepted, and put it in the journal of lots, in the place of what said that it was held."""
    lot = epoque.ramener(unit, lot)
    head = lot.manifeste.pvdesk
    held = _received(unit, head.lot)
    before = flat(held) if held is not None else None
    if held is not None:
        unit.session.delete(held)
        unit.session.flush()
    depot.forget_refused(unit, lot.sha256)
    steps.begin(MERGING)
    done = merge(unit, lot, name, where, Part(steps, MERGING))
    if before is not None:
        kept = unit.session.get_one(Lot, head.lot)
        kept.avant = {**kept.avant, "retenu": before}
    return Imported(
        head.poste, head.numero, done.annonces, done.lus, done.gardes, done.outcome, control, suites=done.suites
    )


def _read(desk: Desk, data: bytes, *, keep: bool = True) -> tuple[package.Lot, str | None]:
    """Open and verify; a poste that presents itself is recognised by the token of its enrolment, and registered."""
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
    with desk.writing() as unit:  # forgotten unless it is to be kept
        head = _presented(data, opened, desk.code, unknown)
        # Another agent may have registered it in between.
        control = _introduce(unit, head, unknown) if identity.trusted(unit, head.poste) is None else None
        lot = package.read(data, opened, lambda code: identity.trusted(unit, code), desk.code)
        if keep:
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
    epoque.accepter(unit, head, row)
    return lignee.place(unit, row, lignee.of_head(head), resumed=resumed)


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
