"""One fictional délégation: its territory, what it holds, and what happens in it day by day."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Concatenate, ParamSpec, TypeVar

from pvdesk.generation.scribe import Scribe
from pvdesk.generation.territoires import Lieu, Tables, Territoire

T = TypeVar("T")
P = ParamSpec("P")
VENDREDI = 5  # ISO day of the week


@dataclass(slots=True)
class Organismes:
    """The bodies of a délégation, by what they are asked for: uids."""

    associations: list[str] = field(default_factory=list)
    commune: str = ""
    bailleur: str = ""
    college: str = ""


@dataclass(slots=True)
class Faits:
    """What will happen, in the order of days; those of one day in the order in which they were thought of."""

    file: list[tuple[dt.date, int, Callable[[], None]]] = field(default_factory=list)
    rang: Iterator[int] = field(default_factory=count)

    def ajouter(self, jour: dt.date, travail: Callable[[], None]) -> None:
        """One more."""
        heapq.heappush(self.file, (jour, next(self.rang), travail))

    def semaine(self) -> tuple[int, int] | None:
        """ISO year and week of the next one; None at the end."""
        return self.file[0][0].isocalendar()[:2] if self.file else None

    def suivant(self) -> Callable[[], None]:
        """The next one, taken away."""
        return heapq.heappop(self.file)[2]


@dataclass(slots=True)
class Delegation:
    """A poste under generation.

    Attributes:
        debut: its first day; nothing happens before, nor after `au`.
        visites: finished visits (day, uid): what a meeting comes back to.
        projets: finished projects of a year: what a comité decides, what a visit checks.
        lieux_des_projets: the quartier of a project, by uid: where a visit sees it.
        membres: who sits in its conseils: who may ask what is held about them.
        postes: conventions of adultes-relais in force: what a visit is about.
    """

    territoire: Territoire
    tables: Tables
    debut: dt.date
    au: dt.date
    alea: Random
    scribe: Scribe
    faits: Faits = field(default_factory=Faits)
    organismes: Organismes = field(default_factory=Organismes)
    visites: list[tuple[dt.date, str]] = field(default_factory=list)
    projets: dict[int, list[str]] = field(default_factory=dict)
    lieux_des_projets: dict[str, str] = field(default_factory=dict)
    membres: list[str] = field(default_factory=list)
    postes: list[str] = field(default_factory=list)

    def noter(
        self, jour: dt.date, travail: Callable[Concatenate[Delegation, dt.date, P], None],
        *args: P.args, **kwargs: P.kwargs,
    ) -> None:  # fmt: skip
        """Something will happen that day, or the first working day after; nothing after the reference day."""
        ouvre = jour_ouvre(max(jour, self.debut))
        if ouvre <= self.au:
            self.faits.ajouter(ouvre, lambda: travail(self, ouvre, *args, **kwargs))

    def vivre(self) -> None:
        """All that happens, a week a unit of work; what happens may bring more."""
        while (semaine := self.faits.semaine()) is not None:
            vendredi = dt.date.fromisocalendar(*semaine, VENDREDI)
            with self.scribe.periode(min(vendredi, self.au)):
                while self.faits.semaine() == semaine:
                    self.faits.suivant()()

    def recent(self, jour: dt.date) -> bool:
        """Whether a day is of the last month: some of its fiches are still drafts, and no note tells it yet."""
        return jour >= self.au.replace(day=1)

    def finie(self, jour: dt.date) -> bool:
        """Whether a fiche of that day was finished."""
        return not self.recent(jour) or self.chance(50)

    def lieu(self) -> Lieu:
        """One of its quartiers."""
        return self.choix(self.territoire.lieux)

    def chance(self, sur_cent: int) -> bool:
        """True that many times in a hundred."""
        return self.alea.random() * 100 < sur_cent

    def choix(self, parmi: Sequence[T]) -> T:
        """One of them."""
        return self.alea.choice(parmi)

    def entre(self, bas: int, haut: int) -> int:
        """A whole number, both ends included."""
        return self.alea.randint(bas, haut)

    def quelques(self, parmi: Sequence[T], nombre: int) -> list[T]:
        """Some of them, all different, in their order."""
        pris = sorted(self.alea.sample(range(len(parmi)), min(nombre, len(parmi))))
        return [parmi[i] for i in pris]


def jour_ouvre(jour: dt.date) -> dt.date:
    """That day, or the Monday after a week-end."""
    return jour + jours(max(0, 8 - jour.isoweekday())) if jour.isoweekday() > VENDREDI else jour


def mois_suivant(jour: dt.date, nombre: int = 1) -> dt.date:
    """The first day of the next month, or of one some months later."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + nombre, 12)
    return dt.date(annee, rang + 1, 1)


def jours(nombre: int) -> dt.timedelta:
    """That many days."""
    return dt.timedelta(days=nombre)
