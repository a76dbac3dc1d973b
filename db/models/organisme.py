"""Organismes and their professional contacts (domain 2.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Anomalie, Gravite, Line, Personne, Record, Rule, column, lines, owner
from db.types import Liste

SIREN_LA_POSTE = "356000000"  # its SIRET follow a sum of digits, not Luhn (Insee)


class FormeJuridique(Liste):
    """Legal form, as far as the métier needs it."""

    ASSOCIATION = "association", "Association"
    COLLECTIF = "collectif", "Collectif informel"
    COMMUNE = "commune", "Commune"
    EPCI = "epci", "EPCI"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    ETAT = "etat", "Service de l’État"
    EPLE = "eple", "Établissement scolaire"
    SANTE = "sante", "Établissement de santé"
    BAILLEUR = "bailleur", "Bailleur social"
    ENTREPRISE = "entreprise", "Entreprise"
    FONDATION = "fondation", "Fondation"
    GIP = "gip", "Groupement d’intérêt public"
    AUTRE = "autre", "Autre"


class RoleOrganisme(Liste):
    """What an organisme is to the politique de la ville; it may have several roles."""

    PORTEUR = "porteur", "Porteur de projet"
    EMPLOYEUR = "employeur", "Employeur d’adultes-relais"
    STRUCTURE_PORTEUSE = "structure_porteuse", "Structure porteuse d’un conseil citoyen"
    BAILLEUR = "bailleur", "Bailleur"
    FINANCEUR = "financeur", "Financeur"
    COLLECTIVITE = "collectivite", "Collectivité"
    SERVICE_ETAT = "service_etat", "Service de l’État"
    ENTREPRISE = "entreprise", "Entreprise signataire"
    SCOLAIRE = "scolaire", "Établissement scolaire"
    SANTE = "sante", "Structure de santé"


class OrganismeRole(Line):
    """A role of an organisme."""

    __tablename__ = "organisme_role"

    organisme_uid: Mapped[str] = owner("organisme")
    role: Mapped[RoleOrganisme | None] = column("Rôle", required=True)


def siret_juste(siret: str) -> bool:
    """Whether 14 digits, not all zeros, form a SIRET: Luhn key, or for La Poste a sum that is a multiple of 5."""
    if len(siret) != 14 or not siret.isdecimal() or not int(siret):
        return False
    digits = [int(c) for c in siret]
    if siret.startswith(SIREN_LA_POSTE) and sum(digits) % 5 == 0:
        return True
    doubled = [d if i % 2 else d * 2 for i, d in enumerate(digits)]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def siret_luhn(organisme: Organisme) -> Iterator[Anomalie]:
    """A SIRET has 14 digits and its key; empty is allowed for informal groups."""
    if organisme.siret and not siret_juste(organisme.siret.replace(" ", "")):
        yield Anomalie("siret", "SIRET\u00a0: recopiez les 14 chiffres, l’un d’eux est faux")


def cer_souscrit(organisme: Organisme) -> Iterator[Anomalie]:
    """Contrat d’engagement républicain: before any subsidy to an association or foundation (décret n° 2021-1947)."""
    if organisme.forme in {FormeJuridique.ASSOCIATION, FormeJuridique.FONDATION} and organisme.cer_le is None:
        phrase = (
            "Contrat d’engagement républicain\u00a0: indiquez la date de souscription, ou dites pourquoi elle manque"
        )
        yield Anomalie("cer_le", phrase, Gravite.AVERTISSEMENT)


class Organisme(Record):
    """A body that acts in the quartiers: association, commune, bailleur, service…"""

    __tablename__ = "organisme"
    rules: ClassVar[tuple[Rule, ...]] = (siret_luhn, cer_souscrit)
    prefix: ClassVar[str] = "ORG"

    nom: Mapped[str | None] = column("Raison sociale", required=True, search=True, maximum=160)
    sigle: Mapped[str | None] = column("Sigle", search=True, maximum=40)
    forme: Mapped[FormeJuridique | None] = column("Forme juridique")
    siret: Mapped[str | None] = column("SIRET", search=True, maximum=18, index=True, help="14 chiffres")
    rna: Mapped[str | None] = column("N°\u00a0RNA", pattern=r"W\d{9}", help="W et 9 chiffres, pour une association")
    commune: Mapped[str | None] = column("Commune", to="commune.code")
    courriel: Mapped[str | None] = column("Courriel", pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+", maximum=120)
    telephone: Mapped[str | None] = column("Téléphone", pattern=r"0[1-9](\s?\d{2}){4}", maximum=20)
    roles: Mapped[list[OrganismeRole]] = lines("Rôles", OrganismeRole)
    cer_le: Mapped[dt.date | None] = column("Contrat d’engagement républicain souscrit le")
    note: Mapped[str | None] = column("Note interne", long=True, private=True)


class Civilite(Liste):
    """Civility, optional."""

    MME = "mme", "Mme"
    M = "m", "M."
    NR = "nr", "Non renseigné"


class Contact(Personne):
    """A professional, by function; professional coordinates only (domain 4.2)."""

    __tablename__ = "contact"
    prefix: ClassVar[str] = "CT"

    civilite: Mapped[Civilite | None] = column("Civilité", personal=True)
    nom: Mapped[str | None] = column("Nom", personal=True, required=True, search=True, maximum=80)
    prenom: Mapped[str | None] = column("Prénom", personal=True, search=True, maximum=80)
    fonction: Mapped[str | None] = column("Fonction", required=True, search=True, maximum=120)
    organisme_uid: Mapped[str | None] = column("Organisme", to="organisme.uid", required=True)
    courriel: Mapped[str | None] = column(
        "Courriel professionnel", personal=True, pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+", maximum=120
    )
    telephone: Mapped[str | None] = column(
        "Téléphone professionnel", personal=True, pattern=r"0[1-9](\s?\d{2}){4}", maximum=20
    )

    organisme: Mapped[Organisme | None] = relationship()
