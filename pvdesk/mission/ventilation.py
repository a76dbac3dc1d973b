"""The indicators of a year by delegation, or by contrat de ville: what each counts there, and in which fiches."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from db.base import Personne
from db.models import Conseil, Convention
from db.models.echange import Correspondant
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.mission.delegations import SANS_CONTRAT, noms_des_contrats, successeurs
from pvdesk.mission.postes import RESERVE
from pvdesk.store.decomptes import Mesure, personnes, tus
from pvdesk.store.indicateurs.catalogue import CATALOGUE, indicateurs
from pvdesk.store.territoires import Territoires
from pvdesk.store.unit import UnitOfWork

_BATCH = 500


class Axe(enum.Enum):
    """What the figures are set side by side by."""

    DELEGATION = "Par délégation"
    CONTRAT = "Par contrat de ville"


@dataclass(frozen=True, slots=True)
class Case:
    """How many, and the fiches that say so."""

    valeur: int
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ligne:
    """A figure, whole and by column; a fiche of two contrats counts in both."""

    code: str
    titre: str
    table: str
    personnes: bool
    total: Case
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Ventilation:
    """The figures of a day side by side; `colonnes` are (code, name)."""

    au: dt.date
    axe: Axe
    colonnes: tuple[tuple[str, str], ...]
    lignes: tuple[Ligne, ...]


def ventilation(unit: UnitOfWork, au: dt.date, axe: Axe) -> Ventilation:
    """The figures that count something on a day, by delegation or by contrat."""
    mesures = [one for one in mesures_de(unit, au) if any(one.poids.values())]
    places = _places(unit, mesures, axe)
    noms = _noms(unit, axe)
    found = {code for where in places.values() for code in where}
    kept = sorted(code for code in noms if code in found or axe is Axe.DELEGATION)
    colonnes = tuple((code, noms[code]) for code in kept)
    if "" in found:
        colonnes = (*colonnes, ("", SANS_CONTRAT if axe is Axe.CONTRAT else "Mission"))
    codes = [code for code, _ in colonnes]
    return Ventilation(au, axe, colonnes, tuple(_line(one, codes, places) for one in mesures))


def diffusables(ligne: Ligne) -> tuple[list[int | str], int | str]:
    """The cells and the total as they may leave the service.

    Of people, a number under five is « < 5 »; when a single cell is so hidden, the total would tell it: it is kept too.
    """
    if not ligne.personnes:
        return [case.valeur for case in ligne.cases], ligne.total.valeur
    return tus([case.valeur for case in ligne.cases], ligne.total.valeur)


def mesures_de(unit: UnitOfWork, au: dt.date) -> list[Mesure]:
    """The people that fiches tell of, then the tiles of the catalogue that count fiches."""
    made = [
        Mesure(code, one.titre, one.table, dict.fromkeys(one.uids, 1), _about_people(one.table))
        for code, one in indicateurs(unit, au).items()
        if code in CATALOGUE and one.table in FICHES and one.valeur == len(set(one.uids))
    ]
    return [*personnes(unit, au), *made]


def _about_people(table: str) -> bool:
    return issubclass(FICHES[table].model, Personne)


def _line(one: Mesure, codes: Sequence[str], places: Mapping[str, Sequence[str]]) -> Ligne:
    held = defaultdict[str, list[str]](list)
    for uid, count in one.poids.items():
        for code in places.get(uid, ("",)) if count else ():
            held[code].append(uid)
    whole = [uid for uid, count in one.poids.items() if count]
    cases = tuple(_case(one, held[code]) for code in codes)
    return Ligne(one.code, one.titre, one.table, one.personnes, _case(one, whole), cases)


def _case(one: Mesure, uids: Sequence[str]) -> Case:
    return Case(sum(one.poids[uid] for uid in uids), tuple(uids))


def _noms(unit: UnitOfWork, axe: Axe) -> dict[str, str]:
    """{code: name} of what may be a column."""
    if axe is Axe.CONTRAT:
        return noms_des_contrats(unit)
    query = select(Correspondant.code, Correspondant.nom).where(
        Correspondant.code != RESERVE, func.coalesce(Correspondant.successeur, "") == ""
    )
    return {code: nom or code for code, nom in unit.all(query)}


def _places(unit: UnitOfWork, mesures: Sequence[Mesure], axe: Axe) -> dict[str, tuple[str, ...]]:
    """{uid: codes of the columns where it counts}."""
    wanted = defaultdict[str, set[str]](set)
    for one in mesures:
        wanted[one.table] |= one.poids.keys()
    find = _by_contrat if axe is Axe.CONTRAT else _by_delegation
    finder = find(unit)
    found: dict[str, tuple[str, ...]] = {}
    for table, uids in wanted.items():
        model: Any = FICHES[table].model
        ordered = sorted(uids)
        for start in range(0, len(ordered), _BATCH):
            query = _with_places(model).where(model.uid.in_(ordered[start : start + _BATCH]))
            found |= {record.uid: finder(record) for record in unit.session.scalars(query)}
    return found


def _with_places(model: Any) -> Any:
    """The fiches of a type, their quartiers read with them."""
    query = select(model)
    return query.options(selectinload(model.quartiers)) if hasattr(model, "quartiers") else query


def _by_contrat(unit: UnitOfWork) -> Callable[[Any], tuple[str, ...]]:
    places = Territoires(unit)
    # What most fiches point to is read once and held: the session forgets what nobody holds.
    held = [unit.session.scalars(_with_places(model)).all() for model in (Conseil, Convention)]

    def find(record: Any, _held: object = held) -> tuple[str, ...]:
        return tuple(places.of(record)) or ("",)

    return find


def _by_delegation(unit: UnitOfWork) -> Callable[[Any], tuple[str, ...]]:
    """Who answers for the fiche; the mission for what it made itself."""
    living = successeurs(unit)
    return lambda record: (living.get(record.origine, ""),)


def titre(found: Ventilation) -> str:
    """« Chiffres par délégation au 12/11/2026 »."""
    return f"Chiffres {found.axe.value.lower()} au {francais.date_courte(found.au)}"
