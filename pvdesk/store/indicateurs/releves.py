"""The relevés typed by people, as dated series by line of the brochure and by territory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import or_, select

from db.base import Etat
from db.models import Releve
from db.models.objectif import TERRITOIRE, StatutObjectif
from db.types import MILLE
from pvdesk.base import francais
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

Territoire = tuple[str, ...]  # contrat, commune, quartier, organisme, other; empty texts where nothing is said
DEPARTEMENT: Territoire = ("",) * len(TERRITOIRE)
_TABLES = ("contrat", "commune", "quartier", "organisme")


@dataclass(frozen=True, slots=True)
class Point:
    """A relevé: what it says, of which day and territory, who says it."""

    uid: str
    date: dt.date
    valeur: Decimal | None
    statut: StatutObjectif | None
    territoire: Territoire
    source: str
    cible: Decimal | None = None  # the total that the person typed beside the figure


def series(unit: UnitOfWork, au: dt.date, code: str = "") -> dict[str, list[Point]]:
    """The relevés up to a day by line of the brochure (of one line when given), oldest first.

    A draft of a day to come, that « Terminer » would refuse, does not count.
    """
    columns = [getattr(Releve, key) for key in TERRITOIRE]
    query = (
        select(
            Releve.uid, Releve.repere, Releve.date, Releve.valeur, Releve.statut, Releve.source, Releve.cible, *columns
        )
        .where(
            Releve.supprime_le.is_(None), Releve.repere.is_not(None), Releve.date <= au,
            or_(Releve.etat != Etat.BROUILLON, Releve.date <= unit.now.astimezone().date()),
        )
        .order_by(Releve.date, Releve.cree_le, Releve.uid)
    )  # fmt: skip
    if code:
        query = query.where(Releve.repere == code)
    found: dict[str, list[Point]] = {}
    for uid, repere, jour, valeur, statut, source, cible, *place in unit.all(query):
        territoire = tuple(" ".join((part or "").split()) for part in place)
        found.setdefault(repere, []).append(
            Point(uid, jour, _exact(valeur), statut, territoire, source or "", _exact(cible))
        )
    return found


def _exact(milliemes: int | None) -> Decimal | None:
    return None if milliemes is None else Decimal(milliemes) / MILLE


def dernier(points: Iterable[Point], *, valeur: bool = False) -> Point | None:
    """The last relevé (the last with a figure when `valeur`): of the whole department first, else of any territory."""
    kept = [p for p in points if not valeur or p.valeur is not None]
    entiers = [p for p in kept if p.territoire == DEPARTEMENT]
    last = entiers or kept
    return last[-1] if last else None


def par_territoire(points: Iterable[Point]) -> dict[Territoire, Point]:
    """The last relevé with a status of each territory, the department itself left out."""
    last: dict[Territoire, tuple[Territoire, Point]] = {}
    for point in points:
        if point.statut is not None and point.territoire != DEPARTEMENT:
            last[tuple(part.casefold() for part in point.territoire)] = (point.territoire, point)
    return dict(last.values())


def noms(unit: UnitOfWork, territoires: Iterable[Territoire]) -> dict[Territoire, str]:
    """« CA du Boulonnais », « Lens »: the names of territories."""
    wanted = [*territoires]
    connus: dict[str, str] = {}
    for rang, table in enumerate(_TABLES):
        keys = {t[rang] for t in wanted} - {""}
        connus |= names(unit, table, keys) if keys else {}
    return {t: ", ".join(connus.get(part, part) for part in t if part) or "Pas-de-Calais" for t in wanted}


def origine(point: Point) -> str:
    """« relevé du 03/03/2026, DSDEN »."""
    jour = f"relevé du {francais.date_courte(point.date)}"
    return f"{jour}, {point.source}" if point.source else jour
