"""A project of the contrat de ville, from its filing to its bilan (domain 2.7)."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Record, column
from db.models.organisme import Organisme


class Projet(Record):
    """An action of the programme, known to Dauphin by its number."""

    __tablename__ = "projet"
    prefix: ClassVar[str] = "PRJ"

    dauphin: Mapped[str | None] = column("N°\u00a0Dauphin", search=True, maximum=20, index=True)
    intitule: Mapped[str | None] = column("Intitulé", required=True, search=True, maximum=160)
    annee: Mapped[int | None] = column("Année", required=True, minimum=2000, maximum=2100, index=True)
    porteur_uid: Mapped[str | None] = column("Porteur", to="organisme.uid", required=True, index=True)

    porteur: Mapped[Organisme | None] = relationship()
