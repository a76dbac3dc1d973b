"""Probable doubles: found after each import, listed, compared side by side, united or told apart, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, or_, select, tuple_

from db.base import Personne, Record
from db.models.arbitrage import WAITING, Doublon, EtatDoublon
from pvdesk.kit.schema import Datum, Kind, Schema, schema
from pvdesk.kit.text import text_of
from pvdesk.mission import reglement, ressemblance
from pvdesk.mission.union import Union, matched, path_of
from pvdesk.store import records, undo
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import UNNAMED, names
from pvdesk.store.unit import UnitOfWork

DECIDED = "Cette paire est déjà décidée."
GONE = "L’une des deux fiches est à la corbeille\u00a0: il n’y a plus rien à unir."
NOT_DECIDED = "Cette paire n’est pas encore décidée\u00a0: il n’y a rien à annuler."
UNITED_SINCE = "«\u00a0{fiche}\u00a0» est unie depuis à une autre fiche\u00a0: annulez d’abord cette décision."
BORN_UNITED = "Cette union a rapproché «\u00a0{fiche}\u00a0» d’une autre fiche, unie depuis\u00a0: annulez-la d’abord."
FORGOTTEN = "L’une des deux personnes a été anonymisée à sa demande\u00a0: rien de son nom ne revient."
NO_HISTORY = "L’historique de cette union n’est plus là\u00a0: elle ne s’annule plus."

Made = tuple[str, dt.datetime]  # the poste that made a fiche, and when


@dataclass(frozen=True, slots=True)
class Paire:
    """Two fiches that are probably one; `auteurs` are the postes that made each, `crees` the days."""

    id: int
    table: str
    premier: str
    second: str
    titres: tuple[str, str]
    motif: str
    auteurs: tuple[str, str]
    reporte: bool = False
    crees: tuple[dt.datetime, dt.datetime] | None = None


@dataclass(frozen=True, slots=True)
class Ecart:
    """One datum, side by side; `cle` names it to `unir`.

    Attributes:
        long: a text of several lines.
        deux: both, one after the other with their authors, when that makes sense.
        libre: a third value may be written; among `choix` when there are any.
    """

    cle: str
    label: str
    textes: tuple[str, str]
    memes: bool
    long: bool = False
    deux: str = ""
    libre: bool = False
    choix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Two fiches side by side: their data, those of lines about the same, then all lines as they read."""

    paire: Paire
    ecarts: list[Ecart]
    lignes: list[tuple[str, list[str], list[str]]]


def chercher(unit: UnitOfWork, changed: Mapping[str, AbstractSet[str]] | None = None) -> int:
    """Note the probable doubles of the fiches that changed (of all of them when None); gives how many are new.

    A pair is noted once: told apart, or united then separated, it is never proposed as new again.
    """
    count = 0
    for table, rule in ressemblance.RULES.items():
        model: Any = rule.model
        uids = unit.session.scalars(select(model.uid)) if changed is None else changed.get(table, ())
        for batch in ressemblance.batches(sorted(uids)):
            count += _note(unit, table, rule.motif, list(ressemblance.alike(unit, table, batch)))
    return count


def _note(unit: UnitOfWork, table: str, motif: str, pairs: list[tuple[str, str]]) -> int:
    new: list[tuple[str, str]] = []
    for batch in ressemblance.batches(pairs):
        either = [*batch, *((second, first) for first, second in batch)]
        query = select(Doublon.premier, Doublon.second).where(tuple_(Doublon.premier, Doublon.second).in_(either))
        known = {frozenset(row) for row in unit.all(query)}
        new += [pair for pair in batch if frozenset(pair) not in known]
    if new:
        rows = [
            {"type": table, "premier": first, "second": second, "motif": motif, "trouve_le": unit.now,
             "etat": EtatDoublon.OUVERT}
            for first, second in new
        ]  # fmt: skip
        unit.session.execute(insert(Doublon), rows)
    return len(new)


def ouverts(unit: UnitOfWork) -> list[Paire]:
    """What waits for a person, what was put off last; a pair of which a fiche is in the corbeille does not."""
    query = select(Doublon).where(Doublon.etat.in_(WAITING)).order_by(Doublon.id)
    found: list[Paire] = []
    for table in ressemblance.RULES:
        held = list(unit.session.scalars(query.where(Doublon.type == table)))
        uids = {uid for row in held for uid in (row.premier, row.second)}
        authors = _authors(unit, table, uids)
        titres = names(unit, table, authors)
        found += [_pair(row, titres, authors) for row in held if row.premier in authors and row.second in authors]
    return sorted(found, key=lambda p: (p.reporte, p.id))


