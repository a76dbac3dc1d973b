"""A dispositif followed by a light fiche: its type and what it measures are data of the product (domain 2.9)."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.base import Line, Record, column, lines, owner
from db.types import Nombre


class DispositifReleve(Line):
    """One figure of a dispositif, for a year."""

    __tablename__ = "dispositif_releve"

    fiche_uid: Mapped[str] = owner("fiche_dispositif")
    annee: Mapped[int | None] = column("Année", required=True, minimum=2000, maximum=2100)
    mesure: Mapped[str | None] = column("Mesure", to="mesure_dispositif.code", required=True, among="type")
    valeur: Mapped[int | None] = column("Valeur", kind=Nombre)
    source: Mapped[str | None] = column("Source", maximum=160)


class FicheDispositif(Record):
    """A TFPB abatement, an NPNRU project, a PRE, a CLS…"""

    __tablename__ = "fiche_dispositif"
    prefix: ClassVar[str] = "DSP"

    type: Mapped[str | None] = column("Type", to="type_dispositif.code", required=True, index=True)
    nom: Mapped[str | None] = column("Nom", required=True, search=True, maximum=160)
    releves: Mapped[list[DispositifReleve]] = lines("Chiffres par année", DispositifReleve)
