"""Lines of a convention and of an occupation."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from db.base import Line, column, owner
from db.models.adulte_relais_listes import Certification, Mission, ObjetAvenant
from db.types import Annee, Money, Nombre, Percent


class ConventionQuartier(Line):
    """A quartier where the adulte-relais works."""

    __tablename__ = "convention_quartier"

    convention_uid: Mapped[str] = owner("convention")
    quartier: Mapped[str | None] = column("Quartier", to="quartier.code", required=True, index=True)


class ConventionMission(Line):
    """A family of missions of the post (D5134-145)."""

    __tablename__ = "convention_mission"

    convention_uid: Mapped[str] = owner("convention")
    mission: Mapped[Mission | None] = column("Mission", required=True)


class ConventionAvenant(Line):
    """A change of the convention, dated."""

    __tablename__ = "convention_avenant"

    convention_uid: Mapped[str] = owner("convention")
    numero: Mapped[str | None] = column("N°", required=True, maximum=20)
    date: Mapped[dt.date | None] = column("Signé le", required=True)
    objet: Mapped[ObjetAvenant | None] = column("Objet", required=True)
    effet: Mapped[dt.date | None] = column("Prend effet le", required=True)
    quotite: Mapped[int | None] = column(
        "Nouvelle quotité", kind=Percent, minimum=1, maximum=100, help="du temps plein, si l’avenant la change"
    )


class ConventionMontant(Line):
    """The yearly full-time amount from a day on: it is re-indexed each 1 July (D5134-160)."""

    __tablename__ = "convention_montant"

    convention_uid: Mapped[str] = owner("convention")
    depuis: Mapped[dt.date | None] = column("Depuis le", required=True, help="01/07")
    montant: Mapped[int | None] = column("Montant annuel, temps plein", kind=Money, required=True, minimum=0)


class ConventionAide(Line):
    """What the ASP really paid for a year; the program only knows a theoretical amount."""

    __tablename__ = "convention_aide"

    convention_uid: Mapped[str] = owner("convention")
    annee: Mapped[int | None] = column("Année", kind=Annee, required=True, minimum=2000, maximum=2100)
    montant: Mapped[int | None] = column("Versé par l’ASP", kind=Money, required=True, minimum=0)


class ConventionCofinancement(Line):
    """A co-funding of the post beside the State's aid."""

    __tablename__ = "convention_cofinancement"

    convention_uid: Mapped[str] = owner("convention")
    financeur: Mapped[str | None] = column(
        "Financeur", required=True, maximum=80, open_list=("ARS", "commune", "EPCI", "CAF", "bailleur", "Département")
    )
    annee: Mapped[int | None] = column("Année", kind=Annee, minimum=2000, maximum=2100)
    montant: Mapped[int | None] = column("Montant", kind=Money, minimum=0)


class OccupationFormation(Line):
    """A training of the titulaire."""

    __tablename__ = "occupation_formation"

    occupation_uid: Mapped[str] = owner("occupation")
    intitule: Mapped[str | None] = column("Intitulé", required=True, maximum=160)
    organisme: Mapped[str | None] = column("Organisme", maximum=120)
    heures: Mapped[int | None] = column("Heures", kind=Nombre, minimum=0, maximum=2000)
    debut: Mapped[dt.date | None] = column("Du", required=True)
    fin: Mapped[dt.date | None] = column("Au")
    certification: Mapped[Certification | None] = column("Certification")
