"""What becomes of a lot at the mission, told fiche by fiche: acknowledgements, and what was set aside."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import func, insert, select

from db.bulk import among, insert_all
from db.journal import Trace
from db.models.arbitrage import Conflit
from db.models.echange import Accuse, Rebut
from pvdesk.bundle import package, rows
from pvdesk.mission.avant import Avant
from pvdesk.mission.bilan import Outcome
from pvdesk.store.unit import UnitOfWork

_BATCH = 2000
NEWER = "Type de fiche d’une version plus récente\u00a0: gardé tel quel."
PARTIAL = "une partie est mise de côté par la mission"
CLASHING = "une valeur est en arbitrage"


def set_aside(unit: UnitOfWork, lot: package.Lot, outcome: Outcome, avant: Avant) -> None:
    """Keep whole what did not go in; what the poste says again, or says better, settles what it said before."""
    head = lot.manifeste.pvdesk
    found = [
        {
            "type": a.table, "uid": a.ligne.uid, "champ": a.champ, "code": a.code, "phrase": a.phrase,
            "ligne": msgspec.to_builtins(a.ligne),
        }
        for a in outcome.aside
    ]  # fmt: skip
    for bad in lot.anomalies:
        said = {"brut": bad.brut.decode("utf-8", "replace")}
        found.append(
            {"type": bad.table, "uid": bad.uid or "", "champ": None, "code": "Q7", "phrase": bad.motif, "ligne": said}
        )
    for table in lot.tables.keys() - rows.tables().keys():
        found += [
            {"type": table, "uid": n.uid, "champ": None, "code": "Q5", "phrase": NEWER, "ligne": msgspec.to_builtins(n)}
            for n in lot.tables[table]
        ]
    _settle(unit, lot, {(row["type"], row["uid"], row["champ"]) for row in found}, avant)
    if found:
        unit.session.execute(insert(Rebut), [{"lot": head.lot, "poste": head.poste, **row} for row in found])


def _settle(unit: UnitOfWork, lot: package.Lot, again: set[Any], avant: Avant) -> None:
    """What waited and came again: replaced when it is set aside anew, settled when it went in."""
    waiting = select(Rebut).where(Rebut.poste == lot.manifeste.pvdesk.poste, Rebut.regle_le.is_(None), Rebut.uid != "")
    held = list(unit.session.scalars(waiting))
    if not held:
        return
    came = {(table, line.uid) for table, lines in lot.tables.items() for line in lines}
    for rebut in held:
        if (rebut.type, rebut.uid, rebut.champ) in again:
            avant.rebut(rebut)
            unit.session.delete(rebut)
        elif (rebut.type, rebut.uid) in came and rebut.code == "Q7":
            avant.rebut(rebut)
            rebut.regle_le = unit.now
    unit.session.flush()


def acknowledge(unit: UnitOfWork, lot: package.Lot, outcome: Outcome, avant: Avant) -> None:
    """One acknowledgement a fiche, to be sent back; a fiche of which a part was set aside is not received yet."""
    head = lot.manifeste.pvdesk
    msn = unit.session.scalar(select(func.max(Trace.n))) or 0
    partial = {a.fiche for a in outcome.aside if a.code == "Q7"} | {bad.uid for bad in lot.anomalies if bad.uid}
    tables = {uid: table for uid, (table, _) in outcome.touched.items()}
    tables |= {a.fiche: _fiche_table(a.table) for a in outcome.aside if a.fiche}
    clashing = fiches_clashing(unit, head.poste)
    held = _held(unit, head.poste, sorted(tables))
    fresh: list[dict[str, Any]] = []
    for uid, table in tables.items():
        row = held.get(uid)
        avant.accuse(row, uid)
        _, n = outcome.touched.get(uid, (table, 0))
        before = (row.n, row.lot or 0) if row is not None else (0, 0)
        said = {
            "n": before[0] if uid in partial else max(before[0], n), "lot": max(before[1], head.numero),
            "recu_le": unit.now, "msn": msn,
            "phrase": PARTIAL if uid in partial else CLASHING if uid in clashing else None,
        }  # fmt: skip
        if row is None:
            fresh.append({"uid": uid, "poste": head.poste, "type": table, **said})
        else:
            for key, value in said.items():
                setattr(row, key, value)
    insert_all(unit.session.connection(), Accuse.__table__, fresh)  # type: ignore[arg-type]


def _held(unit: UnitOfWork, poste: str, uids: list[str]) -> dict[str, Accuse]:
    found: dict[str, Accuse] = {}
    for start in range(0, len(uids), _BATCH):
        asked = among(unit.session.connection(), Accuse.uid, uids[start : start + _BATCH])
        found |= {row.uid: row for row in unit.session.scalars(select(Accuse).where(Accuse.poste == poste, asked))}
    return found


def fiches_clashing(unit: UnitOfWork, poste: str) -> set[str]:
    """Fiches of a poste with a value that waits for a person."""
    unit.session.flush()
    query = select(Conflit.fiche_uid).where(Conflit.poste == poste, Conflit.regle_le.is_(None)).distinct()
    return set(unit.session.scalars(query))


def _fiche_table(table: str) -> str:
    """Table of the fiche that rows of a table belong to."""
    return next((o for c in rows.tables()[table].__table__.columns if (o := c.info.get("owner"))), table)
