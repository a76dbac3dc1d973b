"""The dashboard of a poste: four figures, meetings by month, what is to be done, what was last typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import extract, func, select

from db.base import Etat
from db.journal import Trace
from db.models import Action, Reunion
from db.models.action import OUVERTES
from db.models.echange import Installation, Suivi
from db.models.reunion import Presence
from db.models.seance import TENUES, StatutPresence
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.store import listing
from pvdesk.store.indicateurs import conseils
from pvdesk.store.indicateurs.tuile import Indicateur
from pvdesk.store.quorums import plenary_with_quorum
from pvdesk.store.todo import Todo, todo
from pvdesk.store.unit import UnitOfWork

RECENT = 8  # fiches shown as last typed
_WITHIN_OTHERS = frozenset({"membre", "contact"})  # made by the dozen beside what they belong to
_VENUS = (StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.INVITE)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, what it is compared with, and its last twelve months."""

    code: str
    titre: str
    valeur: str
    note: str
    ton: str  # success, warning, error, info, neutral
    serie: tuple[float, ...] = ()
    table: str = ""  # the records behind the figure


@dataclass(frozen=True, slots=True)
class Home:
    """All that the dashboard shows."""

    jour: dt.date
    tuiles: tuple[Tile, ...]
    mois: tuple[tuple[int, ...], tuple[int, ...]]  # meetings held by month: last year, this year
    a_faire: tuple[Todo, ...]
    recents: tuple[tuple[str, listing.Row], ...]  # (table, row), newest first
    a_envoyer: int = 0
    compteurs: dict[str, int] = field(default_factory=dict)  # open actions, quartiers with a conseil


def home(unit: UnitOfWork, today: dt.date) -> Home:
    """The dashboard of a day."""
    months = (_by_month(unit, today.year - 1), _by_month(unit, today.year))
    tiles = (
        _meetings(months, today, plenary_with_quorum(unit, today.year)), _turnout(unit, today), _late(unit, today),
        _to_form(conseils.a_constituer(unit, today)),
    )  # fmt: skip
    open_actions = _count(unit, Action, Action.statut.in_(OUVERTES))
    counters = {"action": open_actions, "qpv_couverts": conseils.couverts(unit, today)[0]}
    return Home(today, tiles, months, todo(unit, today), _recent(unit), _to_send(unit), counters)


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


def _count(unit: UnitOfWork, model: type[Action | Reunion], *where: object) -> int:
    query = select(func.count()).select_from(model).where(model.supprime_le.is_(None), *where)  # type: ignore[arg-type]
    return unit.session.scalar(query) or 0


def _by_month(unit: UnitOfWork, year: int) -> tuple[int, ...]:
    month = extract("month", Reunion.date)
    query = (
        select(month, func.count())
        .where(Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), extract("year", Reunion.date) == year)
        .group_by(month)
    )
    found = {int(row[0]): int(row[1]) for row in unit.all(query)}
    return tuple(found.get(m, 0) for m in range(1, 13))


def _meetings(months: tuple[tuple[int, ...], tuple[int, ...]], today: dt.date, with_quorum: int) -> Tile:
    before, now = sum(months[0][: today.month]), sum(months[1])
    change = now - before
    note = f"{change:+d} par rapport à {today.year - 1}".replace("-", "−") if before else f"aucune en {today.year - 1}"
    if now:
        note = f"dont {francais.pluriel(with_quorum, 'plénière', 'plénières')} avec quorum"
    tone = "neutral" if not before else "success" if change >= 0 else "warning"
    return Tile("reunions", "Réunions tenues", str(now), note, tone, months[1], "reunion")


def _turnout(unit: UnitOfWork, today: dt.date) -> Tile:
    query = (
        select(Reunion.date, func.count(Presence.uid))
        .join(Presence, (Presence.reunion_uid == Reunion.uid) & Presence.statut.in_(_VENUS))
        .where(Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.date.is_not(None))
        .group_by(Reunion.uid)
        .order_by(Reunion.date, Reunion.uid)
    )
    counts = [(row[0], row[1]) for row in unit.all(query)]
    means = [_mean([n for d, n in counts if d.year == y]) for y in (today.year - 1, today.year)]
    value = francais.nombre(means[1], 1) if means[1] is not None else "—"
    note = f"{francais.nombre(means[0], 1)} en {today.year - 1}" if means[0] is not None else "par réunion tenue"
    tone = "neutral" if None in means else "success" if (means[1] or 0) >= (means[0] or 0) else "warning"
    return Tile(
        "participation", "Participation moyenne", value, note, tone, tuple(n for _, n in counts[-12:]), "reunion"
    )


def _mean(values: list[int]) -> float | None:
    return sum(values) / len(values) if values else None


def _late(unit: UnitOfWork, today: dt.date) -> Tile:
    late = _count(unit, Action, Action.statut.in_(OUVERTES), Action.echeance < today)
    total = _count(unit, Action, Action.statut.in_(OUVERTES))
    note = f"sur {francais.pluriel(total, 'ouverte', 'ouvertes')}"
    return Tile("retard", "Actions en retard", str(late), note, "error" if late else "success", (), "action")


def _to_form(left: Indicateur) -> Tile:
    """Conseils that remain to be set up (brochure objective PA-P2), as the page of the objectives counts them."""
    return Tile("constituer", left.titre, left.texte, left.note, left.ton, (), left.table)


def _recent(unit: UnitOfWork) -> tuple[tuple[str, listing.Row], ...]:
    """The last fiches touched, whatever their type."""
    touched: list[tuple[dt.datetime, str, str]] = []
    for table, fiche in FICHES.items():
        if table in _WITHIN_OTHERS:
            continue
        model: Any = fiche.model
        query = select(model.modifie_le, model.uid).where(model.supprime_le.is_(None))
        newest = unit.all(query.order_by(model.modifie_le.desc(), model.uid.desc()).limit(RECENT))
        touched += [(when, table, uid) for when, uid in newest]
    found = [(table, listing.row(unit, table, uid)) for _, table, uid in sorted(touched, reverse=True)[:RECENT]]
    return tuple((table, row) for table, row in found if row is not None)
