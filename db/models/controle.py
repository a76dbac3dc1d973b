"""Visit to the employer of an adulte-relais: is the post really occupied (domain 2.6 D, D5134-153)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Record, column
from db.models.adulte_relais import Convention


class Controle(Record):
    """A visit to an employer, post by post."""

    __tablename__ = "controle"
    prefix: ClassVar[str] = "CTL"

    convention_uid: Mapped[str | None] = column("Convention", to="convention.uid", required=True, index=True)
    date: Mapped[dt.date | None] = column("Date", required=True)

    convention: Mapped[Convention | None] = relationship()
