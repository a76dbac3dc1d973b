"""Visite de terrain: what was seen, whom one met by function, what follows (domain 2.10)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.base import Record, column


class Visite(Record):
    """A visit in a quartier."""

    __tablename__ = "visite"
    prefix: ClassVar[str] = "VIS"

    date: Mapped[dt.date | None] = column("Date", required=True, index=True, help="15/10, hier, -2j")
    objet: Mapped[str | None] = column("Objet", required=True, search=True, maximum=160)
    lieu: Mapped[str | None] = column("Lieu", required=True, search=True, maximum=160)
