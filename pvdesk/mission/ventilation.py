"""The indicators of a year by delegation, or by contrat de ville: what each counts there, and in which fiches."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from db.base import Personne
from db.models import Activite, Conseil, Convention, Membre, Occupation, Projet
from db.models.activite_listes import TypeActivite
from db.models.echange import Correspondant
from db.models.projet_lignes import ProjetBeneficiaires
from db.models.projet_listes import Moment
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.mission.delegations import SANS_CONTRAT, noms_des_contrats, successeurs
from pvdesk.mission.postes import RESERVE
from pvdesk.store.indicateurs.catalogue import CATALOGUE, indicateurs
from pvdesk.store.tendances import seances
from pvdesk.store.territoires import Territoires
from pvdesk.store.unit import UnitOfWork

PETIT = 5  # fewer people than that could be told one by one, outside the service
INFERIEUR = f"<\u00a0{PETIT}"
TU = "n.\u00a0d."  # a total, or another cell, that would tell a small number
_BATCH = 500


class Axe(enum.Enum):
    """What the figures are set side by side by."""

    DELEGATION = "Par délégation"
    CONTRAT = "Par contrat de ville"


@dataclass(frozen=True, slots=True)
class Mesure:
    """A figure that counts fiches, or people told by fiches.

    Attributes:
        poids: {uid of a fiche: how many it counts for}.
        personnes: it counts people: small numbers do not leave the service.
    """

    code: str
    titre: str
    table: str
    poids: Mapping[str, int]
    personnes: bool


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
    cases: list[int | str] = [_told(case.valeur) for case in ligne.cases]
    alone = sum(isinstance(one, str) for one in cases) == 1
    total = _told(ligne.total.valeur)
    return cases, TU if alone and isinstance(total, int) else total


def mesures_de(unit: UnitOfWork, au: dt.date) -> list[Mesure]:
    """The people that fiches tell of, then the tiles of the catalogue that count fiches."""
    made = [
        Mesure(code, one.titre, one.table, dict.fromkeys(one.uids, 1), _about_people(one.table))
        for code, one in indicateurs(unit, au).items()
        if code in CATALOGUE and one.table in FICHES and one.valeur == len(set(one.uids))
    ]
    return [*_people(unit, au), *made]


def _about_people(table: str) -> bool:
    return issubclass(FICHES[table].model, Personne)


def _people(unit: UnitOfWork, au: dt.date) -> list[Mesure]:
    """People who came, who sit, who hold a post, who were received, whom projects reached: counts, never a name."""
    year = au.replace(month=1, day=1)
    held = {s.uid: s.venus for s in seances(unit) if year <= s.date <= au}
    sitting = select(Membre.uid).where(Membre.supprime_le.is_(None), Membre.debut <= au)
    sitting = sitting.where(func.coalesce(Membre.fin, au) >= au)
    posts = select(Occupation.uid).where(Occupation.supprime_le.is_(None), Occupation.debut <= au)
    posts = posts.where(func.coalesce(Occupation.fin_reelle, Occupation.fin_prevue, au) >= au)
    received = func.coalesce(Activite.accueil_femmes, 0) + func.coalesce(Activite.accueil_hommes, 0)
    monthly = select(Activite.uid, received).where(
        Activite.supprime_le.is_(None), Activite.type == TypeActivite.MENSUEL, Activite.debut >= year,
        Activite.debut <= au,
    )  # fmt: skip
    said: Sequence[tuple[str, str, str, Iterable[tuple[str, int]]]] = (
        ("personnes.venues", "Personnes venues aux réunions", "reunion", held.items()),
        ("personnes.membres", "Membres des conseils en fonction", "membre", _ones(unit, sitting)),
        ("personnes.titulaires", "Titulaires de postes adultes-relais", "occupation", _ones(unit, posts)),
        ("personnes.accueillies", "Personnes reçues par les adultes-relais", "activite", _pairs(unit, monthly)),
        ("personnes.beneficiaires", "Bénéficiaires des projets", "projet", _reached(unit, au)),
    )
    return [Mesure(code, titre, table, dict(found), personnes=True) for code, titre, table, found in said]


def _reached(unit: UnitOfWork, au: dt.date) -> list[tuple[str, int]]:
    """The people whom each project of the year reached: its line of all ages, else the sum of the others."""
    query = (
        select(ProjetBeneficiaires)
        .join(Projet, Projet.uid == ProjetBeneficiaires.projet_uid)
        .where(Projet.supprime_le.is_(None), Projet.annee == au.year, ProjetBeneficiaires.moment == Moment.REALISE)
    )
    whole, parts = dict[str, int](), defaultdict[str, int](int)
    for one in unit.session.scalars(query):
        count = one.total if one.total is not None else one.nombre
        if one.tranche is None:
            whole[one.projet_uid] = max(count, whole.get(one.projet_uid, 0))
        else:
            parts[one.projet_uid] += count
    return list((parts | whole).items())


def _ones(unit: UnitOfWork, query: Any) -> list[tuple[str, int]]:
    return [(uid, 1) for uid in unit.session.scalars(query)]


def _pairs(unit: UnitOfWork, query: Any) -> list[tuple[str, int]]:
    return [(uid, int(count)) for uid, count in unit.all(query) if count]


def _told(valeur: int) -> int | str:
    return INFERIEUR if 0 < valeur < PETIT else valeur


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
