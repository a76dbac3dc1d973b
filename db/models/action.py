"""The one common list of actions, wherever they were born (domain 2.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Anomalie, Gravite, Line, Record, Rule, column, lines, owner
from db.models.organisme import Organisme
from db.types import Liste


class Priorite(Liste):
    """How urgent."""

    HAUTE = "haute", "Haute"
    NORMALE = "normale", "Normale"
    BASSE = "basse", "Basse"


class StatutAction(Liste):
    """Where an action stands; « en retard » is computed."""

    A_FAIRE = "a_faire", "À faire"
    EN_COURS = "en_cours", "En cours"
    FAITE = "faite", "Faite"
    ABANDONNEE = "abandonnee", "Abandonnée"


OUVERTES = frozenset({StatutAction.A_FAIRE, StatutAction.EN_COURS})


class ActionRelance(Line):
    """A reminder that was sent."""

    __tablename__ = "action_relance"

    action_uid: Mapped[str] = owner("action")
    date: Mapped[dt.date | None] = column("Date", required=True)
    mode: Mapped[str | None] = column("Mode", open_list=("courriel", "téléphone", "courrier", "en séance"), maximum=40)
    note: Mapped[str | None] = column("Réponse", maximum=200)


def cloture_datee(action: Action) -> Iterator[Anomalie]:
    """A closed action says when."""
    if action.statut is StatutAction.FAITE and action.cloture_le is None:
        yield Anomalie(
            "cloture_le", "Clôture\u00a0: indiquez la date à laquelle l’action a été faite", Gravite.AVERTISSEMENT
        )


class Action(Record):
    """Something that somebody must do by a date."""

    __tablename__ = "action"
    rules: ClassVar[tuple[Rule, ...]] = (cloture_datee,)
    prefix: ClassVar[str] = "ACT"

    rang: Mapped[int] = column("Rang dans la réunion", default=0)
    libelle: Mapped[str | None] = column("Action", required=True, search=True, maximum=300)
    responsable: Mapped[str | None] = column(
        "Responsable",
        required=True,
        search=True,
        maximum=120,
        help="un organisme ou une fonction, plutôt qu’une personne",
    )
    organisme_uid: Mapped[str | None] = column("Organisme", to="organisme.uid")
    echeance: Mapped[dt.date | None] = column("Échéance", required=True, index=True, help="15/12, +2s ou fin nov.")
    priorite: Mapped[Priorite | None] = column("Priorité", default=Priorite.NORMALE)
    statut: Mapped[StatutAction | None] = column("Statut", required=True, default=StatutAction.A_FAIRE, index=True)
    relances: Mapped[list[ActionRelance]] = lines("Relances", ActionRelance)
    cloture_le: Mapped[dt.date | None] = column("Faite le")
    preuve: Mapped[str | None] = column("Preuve ou résultat", long=True)
    reunion_uid: Mapped[str | None] = column("Décidée en réunion", to="reunion.uid", index=True)
    visite_uid: Mapped[str | None] = column("Née d’une visite", to="visite.uid", index=True)
    projet_uid: Mapped[str | None] = column("Projet", to="projet.uid", index=True)
    controle_uid: Mapped[str | None] = column("Née d’un contrôle", to="controle.uid", index=True)

    organisme: Mapped[Organisme | None] = relationship()
