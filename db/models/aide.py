"""Occupied and vacant intervals of a post, and the State's aid they would bring: a daily pro rata, indicative only.

The aid is due for the periods really occupied, in proportion of the hours (D5134-158); the ASP's own figure is typed
beside it. Pure computation: dates and cents in, dates and cents out.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

UN_JOUR = dt.timedelta(days=1)
Emploi = tuple[dt.date, dt.date | None]  # first and last day of a titulaire; None: still there
Tarif = tuple[dt.date, int]  # yearly full-time amount in cents, from a day on
Quotite = tuple[dt.date, int]  # working time in percent of full time, from a day on


@dataclass(frozen=True, slots=True)
class Intervalle:
    """Days of a post in a row, both ends included, all occupied or all vacant."""

    du: dt.date
    au: dt.date
    occupe: bool

    @property
    def jours(self) -> int:
        """How many days."""
        return (self.au - self.du).days + 1


@dataclass(frozen=True, slots=True)
class Part:
    """An interval and its theoretical aid in cents: due when occupied, not due when vacant; None: no amount known."""

    intervalle: Intervalle
    centimes: int | None


def intervalles(du: dt.date, au: dt.date, emplois: Iterable[Emploi]) -> tuple[Intervalle, ...]:
    """The days from `du` to `au` cut into occupied and vacant intervals, one per titulaire."""
    found: list[Intervalle] = []
    jour = du
    for debut, fin in sorted(emplois, key=lambda emploi: emploi[0]):
        premier, dernier = max(debut, jour), min(fin or au, au)
        if premier > dernier:
            continue
        if premier > jour:
            found.append(Intervalle(jour, premier - UN_JOUR, occupe=False))
        found.append(Intervalle(premier, dernier, occupe=True))
        jour = dernier + UN_JOUR
    if jour <= au:
        found.append(Intervalle(jour, au, occupe=False))
    return tuple(found)


def aide_theorique(
    intervalle: Intervalle, tarifs: Sequence[Tarif], quotite: int, changements: Sequence[Quotite] = ()
) -> int | None:
    """The aid of an interval, in cents: each day is its share of its own year, the whole is rounded half up, once.

    Args:
        intervalle: the days.
        tarifs: yearly full-time amounts, each from its day on.
        quotite: working time at the start, in percent of full time.
        changements: the working times that took its place, each from its day on.

    Returns:
        None when no amount is known for one of the days.
    """
    total = Fraction(0)
    coupes = [depuis for depuis, _ in (*tarifs, *changements)]
    for premier, dernier in _troncons(intervalle, coupes):
        centimes = tarif_du(tarifs, premier)
        if centimes is None:
            return None
        total += Fraction(
            centimes * quotite_du(quotite, changements, premier) * ((dernier - premier).days + 1),
            100 * jours_de(premier.year),
        )
    return arrondi(total)


def parts(
    periodes: Iterable[Intervalle], tarifs: Sequence[Tarif], quotite: int, changements: Sequence[Quotite] = ()
) -> tuple[Part, ...]:
    """Each interval with its theoretical aid."""
    return tuple(Part(periode, aide_theorique(periode, tarifs, quotite, changements)) for periode in periodes)


def quotite_du(quotite: int, changements: Sequence[Quotite], jour: dt.date) -> int:
    """The working time of that day: the last change, else that of the start."""
    return max((c for c in changements if c[0] <= jour), key=lambda c: c[0], default=(jour, quotite))[1]


def tarif_du(tarifs: Sequence[Tarif], jour: dt.date) -> int | None:
    """The yearly full-time amount valid that day, in cents."""
    return max((tarif for tarif in tarifs if tarif[0] <= jour), default=(jour, None))[1]


def jours_de(annee: int) -> int:
    """365 or 366."""
    return 366 if calendar.isleap(annee) else 365


def arrondi(valeur: Fraction) -> int:
    """To the nearest integer, half up."""
    return int((valeur + Fraction(1, 2)) // 1)


def euros(centimes: int) -> str:
    """« 4 562,12 € »."""
    entiers, reste = divmod(abs(centimes), 100)
    text = f"{entiers:,}".replace(",", "\u202f")
    return f"{'−' if centimes < 0 else ''}{text},{reste:02d}\u00a0€"


def _troncons(intervalle: Intervalle, changements: Iterable[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """The interval cut where the year, the amount or the working time changes: first and last days."""
    coupes = {dt.date(annee, 1, 1) for annee in range(intervalle.du.year + 1, intervalle.au.year + 1)}
    coupes |= {depuis for depuis in changements if intervalle.du < depuis <= intervalle.au}
    debuts = [intervalle.du, *sorted(coupes)]
    for debut, suivant in zip(debuts, [*debuts[1:], intervalle.au + UN_JOUR], strict=True):
        yield debut, suivant - UN_JOUR
