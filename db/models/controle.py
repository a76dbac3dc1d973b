"""Visit to the employer of an adulte-relais: is the post really occupied (domain 2.6 D, D5134-153)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Line, Record, Rule, column, lines, owner
from db.models import controle_regles as regles
from db.models.adulte_relais import Convention
from db.models.controle_listes import SuiteControle, Trace


class ControleTrace(Line):
    """A trace of activity that was seen."""

    __tablename__ = "controle_trace"

    controle_uid: Mapped[str] = owner("controle")
    trace: Mapped[Trace | None] = column("Trace vue", required=True)


class Controle(Record):
    """A visit to an employer, post by post."""

    __tablename__ = "controle"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "CTL"

    convention_uid: Mapped[str | None] = column("Convention", to="convention.uid", required=True, index=True)
    date: Mapped[dt.date | None] = column("Date", required=True, index=True)
    lieu: Mapped[str | None] = column("Lieu", search=True, maximum=160)
    rencontres: Mapped[str | None] = column(
        "Personnes rencontrées (fonctions)", maximum=200, help="des fonctions, pas des noms"
    )
    poste_occupe: Mapped[bool | None] = column("Poste réellement occupé")
    fiche_poste: Mapped[bool | None] = column("Fiche de poste respectée")
    hors_missions: Mapped[bool | None] = column("Missions hors du texte")
    hors_missions_texte: Mapped[str | None] = column("Lesquelles", maximum=300)
    temps_travail: Mapped[bool | None] = column("Temps de travail respecté")
    tuteur: Mapped[bool | None] = column("Tuteur réel")
    plan_formation: Mapped[bool | None] = column("Plan de formation")
    lieu_qpv: Mapped[bool | None] = column("Lieu de travail en quartier prioritaire")
    traces: Mapped[list[ControleTrace]] = lines("Traces d’activité vues", ControleTrace)
    bulletin_vu: Mapped[bool | None] = column("Bulletin de paie vu, sans copie")
    observations: Mapped[str | None] = column("Observations", long=True)
    suite: Mapped[SuiteControle | None] = column("Suite", required=True, default=SuiteControle.RAS)
    echeance: Mapped[dt.date | None] = column("Échéance de la suite")
    prochaine_le: Mapped[dt.date | None] = column("Prochaine visite")
    note: Mapped[str | None] = column("Note interne", long=True, private=True)

    convention: Mapped[Convention | None] = relationship()
