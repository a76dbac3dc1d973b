"""The department by delegation: what each sent and when, its meetings, its late actions, what waits for a decision."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from db.models import Action, Conseil, Reunion
from db.models.action import OUVERTES
from db.models.arbitrage import Correction
from db.models.echange import Correspondant
from db.models.referentiel import Contrat, Epci
from db.models.reunion import Presence
from db.models.seance import TENUES
from pvdesk.base.francais import typo
from pvdesk.mission import doublons
from pvdesk.mission.corrections import author
from pvdesk.mission.postes import RESERVE
from pvdesk.mission.tableau import Attente, Ligne, Passage, attente, tableau
from pvdesk.store.tendances import VENUS, un_an_avant
from pvdesk.store.territoires import Territoires
from pvdesk.store.unit import UnitOfWork

SANS_CONTRAT = "Sans contrat de ville"


@dataclass(frozen=True, slots=True)
class Delegation:
    """Where a delegation stands.

    Attributes:
        nom: its name; its code when it was given none.
        contrats: names of the contrats de ville of its conseils.
        age: days since its last lot went in; since its enrolment when none ever did, None before it.
        reunions: those held since 1 January; `avant`, those of the year before until the same day.
        venus: people a meeting, of those where somebody was marked (`pointees`).
        retards: open actions whose day has gone by.
        doublons: probable doubles with a fiche of its own.
    """

    ligne: Ligne
    nom: str
    contrats: tuple[str, ...]
    age: int | None
    reunions: tuple[str, ...]
    avant: tuple[str, ...]
    venus: float | None
    pointees: tuple[str, ...]
    retards: tuple[str, ...]
    doublons: int

    @property
    def code(self) -> str:
        """The code of the poste."""
        return self.ligne.poste

    @property
    def a_relancer(self) -> bool:
        """Whether it speaks, and neither the last whole month nor this one brought anything."""
        mois = self.ligne.mois
        silent = len(mois) > 1 and mois[-2].passage is Passage.RETARD and mois[-1].passage is not Passage.RECU
        return silent and self.ligne.revoque_le is None and not self.ligne.successeur

    @property
    def a_arbitrer(self) -> int:
        """Clashes and probable doubles that wait for a person."""
        return self.ligne.conflits + self.doublons


@dataclass(frozen=True, slots=True)
class Partie:
    """The open actions of a contrat de ville."""

    nom: str
    uids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What the mission sees first.

    Attributes:
        corrections: what was asked of the délégués and not answered yet.
    """

    jour: dt.date
    delegations: tuple[Delegation, ...]
    attente: Attente
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seance:
    uid: str
    date: dt.date
    venus: int


def consolidation(unit: UnitOfWork, jour: dt.date) -> Consolidation:
    """The department on a day, by code of poste."""
    lignes = tableau(unit, jour, codes=False)
    living = successeurs(unit)
    held = _held(unit, jour, living)
    late = _late(unit, jour, living)
    pairs = doublons_par_poste(unit, living)
    rows = {row.code: row for row in unit.session.scalars(select(Correspondant))}
    contrats = _contrats(unit, living)
    return Consolidation(
        jour,
        tuple(
            _delegation(one, rows[one.poste], jour, held[one.poste], late[one.poste], contrats[one.poste],
                        pairs.get(one.poste, 0))
            for one in lignes
        ),
        attente(unit), corrections_attendues(unit),
    )  # fmt: skip


def actions_par_contrat(unit: UnitOfWork) -> tuple[Partie, ...]:
    """The open actions by contrat de ville, the most numerous first; those of none last."""
    places, found = Territoires(unit), defaultdict[str, list[str]](list)
    query = select(Action).where(Action.supprime_le.is_(None), Action.statut.in_(OUVERTES)).order_by(Action.echeance)
    actions = unit.session.scalars(query).all()
    places.prepare(actions)
    for action in actions:
        for code in places.of(action) or [""]:
            found[code].append(action.uid)
    noms = noms_des_contrats(unit)
    ordered = sorted(found.items(), key=lambda part: (not part[0], -len(part[1]), part[0]))
    return tuple(Partie(noms.get(code, code) or SANS_CONTRAT, tuple(uids)) for code, uids in ordered)


