"""The lines of a project: money, people, indicators, and the dated lists of its life (domain 2.7)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from db.base import Line, column, owner
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import Axe, Financeur, Moment, TrancheBeneficiaires
from db.types import Money, Nombre

POSTES = (
    "60 – Achats", "61 – Services extérieurs", "62 – Autres services extérieurs", "63 – Impôts et taxes",
    "64 – Charges de personnel", "65 – Autres charges de gestion", "68 – Dotations",
    "86 – Contributions volontaires",
)  # fmt: skip
MODES = ("courrier", "courriel", "téléphone", "rendez-vous")


class ProjetPartenaire(Line):
    """A partner of the action."""

    __tablename__ = "projet_partenaire"

    projet_uid: Mapped[str] = owner("projet")
    organisme_uid: Mapped[str | None] = column("Organisme", to="organisme.uid", required=True)
    apport: Mapped[str | None] = column("Apport", maximum=160)


class ProjetQuartier(Line):
    """A quartier where the action takes place."""

    __tablename__ = "projet_quartier"

    projet_uid: Mapped[str] = owner("projet")
    quartier: Mapped[str | None] = column("Quartier", to="quartier.code", required=True)


class ProjetAxe(Line):
    """A transversal axis that the action serves."""

    __tablename__ = "projet_axe"

    projet_uid: Mapped[str] = owner("projet")
    axe: Mapped[Axe | None] = column("Axe", required=True)


class ProjetCharge(Line):
    """A head of expenses: foreseen in the request, spent in the bilan."""

    __tablename__ = "projet_charge"

    projet_uid: Mapped[str] = owner("projet")
    poste: Mapped[str | None] = column("Poste", required=True, maximum=120, open_list=POSTES)
    prevu: Mapped[int | None] = column("Prévu", kind=Money, minimum=0)
    realise: Mapped[int | None] = column("Réalisé", kind=Money, minimum=0)


class ProjetCofinanceur(Line):
    """A product of the budget: who was asked, what was granted, what was paid and when."""

    __tablename__ = "projet_cofinanceur"

    projet_uid: Mapped[str] = owner("projet")
    financeur: Mapped[Financeur | None] = column("Financeur", required=True)
    precision: Mapped[str | None] = column("Précision", maximum=120)
    demande: Mapped[int | None] = column("Demandé", kind=Money, minimum=0)
    accorde: Mapped[int | None] = column("Accordé", kind=Money, minimum=0)
    verse: Mapped[int | None] = column("Versé", kind=Money, minimum=0)
    verse_le: Mapped[dt.date | None] = column("Versé le")


class ProjetBeneficiaires(Line):
    """People, by moment and age band; counts only."""

    __tablename__ = "projet_beneficiaires"

    projet_uid: Mapped[str] = owner("projet")
    moment: Mapped[Moment | None] = column("Moment", required=True)
    tranche: Mapped[TrancheBeneficiaires | None] = column("Tranche d’âge")
    femmes: Mapped[int | None] = column("Femmes", people=True, minimum=0, maximum=100000)
    hommes: Mapped[int | None] = column("Hommes", people=True, minimum=0, maximum=100000)
    non_genre: Mapped[int | None] = column("Non genré", people=True, minimum=0, maximum=100000)
    total: Mapped[int | None] = column(
        "Total", people=True, sums=("femmes", "hommes", "non_genre"), minimum=0, maximum=300000
    )
    qpv: Mapped[int | None] = column("Dont QPV", people=True, minimum=0, maximum=300000)

    @property
    def nombre(self) -> int:
        """Women, men and people not counted by sex."""
        return sum(n or 0 for n in (self.femmes, self.hommes, self.non_genre))


class ProjetIndicateur(Line):
    """What the porteur promised to measure."""

    __tablename__ = "projet_indicateur"

    projet_uid: Mapped[str] = owner("projet")
    libelle: Mapped[str | None] = column("Indicateur", required=True, maximum=160)
    unite: Mapped[str | None] = column("Unité", maximum=40)
    cible: Mapped[int | None] = column("Cible", kind=Nombre)
    realise: Mapped[int | None] = column("Réalisé", kind=Nombre)
    source: Mapped[str | None] = column("Source", maximum=120)


class ProjetEtape(Line):
    """A stage reached, when, and why when it is a step back."""

    __tablename__ = "projet_etape"

    projet_uid: Mapped[str] = owner("projet")
    etape: Mapped[EtapeProjet | None] = column("Étape", required=True)
    date: Mapped[dt.date | None] = column("Date", required=True)
    motif: Mapped[str | None] = column("Motif", maximum=200)


class ProjetReport(Line):
    """More time granted for the bilan: the former due dates stay."""

    __tablename__ = "projet_report"

    projet_uid: Mapped[str] = owner("projet")
    date: Mapped[dt.date | None] = column("Accordé le", required=True)
    echeance: Mapped[dt.date | None] = column("Nouvelle échéance", required=True)
    motif: Mapped[str | None] = column("Motif", maximum=200)


class ProjetRelance(Line):
    """A reminder sent to the porteur."""

    __tablename__ = "projet_relance"

    projet_uid: Mapped[str] = owner("projet")
    date: Mapped[dt.date | None] = column("Date", required=True)
    mode: Mapped[str | None] = column("Mode", open_list=MODES, maximum=40)
    note: Mapped[str | None] = column("Réponse", maximum=200)
