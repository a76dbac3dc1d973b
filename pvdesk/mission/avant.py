"""What an import changed beside the journal: kept with its lot, so that the whole import can be undone as one.

The journal tells the values of the rows; here are the standing of the poste, its acknowledgements, what was set aside
or queued before and made way, and the few columns that have no history.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, delete, insert, update

from db.base import Base
from db.models.arbitrage import Conflit
from db.models.echange import Accuse, Correspondant, Lot, Rebut
from db.types import plain, unplain
from pvdesk.bundle import rows
from pvdesk.store.unit import UnitOfWork

Row = dict[str, Any]


class Avant:
    """Filled while a lot is imported, stored in `Lot.avant`."""

    def __init__(self, correspondant: Correspondant) -> None:
        self._said: Row = {
            "correspondant": flat(correspondant), "accuses": [], "nouveaux": [], "rebuts": [], "conflits": [],
            "muets": [],
        }  # fmt: skip

    def accuse(self, row: Accuse | None, uid: str) -> None:
        """An acknowledgement about to change; None when there was none."""
        if row is None:
            self._said["nouveaux"].append(uid)
        else:
            self._said["accuses"].append(flat(row))

    def rebut(self, row: Rebut) -> None:
        """Something set aside that is about to be settled or replaced."""
        self._said["rebuts"].append(flat(row))

    def conflits(self, replaced: Iterable[Row]) -> None:
        """Clashes that a newer value made pointless."""
        self._said["conflits"] += [{k: plain(v) for k, v in row.items()} for row in replaced]

    def muets(self, found: Iterable[tuple[str, str, Row]]) -> None:
        """Former values of the columns that have no history: (table, uid, plain values)."""
        self._said["muets"] += [list(one) for one in found]

    def said(self) -> Row:
        """What goes into `Lot.avant`."""
        return self._said


def put_back(unit: UnitOfWork, lot: Lot) -> None:
    """Put back what an import changed beside the journal, and forget what it added there.

    The rows and the journal are the caller's: those columns without history are written where the row still is.
    """
    said: Row = lot.avant or {}
    for model in (Rebut, Conflit):
        unit.session.execute(delete(model).where(model.lot == lot.uid))
    for key, model in (("rebuts", Rebut), ("conflits", Conflit)):
        for row in said.get(key, ()):
            unit.session.execute(delete(model).where(model.id == row["id"]))
            unit.session.execute(insert(model), [whole(model, row)])
    gone = said.get("nouveaux", [])
    for start in range(0, len(gone), 500):
        batch = gone[start : start + 500]
        unit.session.execute(delete(Accuse).where(Accuse.poste == lot.poste, Accuse.uid.in_(batch)))
    for row in said.get("accuses", ()):
        keys = Accuse.uid == row["uid"], Accuse.poste == row["poste"]
        unit.session.execute(update(Accuse).where(*keys).values(whole(Accuse, row)))
    standing = said.get("correspondant")
    if standing:
        values = whole(Correspondant, standing)
        unit.session.execute(update(Correspondant).where(Correspondant.code == lot.poste).values(values))
    for table, uid, former in said.get("muets", ()):
        held = rows.tables()[table].__table__
        unit.session.execute(update(held).where(held.c.uid == uid).values(_stored(rows.tables()[table], former)))  # type: ignore[arg-type]


def flat(row: Base) -> Row:
    """Every column of a row, in JSON form."""
    return {c.key: plain(getattr(row, c.key)) for c in row.__table__.columns}


def whole(model: type[Base], row: Row) -> Row:
    """The stored values behind `flat`."""
    columns = model.__table__.columns
    made = {}
    for key, value in row.items():
        type_ = columns[key].type
        kind = getattr(type_, "enum_class", None) or (object if isinstance(type_, JSON) else type_.python_type)
        made[key] = value if kind is object else unplain(kind, value)
    return made


def _stored(model: Any, former: Row) -> Row:
    known = rows.travelling(model)
    return {key: rows.value_in(known[key], value) if key in known else value for key, value in former.items()}
