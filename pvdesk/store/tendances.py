"""The four figures of the dashboard, of a day: value, what it is compared with, twelve months, records behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from db.models import Action, Reunion
from db.models.action import OUVERTES
from db.models.reunion import Presence
from db.models.seance import TENUES, StatutPresence
from pvdesk.base import francais
from pvdesk.store.indicateurs.adultes_relais import nombre_occupes, occupes, vacants
from pvdesk.store.unit import UnitOfWork

MOIS = 12  # of a trend
VENUS = (StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.INVITE)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, what it is compared with, and its last twelve months.

    Attributes:
        titre_fiches: what the list of the records behind the figure is called.
        uids: these records, of the type `table`.
        note_uids: the records behind the number of the note, and `note_fiches` what they are called.
    """

    code: str
    titre: str
    valeur: str
    note: str
    ton: str  # success, warning, error, info, neutral
    serie: tuple[float, ...] = ()
    table: str = ""
    titre_fiches: str = ""
    uids: tuple[str, ...] = ()
    note_fiches: str = ""
    note_uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seance:
    """What the figures read of a meeting that was held."""

    uid: str
    date: dt.date
    venus: int


def tuiles(unit: UnitOfWork, au: dt.date, tenues: Sequence[Seance]) -> tuple[Tile, ...]:
    """The four figures of a day; `tenues` are the meetings held, of all years."""
    return (_meetings(tenues, au), _turnout(tenues, au), _late(unit, au), _posts(unit, au))


def seances(unit: UnitOfWork) -> list[Seance]:
    """The meetings held, by date, with how many came."""
    query = (
        select(Reunion.uid, Reunion.date, func.count(Presence.uid))
        .outerjoin(Presence, (Presence.reunion_uid == Reunion.uid) & Presence.statut.in_(VENUS))
        .where(Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.date.is_not(None))
        .group_by(Reunion.uid, Reunion.date)
        .order_by(Reunion.date, Reunion.uid)
    )
    return [Seance(*row) for row in unit.all(query)]


def fins_de_mois(au: dt.date) -> tuple[dt.date, ...]:
    """The last days of the eleven months before, then the day itself."""
    days = [au]
    first = au.replace(day=1)
    for _ in range(MOIS - 1):
        days.append(first - dt.timedelta(days=1))
        first = days[-1].replace(day=1)
    return tuple(reversed(days))


def un_an_avant(jour: dt.date) -> dt.date:
    """The same day of the year before; 28 February for the 29th."""
    day = min(jour.day, 28) if jour.month == 2 else jour.day
    return jour.replace(year=jour.year - 1, day=day)


def _of_year(tenues: Sequence[Seance], au: dt.date) -> list[Seance]:
    """Those held in the year of a day, until it."""
    return [s for s in tenues if s.date.year == au.year and s.date <= au]


def _by_month(tenues: Sequence[Seance], au: dt.date) -> list[list[Seance]]:
    """Those of the last twelve months, month by month."""
    groups: dict[tuple[int, int], list[Seance]] = {(day.year, day.month): [] for day in fins_de_mois(au)}
    for one in tenues:
        if one.date <= au and (one.date.year, one.date.month) in groups:
            groups[one.date.year, one.date.month].append(one)
    return list(groups.values())


def _meetings(tenues: Sequence[Seance], au: dt.date) -> Tile:
    now, before = _of_year(tenues, au), _of_year(tenues, un_an_avant(au))
    change = len(now) - len(before)
    note = f"{change:+d} par rapport à {au.year - 1}".replace("-", "−") if before else f"aucune en {au.year - 1}"
    tone = "neutral" if not before else "success" if change >= 0 else "warning"
    return Tile(
        "reunions", "Réunions tenues", str(len(now)), note, tone,
        tuple(len(month) for month in _by_month(tenues, au)), "reunion",
        f"Réunions tenues en {au.year}", tuple(s.uid for s in now),
        f"Réunions tenues en {au.year - 1} à la même date", tuple(s.uid for s in before),
    )  # fmt: skip


def _turnout(tenues: Sequence[Seance], au: dt.date) -> Tile:
    """People a meeting, those where nobody was marked left out."""
    marked = [s for s in tenues if s.venus]
    now, before = _of_year(marked, au), [s for s in marked if s.date.year == au.year - 1]
    mean, last = _mean(now), _mean(before)
    note = f"{francais.nombre(last, 1)} en {au.year - 1}" if last is not None else "par réunion tenue"
    tone = "neutral" if mean is None or last is None else "success" if mean >= last else "warning"
    means = [_mean(month) for month in _by_month(marked, au)]
    return Tile(
        "participation", "Participation moyenne", francais.nombre(mean, 1) if mean is not None else "—", note, tone,
        tuple(round(one, 1) for one in means if one is not None), "reunion",
        f"Réunions de {au.year} où la présence est pointée", tuple(s.uid for s in now),
        f"Réunions de {au.year - 1} où la présence est pointée", tuple(s.uid for s in before),
    )  # fmt: skip


def _mean(of: Sequence[Seance]) -> float | None:
    return sum(s.venus for s in of) / len(of) if of else None


def _late(unit: UnitOfWork, au: dt.date) -> Tile:
    """Open actions whose day has gone by; of a day gone by, an action closed since was still open."""
    query = select(Action.uid, Action.echeance, Action.cree_le, Action.statut, Action.cloture_le).where(
        Action.supprime_le.is_(None),
        or_(Action.statut.in_(OUVERTES), Action.cloture_le > fins_de_mois(au)[0]),
    )
    rows = [
        (uid, due, made.astimezone().date(), None if statut in OUVERTES else closed)
        for uid, due, made, statut, closed in unit.all(query.order_by(Action.echeance, Action.uid))
    ]

    def late(day: dt.date) -> list[str]:
        return [uid for uid, due, _, closed in rows if due is not None and due < day and (not closed or closed > day)]

    opened = tuple(
        uid for uid, due, made, closed in rows
        if (not closed or closed > au) and (made <= au or (due is not None and due <= au))
    )  # fmt: skip
    days = fins_de_mois(au)
    now = late(au)
    said = f" au {francais.date_courte(au)}"
    return Tile(
        "retard", "Actions en retard", str(len(now)), f"sur {francais.pluriel(len(opened), 'ouverte', 'ouvertes')}",
        "error" if now else "success", tuple(len(late(day)) for day in days), "action",
        f"Actions en retard{said}", tuple(now), f"Actions ouvertes{said}", opened,
    )  # fmt: skip


def _posts(unit: UnitOfWork, au: dt.date) -> Tile:
    """Posts of adultes-relais where somebody works, over those under convention."""
    held, empty = occupes(unit, au), vacants(unit, au)
    total = len(held.uids) + len(empty.uids)
    trend = tuple(nombre_occupes(unit, day) for day in fins_de_mois(au))
    vacant = len(empty.uids)
    note = francais.pluriel(vacant, "poste vacant", "postes vacants") if vacant else "aucun poste vacant"
    said = f" au {francais.date_courte(au)}"
    return Tile(
        "postes", "Postes adultes-relais", f"{len(held.uids)} / {total}" if total else "—",
        note if total else "aucune convention en cours", empty.ton if total else "neutral", trend, "convention",
        f"Postes conventionnés{said}", (*held.uids, *empty.uids), f"Postes vacants{said}", empty.uids,
    )  # fmt: skip
