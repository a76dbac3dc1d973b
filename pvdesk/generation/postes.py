"""A post of adulte-relais as its délégué knows it: its convention, and who held it from when to when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from db.models.adulte_relais_listes import Thematique, TypeEmployeur
from pvdesk.generation.territoires import Lieu


@dataclass(slots=True)
class Emploi:
    """A titulaire, from a day to a day."""

    uid: str
    code: str
    debut: dt.date
    fin: dt.date


@dataclass(slots=True)
class Poste:
    """One post, whatever its successive conventions.

    Attributes:
        rang: its place among the posts of the délégation.
        convention: uid of the one in force, from `debut` to `fin`.
        attendu: first day of the next titulaire, when the post is vacant.
        annee: counts of the monthly reports of the year, to be added up in January.
    """

    rang: int
    lieu: Lieu
    employeur: str
    type_employeur: TypeEmployeur
    thematique: Thematique
    quotite: int
    convention: str = ""
    debut: dt.date = dt.date.min
    fin: dt.date = dt.date.min
    numero: int = 0
    titulaires: int = 0
    emplois: list[Emploi] = field(default_factory=list)
    attendu: dt.date | None = None
    annee: Counter[str] = field(default_factory=Counter)

    def titulaire(self, du: dt.date, au: dt.date) -> Emploi | None:
        """The last who held the post in that period."""
        tenus = [e for e in self.emplois if e.debut <= au and e.fin >= du]
        return tenus[-1] if tenus else None
