"""A stolen laptop: what it held, as far as the mission received it, for the notice of 72 hours (scenario S10)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db.base import Personne, Record
from db.models.echange import Accuse, Correspondant, IssueLot, Lot, Sens
from pvdesk.fiches import FICHES
from pvdesk.kit.schema import schema
from pvdesk.mission.postes import RESERVE, UnknownPoste
from pvdesk.reports import printing
from pvdesk.reports.issuer import emitter
from pvdesk.reports.papers import vol
from pvdesk.reports.papers.vol import Vol
from pvdesk.store.desk import Desk
from pvdesk.store.unit import UnitOfWork

_BATCH = 500


def tenu(unit: UnitOfWork, poste: str, vole_le: dt.datetime) -> Vol:
    """What a poste held at its last lot: people by category, fiches by type.

    Raises:
        UnknownPoste: the register has no such poste.
    """
    row = unit.session.get(Correspondant, poste) if poste != RESERVE else None
    if row is None:
        raise UnknownPoste(poste)
    last = unit.session.scalars(
        select(Lot).where(Lot.poste == poste, Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE)
        .order_by(Lot.fait_le.desc()).limit(1)
    ).first()  # fmt: skip
    held = _held(unit, poste)
    people = tuple(
        (FICHES[table].plural, count, _data(FICHES[table].model))
        for table, count in held.items()
        if count and issubclass(FICHES[table].model, Personne)
    )
    return Vol(
        emetteur=emitter(), edite_le=unit.now, poste=poste, nom=row.nom, vole_le=vole_le,
        dernier_numero=last.numero if last else 0, dernier_le=last.fait_le if last else None,
        revoque_le=row.revoque_le, personnes=people,
        fiches=tuple((FICHES[table].plural, count) for table, count in held.items() if count),
    )  # fmt: skip


def fiche(desk: Desk, poste: str, vole_le: dt.datetime, folder: Path) -> Path:
    """Write the sheet of a stolen laptop; its path.

    Raises:
        UnknownPoste: the register has no such poste.
        OSError: the file cannot be written.
    """
    with desk.reading() as unit:
        doc = vol.build(tenu(unit, poste, vole_le))
    return printing.write(doc, folder / f"vol-{poste}-{vole_le.astimezone():%Y-%m-%d}.pdf")


def _held(unit: UnitOfWork, poste: str) -> dict[str, int]:
    """How many fiches of each type the mission received from it; people made anonymous are no more people."""
    received = dict(unit.all(select(Accuse.type, func.count()).where(Accuse.poste == poste).group_by(Accuse.type)))
    found: Counter[str] = Counter({table: n for table, n in received.items() if table in FICHES})
    for table in list(found):
        model: Any = FICHES[table].model
        if issubclass(model, Personne):
            mine = select(func.count()).select_from(model).join(Accuse, Accuse.uid == model.uid)
            found[table] = unit.session.scalar(mine.where(Accuse.poste == poste, model.anonymise_le.is_(None))) or 0
    return {table: found[table] for table in FICHES if table in found}


def _data(model: type[Record]) -> str:
    """What is known of these people, by the labels of the data."""
    said = [d.label.lower() for d in schema(model).stored if d.about.personal]
    return ", ".join(said)
