"""Compte rendu d’activité of an adulte-relais: monthly short, yearly long (domain 2.6 C)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Record, column
from db.models.adulte_relais import Convention


class Activite(Record):
    """What an adulte-relais did in a month or a year: counts only."""

    __tablename__ = "activite"
    prefix: ClassVar[str] = "CRA"

    convention_uid: Mapped[str | None] = column("Convention", to="convention.uid", required=True, index=True)
    debut: Mapped[dt.date | None] = column("Période, du", required=True)

    convention: Mapped[Convention | None] = relationship()
