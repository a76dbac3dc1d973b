"""Probable doubles: found after each import, listed, compared side by side, united or told apart, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, tuple_

from db.base import Record
from db.models.arbitrage import Doublon, EtatDoublon
from pvdesk.kit.schema import Datum, Kind, Schema, schema
from pvdesk.kit.text import text_of
from pvdesk.mission import ressemblance
from pvdesk.mission.union import Union, matched, path_of
from pvdesk.store import records, undo
from pvdesk.store.impossible import Impossible
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

DECIDED = "Cette paire est déjà décidée."
GONE = "L’une des deux fiches est à la corbeille\u00a0: il n’y a plus rien à unir."
NOT_UNITED = "Ces deux fiches ne sont pas unies\u00a0: il n’y a rien à séparer."


@dataclass(frozen=True, slots=True)
class Paire:
    """Two fiches that are probably one; `auteurs` are the postes that made each."""

    id: int
    table: str
    premier: str
    second: str
    titres: tuple[str, str]
    motif: str
    auteurs: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ecart:
    """One datum, side by side; `cle` names it to `unir`."""

    cle: str
    label: str
    textes: tuple[str, str]
    memes: bool


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
    """What waits for a person; a pair of which a fiche is in the corbeille does not."""
    query = select(Doublon).where(Doublon.etat == EtatDoublon.OUVERT).order_by(Doublon.id)
    found: list[Paire] = []
    for table in ressemblance.RULES:
        held = list(unit.session.scalars(query.where(Doublon.type == table)))
        uids = {uid for row in held for uid in (row.premier, row.second)}
        authors = _authors(unit, table, uids)
        titres = names(unit, table, authors)
        found += [
            _pair(row, titres, authors) for row in held if row.premier in authors and row.second in authors
        ]
    return sorted(found, key=lambda p: p.id)


def comparer(unit: UnitOfWork, identifiant: int) -> Comparaison:
    """The two fiches of a pair, side by side.

    Raises:
        Impossible: no such pair, or one of the two is in the corbeille.
    """
    row = _get(unit, identifiant)
    first, second = _both(unit, row)
    of = schema(type(first))
    ecarts = [_ecart(unit, d, d.key, d.label, first, second) for d in of.stored]
    for datum, one, other in matched(first, second):
        assert datum.lines is not None
        about = _line(unit, datum.lines, one).split(" · ")[0]
        for inner in datum.lines.stored:
            if getattr(one, inner.key) != getattr(other, inner.key):
                label = f"{datum.label}, {about}, {inner.label}"
                ecarts.append(_ecart(unit, inner, path_of(datum, one, other, inner), label, one, other))
    lines = [
        (d.label, *([_line(unit, d.lines, line) for line in getattr(f, d.key)] for f in (first, second)))
        for d in of.line_data
        if d.lines is not None
    ]
    authors = {first.uid: first.origine, second.uid: second.origine}
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
    if row.etat is not EtatDoublon.OUVERT:
        raise Impossible(DECIDED)
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
    if row.etat is not EtatDoublon.OUVERT:
        raise Impossible(DECIDED)
    row.etat, row.regle_le, row.operation = EtatDoublon.DISTINCTS, unit.now, unit.operation
    unit.session.flush()


def separer(unit: UnitOfWork, identifiant: int) -> None:
    """Take a decision back: two fiches as before, the pair is open again.

    Raises:
        Impossible: not decided, or something was written since on what the union changed.
    """
    row = _get(unit, identifiant)
    if row.etat is EtatDoublon.OUVERT or row.operation is None:
        raise Impossible(NOT_UNITED)
    if row.etat is EtatDoublon.UNIS:
        undo.revert(unit, row.operation)
    row.etat, row.regle_le, row.operation = EtatDoublon.OUVERT, None, None
    unit.session.flush()


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


def _authors(unit: UnitOfWork, table: str, uids: AbstractSet[str]) -> dict[str, str]:
    model: Any = records.model_of(table)
    found: dict[str, str] = {}
    for batch in ressemblance.batches(sorted(uids)):
        query = select(model.uid, model.origine).where(model.uid.in_(batch), model.supprime_le.is_(None))
        found |= {r.uid: r.origine for r in unit.all(query)}
    return found


def _pair(row: Doublon, titres: Mapping[str, str], authors: Mapping[str, str]) -> Paire:
    both = (row.premier, row.second)
    first, second = (titres.get(uid, "Sans nom") for uid in both)
    return Paire(
        row.id, row.type, *both, (first, second), row.motif, (authors[row.premier], authors[row.second])
    )  # fmt: skip


def _ecart(unit: UnitOfWork, datum: Datum, cle: str, label: str, first: Any, second: Any) -> Ecart:
    values = getattr(first, datum.key), getattr(second, datum.key)
    texts = (_text(unit, datum, values[0]), _text(unit, datum, values[1]))
    return Ecart(cle, label, texts, memes=values[0] == values[1])


def _text(unit: UnitOfWork, datum: Datum, value: Any) -> str:
    known = names(unit, datum.target, [value]) if datum.kind is Kind.REFERENCE and value else {}
    return text_of(datum, value, known)


def _line(unit: UnitOfWork, of: Schema, row: Any) -> str:
    """A line as it reads: what it is about first."""
    first = [d for d in of.stored if d.kind is Kind.REFERENCE]
    data = [*first, *(d for d in of.stored if d.kind is not Kind.REFERENCE)]
    return " · ".join(t for d in data if (t := _text(unit, d, getattr(row, d.key))))