def comparer(unit: UnitOfWork, identifiant: int) -> Comparaison:
    """The two fiches of a pair, side by side.

    Raises:
        Impossible: no such pair, or one of the two is in the corbeille.
    """
    row = _get(unit, identifiant)
    first, second = _both(unit, row)
    of = schema(type(first))
    by = (first.origine, second.origine)
    ecarts = [_ecart(unit, d, (d.key, d.label), (first, second), by) for d in of.stored]
    for datum, one, other in matched(first, second):
        assert datum.lines is not None
        about = _line(unit, datum.lines, one).split(" · ")[0]
        for inner in datum.lines.stored:
            if getattr(one, inner.key) != getattr(other, inner.key):
                named = path_of(datum, one, other, inner), f"{datum.label}, {about}, {inner.label}"
                ecarts.append(_ecart(unit, inner, named, (one, other), by))
    lines = [
        (d.label, *([_line(unit, d.lines, line) for line in getattr(f, d.key)] for f in (first, second)))
        for d in of.line_data
        if d.lines is not None
    ]
    authors = {f.uid: (f.origine, f.cree_le) for f in (first, second)}
    return Comparaison(_pair(row, names(unit, row.type, authors), authors), ecarts, lines)  # type: ignore[arg-type]


def unir(unit: UnitOfWork, identifiant: int, garder: str, choix: Mapping[str, Any] | None = None) -> str:
    """Unite a pair; gives the uid of the fiche that stays. The unit still has to commit.

    Args:
        unit: the transaction.
        identifiant: of the pair.
        garder: uid of the fiche that stays; the other goes to the corbeille and says which took its place.
        choix: for a `cle` of `comparer`, the uid of the fiche whose value is kept, or a value as typed. Without a
            choice the kept fiche's value stays, and the other fills what it leaves empty.

    Raises:
        Impossible: decided already, or one of the two is in the corbeille.
        reading.Unread: a value typed is not understood.
    """
    row = _get(unit, identifiant)
    _waits(row)
    first, second = _both(unit, row)
    if garder not in {first.uid, second.uid}:
        raise Impossible("La fiche à garder n’est pas l’une des deux.")
    kept, lost = (first, second) if garder == first.uid else (second, first)
    union = Union(unit, kept, lost, choix or {})
    union.apply()
    union.resign()
    row.etat, row.regle_le, row.operation = EtatDoublon.UNIS, unit.now, unit.operation
    unit.session.flush()
    chercher(unit, union.touched)  # members of two conseils made one are now in the same
    return garder


def distinguer(unit: UnitOfWork, identifiant: int) -> None:
    """Two fiches: the pair is never proposed again.

    Raises:
        Impossible: decided already.
    """
    row = _get(unit, identifiant)
    _waits(row)
    row.etat, row.regle_le, row.operation = EtatDoublon.DISTINCTS, unit.now, unit.operation
    unit.session.flush()


def reporter(unit: UnitOfWork, identifiant: int) -> None:
    """Put off: the pair goes to the end of the list, and still waits.

    Raises:
        Impossible: decided already.
    """
    row = _get(unit, identifiant)
    _waits(row)
    row.etat, row.regle_le = EtatDoublon.REPORTE, unit.now
    unit.session.flush()


def reprendre(unit: UnitOfWork, identifiant: int) -> None:
    """No longer put off: the pair takes its place in the list again.

    Raises:
        Impossible: decided already.
    """
    row = _get(unit, identifiant)
    _waits(row)
    row.etat, row.regle_le = EtatDoublon.OUVERT, None
    unit.session.flush()


def separer(unit: UnitOfWork, identifiant: int) -> None:
    """Take a decision back: two fiches as before, the pair is open again.

    Raises:
        Impossible: not decided, or something was written since on what the union changed.
    """
    row = _get(unit, identifiant)
    if row.etat in WAITING or row.operation is None:
        raise Impossible(NOT_DECIDED)
    if row.etat is EtatDoublon.UNIS:
        _separate(unit, row, row.operation)
    row.etat, row.regle_le, row.operation = EtatDoublon.OUVERT, None, None
    unit.session.flush()


