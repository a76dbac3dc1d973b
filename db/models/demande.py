"""Register of the requests of the persons concerned: access, rectification, erasure… (domain 4.6)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Line, Record, Rule, column, computed, lines, owner
from db.models import demande_regles as regles
from db.models.demande_listes import DecisionDemande, Droit, Revue, StatutDemande

DELAI, DELAI_PROLONGE = 1, 3  # months (RGPD article 12-3)


class DemandeMention(Line):
    """A free text that names the person, to be reviewed: where it is, never what it says."""

    __tablename__ = "demande_mention"

    demande_uid: Mapped[str] = owner("demande")
    endroit: Mapped[str | None] = column("Où", required=True, maximum=150)
    revue: Mapped[Revue | None] = column("Revue")
    # « table/uid/champ » of the text: the mission forgets the same history.
    chemin: Mapped[str | None] = mapped_column()


class Demande(Record):
    """A request of a person about their data, to be answered within a month."""

    __tablename__ = "demande"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "DEM"

    recue_le: Mapped[dt.date | None] = column("Reçue le", required=True)
    droit: Mapped[Droit | None] = column("Droit exercé", required=True)
    membre_uid: Mapped[str | None] = column("Membre d’un conseil", to="membre.uid", index=True)
    occupation_uid: Mapped[str | None] = column("Adulte-relais", to="occupation.uid", index=True)
    contact_uid: Mapped[str | None] = column("Contact", to="contact.uid", index=True)
    qualite: Mapped[str | None] = column(
        "Personne sans fiche", maximum=120, help="sa qualité, par exemple habitante rencontrée"
    )
    identite_le: Mapped[dt.date | None] = column("Identité vérifiée le")
    prolongee_le: Mapped[dt.date | None] = column("Prolongation annoncée le", help="deux mois de plus, si nécessaire")
    prolongation_motif: Mapped[str | None] = column("Motif de la prolongation", maximum=200)
    mentions: Mapped[list[DemandeMention]] = lines("Mentions relevées", DemandeMention)
    statut: Mapped[StatutDemande | None] = column("Statut", required=True, default=StatutDemande.RECUE, index=True)
    decision: Mapped[DecisionDemande | None] = column("Décision")
    motif_refus: Mapped[str | None] = column("Motif du refus", long=True)
    reponse: Mapped[str | None] = column("Réponse", long=True)
    reponse_le: Mapped[dt.date | None] = column("Réponse du")
    # Set by the erasure itself: it tells the mission to forget what the mentions said.
    effacee_le: Mapped[dt.date | None] = mapped_column()

    @property
    def limite(self) -> dt.date | None:
        """The last day to answer."""
        if self.recue_le is None:
            return None
        return regles.mois_apres(self.recue_le, DELAI if self.prolongee_le is None else DELAI_PROLONGE)

    @computed("Échéance")
    def echeance(self) -> dt.date | None:
        """One month after the request, or three when it was prolonged."""
        return self.limite

    @property
    def personne(self) -> tuple[str, str] | None:
        """Table and uid of the person's fiche."""
        for table in ("membre", "occupation", "contact"):
            uid = getattr(self, f"{table}_uid")
            if uid:
                return table, uid
        return None
