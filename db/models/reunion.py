"""A meeting: its attendance, its agenda, what followed (domain 2.4). Its rules are in `reunion_regles`."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, relationship

from db.base import Line, Record, Rule, column, computed, lines, owner
from db.models import reunion_regles as regles
from db.models.action import Action
from db.models.conseil import Conseil, Membre
from db.models.conseil_listes import College, Qualite, Sexe
from db.models.quorum import Effectifs, Quorum, apply_rule
from db.models.seance import (
    THEMES_FORMATION,
    Approbation,
    DecisionProjet,
    EtatCompteRendu,
    Modalite,
    ModeConvocation,
    ModeVote,
    NatureSuite,
    PresenceEtat,
    SensAvis,
    StatutPresence,
    StatutReunion,
    TypeReunion,
)
from db.types import Money


class Presence(Line):
    """Who came: a member, or a guest by name or quality."""

    __tablename__ = "presence"

    reunion_uid: Mapped[str] = owner("reunion")
    statut: Mapped[StatutPresence | None] = column("Présence")
    membre_uid: Mapped[str | None] = column("Membre", to="membre.uid", index=True)
    nom: Mapped[str | None] = column("Nom ou qualité", maximum=120)
    organisme: Mapped[str | None] = column("Organisme", maximum=160)
    pouvoir_a: Mapped[str | None] = column("Pouvoir à", to="membre.uid")
    remarque: Mapped[str | None] = column("Remarque", maximum=200)

    membre: Mapped[Membre | None] = relationship(foreign_keys=membre_uid)

    @property
    def venu(self) -> bool:
        """In the room or at a distance."""
        return self.statut in {StatutPresence.PRESENT, StatutPresence.DISTANCE}


class Point(Line):
    """A point of the agenda, and what was said."""

    __tablename__ = "point"

    reunion_uid: Mapped[str] = owner("reunion")
    titre: Mapped[str | None] = column("Intitulé", required=True, maximum=200)
    duree: Mapped[int | None] = column("Durée (min)", minimum=0, maximum=600)
    rapporteur: Mapped[str | None] = column("Rapporteur", maximum=120, help="une fonction")
    echanges: Mapped[str | None] = column("Échanges", long=True)
    documents: Mapped[str | None] = column("Documents remis", maximum=200)
    projet_uid: Mapped[str | None] = column("Projet", to="projet.uid", index=True)
    convention_uid: Mapped[str | None] = column("Convention adulte-relais", to="convention.uid", index=True)
    visite_uid: Mapped[str | None] = column("Visite", to="visite.uid", index=True)


class ReunionProjet(Line):
    """What a steering instance decided of a project (domain 2.8)."""

    __tablename__ = "reunion_projet"

    reunion_uid: Mapped[str] = owner("reunion")
    projet_uid: Mapped[str | None] = column("Projet", to="projet.uid", required=True, index=True)
    decision: Mapped[DecisionProjet | None] = column("Décision", required=True)
    montant: Mapped[int | None] = column("Montant", kind=Money, minimum=0)


class Suite(Line):
    """A decision, opinion or finding, with its vote."""

    __tablename__ = "suite"

    reunion_uid: Mapped[str] = owner("reunion")
    nature: Mapped[NatureSuite | None] = column("Nature", required=True)
    sens: Mapped[SensAvis | None] = column("Sens de l’avis")
    libelle: Mapped[str | None] = column("Libellé", required=True, maximum=300)
    mode: Mapped[ModeVote | None] = column("Mode de vote")
    pour: Mapped[int | None] = column("Pour", minimum=0, maximum=500)
    contre: Mapped[int | None] = column("Contre", minimum=0, maximum=500)
    abstentions: Mapped[int | None] = column("Abstentions", minimum=0, maximum=500)
    sans_part: Mapped[int | None] = column("Ne prend pas part", minimum=0, maximum=500)
    motif: Mapped[str | None] = column("Motif, sans quorum", maximum=300)

    @property
    def votants(self) -> int:
        """Votes counted, in all directions."""
        return sum(v or 0 for v in (self.pour, self.contre, self.abstentions, self.sans_part))


class Reunion(Record):
    """A meeting of a conseil or of a steering instance, from its convocation to its compte rendu."""

    __tablename__ = "reunion"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "CC"

    conseil_uid: Mapped[str | None] = column("Conseil", to="conseil.uid", required=True, index=True)
    type: Mapped[TypeReunion | None] = column("Type de réunion", required=True, default=TypeReunion.PLENIERE)
    statut: Mapped[StatutReunion | None] = column("Statut", required=True, default=StatutReunion.PREVUE, index=True)
    objet: Mapped[str | None] = column("Objet", search=True, maximum=160)
    date: Mapped[dt.date | None] = column("Date", required=True, index=True, help="15/10, demain, +2s")
    debut: Mapped[dt.time | None] = column("Début", required=True, help="18h30 ou 1830")
    fin: Mapped[dt.time | None] = column("Fin")
    lieu: Mapped[str | None] = column("Lieu", required=True, search=True, maximum=160)
    modalite: Mapped[Modalite | None] = column("Modalité", default=Modalite.PRESENTIEL)
    convoque_le: Mapped[dt.date | None] = column("Convoquée le")
    convoque_par: Mapped[ModeConvocation | None] = column("Mode de convocation")
    animateur: Mapped[str | None] = column("Animation", search=True, maximum=120)
    secretaire: Mapped[str | None] = column("Secrétaire de séance", maximum=120)
    presence_etat: Mapped[PresenceEtat | None] = column("Présence de l’État", default=PresenceEtat.DELEGUE)
    presences: Mapped[list[Presence]] = lines("Présences", Presence)
    public: Mapped[int | None] = column("Public, sans nom", people=True, minimum=0, maximum=5000)
    emargement: Mapped[bool | None] = column("Feuille d’émargement signée")
    approbation: Mapped[Approbation | None] = column("Compte rendu précédent")
    points: Mapped[list[Point]] = lines("Ordre du jour et échanges", Point)
    suites: Mapped[list[Suite]] = lines("Décisions", Suite)
    projets: Mapped[list[ReunionProjet]] = lines("Décisions sur les projets", ReunionProjet)
    conseils_femmes: Mapped[int | None] = column(
        "Conseils\u00a0: femmes", people=True, minimum=0, maximum=500, help="représentantes des conseils citoyens"
    )
    conseils_hommes: Mapped[int | None] = column(
        "Conseils\u00a0: hommes", people=True, minimum=0, maximum=500, help="représentants des conseils citoyens"
    )
    theme_formation: Mapped[str | None] = column("Thème de la formation", open_list=THEMES_FORMATION, maximum=120)
    formes_femmes: Mapped[int | None] = column("Femmes formées", people=True, minimum=0, maximum=5000)
    formes_hommes: Mapped[int | None] = column("Hommes formés", people=True, minimum=0, maximum=5000)
    prochaine_date: Mapped[dt.date | None] = column("Prochaine réunion le")
    prochaine_heure: Mapped[dt.time | None] = column("à")
    prochain_lieu: Mapped[str | None] = column("Prochain lieu", maximum=160)
    compte_rendu: Mapped[EtatCompteRendu | None] = column(
        "Compte rendu", default=EtatCompteRendu.PROJET, step=True
    )
    diffusion: Mapped[str | None] = column("Diffusé à", maximum=300, help="une liste d’organismes")
    # Set by « Diffuser », « Approuver » and « Rectifier », never typed; the bytes are in `papier`, on one laptop.
    cr_version: Mapped[int | None] = column("Version du compte rendu", minimum=1, step=True)
    cr_diffuse_le: Mapped[dt.date | None] = column("Compte rendu diffusé le", step=True)
    cr_code: Mapped[str | None] = column("Code de contrôle", maximum=9, step=True)
    cr_sha256: Mapped[str | None] = column("Empreinte du compte rendu", maximum=64, step=True)
    cr_motif: Mapped[str | None] = column("Motif de la rectification", maximum=300, step=True)
    cr_approuve_le: Mapped[dt.date | None] = column("Compte rendu approuvé le", step=True)
    cr_approuve_en: Mapped[str | None] = column(
        "Compte rendu approuvé en réunion du", to="reunion.uid", step=True
    )
    note: Mapped[str | None] = column("Observations internes", long=True, private=True)

    conseil: Mapped[Conseil | None] = relationship()
    actions: Mapped[list[Action]] = relationship(
        primaryjoin="and_(Reunion.uid == Action.reunion_uid, Action.supprime_le.is_(None))",
        order_by=(Action.rang, Action.uid), viewonly=True,
    )  # fmt: skip

    def comptes(self) -> Effectifs:
        """Titulaires in office that day and who came, by collège."""
        titulaires = dict.fromkeys(College, 0)
        presents = dict.fromkeys(College, 0)
        representes = dict.fromkeys(College, 0)
        for membre in self.conseil.titulaires(self.date) if self.conseil is not None else ():
            if membre.college is not None:
                titulaires[membre.college] += 1
        for presence in self.presences:
            membre_present = presence.membre
            if (
                membre_present is None
                or membre_present.college is None
                or membre_present.qualite is not Qualite.TITULAIRE
            ):
                continue
            if presence.venu:
                presents[membre_present.college] += 1
            elif presence.statut is StatutPresence.REPRESENTE:
                representes[membre_present.college] += 1
        return Effectifs(titulaires, presents, representes)

    def compte_quorum(self) -> Quorum:
        """The conseil's rule of that day, applied to who came."""
        regle = self.conseil.regle_du(self.date or self.cree_le.date()) if self.conseil is not None else None
        return apply_rule(regle, self.comptes())

    def nombre(self, *statuts: StatutPresence) -> int:
        """How many lines of attendance bear one of these."""
        return sum(p.statut in statuts for p in self.presences)

    @computed("Quorum")
    def quorum(self) -> str:
        """« 14 (12 présents + 2 représentés) pour 9 requis — atteint »."""
        return self.compte_quorum().phrase

    @computed("Effectifs")
    def effectifs(self) -> str:
        """« 12 présents (7 F, 5 H), 2 représentés, public\u00a0: 4 »; no sexes when none is known."""
        venus = [p for p in self.presences if p.venu]
        femmes = sum(p.membre is not None and p.membre.sexe is Sexe.F for p in venus)
        hommes = sum(p.membre is not None and p.membre.sexe is Sexe.H for p in venus)
        sexes = f" ({femmes}\u00a0F, {hommes}\u00a0H)" if femmes or hommes else ""
        parts = [_accord(len(venus), "présent") + sexes]
        for statut, mot in (
            (StatutPresence.REPRESENTE, "représenté"), (StatutPresence.EXCUSE, "excusé"),
            (StatutPresence.ABSENT, "absent"), (StatutPresence.INVITE, "invité"),
        ):  # fmt: skip
            nombre = self.nombre(statut)
            if nombre:
                parts.append(_accord(nombre, mot))
        if self.public:
            parts.append(f"public\u00a0: {self.public}")
        return ", ".join(parts)

    @computed("Version du compte rendu")
    def vie_cr(self) -> str:
        """« Version 2, rectifiée le 12/05/2026, contrôle ABCD-EFGH »; empty before it is handed over."""
        if self.cr_version is None or self.cr_diffuse_le is None:
            return ""
        verb = "rectifiée" if self.cr_version > 1 else "diffusée"
        code = f", contrôle\u00a0{self.cr_code}" if self.cr_code else ""
        return f"Version {self.cr_version}, {verb} le {self.cr_diffuse_le:%d/%m/%Y}{code}"

    @computed("Présents", people=True)
    def presents(self) -> int:
        """Members and guests in the room or at a distance."""
        return self.nombre(StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.INVITE)


def _presents_en_liste(model: type[Reunion]) -> Any:
    venus = (StatutPresence.PRESENT, StatutPresence.DISTANCE, StatutPresence.INVITE)
    query = select(func.count()).where(Presence.reunion_uid == model.uid, Presence.statut.in_(venus))
    return query.correlate(model).scalar_subquery()


Reunion.__dict__["presents"].sql(_presents_en_liste)


def _accord(nombre: int, mot: str) -> str:
    return f"{nombre}\u00a0{mot}" if nombre < 2 else f"{nombre}\u00a0{mot}s"
