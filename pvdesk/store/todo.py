"""« À faire »: actions, meetings and alerts that wait for somebody, the gravest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.base import Etat
from db.models.action import OUVERTES
from db.models.seance import TENUES, StatutReunion
from pvdesk.base import francais
from pvdesk.store import alertes, demandees, etats, listing
from pvdesk.store.unit import UnitOfWork

SHOWN = 40
_GRAVITE = {"error": 0, "warning": 1, "primary": 2, "info": 2}


@dataclass(frozen=True, slots=True)
class Todo:
    """A thing to do: what, about what, how urgent, and the record it opens."""

    titre: str
    detail: str
    rappel: str
    ton: str
    table: str
    uid: str


def todo(unit: UnitOfWork, today: dt.date) -> tuple[Todo, ...]:
    """What a délégué has to do that day: what the mission asks first, then late things, then what comes, by date."""
    found = [*_actions(unit, today), *_meetings(unit, today), *_alerts(unit, today)]
    late_first = [one for _, one in sorted(found, key=lambda f: (_GRAVITE[f[1].ton], f[0]))]
    return (*_corrections(unit), *late_first)[:SHOWN]


def _corrections(unit: UnitOfWork) -> list[Todo]:
    """What the mission sent back to be corrected, at a poste; the mission itself waits for the answer."""
    if etats.qui(unit) is etats.Qui.MISSION:
        return []
    return [
        Todo(one.nom or one.dite, one.dite, "À corriger", "error", "correction", one.uid)
        for one in demandees.demandees(unit)
    ]


Dated = list[tuple[dt.date, Todo]]


def _actions(unit: UnitOfWork, today: dt.date) -> Dated:
    found: Dated = []
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
    return found


def _meetings(unit: UnitOfWork, today: dt.date) -> Dated:
    found: Dated = []
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
        one = Todo(titre, row.texts["conseil_uid"], "Brouillon", "warning", "reunion", row.uid)
        found.append((row.values["date"] or today, one))
    return found


def _alerts(unit: UnitOfWork, today: dt.date) -> Dated:
    return [
        (a.jour, Todo(a.titre, a.detail, _since(a.jour, today), a.ton, a.table, a.uid))
        for a in alertes.alertes(unit, today)
    ]


def _since(day: dt.date, today: dt.date) -> str:
    """« depuis 12 jours », « aujourd’hui »."""
    days = (today - day).days
    return f"depuis {francais.pluriel(days, 'jour', 'jours')}" if days > 0 else _when(day, today)


def _when(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    return {0: "Aujourd’hui", 1: "Demain"}.get(days, f"{days} jours")
