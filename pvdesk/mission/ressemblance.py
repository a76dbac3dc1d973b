"""What makes two fiches probably one: a rule by record type, looked up by an index, compared once folded (bundle 6)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import select

from db.base import Record
from db.models import Action, Conseil, Convention, Membre, Organisme, Projet, Reunion, Visite
from db.models.seance import StatutReunion
from db.models.visite import VisiteQuartier
from db.search import fold
from pvdesk.store.unit import UnitOfWork

T = TypeVar("T")
BATCH = 400
_SPACES = "\u00a0\u202f "
Key = tuple[Hashable, ...]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which fiches of a type look alike.

    Attributes:
        columns: read of each fiche.
        near: (column, its values) pairs that an index answers: whoever has one may be a double.
        keys: what is compared, of a fiche and its lines; two fiches that share a key are probably one.
        motif: why, in French.
    """

    model: type[Record]
    columns: tuple[Any, ...]
    near: Callable[[Iterable[Row]], Iterator[tuple[Any, set[Any]]]]
    keys: Callable[[Row, Mapping[str, Any]], set[Key]]
    motif: str
    around: Callable[[UnitOfWork, list[Row]], Mapping[str, Any]] = lambda unit, rows: {}  # noqa: ARG005


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Values by as many as one query asks for."""
    source = iter(values)
    while batch := list(islice(source, BATCH)):
        yield batch


def words(text: str | None) -> str:
    """A text folded to its words: what two hands write of one place, one person, one action."""
    return " ".join(fold(text or "").split())


def bare(code: str | None) -> str:
    """A code without its spaces, folded."""
    return "".join(fold(code or "").split())


def _written(values: Iterable[str | None]) -> set[str]:
    """The ways in which one code is typed: as it is, without spaces, by groups as a SIRET is."""
    found: set[str] = set()
    for value in values:
        if value:
            tight = "".join(value.split())
            found |= {value, tight, tight.upper(), tight.lower()}
            if len(tight) == 14:
                found |= {s.join((tight[:3], tight[3:6], tight[6:9], tight[9:])) for s in _SPACES}
    return found


def _of(column: Any) -> Callable[[Iterable[Row]], Iterator[tuple[Any, set[Any]]]]:
    """Near by the values of one column."""
    return lambda rows: iter([(column, {r[column.key] for r in rows} - {None})])


def _typed(column: Any) -> Callable[[Iterable[Row]], Iterator[tuple[Any, set[Any]]]]:
    """Near by a code, however it was typed."""
    return lambda rows: iter([(column, _written(r[column.key] for r in rows))])


def _instances(unit: UnitOfWork, rows: list[Row]) -> Mapping[str, Any]:
    """Of each conseil of these meetings: its kind and name, since two laptops may each have made its fiche."""
    uids = {r["conseil_uid"] for r in rows} - {None}
    found = unit.all(select(Conseil.uid, Conseil.type, Conseil.nom).where(Conseil.uid.in_(uids)))
    return {r.uid: (r.type, words(r.nom)) for r in found if r.nom}


def _meeting(row: Row, around: Mapping[str, Any]) -> set[Key]:
    if row["date"] is None or row["conseil_uid"] is None or row["statut"] is StatutReunion.ANNULEE:
        return set()
    same = {(row["date"], row["conseil_uid"])}
    return same | ({(row["date"], *around[row["conseil_uid"]])} if row["conseil_uid"] in around else set())


def _member(row: Row, around: Mapping[str, Any]) -> set[Key]:  # noqa: ARG001
    if row["conseil_uid"] is None:
        return set()
    name = words(f"{row['nom']} {row['prenom'] or ''}") if row["nom"] else ""
    code = bare(row["code"])
    return {(row["conseil_uid"], kind, said) for kind, said in (("nom", name), ("code", code)) if said}


def _walked(unit: UnitOfWork, rows: list[Row]) -> Mapping[str, Any]:
    """The quartiers of each of these visits."""
    found: dict[str, list[str]] = {}
    uids = [r["uid"] for r in rows]
    query = select(VisiteQuartier.visite_uid, VisiteQuartier.quartier).where(VisiteQuartier.visite_uid.in_(uids))
    for uid, quartier in unit.all(query):
        found.setdefault(uid, []).append(quartier)
    return found


def _visit(row: Row, around: Mapping[str, Any]) -> set[Key]:
    if row["date"] is None or not words(row["lieu"]):
        return set()
    return {(row["date"], words(row["lieu"]), quartier) for quartier in around.get(row["uid"], ())}


BORN = (Action.reunion_uid, Action.visite_uid, Action.projet_uid, Action.controle_uid)


def _born(rows: Iterable[Row]) -> Iterator[tuple[Any, set[Any]]]:
    held = list(rows)
    for column in BORN:
        yield column, {r[column.key] for r in held} - {None}


def _action(row: Row, around: Mapping[str, Any]) -> set[Key]:  # noqa: ARG001
    said = words(row["libelle"])
    return {(row[column.key], said) for column in BORN if said and row[column.key]}


def _code(column: Any, *more: Any) -> Callable[[Row, Mapping[str, Any]], set[Key]]:
    def keys(row: Row, around: Mapping[str, Any]) -> set[Key]:  # noqa: ARG001
        return {(bare(row[column.key]), *(row[m.key] for m in more))} if bare(row[column.key]) else set()

    return keys


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "organisme": Rule(
            Organisme, (Organisme.siret,), _typed(Organisme.siret), _code(Organisme.siret), "même SIRET"
        ),
        "convention": Rule(
            Convention, (Convention.numero,), _typed(Convention.numero), _code(Convention.numero),
            "même numéro de convention",
        ),
        "projet": Rule(
            Projet, (Projet.dauphin, Projet.annee), _typed(Projet.dauphin), _code(Projet.dauphin, Projet.annee),
            "même numéro Dauphin, même année",
        ),
        "membre": Rule(
            Membre, (Membre.conseil_uid, Membre.nom, Membre.prenom, Membre.code), _of(Membre.conseil_uid), _member,
            "même nom ou même code dans le conseil",
        ),
        "visite": Rule(
            Visite, (Visite.date, Visite.lieu), _of(Visite.date), _visit, "même jour, même lieu, même quartier", _walked
        ),
        "reunion": Rule(
            Reunion, (Reunion.date, Reunion.conseil_uid, Reunion.statut), _of(Reunion.date), _meeting,
            "même instance, même jour", _instances,
        ),
        "action": Rule(Action, (*BORN, Action.libelle), _born, _action, "même action au même endroit"),
    }
)  # fmt: skip


def alike(unit: UnitOfWork, table: str, uids: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of fiches that are probably one, of which one at least is given: (older, newer), each pair once."""
    rule = RULES[table]
    mine = _rows(unit, rule, rule.model.uid, uids)
    seen: set[tuple[str, str]] = set()
    near = dict(mine)
    for column, values in rule.near(mine.values()):
        near |= _rows(unit, rule, column, values)
    around = rule.around(unit, list(near.values()))
    shelves: dict[Key, list[str]] = {}
    for uid, row in near.items():
        for key in rule.keys(row, around):
            shelves.setdefault(key, []).append(uid)
    for uid in mine:
        for key in rule.keys(near[uid], around):
            for other in shelves[key]:
                older, newer = sorted((uid, other), key=lambda u: (near[u]["cree_le"], u))
                if older != newer and (older, newer) not in seen:
                    seen.add((older, newer))
                    yield older, newer


def _rows(unit: UnitOfWork, rule: Rule, column: Any, values: Iterable[Any]) -> dict[str, Row]:
    """The fiches that have one of these values there, the corbeille left out."""
    model: Any = rule.model
    found: dict[str, Row] = {}
    for asked in batches(sorted(values)):
        query = select(model.uid, model.cree_le, *rule.columns)
        query = query.where(column.in_(asked), model.supprime_le.is_(None))
        found |= {row.uid: row._mapping for row in unit.all(query)}  # noqa: SLF001 - Row's public API
    return found
