"""The exchange with the mission: who this base is, its keys, its correspondents, its lots and what was acknowledged."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import Liste


class Role(Liste):
    """Whose base this is."""

    POSTE = "poste", "Poste d’un délégué"
    MISSION = "mission", "Mission politique de la ville"


class Installation(Base):
    """One row: this base. A restored copy gets a new incarnation."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Role]
    code: Mapped[str]  # D07, MISSION
    nom: Mapped[str]
    incarnation: Mapped[str]
    cree_le: Mapped[dt.datetime]
    exemple: Mapped[bool] = mapped_column(default=False)  # sample data: never enters an export
    vu: Mapped[int] = mapped_column(default=0)  # poste: mission sequence seen
    reference_lue: Mapped[str] = mapped_column(default="")  # digest of the reference tables loaded


class UsageCle(Liste):
    """What a private key opens."""

    LECTURE = "lecture", "Ouvrir les lots reçus"
    SIGNATURE = "signature", "Signer les lots"


class Cle(Base):
    """A private key of this installation: clear in a base that is encrypted itself, sealed in that of a server."""

    __tablename__ = "cle"

    id: Mapped[int] = mapped_column(primary_key=True)
    usage: Mapped[UsageCle]
    privee: Mapped[str]
    publique: Mapped[str]
    depuis: Mapped[dt.datetime]


class Correspondant(Base):
    """Who may speak to us: the postes for the mission, the mission for a poste."""

    __tablename__ = "correspondant"

    code: Mapped[str] = mapped_column(primary_key=True)
    nom: Mapped[str] = mapped_column(default="")
    lecture: Mapped[str] = mapped_column(default="")  # age recipient
    signature: Mapped[str] = mapped_column(default="")  # minisign public key; empty until presented
    reserve: Mapped[str] = mapped_column(default="")  # age recipient of the reserve key
    jeton: Mapped[str] = mapped_column(default="")  # enrolment token, single use
    depuis: Mapped[dt.datetime | None]
    revoque_le: Mapped[dt.datetime | None]
    revoque_motif: Mapped[str | None]
    numero: Mapped[int] = mapped_column(default=0)  # last number received from it (mission), sent to it (poste)
    curseur: Mapped[int] = mapped_column(default=0)  # last sequence applied from it
    dernier: Mapped[str] = mapped_column(default="")  # hash of its last lot
    vu: Mapped[int] = mapped_column(default=0)  # mission: msn put in the last lot de retour
    territoire: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # codes of contrats; None: its own
    successeur: Mapped[str | None]  # poste that took over its fiches
    # Mission: the living copy of that poste's base. Poste: the epoch of the mission.
    incarnation: Mapped[str | None]
    # Mission: msn where that copy began, what the poste wrote before is another hand's; on the row of the reserve key,
    # and at a poste: msn up to which the epochs of the mission agree.
    souche: Mapped[int | None]


class Sens(Liste):
    """Direction of a lot."""

    ENVOYE = "envoye", "Envoyé"
    RECU = "recu", "Reçu"


class IssueLot(Liste):
    """What became of a lot."""

    CREE = "cree", "Créé"
    ACCUSE = "accuse", "Reçu par la mission"
    IMPORTE = "importe", "Importé"
    REFUSE = "refuse", "Refusé"
    RETENU = "retenu", "Retenu"


class Lot(Base):
    """The journal of lots; a refused one is kept too."""

    __tablename__ = "lot"

    uid: Mapped[str] = mapped_column(primary_key=True)
    sens: Mapped[Sens]
    sorte: Mapped[str]
    poste: Mapped[str] = mapped_column(index=True)
    numero: Mapped[int]
    fichier: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    precedent: Mapped[str | None]
    depuis: Mapped[int]
    jusqua: Mapped[int]
    fait_le: Mapped[dt.datetime]
    issue: Mapped[IssueLot]
    code: Mapped[str | None]  # Q1…Q8
    phrase: Mapped[str | None]
    comptes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    avant: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # what undoing its import puts back
    incarnation: Mapped[str | None]  # the copy of the poste's base that it comes from, or answers
    lignee: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)  # uids sent since the last acknowledged


class Suivi(Base):
    """Where a fiche stands with the mission: put in a lot, then acknowledged by a lot de retour, record by record."""

    __tablename__ = "suivi"

    uid: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    exporte_n: Mapped[int] = mapped_column(default=0)
    exporte_lot: Mapped[int] = mapped_column(default=0)
    recu_n: Mapped[int] = mapped_column(default=0)
    recu_lot: Mapped[int] = mapped_column(default=0)
    recu_le: Mapped[dt.datetime | None]
    phrase: Mapped[str | None]  # what the mission said, when it is not simply « reçue »


class Accuse(Base):
    """Mission: what was received of a fiche, from a poste; sent back record by record in the lots de retour."""

    __tablename__ = "accuse"

    uid: Mapped[str] = mapped_column(primary_key=True)
    poste: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    n: Mapped[int]  # the poste's own sequence, received up to
    lot: Mapped[int]  # its number
    recu_le: Mapped[dt.datetime]
    msn: Mapped[int]
    phrase: Mapped[str | None]  # when it is not simply « reçue »


class Rebut(Base):
    """A record that broke a rule (Q7), or a value that clashed: kept whole, shown, repairable."""

    __tablename__ = "rebut"

    id: Mapped[int] = mapped_column(primary_key=True)
    lot: Mapped[str] = mapped_column(index=True)
    poste: Mapped[str]
    type: Mapped[str]
    uid: Mapped[str]
    champ: Mapped[str | None]
    code: Mapped[str]
    phrase: Mapped[str]
    ligne: Mapped[dict[str, Any]] = mapped_column(JSON)
    regle_le: Mapped[dt.datetime | None]


class Memoire(Base):
    """A small remembered thing of the screen: last place visited, hints already shown."""

    __tablename__ = "memoire"

    cle: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[Any] = mapped_column(JSON, nullable=True)
