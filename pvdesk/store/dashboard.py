"""The dashboard: four figures of a year, meetings by month, money, objectives, what is to do, what was last typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from db.base import Etat
from db.journal import Trace
from db.models import Action, Projet
from db.models.action import OUVERTES
from db.models.echange import Installation, Suivi
from db.models.referentiel import Quartier
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.store import listing
from pvdesk.store.couverture import Couverture, couverture
from pvdesk.store.indicateurs.programmation import Action as Programme
from pvdesk.store.indicateurs.programmation import par, programmes
from pvdesk.store.indicateurs.tuile import Detail
from pvdesk.store.objectifs import Suivi as Objectif
from pvdesk.store.objectifs import objectifs
from pvdesk.store.quorums import plenary_with_quorum
from pvdesk.store.tendances import Seance, Tile, seances, tuiles
from pvdesk.store.territoires import Territoires
from pvdesk.store.todo import Todo, todo
from pvdesk.store.unit import UnitOfWork

RECENT = 6  # fiches shown as last typed
ANNEES = 12  # offered at most
SANS_PILIER = "Sans pilier ni priorité"
_WITHIN_OTHERS = frozenset({"membre", "contact"})  # made by the dozen beside what they belong to

Months = tuple[tuple[str, ...], ...]  # the meetings held, month by month


@dataclass(frozen=True, slots=True)
class Recent:
    """A fiche that was last typed, and its quartier."""

    table: str
    row: listing.Row
    lieu: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the dashboard shows first.

    Attributes:
        au: the day of the figures: today, or the last day of a year gone by.
        annees: the years that may be chosen, newest first.
        mois: the meetings held by month, of the year before and of the year.
        plenieres: the plenary meetings of the year that had their quorum.
        recents: what was last typed, newest first.
    """

    jour: dt.date
    au: dt.date
    annees: tuple[int, ...]
    tuiles: tuple[Tile, ...]
    mois: tuple[Months, Months]
    plenieres: tuple[str, ...]
    a_faire: tuple[Todo, ...]
    recents: tuple[Recent, ...]


@dataclass(frozen=True, slots=True)
class Territoire:
    """What the dashboard shows next: quartiers and what covers them, euros by pillar, objectives."""

    au: dt.date
    quartiers: tuple[Couverture, ...]
    piliers: tuple[Detail, ...]
    objectifs: tuple[Objectif, ...]


@dataclass(frozen=True, slots=True)
class Attente:
    """What waits: fiches that the next lot would hold, open actions."""

    a_envoyer: int
    actions: int


def jour_de(annee: int, today: dt.date) -> dt.date:
    """The day that the figures of a year are of: today, or its last day once it has gone by."""
    return today if annee >= today.year else dt.date(annee, 12, 31)


def home(unit: UnitOfWork, today: dt.date, annee: int = 0) -> Home:
    """The dashboard of a day, its figures those of a year (that of the day when 0)."""
    au = jour_de(annee or today.year, today)
    tenues = seances(unit)
    return Home(
        today, au, annees(unit, today, tenues), tuiles(unit, au, tenues),
        (_by_month(tenues, au.year - 1), _by_month(tenues, au.year)), plenary_with_quorum(unit, au.year),
        todo(unit, today), _recent(unit),
    )  # fmt: skip


def territoire(unit: UnitOfWork, au: dt.date) -> Territoire:
    """What is read once the first figures are shown."""
    suivis = tuple(one for one in objectifs(unit, au) if one.cible is not None and one.valeur is not None)
    return Territoire(au, couverture(unit, au), _by_pillar(unit, au), suivis)


def attente(unit: UnitOfWork) -> Attente:
    """The numbers of the navigation."""
    opened = select(func.count(Action.uid)).where(Action.supprime_le.is_(None), Action.statut.in_(OUVERTES))
    return Attente(_to_send(unit), unit.session.scalar(opened) or 0)


def annees(unit: UnitOfWork, today: dt.date, tenues: Sequence[Seance] | None = None) -> tuple[int, ...]:
    """The years of the meetings held and of the projects, this one first."""
    funded = unit.session.scalars(select(Projet.annee).where(Projet.supprime_le.is_(None)).distinct())
    held = seances(unit) if tenues is None else tenues
    known = {one.date.year for one in held} | {year for year in funded if year} | {today.year}
    return tuple(sorted((year for year in known if year <= today.year), reverse=True)[:ANNEES])


def _by_month(tenues: Sequence[Seance], year: int) -> Months:
    return tuple(
        tuple(s.uid for s in tenues if (s.date.year, s.date.month) == (year, month)) for month in range(1, 13)
    )


def _by_pillar(unit: UnitOfWork, au: dt.date) -> tuple[Detail, ...]:
    """Euros granted in the exercise by pillar, or priority of the contrat since 2024; those of neither last."""
    retenus = programmes(unit, au)
    parts = par(retenus, _pillar)
    return (*parts, *par([a for a in retenus if not _pillar(a)], lambda _: SANS_PILIER))


def _pillar(project: Programme) -> str | None:
    return project.pilier.libelle if project.pilier is not None else project.priorite


def _to_send(unit: UnitOfWork) -> int:
    """Fiches that the next lot would hold; none of sample data, which never leaves."""
    if unit.session.scalar(select(Installation.exemple)):
        return 0
    return sum(unit.session.scalar(_waiting(fiche.model)) or 0 for fiche in FICHES.values())


def _waiting(model: Any) -> Any:
    """How many finished fiches of a type changed here since they were put in a lot."""
    last = select(func.max(Trace.n)).where(Trace.fiche_uid == model.uid, Trace.lot.is_(None)).correlate(model)
    return (
        select(func.count(model.uid))
        .outerjoin(Suivi, Suivi.uid == model.uid)
        .where(
            model.supprime_le.is_(None), model.etat != Etat.BROUILLON,
            last.scalar_subquery() > func.coalesce(Suivi.exporte_n, 0),
        )
    )  # fmt: skip


def _recent(unit: UnitOfWork) -> tuple[Recent, ...]:
    """The last fiches touched, whatever their type."""
    touched: list[tuple[dt.datetime, str, str]] = []
    for table, fiche in FICHES.items():
        if table in _WITHIN_OTHERS:
            continue
        model: Any = fiche.model
        query = select(model.modifie_le, model.uid).where(model.supprime_le.is_(None))
        newest = unit.all(query.order_by(model.modifie_le.desc(), model.uid.desc()).limit(RECENT))
        touched += [(when, table, uid) for when, uid in newest]
    places = Territoires(unit)
    found = []
    for _, table, uid in sorted(touched, reverse=True)[:RECENT]:
        row = listing.row(unit, table, uid)
        if row is not None:
            found.append(Recent(table, row, _place(unit, places.quartiers(unit.session.get(FICHES[table].model, uid)))))
    return tuple(found)


def _place(unit: UnitOfWork, codes: Sequence[str]) -> str:
    """« Camus », « Camus et 2 autres »."""
    if not codes:
        return ""
    quartier = unit.session.get(Quartier, codes[0])
    name = quartier.nom if quartier is not None else codes[0]
    more = len(codes) - 1
    return f"{name} et {francais.pluriel(more, 'autre', 'autres')}" if more else name
