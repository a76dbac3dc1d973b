"""What the brochure of 2018 asks to follow: its lines, its objectives, and the dated figures that people type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, object_session, relationship

from db.base import Anomalie, Gravite, Record, Reference, Rule, column
from db.models.organisme import Organisme
from db.models.referentiel import Chiffre
from db.types import MILLE, Liste, Nombre


class StatutObjectif(Liste):
    """Where an objective stands; given by a person in a relevé, else it follows from the figures."""

    NON_DEMARRE = "non_demarre", "Non démarré"
    EN_COURS = "en_cours", "En cours"
    ATTEINT = "atteint", "Atteint"
    PARTIEL = "partiel", "Partiellement atteint"
    ABANDONNE = "abandonne", "Abandonné"
    SANS_OBJET = "sans_objet", "Sans objet"


class Repere(Reference):
    """A line of the acceptance table of the brochure (domain §3): where it is followed, which tile it moves."""

    __tablename__ = "repere"

    libelle: Mapped[str] = column("Libellé", search=True)
    nature: Mapped[str] = column("Nature")  # acteur, dispositif, chiffre, perspective, engagement, exemple
    section: Mapped[str] = column("Section")
    lisibilite: Mapped[str] = column("Lisibilité")
    fiche: Mapped[str] = column("Suivi par")  # table of the record type that follows it
    tuile: Mapped[str | None] = column("Tuile")  # code of the tile that it moves; none: its own last relevé


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


def releve_dit_quelque_chose(releve: Releve) -> Iterator[Anomalie]:
    """A relevé holds a figure, a step or at least a remark."""
    if releve.valeur is None and releve.statut is None and not releve.commentaire:
        yield Anomalie("valeur", "Valeur\u00a0: indiquez une valeur, un statut ou un commentaire")


def releve_constate(releve: Releve) -> Iterator[Anomalie]:
    """A relevé tells what was seen: its day is past, or the day it is typed where the person is."""
    if releve.date is not None and releve.date > releve.modifie_le.astimezone().date():
        yield Anomalie("date", f"Date\u00a0: le {releve.date:%d/%m/%Y} est à venir, indiquez le jour du constat")


def releve_unique(releve: Releve) -> Iterator[Anomalie]:
    """One relevé a day for a line and a territory: a second one is kept too, with its reason."""
    session = object_session(releve)
    if session is None or not releve.repere or releve.date is None:
        return
    same = [Releve.repere == releve.repere, Releve.date == releve.date, Releve.uid != releve.uid]
    same += [getattr(Releve, key).is_not_distinct_from(getattr(releve, key)) for key in TERRITOIRE]
    with session.no_autoflush:
        twin = session.scalar(select(Releve.reference).where(*same, Releve.supprime_le.is_(None)).limit(1))
    if twin is not None:
        phrase = f"Date\u00a0: le relevé {twin} porte déjà ce jour et ce territoire, dites pourquoi un second"
        yield Anomalie("date", phrase, Gravite.AVERTISSEMENT)


def releve_plausible(releve: Releve) -> Iterator[Anomalie]:
    """Nothing is counted below zero, nor more than there is to count; the sentence names the total."""
    if releve.valeur is None:
        return
    if releve.valeur < 0:
        yield Anomalie(
            "valeur", "Valeur\u00a0: elle est négative, corrigez-la ou dites pourquoi", Gravite.AVERTISSEMENT
        )
    total = releve.cible if releve.cible is not None else _total(releve)
    if total is not None and releve.valeur > total:
        phrase = f"Valeur\u00a0: elle dépasse {_nombre(total)}, le total à atteindre, corrigez-la ou dites pourquoi"
        yield Anomalie("valeur", phrase, Gravite.AVERTISSEMENT)


def _total(releve: Releve) -> int | None:
    """How many territories are to reach a milestone, in thousandths; None when the line says no number."""
    session = object_session(releve)
    if session is None or releve.repere not in DENOMINATEURS:
        return None
    with session.no_autoflush:
        valeur = session.scalar(select(Chiffre.valeur).where(Chiffre.code == DENOMINATEURS[releve.repere]))
    return None if valeur is None else int(Decimal(valeur) * MILLE)


def _nombre(milliemes: int) -> str:
    """« 12 », « 12,5 »."""
    return f"{milliemes / MILLE:.3f}".rstrip("0").rstrip(".").replace(".", ",")


# How many territories are to reach a milestone: the figure of which line of the brochure.
DENOMINATEURS = {"OR-20": "ED-05", "EG-05": "ED-05", "SE-P1": "SE-P1", "SE-P1-B": "SE-P1-B"}
TERRITOIRE = ("contrat", "commune", "quartier", "organisme_uid", "lieu")  # data that say what a relevé is about


class Releve(Record):
    """A dated figure or step of a line of the brochure: a series, never overwritten."""

    __tablename__ = "releve"
    rules: ClassVar[tuple[Rule, ...]] = (releve_dit_quelque_chose, releve_constate, releve_plausible, releve_unique)
    prefix: ClassVar[str] = "REL"

    repere: Mapped[str | None] = column("Objectif ou repère", to="repere.code", required=True, index=True)
    date: Mapped[dt.date | None] = column("Date", required=True, index=True, help="15/10, hier, -2j")
    valeur: Mapped[int | None] = column("Valeur", kind=Nombre)
    cible: Mapped[int | None] = column(
        "Sur combien", kind=Nombre, minimum=1, help="le total à atteindre, quand la brochure ne le dit pas"
    )
    statut: Mapped[StatutObjectif | None] = column("Statut")
    contrat: Mapped[str | None] = column("Contrat de ville", to="contrat.code")
    commune: Mapped[str | None] = column("Commune", to="commune.code")
    quartier: Mapped[str | None] = column("Quartier", to="quartier.code")
    organisme_uid: Mapped[str | None] = column("Organisme", to="organisme.uid")
    lieu: Mapped[str | None] = column(
        "Autre territoire", search=True, maximum=160, help="une circonscription, une compagnie, un réseau"
    )
    source: Mapped[str | None] = column("Source", required=True, search=True, maximum=160)
    preuve: Mapped[str | None] = column("Preuve", maximum=300, help="un document, une délibération, un courrier")
    commentaire: Mapped[str | None] = column("Commentaire", long=True, search=True)

    organisme: Mapped[Organisme | None] = relationship()
