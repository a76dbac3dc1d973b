"""Register of the requests of the persons concerned: access, rectification, erasure… (domain 4.6)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.base import Record, column


class Demande(Record):
    """A request of a person about their data, to be answered within a month."""

    __tablename__ = "demande"
    prefix: ClassVar[str] = "DEM"

    recue_le: Mapped[dt.date | None] = column("Reçue le", required=True)
