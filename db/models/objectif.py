"""What the brochure of 2018 asks to follow: its lines, its objectives, and the dated figures that people type."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped

from db.base import Record, Reference, column
from db.types import Nombre


class Repere(Reference):
    """A line of the acceptance table of the brochure (domain §3): where it is followed, which tile it moves."""

    __tablename__ = "repere"

    libelle: Mapped[str] = column("Libellé", search=True)
    nature: Mapped[str] = column("Nature")  # acteur, dispositif, chiffre, perspective, engagement, exemple
    section: Mapped[str] = column("Section")
    lisibilite: Mapped[str] = column("Lisibilité")
    fiche: Mapped[str] = column("Suivi par")  # table of the record type that follows it
    tuile: Mapped[str] = column("Tuile")  # code of the tile that it moves


class Objectif(Reference):
    """One of the 26 perspectives and 9 commitments that are followed; its code is that of its line."""

    __tablename__ = "objectif"

    section: Mapped[str] = column("Section")
    libelle: Mapped[str] = column("Libellé", search=True)
    type: Mapped[str] = column("Type")  # quantifie, jalon, qualitatif, national
    base: Mapped[int | None] = column("Valeur de référence", kind=Nombre)
    base_le: Mapped[dt.date | None] = column("Date de la référence")
    cible: Mapped[int | None] = column("Cible", kind=Nombre)
    unite: Mapped[str | None] = column("Unité")
    echeance: Mapped[dt.date | None] = column("Échéance")
    mode: Mapped[str] = column("Mode")  # calcule, saisi, jalon


class Releve(Record):
    """A dated figure or step of a line of the brochure: a series, never overwritten."""

    __tablename__ = "releve"
    prefix: ClassVar[str] = "REL"

    repere: Mapped[str | None] = column("Objectif ou repère", to="repere.code", required=True, index=True)
    date: Mapped[dt.date | None] = column("Date", required=True, index=True)
    valeur: Mapped[int | None] = column("Valeur", kind=Nombre)
