"""Référentiels: the public facts that records point to (quartiers, communes, contrats, figures of the brochure)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Reference, column
from db.types import Nombre


class Arrondissement(Reference):
    """An arrondissement of the department."""

    __tablename__ = "arrondissement"

    nom: Mapped[str] = column("Nom", search=True)
    chef_lieu_code: Mapped[str] = column("Code du chef-lieu")
    population: Mapped[int | None] = column("Population")
    millesime: Mapped[str | None] = column("Millésime")


class Epci(Reference):
    """An intercommunal body; its code is its SIREN."""

    __tablename__ = "epci"

    nom: Mapped[str] = column("Nom", search=True)


class Commune(Reference):
    """A commune, by its Insee code."""

    __tablename__ = "commune"

    nom: Mapped[str] = column("Nom", search=True)
    arrondissement: Mapped[str | None] = column("Arrondissement", to="arrondissement.code")
    epci: Mapped[str | None] = column("EPCI", to="epci.code")


class Contrat(Reference):
    """A contrat de ville of either generation; « 2024-<SIREN> » is our own key, no official code was published."""

    __tablename__ = "contrat"

    nom: Mapped[str] = column("Nom", search=True)
    generation: Mapped[str] = column("Génération")
    epci: Mapped[str | None] = column("EPCI", to="epci.code")
    epci_nom_signature: Mapped[str | None] = column("EPCI à la signature")
    signe_le: Mapped[dt.date | None] = column("Signé le")
    confirme: Mapped[bool] = column("Confirmé par une source", default=True)


class Quartier(Reference):
    """A quartier prioritaire of either generation, known by its code only: two may bear one name."""

    __tablename__ = "quartier"

    generation: Mapped[str] = column("Génération", index=True)
    nom: Mapped[str] = column("Nom", search=True)
    arrondissement: Mapped[str | None] = column("Arrondissement", to="arrondissement.code")
    epci: Mapped[str | None] = column("EPCI", to="epci.code")
    contrat: Mapped[str | None] = column("Contrat de ville", to="contrat.code")
    contrat_second: Mapped[str | None] = column("Second contrat", to="contrat.code")
    valide_du: Mapped[dt.date] = column("Valide du")
    valide_au: Mapped[dt.date | None] = column("Valide au")
    zsp: Mapped[bool] = column("Zone de sécurité prioritaire", default=False)
    qrr: Mapped[bool] = column("Quartier de reconquête républicaine", default=False)
    npnru: Mapped[str | None] = column("NPNRU")
    communes_hors_departement: Mapped[str | None] = column("Communes hors du département")


class QuartierCommune(Base):
    """Which communes a quartier lies in."""

    __tablename__ = "quartier_commune"

    quartier: Mapped[str] = column("Quartier", to="quartier.code")
    commune: Mapped[str] = column("Commune", to="commune.code", index=True)
    __mapper_args__: dict[str, Any] = {"primary_key": [quartier, commune]}  # noqa: RUF012 - SQLAlchemy's own form


class Population(Base):
    """Legal population of a quartier, by year."""

    __tablename__ = "population"

    quartier: Mapped[str] = mapped_column(primary_key=True)
    annee: Mapped[int] = mapped_column(primary_key=True)
    population: Mapped[int] = column("Population")
    source: Mapped[str] = mapped_column(default="")


class Succession(Base):
    """Which quartier of 2015 became which of 2024; perimeters changed even where the name did not."""

    __tablename__ = "succession"

    id: Mapped[int] = mapped_column(primary_key=True)
    ancien: Mapped[str | None] = column("Quartier 2015", to="quartier.code")
    nouveau: Mapped[str | None] = column("Quartier 2024", to="quartier.code")
    relation: Mapped[str] = column("Relation")
    source: Mapped[str] = mapped_column(default="")


class Npnru(Reference):
    """A renewal project of national (PIN) or regional (PIR) interest."""

    __tablename__ = "npnru"

    classe: Mapped[str] = column("Classe")
    nom: Mapped[str] = column("Nom", search=True)
    quartiers_2015: Mapped[list[str]] = mapped_column(JSON, info={})
    quartiers_2024: Mapped[list[str]] = mapped_column(JSON, info={})
    communes: Mapped[list[str]] = mapped_column(JSON, info={})
    epci: Mapped[str | None] = column("EPCI")


class Dispositif(Reference):
    """A ZSP, QRR, cité éducative or DPV named by a source."""

    __tablename__ = "dispositif_public"

    type: Mapped[str] = column("Type")
    nom: Mapped[str] = column("Nom", search=True)
    commune: Mapped[str | None] = column("Commune", to="commune.code")
    quartiers_2015: Mapped[list[str]] = mapped_column(JSON, info={})
    annee: Mapped[str | None] = column("Année")


class Chiffre(Reference):
    """A figure of the brochure or of a public source; an illegible one has no value and says so."""

    __tablename__ = "chiffre"

    libelle: Mapped[str] = column("Libellé", search=True)
    valeur: Mapped[str | None] = column("Valeur")  # decimal text: « 7.122 », exact as read
    unite: Mapped[str | None] = column("Unité")
    date_reference: Mapped[str | None] = column("Date de référence")
    perimetre: Mapped[str | None] = column("Périmètre")
    lisibilite: Mapped[str] = column("Lisibilité")
    section: Mapped[str | None] = column("Section")


class TypeDispositif(Reference):
    """A kind of dispositif that is followed by a light fiche (domain 2.9)."""

    __tablename__ = "type_dispositif"

    libelle: Mapped[str] = column("Libellé", search=True)
    section: Mapped[str] = column("Section")
    signature_avant: Mapped[str | None] = column("À signer avant")  # « 10-01 »: 1 October of the year before its start
    variantes: Mapped[str | None] = column("Variantes")  # « PIN|PIR »: what its fiches are among, none when empty
    variante_requise: Mapped[bool | None] = column("Variante requise")


class MesureDispositif(Reference):
    """What is measured each year in a kind of dispositif; its code begins with the kind’s, « pre.enfants_filles »."""

    __tablename__ = "mesure_dispositif"

    type: Mapped[str] = column("Type", to="type_dispositif.code")
    libelle: Mapped[str] = column("Libellé", search=True)
    unite: Mapped[str] = column("Unité")
    total: Mapped[str | None] = column("Part de", to="mesure_dispositif.code")  # of which it is a « dont »


MISSION = "mission"  # source of the parameters that a mission entered: kept when the program's own are loaded anew


class Parametre(Base):
    """A dated parameter: an amount, an age, a threshold, from a day on."""

    __tablename__ = "parametre"

    code: Mapped[str] = mapped_column(primary_key=True)
    depuis: Mapped[dt.date] = mapped_column(primary_key=True)
    libelle: Mapped[str] = column("Libellé")
    valeur: Mapped[int] = column("Valeur", kind=Nombre)
    unite: Mapped[str] = column("Unité")
    source: Mapped[str] = mapped_column(default="")
