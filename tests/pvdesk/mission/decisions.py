"""What the tests of decisions share: clashes as an import leaves them, fiches that two postes recorded."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db.base import Etat
from db.journal import Trace
from db.models.arbitrage import Conflit, NatureConflit
from db.models.echange import Role
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.builders import make_desk
from tests.pvdesk.mission.exchange import Ticking


def a_mission(folder: Path) -> Desk:
    """The mission's base, open, with a clock that advances."""
    return replace(make_desk(folder, role=Role.MISSION, code="MISSION"), clock=Ticking())


def clash(desk: Desk, table: str, uid: str, champ: str | None, proposee: Any, **more: Any) -> int:
    """A clash left by lot 2 of D07; its number."""
    given: dict[str, Any] = {
        "nature": NatureConflit.VALEUR, "lot": "lot-2", "poste": "D07", "type": table, "uid": uid,
        "fiche_type": table, "fiche_uid": uid, "auteur": "MISSION", "n": 12, "base": 1,
    }  # fmt: skip
    with desk.writing() as unit:
        row = Conflit(champ=champ, proposee=proposee, ouvert_le=unit.now, **given | more)
        unit.session.add(row)
        unit.session.flush()
        made: int = row.id
        unit.commit()
    return made


def record(
    desk: Desk, table: str, lines: dict[str, list[dict[str, Any]]] | None = None, poste: str = "D07", **values: Any
) -> str:
    """A finished fiche of a poste, as the mission holds it; its uid."""
    with desk.writing() as unit:
        draft = records.blank(unit, table, **values)
        for key, rows in (lines or {}).items():
            draft.lines[key] = [LineDraft(new_uid(), row) for row in rows]
        records.save(unit, draft)
        row = unit.session.get_one(records.model_of(table), draft.uid)
        row.origine, row.etat = poste, Etat.FINAL
        unit.commit()
    return draft.uid


def value(desk: Desk, table: str, uid: str, key: str) -> Any:
    """A value of a fiche."""
    with desk.reading() as unit:
        return records.load(unit, table, uid).values[key]


def last_msn(desk: Desk) -> int:
    """The last number of the mission's sequence."""
    with desk.reading() as unit:
        return unit.session.scalar(select(func.max(Trace.n))) or 0


def day(n: int = 9) -> dt.date:
    """A day of April 2026."""
    return dt.date(2026, 4, n)
