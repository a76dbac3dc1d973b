"""Conseils citoyens and other instances, their dated quorum rule and their members (domain 2.2, 2.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import ClassVar

from sqlalchemy.orm import Mapped, relationship

from db.base import Anomalie, Gravite, Line, Personne, Record, Rule, column, computed, lines, owner
from db.models.conseil_listes import (
    INSTANCES_PILOTAGE,
    College,
    MotifFin,
    Portage,
    Qualite,
    Regime,
    RegleQuorum,
    Sexe,
    StatutConseil,
    TrancheAge,
    TypeInstance,
    VerificationQpv,
)
from db.models.organisme import Organisme
from db.types import Money


class ConseilQuartier(Line):
    """A quartier of the conseil: several may share one conseil (circulaire of 02/02/2017)."""

    __tablename__ = "conseil_quartier"

    conseil_uid: Mapped[str] = owner("conseil")
    quartier: Mapped[str | None] = column("Quartier", to="quartier.code", required=True)


class ConseilQuorum(Line):
    """The quorum rule, from a date on."""

    __tablename__ = "conseil_quorum"

    conseil_uid: Mapped[str] = owner("conseil")
    depuis: Mapped[dt.date | None] = column("Depuis le", required=True)
    regle: Mapped[RegleQuorum | None] = column("Règle", required=True)
    nombre: Mapped[int | None] = column("Nombre", minimum=1, maximum=200)
    pouvoirs_admis: Mapped[bool | None] = column("Pouvoirs admis")
    pouvoirs_max: Mapped[int | None] = column("Pouvoirs au plus par personne", minimum=1, maximum=20)
    pouvoirs_comptes: Mapped[bool | None] = column("Pouvoirs comptés dans le quorum")


class ConseilFormation(Line):
    """A training session of the conseil (brochure objective PA-P1)."""

    __tablename__ = "conseil_formation"

    conseil_uid: Mapped[str] = owner("conseil")
    date: Mapped[dt.date | None] = column("Date")
    organisme: Mapped[str | None] = column("Organisme", maximum=120)
    theme: Mapped[str | None] = column("Thème", required=True, maximum=160)
    heures: Mapped[int | None] = column("Heures", minimum=0, maximum=500)
    femmes: Mapped[int | None] = column("Femmes", people=True, minimum=0, maximum=500)
    hommes: Mapped[int | None] = column("Hommes", people=True, minimum=0, maximum=500)


class ConseilRepresentation(Line):
    """Seats of the conseil in the steering instances, named by function."""

    __tablename__ = "conseil_representation"

    conseil_uid: Mapped[str] = owner("conseil")
    instance: Mapped[str | None] = column("Instance", required=True, maximum=120)
    sieges: Mapped[int | None] = column("Sièges", minimum=0, maximum=50)
    fonctions: Mapped[str | None] = column("Fonctions représentées", maximum=200)


class ConseilInterpellation(Line):
    """A question put to the préfet (loi n° 2017-86, articles 153 to 156)."""

    __tablename__ = "conseil_interpellation"

    conseil_uid: Mapped[str] = owner("conseil")
    date: Mapped[dt.date | None] = column("Date", required=True)
    objet: Mapped[str | None] = column("Objet", required=True, maximum=200)
    reponse_due: Mapped[dt.date | None] = column("Réponse attendue le")
    reponse_le: Mapped[dt.date | None] = column("Réponse donnée le")
    publiee: Mapped[bool | None] = column("Publiée")


def au_moins_un_quartier(conseil: Conseil) -> Iterator[Anomalie]:
    """A participatory instance covers one quartier at least; a steering instance need not."""
    if conseil.participatif and not any(q.quartier for q in conseil.quartiers):
        yield Anomalie("quartiers", "Quartiers\u00a0: choisissez au moins un quartier")


def date_cible(conseil: Conseil) -> Iterator[Anomalie]:
    """« À constituer » needs a target date: it drives the « 9 conseils » indicator (PA-P2)."""
    if conseil.statut is StatutConseil.A_CONSTITUER and conseil.date_cible is None:
        yield Anomalie("date_cible", "Date cible\u00a0: indiquez quand le conseil doit être constitué")


def arrete_2014(conseil: Conseil) -> Iterator[Anomalie]:
    """Under the 2014 regime the préfet recognises the conseil by an arrêté; only a warning since November 2024."""
    constitue = conseil.statut in {StatutConseil.CONSTITUE, StatutConseil.ACTIF}
    if conseil.regime is Regime.LOI_2014 and constitue and not conseil.arrete_numero:
        phrase = "Arrêté préfectoral\u00a0: indiquez son numéro, ou dites pourquoi il manque"
        yield Anomalie("arrete_numero", phrase, Gravite.AVERTISSEMENT)


def aide_a_verser(conseil: Conseil) -> Iterator[Anomalie]:
    """A conseil that has just been set up is owed its start-up aid until the day of payment is noted (S3)."""
    if conseil.participatif and conseil.statut is StatutConseil.CONSTITUE and conseil.aide_le is None:
        yield Anomalie("aide_le", "Aide au démarrage\u00a0: à verser", Gravite.INFO)


def parite(conseil: Conseil) -> Iterator[Anomalie]:
    """Women and men of the collège habitants differ by one at most (law of 2014; a wish since)."""
    habitants = [m for m in conseil.titulaires() if m.college is College.HABITANTS]
    femmes = sum(m.sexe is Sexe.F for m in habitants)
    hommes = sum(m.sexe is Sexe.H for m in habitants)
    if abs(femmes - hommes) > 1:
        phrase = f"Parité\u00a0: {femmes} femmes et {hommes} hommes parmi les habitants, dites pourquoi"
        yield Anomalie("effectif", phrase, Gravite.AVERTISSEMENT)


def moitie_habitants(conseil: Conseil) -> Iterator[Anomalie]:
    """At least half of the titulaires are inhabitants (cadre de référence)."""
    titulaires = list(conseil.titulaires()) if conseil.participatif else []
    habitants = sum(m.college is College.HABITANTS for m in titulaires)
    if titulaires and 2 * habitants < len(titulaires):
        phrase = f"Habitants\u00a0: {habitants} sur {len(titulaires)} titulaires, dites pourquoi si peu"
        yield Anomalie("effectif", phrase, Gravite.AVERTISSEMENT)


def effectif_conseille(conseil: Conseil) -> Iterator[Anomalie]:
    """15 to 50 members are advised (circulaire of 2017); no bound is in the law."""
    nombre = len(list(conseil.titulaires())) if conseil.participatif else 0
    if nombre and not 15 <= nombre <= 50:
        phrase = f"{nombre} titulaires\u00a0: la circulaire de 2017 conseille de 15 à 50 membres"
        yield Anomalie("effectif", phrase, Gravite.INFO)


class Conseil(Record):
    """A conseil citoyen or another instance whose meetings are recorded."""

    __tablename__ = "conseil"
    rules: ClassVar[tuple[Rule, ...]] = (
        au_moins_un_quartier, date_cible, arrete_2014, aide_a_verser, parite, moitie_habitants, effectif_conseille,
    )  # fmt: skip
    prefix: ClassVar[str] = "INS"

    nom: Mapped[str | None] = column("Nom", required=True, search=True, maximum=120)
    type: Mapped[TypeInstance | None] = column(
        "Type d’instance", required=True, default=TypeInstance.CONSEIL_CITOYEN,
        help="équipe du PRE, CLSPD\u00a0: aucune situation individuelle ne s’écrit ici",
    )  # fmt: skip
    regime: Mapped[Regime | None] = column("Régime", required=True, default=Regime.DECRET_2024)
    statut: Mapped[StatutConseil | None] = column("Statut", required=True, default=StatutConseil.ACTIF)
    contrat: Mapped[str | None] = column("Contrat de ville", to="contrat.code")
    quartiers: Mapped[list[ConseilQuartier]] = lines("Quartiers", ConseilQuartier)
    date_cible: Mapped[dt.date | None] = column("Date cible de constitution")
    frein: Mapped[str | None] = column(
        "Frein à la constitution", open_list=("mobilisation", "portage", "désaccord local", "moyens"), maximum=120
    )
    constitue_le: Mapped[dt.date | None] = column("Constitué le")
    arrete_numero: Mapped[str | None] = column("Arrêté préfectoral n°", maximum=60)
    arrete_le: Mapped[dt.date | None] = column("Arrêté du")
    arrete_raa: Mapped[str | None] = column("Recueil des actes administratifs", maximum=80)
    portage: Mapped[Portage | None] = column("Portage", required=True, default=Portage.SANS)
    structure_uid: Mapped[str | None] = column("Structure porteuse", to="organisme.uid")
    substitution: Mapped[bool | None] = column("Tient lieu de conseil de quartier")
    reglement_le: Mapped[dt.date | None] = column("Règlement intérieur ou charte, du")
    quorum: Mapped[list[ConseilQuorum]] = lines("Quorum", ConseilQuorum)
    delai_convocation: Mapped[int | None] = column("Délai de convocation (jours)", minimum=0, maximum=90)
    lieu: Mapped[str | None] = column("Lieu habituel", search=True, maximum=160)
    moyens: Mapped[str | None] = column("Moyens dédiés", long=True)
    animation: Mapped[str | None] = column(
        "Animation", maximum=120,
        open_list=("autonome", "structure porteuse", "commune", "prestataire", "adulte-relais", "service civique"),
    )  # fmt: skip
    aide_demarrage: Mapped[int | None] = column("Aide au démarrage", kind=Money, minimum=0)
    aide_le: Mapped[dt.date | None] = column("Aide versée le")
    budget_etat: Mapped[int | None] = column("Budget annuel\u00a0: État", kind=Money, minimum=0)
    budget_commune: Mapped[int | None] = column("Budget annuel\u00a0: commune", kind=Money, minimum=0)
    budget_epci: Mapped[int | None] = column("Budget annuel\u00a0: EPCI", kind=Money, minimum=0)
    budget_autre: Mapped[int | None] = column("Budget annuel\u00a0: autre", kind=Money, minimum=0)
    formation_besoins: Mapped[str | None] = column("Besoins de formation", long=True)
    formations: Mapped[list[ConseilFormation]] = lines("Formations", ConseilFormation)
    representations: Mapped[list[ConseilRepresentation]] = lines("Représentation", ConseilRepresentation)
    interpellations: Mapped[list[ConseilInterpellation]] = lines("Interpellations du préfet", ConseilInterpellation)
    note: Mapped[str | None] = column("Note interne", long=True, private=True)

    structure: Mapped[Organisme | None] = relationship()
    membres: Mapped[list[Membre]] = relationship(back_populates="conseil", order_by="Membre.code")

    @property
    def participatif(self) -> bool:
        """Inhabitants sit in it by right: the rules of the conseils speak to it, not to a steering instance."""
        return self.type not in INSTANCES_PILOTAGE

    def titulaires(self, jour: dt.date | None = None) -> Iterable[Membre]:
        """Titulaires in office that day (any day when None)."""
        return (m for m in self.membres if m.qualite is Qualite.TITULAIRE and m.en_fonction(jour))

    def regle_du(self, jour: dt.date) -> ConseilQuorum | None:
        """The quorum rule valid that day."""
        valid = [q for q in self.quorum if q.depuis is None or q.depuis <= jour]
        return max(valid, key=lambda q: q.depuis or dt.date.min, default=None)

    @computed("Titulaires en fonction")
    def effectif(self) -> str:
        """« 18 titulaires\u00a0: 10 habitants, 8 acteurs locaux »."""
        titulaires = list(self.titulaires())
        habitants = sum(m.college is College.HABITANTS for m in titulaires)
        acteurs = len(titulaires) - habitants
        return f"{len(titulaires)} titulaires\u00a0: {habitants} habitants, {acteurs} acteurs locaux"


def organisme_du_college(membre: Membre) -> Iterator[Anomalie]:
    """The second collège is made of bodies: which one does the member speak for?"""
    told = membre.organisme_uid or membre.organisme_nom or membre.anonymise_le
    if membre.college is College.ACTEURS and not told:
        yield Anomalie(
            "organisme_nom", "Organisme représenté\u00a0: indiquez-le pour un membre du collège des acteurs locaux"
        )


def mandat_dans_l_ordre(membre: Membre) -> Iterator[Anomalie]:
    """A mandate ends after it began, with a reason."""
    if membre.fin is not None and membre.debut is not None and membre.fin < membre.debut:
        yield Anomalie("fin", "Fin de mandat\u00a0: indiquez une date après le début")
    if membre.fin is not None and membre.motif_fin is None:
        yield Anomalie("motif_fin", "Motif de fin\u00a0: choisissez-en un", Gravite.AVERTISSEMENT)


def mineur_autorise(membre: Membre) -> Iterator[Anomalie]:
    """Minors may sit: the consent of their representative must have been seen, and no direct contact is kept."""
    if membre.tranche_age in {TrancheAge.MOINS_16, TrancheAge.DE_16_A_17}:
        if not membre.accord_parental:
            yield Anomalie("accord_parental", "Membre mineur\u00a0: cochez l’accord du représentant légal une fois vu")
        if membre.telephone or membre.courriel:
            yield Anomalie("telephone", "Membre mineur\u00a0: effacez ses coordonnées directes")


class Membre(Personne):
    """A member of a conseil; named by a code wherever the list circulates (domain 2.3)."""

    __tablename__ = "membre"
    rules: ClassVar[tuple[Rule, ...]] = (organisme_du_college, mandat_dans_l_ordre, mineur_autorise)

    conseil_uid: Mapped[str | None] = column("Conseil", to="conseil.uid", required=True, index=True)
    code: Mapped[str | None] = column("Code", required=True, search=True, maximum=12, help="par exemple H-07, A-03")
    nom: Mapped[str | None] = column("Nom", personal=True, search=True, maximum=80)
    prenom: Mapped[str | None] = column("Prénom", personal=True, search=True, maximum=80)
    sexe: Mapped[Sexe | None] = column("Sexe déclaré", default=Sexe.NR)
    college: Mapped[College | None] = column("Collège", required=True)
    organisme_uid: Mapped[str | None] = column("Organisme représenté", to="organisme.uid")
    organisme_nom: Mapped[str | None] = column("Organisme représenté (nom)", personal=True, search=True, maximum=160)
    qualite: Mapped[Qualite | None] = column("Qualité", required=True, default=Qualite.TITULAIRE)
    designation: Mapped[str | None] = column(
        "Mode de désignation", maximum=120,
        open_list=(
            "tirage au sort\u00a0: liste électorale", "tirage au sort\u00a0: bailleurs",
            "tirage au sort\u00a0: volontaires",
            "porte-à-porte", "volontariat", "désignation par la structure", "cooptation",
        ),
    )  # fmt: skip
    qpv_verifie: Mapped[VerificationQpv | None] = column("Résidence en quartier vérifiée par")
    qpv_verifie_le: Mapped[dt.date | None] = column("Vérifiée le")
    tranche_age: Mapped[TrancheAge | None] = column("Tranche d’âge")
    accord_parental: Mapped[bool | None] = column("Accord du représentant légal vu")
    fonction: Mapped[str | None] = column(
        "Fonction", search=True, maximum=80,
        open_list=("référent", "coprésident", "secrétaire", "trésorier", "animateur de commission"),
    )  # fmt: skip
    debut: Mapped[dt.date | None] = column("Début du mandat", required=True)
    fin: Mapped[dt.date | None] = column("Fin du mandat")
    motif_fin: Mapped[MotifFin | None] = column("Motif de fin")
    telephone: Mapped[str | None] = column("Téléphone", personal=True, pattern=r"0[1-9](\s?\d{2}){4}", maximum=20)
    courriel: Mapped[str | None] = column("Courriel", personal=True, pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+", maximum=120)
    rgpd_le: Mapped[dt.date | None] = column("Information RGPD remise le")
    image: Mapped[bool | None] = column("Droit à l’image signé")
    sans_mandat: Mapped[bool | None] = column("Pas d’élu\u00a0: vérifié")

    conseil: Mapped[Conseil | None] = relationship(back_populates="membres")
    organisme: Mapped[Organisme | None] = relationship()

    def en_fonction(self, jour: dt.date | None) -> bool:
        """Whether the mandate runs that day (any day when None)."""
        if self.supprime_le is not None:
            return False
        if jour is None:
            return self.fin is None
        return (self.debut is None or self.debut <= jour) and (self.fin is None or jour <= self.fin)

    @computed("Nom affiché")
    def nom_affiche(self) -> str:
        """« NOM Prénom », or the code when no name is held."""
        nom = " ".join(p for p in ((self.nom or "").upper(), self.prenom or "") if p)
        return nom or self.code or "Sans nom"
