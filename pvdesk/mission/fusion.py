"""What a lot that was accepted does to the mission's base, in one transaction: lines, acknowledgements, index, doubles.

Nothing here opens or keeps a transaction: who imports keeps it, who only looks forgets it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.models.echange import Accuse, Correspondant, Sens
from pvdesk.base.steps import UNSEEN, Part
from pvdesk.bundle import effacement, package, rows
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import accuses, corrections, doublons, lignee
from pvdesk.mission.avant import Avant
from pvdesk.mission.bilan import Outcome, Suites
from pvdesk.mission.consolidation import Merge
from pvdesk.mission.lignee import Place
from pvdesk.mission.postes import lot_row
from pvdesk.store.indexing import reindex
from pvdesk.store.unit import UnitOfWork

_LINES = 0.7  # of the merge, when every line is in


@dataclass(frozen=True, slots=True)
class Merged:
    """The three counts, that are equal, and what was done of the lines."""

    annonces: int
    lus: int
    gardes: int
    outcome: Outcome
    suites: Suites


def merge(unit: UnitOfWork, lot: package.Lot, name: str, where: Place, step: Part = UNSEEN) -> Merged:
    """Merge a lot; the unit still has to commit.

    Args:
        unit: the transaction; its journal author is the poste that sent the lot.
        lot: verified, accepted, at this version's revision.
        name: of the file.
        where: the lot stands in the line of its poste.
        step: told how far the merge is; may raise to interrupt.

    Raises:
        Refus: Q4, the counts differ.
    """
    head = lot.manifeste.pvdesk
    row = unit.session.get_one(Correspondant, head.poste)
    avant = Avant(row)
    if where is Place.NAISSANCE:
        for uid in unit.session.scalars(select(Accuse.uid).where(Accuse.poste == head.poste)):
            avant.accuse(unit.session.get_one(Accuse, (uid, head.poste)), uid)
        lignee.adopt(unit, row, head.incarnation)
    outcome = _lines(unit, lot, step, foreign=where is Place.ETRANGER)
    counts = _counts(lot, outcome)
    step.say("Accusés de réception", _LINES)
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
    return Merged(*counts, outcome, _follow(unit, outcome, step))


def _counts(lot: package.Lot, outcome: Outcome) -> tuple[int, int, int]:
    """Lines announced, read and kept: equal, or nothing is done."""
    announced = sum(c.enregistrements + c.suppressions for c in lot.manifeste.pvdesk.comptes.values())
    read = sum(len(lines) for lines in lot.tables.values()) + len(lot.anomalies)
    unknown = sum(len(lines) for table, lines in lot.tables.items() if table not in rows.tables())
    kept = outcome.total + len(lot.anomalies) + unknown
    if not announced == read == kept:
        raise Refus(Code.Q4, f"counts differ: {announced}, {read}, {kept}")
    return announced, read, kept


def _lines(unit: UnitOfWork, lot: package.Lot, step: Part, *, foreign: bool) -> Outcome:
    head = lot.manifeste.pvdesk
    coming = {table: {line.uid for line in lines if line.op == "put"} for table, lines in lot.tables.items()}
    merge = Merge(unit, head.poste, head.lot, coming, vu=head.vu, foreign=foreign)
    known = [table for table in rows.tables() if table in lot.tables]
    behind, total = 0, sum(len(lot.tables[table]) for table in known)
    for table in known:
        before = merge.outcome.comptes
        merge.apply(table, lot.tables[table], step.counting(behind, total, _LINES))
        behind += len(lot.tables[table])
        merge.outcome.par_table[table] = merge.outcome.comptes - before
    merge.finish()
    return merge.outcome


def _follow(unit: UnitOfWork, outcome: Outcome, step: Part) -> Suites:
    """The index, the erasures, the corrections that are answered, the probable doubles."""
    changed = _by_table(outcome)
    step.say("Index de recherche", 0.8)
    reindex(unit, {table: sorted(uids) for table, uids in changed.items()})
    effacement.apply(unit, outcome.effaces, outcome.changed)
    answered = corrections.repondre(unit, changed)
    step.say("Doublons probables", 0.9)
    return Suites(answered, doublons.chercher(unit, changed))


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
