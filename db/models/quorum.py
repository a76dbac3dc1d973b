"""How many are there, how many are needed: the counts of a meeting, from plain values (no table, no session)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum

from db.models.conseil import ConseilQuorum
from db.models.conseil_listes import FRACTIONS, College, RegleQuorum


class Issue(Enum):
    """What the count says."""

    ATTEINT = "atteint"
    NON_ATTEINT = "non atteint"
    SANS_OBJET = "sans objet"


@dataclass(frozen=True, slots=True)
class Effectifs:
    """Titulaires in office and who came, by collège, on the day of the meeting."""

    titulaires: dict[College, int] = field(default_factory=dict)
    presents: dict[College, int] = field(default_factory=dict)  # in the room or at a distance
    representes: dict[College, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quorum:
    """The rule applied: how many count, how many are required."""

    issue: Issue
    presents: int
    representes: int  # those that the rule counts
    requis: int
    sans_titulaires: bool = False  # a rule, and nobody in office to apply it to

    @property
    def comptes(self) -> int:
        """Who counts towards the quorum."""
        return self.presents + self.representes

    @property
    def phrase(self) -> str:
        """« 14 (12 présents + 2 représentés) pour 9 requis — atteint », « quorum non atteint (7 sur 9) »."""
        if self.sans_titulaires:
            return "Aucun titulaire en fonction ce jour-là\u00a0: quorum sans objet"
        if self.issue is Issue.SANS_OBJET:
            return "Aucun quorum dans la règle du conseil"
        if self.issue is Issue.NON_ATTEINT:
            return f"quorum non atteint ({self.comptes} sur {self.requis})"
        detail = f"{self.presents} {_pluriel(self.presents, 'présent')}"
        if self.representes:
            detail += f" + {self.representes} {_pluriel(self.representes, 'représenté')}"
        return f"{self.comptes} ({detail}) pour {self.requis} requis — atteint"


def _pluriel(nombre: int, mot: str) -> str:
    return mot if nombre < 2 else mot + "s"


def _requis(nombre: int, regle: ConseilQuorum) -> int:
    assert regle.regle is not None
    return math.ceil(nombre * FRACTIONS[regle.regle])


def apply_rule(regle: ConseilQuorum | None, effectifs: Effectifs) -> Quorum:
    """The quorum of a meeting.

    Args:
        regle: the rule of the conseil valid on the day, or None.
        effectifs: counts of that day; proxies count only where the rule says so.
    """
    presents = sum(effectifs.presents.values())
    compte = regle is not None and bool(regle.pouvoirs_admis) and bool(regle.pouvoirs_comptes)
    representes = sum(effectifs.representes.values()) if compte else 0
    if regle is None or regle.regle in {None, RegleQuorum.AUCUN}:
        return Quorum(Issue.SANS_OBJET, presents, representes, 0)
    if not any(effectifs.titulaires.values()):
        return Quorum(Issue.SANS_OBJET, presents, representes, 0, sans_titulaires=True)
    if regle.regle is RegleQuorum.NOMBRE:
        requis = regle.nombre or 0
        atteint = presents + representes >= requis
    elif regle.regle is RegleQuorum.PAR_COLLEGE:
        besoins = {c: _requis(n, regle) for c, n in effectifs.titulaires.items()}
        requis = sum(besoins.values())
        venus = {c: effectifs.presents.get(c, 0) + (effectifs.representes.get(c, 0) if compte else 0) for c in besoins}
        atteint = all(venus[c] >= besoins[c] for c in besoins)
    else:
        requis = _requis(sum(effectifs.titulaires.values()), regle)
        atteint = presents + representes >= requis
    return Quorum(Issue.ATTEINT if atteint else Issue.NON_ATTEINT, presents, representes, requis)
