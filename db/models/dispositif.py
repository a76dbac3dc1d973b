"""A dispositif followed by a light fiche: its type and what it measures are data of the product (domain 2.9)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Line, Record, Rule, column, lines, owner
from db.models import dispositif_regles as regles
from db.models.dispositif_listes import StatutDispositif
from db.models.organisme import Organisme
from db.models.referentiel import MesureDispositif, TypeDispositif
from db.types import Annee, Nombre


class DispositifQuartier(Line):
    """A quartier where the dispositif acts."""

    __tablename__ = "dispositif_quartier"

    fiche_uid: Mapped[str] = owner("fiche_dispositif")
    quartier: Mapped[str | None] = column("Quartier", to="quartier.code", required=True)


class DispositifReleve(Line):
    """One figure of a dispositif, for a year."""

    __tablename__ = "dispositif_releve"

    fiche_uid: Mapped[str] = owner("fiche_dispositif")
    annee: Mapped[int | None] = column("Année", kind=Annee, required=True, minimum=2000, maximum=2100)
    mesure: Mapped[str | None] = column("Mesure", to="mesure_dispositif.code", required=True, among="type")
    valeur: Mapped[int | None] = column("Valeur", kind=Nombre, minimum=0)
    texte: Mapped[str | None] = column("Texte ou précision", maximum=300)
    source: Mapped[str | None] = column("Source", maximum=160)

    de_la_mesure: Mapped[MesureDispositif | None] = relationship(viewonly=True)


class FicheDispositif(Record):
    """A TFPB abatement, an NPNRU project, a PRE, a CLS…"""

    __tablename__ = "fiche_dispositif"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "DSP"

    type: Mapped[str | None] = column("Type", to="type_dispositif.code", required=True, index=True)
    nom: Mapped[str | None] = column("Nom", required=True, search=True, maximum=160)
    statut: Mapped[StatutDispositif | None] = column(
        "Statut", required=True, default=StatutDispositif.PREPARATION, index=True
    )
    variante: Mapped[str | None] = column(
        "Variante", maximum=60, index=True,
        open_list=(
            "PIN", "PIR", "REP", "REP+", "génération 1", "génération 2", "scolaire", "sportif", "culturel",
            "petite enfance", "service", "ANRU", "GUP", "entreprise", "charte", "PAQTE", "CFA", "lycée professionnel",
        ),
    )  # fmt: skip
    contrat: Mapped[str | None] = column("Contrat de ville", to="contrat.code", index=True)
    commune: Mapped[str | None] = column("Commune", to="commune.code", index=True)
    epci: Mapped[str | None] = column("EPCI", to="epci.code", index=True)
    quartiers: Mapped[list[DispositifQuartier]] = lines("Quartiers", DispositifQuartier)
    organisme_uid: Mapped[str | None] = column(
        "Pilote", to="organisme.uid", index=True, help="bailleur, entreprise, collège, structure porteuse…"
    )
    coordination: Mapped[str | None] = column("Coordination", search=True, maximum=120, help="une fonction")
    convention_numero: Mapped[str | None] = column("Convention n°", search=True, maximum=60)
    signature_le: Mapped[dt.date | None] = column("Signature")
    debut: Mapped[dt.date | None] = column("Début")
    fin: Mapped[dt.date | None] = column("Fin", index=True)
    releves: Mapped[list[DispositifReleve]] = lines(
        "Chiffres par année", DispositifReleve, help="oui s’écrit 1, non s’écrit 0"
    )
    echange_le: Mapped[dt.date | None] = column("Dernier échange le")
    echange: Mapped[str | None] = column("Dernier échange", long=True)
    etape: Mapped[str | None] = column("Prochaine étape", search=True, maximum=200)
    etape_le: Mapped[dt.date | None] = column("Prévue le", index=True)
    note: Mapped[str | None] = column("Note interne", long=True, private=True)

    du_type: Mapped[TypeDispositif | None] = relationship(viewonly=True)
    organisme: Mapped[Organisme | None] = relationship()
