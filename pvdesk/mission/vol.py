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
from pvdesk.mission import lignee
from pvdesk.mission.postes import RESERVE, UnknownPoste
from pvdesk.reports import printing
from pvdesk.reports.issuer import emitter, identity
from pvdesk.reports.papers import vol
from pvdesk.reports.papers.vol import Vol
from pvdesk.store.desk import Desk
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork

_BATCH = 500
# What an agenda holds: type of fiche, and its datum.
AGENDA = (
    ("reunion", "date"), ("reunion", "prochaine_date"), ("visite", "date"), ("visite", "prochaine_le"),
    ("action", "echeance"),
)  # fmt: skip


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
        emetteur=emitter(unit), edite_le=unit.now, poste=poste, nom=row.nom, vole_le=vole_le,
        dernier_numero=last.numero if last else 0, dernier_le=last.fait_le if last else None,
        revoque_le=row.revoque_le, personnes=people,
        fiches=tuple((FICHES[table].plural, count) for table, count in held.items() if count),
        manquants=tuple(lignee.manquants(unit, row)), retenus=_retained(unit, poste),
        prevus=_planned(unit, poste, last.fait_le if last else None, vole_le),
    )  # fmt: skip


def fiche(desk: Desk, poste: str, vole_le: dt.datetime, folder: Path) -> Path:
    """Write the sheet of a stolen laptop; its path.

    Raises:
        UnknownPoste: the register has no such poste.
        OSError: the file cannot be written.
    """
    with desk.reading() as unit:
        doc, theme = vol.build(tenu(unit, poste, vole_le)), identity(unit).theme
    return printing.write(doc, folder / f"vol-{poste}-{vole_le.astimezone():%Y-%m-%d}.pdf", theme)


def _retained(unit: UnitOfWork, poste: str) -> int:
    held = select(func.count()).where(Lot.poste == poste, Lot.sens == Sens.RECU, Lot.issue == IssueLot.RETENU)
    return unit.session.scalar(held) or 0


def _planned(
    unit: UnitOfWork, poste: str, since: dt.datetime | None, until: dt.datetime
) -> tuple[tuple[dt.date, str, str], ...]:
    """What its fiches announced between the last lot and the theft: what was then typed of it is lost."""
    first = _day(since) if since else dt.date.min
    found: list[tuple[dt.date, str, str]] = []
    for table, key in AGENDA:
        model: Any = FICHES[table].model
        day = getattr(model, key)
        query = select(day, model.uid, model.reference).where(model.origine == poste, model.supprime_le.is_(None))
        label = schema(model)[key].label if key != "date" else FICHES[table].singular
        for when, uid, reference in unit.all(query.where(day.between(first, _day(until)))):
            title = names(unit, table, [uid]).get(uid, "")
            found.append((when, label, ", ".join(part for part in (reference, title) if part)))
    return tuple(sorted(found))


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone().date()


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
