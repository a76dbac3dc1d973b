"""The people that fiches tell of: counts, never a name; and how a small count is told outside the service."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from db.base import Personne
from db.models import Activite, Membre, Occupation, Projet
from db.models.activite_listes import TypeActivite
from db.models.projet_lignes import ProjetBeneficiaires
from db.models.projet_listes import Moment
from pvdesk.fiches import FICHES
from pvdesk.store.indicateurs.tuile import Indicateur
from pvdesk.store.tendances import seances
from pvdesk.store.unit import UnitOfWork

PETIT = 5  # fewer people than that could be told one by one, outside the service
INFERIEUR = f"<\u00a0{PETIT}"
GENS = frozenset({"personnes", "enfants", "agents", "habitantes", "habitants", "entrées"})  # units that are people
_PEU = re.compile(r"(?<![\d,\u202f])[1-4]\s(?:F|H|filles?|garçons?|personnes?|membres?|parcours)\b")
TU = "n.\u00a0d."  # a total, or another cell, that would tell a small number


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


def personnes(unit: UnitOfWork, au: dt.date) -> list[Mesure]:
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


def tu(valeur: int) -> int | str:
    """A count of people as it may leave the service."""
    return INFERIEUR if 0 < valeur < PETIT else valeur


def peu(valeur: Decimal | None, unite: str) -> bool:
    """Whether a figure of a unit is a small number of people."""
    return unite in GENS and valeur is not None and 0 < valeur < PETIT


def petite(tuile: Indicateur) -> bool:
    """Whether a tile tells a small number of people: by its unit, or by the fiches that it counts."""
    people = tuile.table in FICHES and issubclass(FICHES[tuile.table].model, Personne)
    return peu(tuile.valeur, "personnes" if people else tuile.unite)


def note_dicible(tuile: Indicateur) -> str:
    """The note of a tile as it may leave the service: empty when it tells a small number of people."""
    return "" if petite(tuile) or _PEU.search(tuile.note) else tuile.note


def tus(valeurs: Sequence[int], total: int) -> tuple[list[int | str], int | str]:
    """The same for counts side by side: when a single one is hidden, the total would tell it, and is kept too."""
    cases = [tu(valeur) for valeur in valeurs]
    alone = sum(isinstance(one, str) for one in cases) == 1
    whole = tu(total)
    return cases, TU if alone and isinstance(whole, int) else whole