def successeurs(unit: UnitOfWork) -> dict[str, str]:
    """{poste: who answers for its fiches}: itself, or who took them over."""
    query = select(Correspondant.code).where(Correspondant.code != RESERVE)
    return {code: author(unit, code) for code in unit.session.scalars(query).all()}


def noms_des_contrats(unit: UnitOfWork) -> dict[str, str]:
    """{code: name} of the contrats de ville: that of their intercommunalité, as on the board of the quartiers."""
    query = select(Contrat.code, Epci.nom, Contrat.nom).outerjoin(Epci, Epci.code == Contrat.epci)
    return {code: typo(epci or nom) for code, epci, nom in unit.all(query)}


def corrections_attendues(unit: UnitOfWork, poste: str | None = None) -> tuple[str, ...]:
    """What was asked and not answered yet, of a poste or of all, the oldest first."""
    query = select(Correction.uid).where(Correction.repondue_le.is_(None), Correction.supprime_le.is_(None))
    if poste is not None:
        query = query.where(Correction.poste == poste)
    return tuple(unit.session.scalars(query.order_by(Correction.demandee_le, Correction.uid)))


def doublons_par_poste(unit: UnitOfWork, living: Mapping[str, str]) -> dict[str, int]:
    """How many probable doubles have a fiche of each poste; one between two postes counts for both."""
    found: dict[str, int] = {}
    for pair in doublons.ouverts(unit):
        for code in {living.get(poste, poste) for poste in pair.auteurs}:
            found[code] = found.get(code, 0) + 1
    return found


def _delegation(
    ligne: Ligne, row: Correspondant, jour: dt.date, seances: Sequence[_Seance], retards: Sequence[str],
    contrats: Sequence[str], pairs: int,
) -> Delegation:  # fmt: skip
    now = [s for s in seances if s.date.year == jour.year]
    marked = [s for s in now if s.venus]
    since = ligne.dernier or (row.depuis.astimezone().date() if row.depuis is not None and ligne.presente else None)
    return Delegation(
        ligne, row.nom or ligne.poste, tuple(dict.fromkeys(contrats)),
        (jour - since).days if since is not None else None, tuple(s.uid for s in now),
        tuple(s.uid for s in seances if s.date.year < jour.year and s.date <= un_an_avant(jour)),
        sum(s.venus for s in marked) / len(marked) if marked else None, tuple(s.uid for s in marked),
        tuple(retards), pairs,
    )  # fmt: skip


def _held(unit: UnitOfWork, jour: dt.date, living: Mapping[str, str]) -> defaultdict[str, list[_Seance]]:
    """The meetings held this year and the year before, by delegation."""
    query = (
        select(Reunion.origine, Reunion.uid, Reunion.date, func.count(Presence.uid))
        .outerjoin(Presence, (Presence.reunion_uid == Reunion.uid) & Presence.statut.in_(VENUS))
        .where(Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES))
        .where(Reunion.date >= dt.date(jour.year - 1, 1, 1), Reunion.date <= jour)
        .group_by(Reunion.origine, Reunion.uid, Reunion.date)
        .order_by(Reunion.date, Reunion.uid)
    )
    found = defaultdict[str, list[_Seance]](list)
    for origine, *rest in unit.all(query):
        found[living.get(origine, origine)].append(_Seance(*rest))
    return found


def _late(unit: UnitOfWork, jour: dt.date, living: Mapping[str, str]) -> defaultdict[str, list[str]]:
    query = select(Action.origine, Action.uid).where(
        Action.supprime_le.is_(None), Action.statut.in_(OUVERTES), Action.echeance < jour
    )
    return _grouped(unit.all(query.order_by(Action.echeance, Action.uid)), living)


def _contrats(unit: UnitOfWork, living: Mapping[str, str]) -> defaultdict[str, list[str]]:
    """Names of the contrats de ville of the conseils of each delegation."""
    noms = noms_des_contrats(unit)
    query = select(Conseil.origine, Conseil.contrat).where(Conseil.supprime_le.is_(None), Conseil.contrat.is_not(None))
    pairs = [(origine, noms.get(code, code)) for origine, code in unit.all(query.distinct())]
    return _grouped(sorted(pairs), living)


def _grouped(pairs: Iterable[Sequence[str]], living: Mapping[str, str]) -> defaultdict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for origine, one in pairs:
        found[living.get(origine, origine)].append(one)
    return found
