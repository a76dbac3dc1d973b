"""What waits for a person of the mission: clashes of values, probable doubles; and the corrections it asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Anomalie, Base, Record, Rule, column
from db.types import Liste


class NatureConflit(Liste):
    """What clashes."""

    VALEUR = "valeur", "Deux valeurs"
    SUPPRESSION = "suppression", "Supprimée par un poste, modifiée ailleurs"
    DISPARUE = "disparue", "Modifiée par un poste, supprimée ailleurs"


class DecisionConflit(Liste):
    """How a person settled a clash."""

    GARDER = "garder", "Valeur en place gardée"
    PRENDRE = "prendre", "Valeur du poste prise"
    LES_DEUX = "les_deux", "Les deux gardées"
    AUTRE = "autre", "Une troisième écrite"


class Conflit(Base):
    """Two hands wrote one field (or one removed what the other edited): both values kept, the current one in place.

    Attributes:
        type, uid: the row; fiche_type, fiche_uid: the fiche that it belongs to.
        champ: the field; None when the whole row is concerned.
        en_place, proposee: plain values; ``en_place`` is the mission's at the time.
        auteur: who wrote the value in place.
        n: the poste's own sequence of the change; base: the mission sequence it had seen.
        msn: the mission sequence that the clash took: it travels, so that the losing laptop hears of it.
        ligne: the whole line as it came, when the row is concerned.
        operation: the unit of work that settled it, to be undone.
    """

    __tablename__ = "conflit"

    id: Mapped[int] = mapped_column(primary_key=True)
    nature: Mapped[NatureConflit]
    lot: Mapped[str] = mapped_column(index=True)
    poste: Mapped[str]
    type: Mapped[str]
    uid: Mapped[str]
    fiche_type: Mapped[str]
    fiche_uid: Mapped[str] = mapped_column(index=True)
    champ: Mapped[str | None]
    en_place: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    proposee: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    auteur: Mapped[str] = mapped_column(default="")
    n: Mapped[int]
    base: Mapped[int] = mapped_column(default=0)
    msn: Mapped[int] = mapped_column(default=0)
    ligne: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    ouvert_le: Mapped[dt.datetime]
    reporte_le: Mapped[dt.datetime | None]
    regle_le: Mapped[dt.datetime | None] = mapped_column(index=True)
    decision: Mapped[DecisionConflit | None]
    operation: Mapped[str | None]


class EtatDoublon(Liste):
    """What became of two fiches that look alike."""

    OUVERT = "ouvert", "À examiner"
    UNIS = "unis", "Unis"
    DISTINCTS = "distincts", "Distincts"
    REPORTE = "reporte", "Reporté"


WAITING = frozenset({EtatDoublon.OUVERT, EtatDoublon.REPORTE})  # put off, a pair still waits for a person


class Doublon(Base):
    """Two fiches that are probably one: why, and what a person decided, or put off, on the day of ``regle_le``."""

    __tablename__ = "doublon"
    __table_args__ = (UniqueConstraint("premier", "second"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    premier: Mapped[str]  # uid of the older fiche
    second: Mapped[str]
    motif: Mapped[str]
    trouve_le: Mapped[dt.datetime]
    etat: Mapped[EtatDoublon] = mapped_column(default=EtatDoublon.OUVERT, index=True)
    regle_le: Mapped[dt.datetime | None]
    operation: Mapped[str | None]  # the unit of work that united them, to be undone


class GenreDecision(Liste):
    """What a unit of work of the mission was, for who rebuilds its base."""

    ETAT = "etat", "État complet"
    DECISION = "decision", "Décision"
    IMPORT = "import", "Import d’un lot"
    ANNULATION = "annulation", "Import annulé"


class Decision(Base):
    """A unit of work of the mission, to be archived: noted in its own transaction, its content let go once in a file.

    Attributes:
        depuis: the mission sequence before it: replayed, it numbers its lines from there.
        lot: the lot imported, or whose import was undone.
        contenu: the rows that it left, until they are in their file.
    """

    __tablename__ = "decision"
    __table_args__ = ({"sqlite_autoincrement": True},)

    n: Mapped[int] = mapped_column(primary_key=True)
    genre: Mapped[GenreDecision]
    operation: Mapped[str]
    le: Mapped[dt.datetime]
    depuis: Mapped[int]
    lot: Mapped[str | None]
    precedent: Mapped[int] = mapped_column(default=0)
    contenu: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    archive_le: Mapped[dt.datetime | None] = mapped_column(index=True)


def demande_dite(correction: Correction) -> Iterator[Anomalie]:
    """A correction says what is to be corrected."""
    if not correction.motif:
        yield Anomalie("motif", "Motif\u00a0: dites ce qu’il faut corriger")


class Correction(Record):
    """What the mission asks the author of a fiche to correct; it comes down in the lot de retour."""

    __tablename__ = "correction"
    rules: ClassVar[tuple[Rule, ...]] = (demande_dite,)
    prefix: ClassVar[str] = "COR"

    fiche_type: Mapped[str | None] = column("Type de fiche", required=True, maximum=40)
    fiche_uid: Mapped[str | None] = column("Fiche", required=True, maximum=40, index=True)
    fiche_nom: Mapped[str | None] = column("À corriger", search=True, maximum=200)
    champ: Mapped[str | None] = column("Champ", maximum=80)
    motif: Mapped[str | None] = column("Motif", required=True, search=True, maximum=400)
    poste: Mapped[str | None] = column("Demandée à", required=True, maximum=40)
    demandee_le: Mapped[dt.date | None] = column("Demandée le", required=True)
    repondue_le: Mapped[dt.date | None] = column("Corrigée le")
