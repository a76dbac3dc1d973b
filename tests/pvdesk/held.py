"""Meetings that were held, complete enough to be finished and handed over."""

import datetime as dt
from typing import Any

from db.models.seance import StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.reports import versions
from pvdesk.store import papiers, records
from pvdesk.store.desk import Desk
from tests.builders import add_reunion

_PRESENT, _ABSENT = StatutPresence.PRESENT, StatutPresence.ABSENT
MARS, AVRIL, MAI = dt.date(2026, 3, 3), dt.date(2026, 4, 7), dt.date(2026, 5, 5)


def held(desk: Desk, conseil: str, members: dict[str, str], day: dt.date = MARS, **values: Any) -> str:
    """The uid of a meeting of that day, twelve of the members of `builders.add_noeux` in the room."""
    given = {
        "statut": StatutReunion.TENUE, "fin": dt.time(20, 15), "animateur": "coprésidente du conseil",
        "secretaire": "un membre du collège habitants",
    }  # fmt: skip
    uid = add_reunion(desk, conseil, day, **given | values)
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["presences"] = [
            LineDraft(new_uid(), {"membre_uid": one, "statut": _PRESENT if place < 12 else _ABSENT})
            for place, one in enumerate(members.values())
        ]  # fmt: skip
        draft.lines["points"] = [
            LineDraft(new_uid(), {"titre": "Éclairage", "duree": 30, "echanges": "Trois candélabres sont éteints."})
        ]
        records.save(unit, draft)
        unit.commit()
    return uid


def put(desk: Desk, uid: str, **values: object) -> None:
    """Change data of a meeting, as its form would."""
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.values |= values
        records.save(unit, draft)
        unit.commit()


def read(desk: Desk, uid: str) -> dict[str, Any]:
    """The data of a meeting."""
    with desk.reading() as unit:
        return records.load(unit, "reunion", uid).values


def handed(desk: Desk, uid: str, sorte: str = versions.INTERNE) -> bytes | None:
    """The very bytes of the version in force of a paper of a meeting; None when they are not on this desk."""
    with desk.reading() as unit:
        kept = versions.en_vigueur(unit, sorte, uid)
        return papiers.contenu(unit, kept.uid) if kept is not None else None
