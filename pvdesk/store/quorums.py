"""The quorum of many meetings at once, from counts made by the base: what `Reunion.compte_quorum` says of one."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import extract, func, select
from sqlalchemy.orm import load_only, selectinload

from db.models import Conseil, Membre, Reunion
from db.models.conseil_listes import College, Qualite
from db.models.quorum import Effectifs, Issue, apply_rule
from db.models.reunion import Presence
from db.models.seance import TENUES, StatutPresence, TypeReunion
from pvdesk.store.unit import UnitOfWork

_ICI = (StatutPresence.PRESENT, StatutPresence.DISTANCE)


def plenary_with_quorum(unit: UnitOfWork, year: int) -> tuple[str, ...]:
    """The plenary meetings held in a year that met the rule that their conseil had that day."""
    conseils = _conseils(unit)
    came: defaultdict[tuple[str, str], tuple[Counter[College], Counter[College]]] = defaultdict(
        lambda: (Counter(), Counter())
    )
    days = {}
    for uid, conseil_uid, day, college, statut, count in unit.all(_counts(year)):
        days[uid] = day
        here, represented = came[uid, conseil_uid]
        (here if statut in _ICI else represented)[college] += count
    reached = []
    for (uid, conseil_uid), (here, represented) in came.items():
        conseil, day = conseils[conseil_uid], days[uid]
        titulaires = Counter(m.college for m in conseil.titulaires(day) if m.college is not None)
        effectifs = Effectifs(dict(titulaires), dict(here), dict(represented))
        if apply_rule(conseil.regle_du(day), effectifs).issue is Issue.ATTEINT:
            reached.append(uid)
    return tuple(sorted(reached))


def _conseils(unit: UnitOfWork) -> dict[str, Conseil]:
    """Each with its rules and its members, and nothing else."""
    query = select(Conseil).options(
        load_only(Conseil.statut),
        selectinload(Conseil.quorum),
        selectinload(Conseil.membres).load_only(
            Membre.college, Membre.qualite, Membre.debut, Membre.fin, Membre.supprime_le
        ),
    )
    return {conseil.uid: conseil for conseil in unit.session.scalars(query)}


def _counts(year: int) -> object:
    """Titulaires who came or are represented, by meeting, collège and status."""
    columns = Reunion.uid, Reunion.conseil_uid, Reunion.date, Membre.college, Presence.statut
    return (
        select(*columns, func.count())
        .join(Presence, Presence.reunion_uid == Reunion.uid)
        .join(Membre, Membre.uid == Presence.membre_uid)
        .where(
            Reunion.supprime_le.is_(None), Reunion.statut.in_(TENUES), Reunion.type == TypeReunion.PLENIERE,
            Reunion.conseil_uid.is_not(None), extract("year", Reunion.date) == year,
            Membre.qualite == Qualite.TITULAIRE, Membre.college.is_not(None),
            Presence.statut.in_((*_ICI, StatutPresence.REPRESENTE)),
        )
        .group_by(*columns)
    )  # fmt: skip
