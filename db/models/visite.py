"""Visite de terrain: what was seen, whom one met by function, what follows (domain 2.10). Rules: `visite_regles`."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Line, Record, Rule, column, computed, lines, owner
from db.models import visite_regles as regles
from db.models.action import Action
from db.models.projet import Projet
from db.models.visite_listes import Ambiance, Remontee, StatutVisite, TypeVisite


class VisiteQuartier(Line):
    """A quartier that was walked."""

    __tablename__ = "visite_quartier"

    visite_uid: Mapped[str] = owner("visite")
    quartier: Mapped[str | None] = column("Quartier", to="quartier.code", required=True)


class VisiteRencontre(Line):
    """Whom one met: a function and a body, not a person."""

    __tablename__ = "visite_rencontre"

    visite_uid: Mapped[str] = owner("visite")
    fonction: Mapped[str | None] = column("Fonction", required=True, maximum=120)
    organisme: Mapped[str | None] = column("Organisme", maximum=160)


class VisitePhoto(Line):
    """A photo: its caption and day; the picture itself is in `image`, on this laptop only."""

    __tablename__ = "visite_photo"

    visite_uid: Mapped[str] = owner("visite")
    legende: Mapped[str | None] = column("Légende", maximum=200)
    prise_le: Mapped[dt.date | None] = column("Prise le")


class Visite(Record):
    """A visit in a quartier."""

    __tablename__ = "visite"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "VIS"

    date: Mapped[dt.date | None] = column("Date", required=True, index=True, help="15/10, hier, -2j")
    debut: Mapped[dt.time | None] = column("Début", help="14h30 ou 1430")
    duree: Mapped[int | None] = column("Durée (min)", minimum=1, maximum=1440)
    statut: Mapped[StatutVisite | None] = column("Statut", required=True, default=StatutVisite.FAITE, index=True)
    type: Mapped[TypeVisite | None] = column("Type de visite", required=True, index=True)
    objet: Mapped[str | None] = column("Objet", required=True, search=True, maximum=160)
    lieu: Mapped[str | None] = column("Lieu", required=True, search=True, maximum=160)
    quartiers: Mapped[list[VisiteQuartier]] = lines("Quartiers", VisiteQuartier)
    rencontres: Mapped[list[VisiteRencontre]] = lines(
        "Personnes rencontrées", VisiteRencontre, help="des fonctions\u202f; un nom seulement pour un professionnel"
    )
    projet_uid: Mapped[str | None] = column("Projet", to="projet.uid", index=True)
    convention_uid: Mapped[str | None] = column("Convention adulte-relais", to="convention.uid", index=True)
    conseil_uid: Mapped[str | None] = column("Conseil ou instance", to="conseil.uid", index=True)
    fiche_uid: Mapped[str | None] = column("Dispositif", to="fiche_dispositif.uid", index=True)
    visite_precedente_uid: Mapped[str | None] = column("Fait suite à la visite", to="visite.uid", index=True)
    constats: Mapped[str | None] = column("Constats", long=True, help="les faits vus, sans nom de personne")
    public_femmes: Mapped[int | None] = column("Public\u00a0: femmes", people=True, minimum=0, maximum=5000)
    public_hommes: Mapped[int | None] = column("Public\u00a0: hommes", people=True, minimum=0, maximum=5000)
    public_estime: Mapped[bool | None] = column("Comptage estimé")
    action_reelle: Mapped[bool | None] = column("Action réelle ce jour")
    conforme: Mapped[bool | None] = column("Conforme à l’objet financé")
    public_qpv: Mapped[bool | None] = column("Public des quartiers présent")
    comptage: Mapped[bool | None] = column("Femmes et hommes comptés")
    logo: Mapped[bool | None] = column("Logo et mention de l’État visibles")
    local_adapte: Mapped[bool | None] = column("Local adapté")
    cer_affiche: Mapped[bool | None] = column("Contrat d’engagement républicain affiché")
    controle_note: Mapped[str | None] = column("Commentaire du contrôle", long=True)
    ambiance: Mapped[Ambiance | None] = column("Ambiance du lieu", help="le lieu, jamais une personne")
    besoins: Mapped[str | None] = column("Besoins exprimés", long=True)
    difficultes: Mapped[str | None] = column("Difficultés", long=True)
    remontee: Mapped[Remontee | None] = column(
        "Remontée", index=True, help="un fait urgent se signale par la voie habituelle, hors de pvdesk"
    )
    remontee_le: Mapped[dt.date | None] = column("Transmise le")
    remontee_par: Mapped[str | None] = column("Transmise par", maximum=120, help="une fonction")
    remontee_canal: Mapped[str | None] = column(
        "Canal", maximum=80, open_list=("téléphone", "courriel", "permanence préfectorale", "note au sous-préfet")
    )
    prochaine_le: Mapped[dt.date | None] = column("Prochaine visite le", help="+1m, 15/12")
    photos: Mapped[list[VisitePhoto]] = lines(
        "Photos", VisitePhoto, help="ni visage, ni plaque d’immatriculation\u202f; le lieu de prise de vue est effacé"
    )
    note: Mapped[str | None] = column("Note interne", long=True, private=True)

    projet: Mapped[Projet | None] = relationship()
    precedente: Mapped[Visite | None] = relationship(remote_side="Visite.uid")
    actions: Mapped[list[Action]] = relationship(
        primaryjoin="and_(Visite.uid == Action.visite_uid, Action.supprime_le.is_(None))",
        order_by=Action.echeance, viewonly=True,
    )  # fmt: skip

    @computed("Contrôle de l’action")
    def controle(self) -> str:
        """« 5 points vus sur 7, 1 non conforme\u00a0: logo et mention de l’État visibles »."""
        return regles.bilan_controle(self)
