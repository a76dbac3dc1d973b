"""Note mensuelle: assembled from the month’s records, edited by its author, printed (domain 1.2)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.base import Record, column


class NoteMensuelle(Record):
    """The monthly note of a délégué to the sous-préfet."""

    __tablename__ = "note_mensuelle"
    prefix: ClassVar[str] = "NM"

    mois: Mapped[dt.date | None] = column("Mois", required=True, index=True, help="un jour du mois")
