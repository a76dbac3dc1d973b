"""« Où sont mes données ? »: the folder, its weight, the last copy, the last file sent, the last answer received."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db import engine as engines
from db.errors import from_system
from db.models.echange import IssueLot, Lot, Sens
from pvdesk.fiches import FICHES
from pvdesk.store import memoire, sauvegarde
from pvdesk.store.desk import Desk
from pvdesk.store.sauvegarde import Copie
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Lieu:
    """What is known of where the data are.

    Attributes:
        octets: weight of the base; None when a server keeps it.
        libres: bytes left on the disk of the folder.
        fiches: in the base, corbeille included.
        copies: kept beside the base, newest first.
        ailleurs: when and where the last copy was put on another support.
        envoi, accuse: the last lot made for the mission, the last one of the mission taken in.
    """

    dossier: Path
    octets: int | None
    libres: int
    fiches: int
    copies: tuple[Copie, ...]
    ailleurs: tuple[dt.datetime, str] | None
    envoi: dt.datetime | None
    accuse: dt.datetime | None


def lieu(desk: Desk, unit: UnitOfWork) -> Lieu:
    """Look.

    Raises:
        Faute: the folder cannot be read.
    """
    copies = tuple(sauvegarde.copies(desk)) if sauvegarde.possible(desk) else ()
    try:
        octets = _weight(desk.folder) if sauvegarde.possible(desk) else None
        libres = shutil.disk_usage(desk.folder).free
    except OSError as error:
        raise from_system(error) from error
    fiches = 0
    for fiche in FICHES.values():
        model: Any = fiche.model
        fiches += unit.session.scalar(select(func.count()).select_from(model)) or 0
    return Lieu(
        desk.folder, octets, libres, fiches, copies, _elsewhere(unit), _last(unit, Lot.sens == Sens.ENVOYE),
        _last(unit, Lot.sens == Sens.RECU, Lot.issue == IssueLot.IMPORTE),
    )  # fmt: skip


def _weight(folder: Path) -> int:
    """The file and the log that goes with it."""
    names = (engines.FILE, f"{engines.FILE}-wal")
    return sum((folder / name).stat().st_size for name in names if (folder / name).exists())


def _elsewhere(unit: UnitOfWork) -> tuple[dt.datetime, str] | None:
    held: Any = memoire.lire(unit, memoire.AILLEURS)
    try:
        return dt.datetime.fromisoformat(held["le"]), str(held["ou"])
    except (TypeError, KeyError, ValueError):
        return None


def _last(unit: UnitOfWork, *which: Any) -> dt.datetime | None:
    found: dt.datetime | None = unit.session.scalar(select(func.max(Lot.fait_le)).where(*which))
    return found
