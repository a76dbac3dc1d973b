"""Compte rendu d’activité of an adulte-relais: monthly short, yearly long (domain 2.6 C). Counts only."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import func
from sqlalchemy.orm import Mapped, relationship

from db.base import Line, Record, Rule, column, computed, lines, owner
from db.models import activite_regles as regles
from db.models.activite_listes import MOIS, Partenaire, TypeActivite
from db.models.adulte_relais import Convention, Occupation
from db.types import Nombre

PLAFOND = 100_000  # of a yearly count: beyond, a digit too many was typed


class ActiviteOrientation(Line):
    """How many persons were sent to a partner."""

    __tablename__ = "activite_orientation"

    activite_uid: Mapped[str] = owner("activite")
    partenaire: Mapped[Partenaire | None] = column("Partenaire", required=True)
    nombre: Mapped[int | None] = column("Nombre", required=True, people=True, minimum=0, maximum=PLAFOND)


class Activite(Record):
    """What an adulte-relais did in a month or a year."""

    __tablename__ = "activite"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "CRA"

    convention_uid: Mapped[str | None] = column("Convention", to="convention.uid", required=True, index=True)
    occupation_uid: Mapped[str | None] = column("Titulaire", to="occupation.uid", index=True)
    type: Mapped[TypeActivite | None] = column(
        "Type de compte rendu", required=True, default=TypeActivite.MENSUEL, index=True
    )
    debut: Mapped[dt.date | None] = column(
        "Période, du", required=True, index=True, month=True, help="octobre 2026, ou un jour de la période"
    )
    poste_vacant: Mapped[bool | None] = column("Poste vacant, aucune activité")
    jours: Mapped[int | None] = column("Jours travaillés", kind=Nombre, minimum=0, maximum=366)
    permanences: Mapped[int | None] = column("Permanences", minimum=0, maximum=PLAFOND)
    permanences_heures: Mapped[int | None] = column("Heures de permanence", kind=Nombre, minimum=0, maximum=PLAFOND)
    accueil_femmes: Mapped[int | None] = column("Femmes reçues", people=True, minimum=0, maximum=PLAFOND)
    accueil_hommes: Mapped[int | None] = column("Hommes reçus", people=True, minimum=0, maximum=PLAFOND)
    suivis: Mapped[int | None] = column("Suivis individuels", people=True, minimum=0, maximum=PLAFOND)
    orientations: Mapped[list[ActiviteOrientation]] = lines("Orientations par partenaire", ActiviteOrientation)
    mediations: Mapped[int | None] = column("Médiations de conflit", minimum=0, maximum=PLAFOND)
    mediations_resolues: Mapped[int | None] = column("Médiations résolues", minimum=0, maximum=PLAFOND)
    actions: Mapped[int | None] = column("Actions collectives", minimum=0, maximum=PLAFOND)
    actions_femmes: Mapped[int | None] = column("Participantes", people=True, minimum=0, maximum=PLAFOND)
    actions_hommes: Mapped[int | None] = column("Participants", people=True, minimum=0, maximum=PLAFOND)
    parents: Mapped[int | None] = column("Parents rencontrés", people=True, minimum=0, maximum=PLAFOND)
    sorties: Mapped[int | None] = column("Sorties dans l’espace public", minimum=0, maximum=PLAFOND)
    soirees: Mapped[int | None] = column("Soirées", minimum=0, maximum=PLAFOND)
    weekends: Mapped[int | None] = column("Week-ends", minimum=0, maximum=PLAFOND)
    reunions_partenaires: Mapped[int | None] = column("Réunions de partenaires", minimum=0, maximum=PLAFOND)
    reunions_conseil: Mapped[int | None] = column(
        "Réunions de conseil citoyen accompagnées", minimum=0, maximum=PLAFOND
    )
    formation_heures: Mapped[int | None] = column("Heures de formation", kind=Nombre, minimum=0, maximum=PLAFOND)
    arms_droits: Mapped[int | None] = column(
        "Accompagnements vers les droits santé", people=True, minimum=0, maximum=PLAFOND, help="un nombre, aucun cas"
    )
    arms_actions: Mapped[int | None] = column("Actions de dépistage ou de prévention", minimum=0, maximum=PLAFOND)
    arms_participants: Mapped[int | None] = column(
        "Participants à ces actions", people=True, minimum=0, maximum=PLAFOND
    )
    difficultes: Mapped[str | None] = column("Difficultés", long=True)
    besoins: Mapped[str | None] = column("Besoins", long=True)
    perspectives: Mapped[str | None] = column("Perspectives", long=True)
    bilan: Mapped[str | None] = column("Bilan qualitatif de l’année", long=True)
    avis_employeur: Mapped[str | None] = column("Avis de l’employeur", long=True)
    projet_sortie: Mapped[str | None] = column("Projet de sortie du titulaire", long=True)

    convention: Mapped[Convention | None] = relationship()
    occupation: Mapped[Occupation | None] = relationship()

    @property
    def periode_bornes(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of the month, or of the year, that holds the day typed."""
        if self.debut is None:
            return None
        return regles.bornes(self.debut, annuel=self.type is TypeActivite.ANNUEL)

    @computed("Période", live=True)
    def periode(self) -> str:
        """« mars 2025 », « année 2025 »."""
        if self.debut is None:
            return ""
        if self.type is TypeActivite.ANNUEL:
            return f"année {self.debut.year}"
        return f"{MOIS[self.debut.month - 1]} {self.debut.year}"

    @computed("Personnes reçues", live=True, people=True, sums=("accueil_femmes", "accueil_hommes"))
    def accueil(self) -> int:
        """Women and men."""
        return (self.accueil_femmes or 0) + (self.accueil_hommes or 0)

    @computed("Total des orientations", live=True)
    def orientations_total(self) -> int:
        """All partners together."""
        return sum(o.nombre or 0 for o in self.orientations)


def _accueil_en_liste(model: type[Activite]) -> Any:
    return func.coalesce(model.accueil_femmes, 0) + func.coalesce(model.accueil_hommes, 0)


Activite.__dict__["accueil"].sql(_accueil_en_liste)