def _separate(unit: UnitOfWork, row: Doublon, operation: str) -> None:
    model = records.model_of(row.type)
    for uid in (row.premier, row.second):
        record = unit.session.get(model, uid)
        if isinstance(record, Personne) and record.anonymise_le is not None:
            raise Impossible(FORGOTTEN)
        if record is not None and record.remplace_par not in {row.premier, row.second, None}:
            raise Impossible(UNITED_SINCE.format(fiche=names(unit, row.type, [uid])[uid]))
    touched = undo.revert(unit, operation)
    if not touched:
        raise Impossible(NO_HISTORY)
    _forget_born(unit, row, {uid for uids in touched.values() for uid in uids})
    chercher(unit, touched)


def _forget_born(unit: UnitOfWork, row: Doublon, touched: AbstractSet[str]) -> None:
    """Pairs that only the union made alike are no pairs any more.

    Raises:
        Impossible: one of them was united since.
    """
    about = or_(Doublon.premier.in_(touched), Doublon.second.in_(touched))
    born_then = Doublon.trouve_le == row.regle_le, Doublon.id != row.id
    for born in unit.session.scalars(select(Doublon).where(*born_then, about)).all():
        if born.etat is EtatDoublon.UNIS:
            raise Impossible(BORN_UNITED.format(fiche=names(unit, born.type, [born.premier])[born.premier]))
        if born.etat in WAITING:
            unit.session.delete(born)
    unit.session.flush()


def _waits(row: Doublon) -> None:
    if row.etat not in WAITING:
        raise Impossible(DECIDED)


def _get(unit: UnitOfWork, identifiant: int) -> Doublon:
    found = unit.session.get(Doublon, identifiant)
    if found is None:
        raise Impossible(f"La paire n°\u00a0{identifiant} n’existe pas.")
    return found


def _both(unit: UnitOfWork, row: Doublon) -> tuple[Record, Record]:
    model = records.model_of(row.type)
    first, second = (unit.session.get(model, uid) for uid in (row.premier, row.second))
    if first is None or second is None or first.supprime_le is not None or second.supprime_le is not None:
        raise Impossible(GONE)
    return first, second


def _authors(unit: UnitOfWork, table: str, uids: AbstractSet[str]) -> dict[str, Made]:
    model: Any = records.model_of(table)
    found: dict[str, Made] = {}
    for batch in ressemblance.batches(sorted(uids)):
        query = select(model.uid, model.origine, model.cree_le).where(model.uid.in_(batch), model.supprime_le.is_(None))
        found |= {r.uid: (r.origine, r.cree_le) for r in unit.all(query)}
    return found


def _pair(row: Doublon, titres: Mapping[str, str], made: Mapping[str, Made]) -> Paire:
    both = (row.premier, row.second)
    first, second = (titres.get(uid, UNNAMED) for uid in both)
    (one, day), (other, later) = made[row.premier], made[row.second]
    return Paire(
        row.id, row.type, *both, (first, second), row.motif, (one, other), row.etat is EtatDoublon.REPORTE, (day, later)
    )


def _ecart(unit: UnitOfWork, datum: Datum, named: tuple[str, str], both: tuple[Any, Any], by: tuple[str, str]) -> Ecart:
    first, second = (getattr(row, datum.key) for row in both)
    long = datum.kind is Kind.LONG
    deux = ""
    if long and first and second and first != second:
        deux = f"{reglement.signed(by[0], first)}\n\n{reglement.signed(by[1], second)}"
    return Ecart(
        *named, (_text(unit, datum, first), _text(unit, datum, second)), memes=first == second, long=long, deux=deux,
        libre=reglement.free(datum), choix=reglement.offered(datum),
    )  # fmt: skip


def _text(unit: UnitOfWork, datum: Datum, value: Any) -> str:
    known = names(unit, datum.target, [value]) if datum.kind is Kind.REFERENCE and value else {}
    return text_of(datum, value, known)


def _line(unit: UnitOfWork, of: Schema, row: Any) -> str:
    """A line as it reads: what it is about first."""
    first = [d for d in of.stored if d.kind is Kind.REFERENCE]
    data = [*first, *(d for d in of.stored if d.kind is not Kind.REFERENCE)]
    return " · ".join(t for d in data if (t := _text(unit, d, getattr(row, d.key))))
