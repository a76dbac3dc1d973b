"""Adultes-relais: a convention is one post (D5134-149), its occupation a list of dated intervals (domain 2.6 A, B)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Record, column
from db.models.organisme import Organisme


class Convention(Record):
    """A post of adulte-relais, by its convention with the préfet."""

    __tablename__ = "convention"
    prefix: ClassVar[str] = "AR"

    numero: Mapped[str | None] = column("N°\u00a0de convention", required=True, search=True, maximum=20)
    employeur_uid: Mapped[str | None] = column("Employeur", to="organisme.uid", required=True, index=True)
    debut: Mapped[dt.date | None] = column("Début", required=True)

    employeur: Mapped[Organisme | None] = relationship()
    occupations: Mapped[list[Occupation]] = relationship(
        back_populates="convention", order_by="Occupation.debut", viewonly=True,
        primaryjoin="and_(Convention.uid == Occupation.convention_uid, Occupation.supprime_le.is_(None))",
    )  # fmt: skip


class Occupation(Record):
    """A person in a post, from a day to a day."""

    __tablename__ = "occupation"
    prefix: ClassVar[str] = "TIT"

    convention_uid: Mapped[str | None] = column("Convention", to="convention.uid", required=True, index=True)
    code: Mapped[str | None] = column("Code du titulaire", required=True, search=True, maximum=12)
    debut: Mapped[dt.date | None] = column("Début du contrat", required=True)

    convention: Mapped[Convention | None] = relationship(viewonly=True)
