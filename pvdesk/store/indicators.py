"""Figures computed from the records: the tiles of the dashboard and « À faire »."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import extract, func, select

from db.base import Etat
from db.models import Action, Reunion
from db.models.action import OUVERTES
from db.models.echange import Installation
from db.models.reunion import Presence
from db.models.seance import TENUES, StatutPresence, StatutReunion
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.store import listing
from pvdesk.store.indicateurs import conseils
from pvdesk.store.indicateurs.tuile import Indicateur
from pvdesk.store.quorums import plenary_with_quorum
from pvdesk.store.unit import UnitOfWork

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
class Todo:
    """A thing to do: what, about what, how urgent, and the record it opens."""

    titre: str
    detail: str
    rappel: str
    ton: str
    table: str
    uid: str


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
    return Home(today, tiles, months, _todo(unit, today), _recent(unit), _to_send(unit), counters)


def _to_send(unit: UnitOfWork) -> int:
    """Fiches that the next lot would hold; none of sample data, which never leaves."""
    if unit.session.scalar(select(Installation.exemple)):
        return 0
    return sum(row.envoi is listing.Envoi.A_ENVOYER for table in FICHES for row in listing.rows(unit, table))


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
        .order_by(Reunion.date)
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


def _todo(unit: UnitOfWork, today: dt.date) -> tuple[Todo, ...]:
    found: list[tuple[dt.date, Todo]] = []
    for row in listing.rows(unit, "action", listing.Query(equal={"statut": OUVERTES})):
        due = row.values["echeance"]
        if due is None or due > today + dt.timedelta(days=14):
            continue
        late = (today - due).days
        rappel = f"{late} j de retard" if late > 0 else _when(due, today)
        detail = " · ".join(p for p in ("Action", row.texts["responsable"]) if p)
        found.append(
            (due, Todo(row.texts["libelle"], detail, rappel, "error" if late > 0 else "info", "action", row.uid))
        )
    planned = (StatutReunion.PREVUE, StatutReunion.CONVOQUEE)
    for row in listing.rows(unit, "reunion", listing.Query(equal={"statut": planned})):
        day = row.values["date"]
        if day is None or day > today + dt.timedelta(days=30):
            continue
        past = day < today
        titre = f"{row.texts['type']}, {row.texts['conseil_uid']}"
        written = francais.date_longue(day)
        detail = f"{written[0].upper()}{written[1:]} · {row.texts['debut']}"
        rappel = "À compléter" if past else _when(day, today)
        found.append((day, Todo(titre, detail, rappel, "warning" if past else "primary", "reunion", row.uid)))
    held = listing.Query(equal={"statut": TENUES, "etat": Etat.BROUILLON})
    for row in listing.rows(unit, "reunion", held):
        titre = f"Terminer le compte rendu du {row.texts['date']}"
        todo = Todo(titre, row.texts["conseil_uid"], "Brouillon", "warning", "reunion", row.uid)
        found.append((row.values["date"] or today, todo))
    return tuple(todo for _, todo in sorted(found, key=lambda f: f[0])[:12])


def _when(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    return {0: "Aujourd’hui", 1: "Demain"}.get(days, f"{days} jours")


def _recent(unit: UnitOfWork) -> tuple[tuple[str, listing.Row], ...]:
    rows = [(t, r) for t in ("reunion", "action", "conseil", "organisme") for r in listing.rows(unit, t)]
    rows.sort(key=lambda f: f[1].modifie_le or dt.datetime.min.replace(tzinfo=dt.UTC), reverse=True)
    return tuple(rows[:8])
