"""Adultes-relais: a convention is one post (D5134-149), its occupation a list of dated intervals (domain 2.6 A, B).

Rules are in `adulte_relais_regles` (convention) and `occupation_regles`; lists and lines in modules of their own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Mapped, object_session, relationship

from db.base import Personne, Record, Rule, column, computed, lines
from db.expressions import DateEcrite
from db.models import adulte_relais_regles, occupation_regles
from db.models.adulte_relais_lignes import (
    ConventionAide,
    ConventionAvenant,
    ConventionCofinancement,
    ConventionMission,
    ConventionMontant,
    ConventionQuartier,
    OccupationFormation,
)
from db.models.adulte_relais_listes import (
    NON_SIGNEES,
    SORTIES_POSITIVES,
    Avis,
    Contrat,
    MotifResiliation,
    MotifSortie,
    Niveau,
    SituationSortie,
    StatutConvention,
    Thematique,
    TypeConvention,
    TypeEmployeur,
)
from db.models.aide import Intervalle, Part, Quotite, Tarif, euros, intervalles, parts, tarif_du
from db.models.conseil_listes import Sexe
from db.models.organisme import Organisme
from db.models.parametres import centimes, tous
from db.types import Annee, Money, Percent

PAS_POURVU, SANS_CODE = "Pas encore pourvu", "Titulaire"


PUIS_VACANT = ", puis vacant"


class Convention(Record):
    """A post of adulte-relais, by its convention with the préfet."""

    __tablename__ = "convention"
    rules: ClassVar[tuple[Rule, ...]] = adulte_relais_regles.TOUTES
    prefix: ClassVar[str] = "AR"

    numero: Mapped[str | None] = column("N°\u00a0de convention", required=True, search=True, maximum=20, index=True)
    type: Mapped[TypeConvention | None] = column("Type", required=True, default=TypeConvention.INITIALE)
    precedente_uid: Mapped[str | None] = column("Convention renouvelée", to="convention.uid")
    bilan_le: Mapped[dt.date | None] = column("Bilan de l’employeur reçu le")
    statut: Mapped[StatutConvention | None] = column(
        "Statut", required=True, default=StatutConvention.DEMANDE, index=True
    )
    employeur_uid: Mapped[str | None] = column("Employeur", to="organisme.uid", required=True, index=True)
    type_employeur: Mapped[TypeEmployeur | None] = column("Type d’employeur", required=True)
    quartiers: Mapped[list[ConventionQuartier]] = lines("Quartiers d’intervention", ConventionQuartier, required=True)
    signature_le: Mapped[dt.date | None] = column("Signée le", required=True)
    debut: Mapped[dt.date | None] = column("Début", required=True, index=True)
    fin: Mapped[dt.date | None] = column("Fin", required=True, help="trois ans au plus")
    quotite: Mapped[int | None] = column(
        "Quotité de travail", kind=Percent, required=True, default=100, minimum=1, maximum=100
    )
    montant_temps_plein: Mapped[int | None] = column(
        "Montant annuel, temps plein, au début", kind=Money, minimum=1,
        help="à écrire si la table ne le connaît pas",
    )  # fmt: skip
    montants: Mapped[list[ConventionMontant]] = lines("Revalorisations", ConventionMontant)
    aides: Mapped[list[ConventionAide]] = lines("Aide réelle de l’ASP", ConventionAide)
    cofinancements: Mapped[list[ConventionCofinancement]] = lines("Cofinancements", ConventionCofinancement)
    thematique: Mapped[Thematique | None] = column("Thématique", required=True, index=True)
    thematique_autre: Mapped[str | None] = column("Autre thématique", maximum=120)
    missions: Mapped[list[ConventionMission]] = lines("Missions (D5134-145)", ConventionMission)
    fiche_poste: Mapped[bool | None] = column("Fiche de poste au dossier")
    derogation: Mapped[bool | None] = column("Dérogation de résidence")
    derogation_le: Mapped[dt.date | None] = column("Dérogation du")
    derogation_motif: Mapped[str | None] = column("Motif de la dérogation", long=True)
    avis: Mapped[Avis | None] = column("Avis du délégué", required=True)
    avis_le: Mapped[dt.date | None] = column("Avis du")
    avis_motif: Mapped[str | None] = column("Motif de l’avis", long=True)
    avenants: Mapped[list[ConventionAvenant]] = lines("Avenants", ConventionAvenant)
    resiliee_le: Mapped[dt.date | None] = column("Résiliée le")
    resiliation_motif: Mapped[MotifResiliation | None] = column("Motif de résiliation")
    reversement: Mapped[bool | None] = column("Reversement demandé")
    reversement_montant: Mapped[int | None] = column("Montant à reverser", kind=Money, minimum=0)
    note: Mapped[str | None] = column("Note interne", long=True, private=True)

    employeur: Mapped[Organisme | None] = relationship()
    precedente: Mapped[Convention | None] = relationship(remote_side="Convention.uid", viewonly=True)
    occupations: Mapped[list[Occupation]] = relationship(
        order_by="Occupation.debut", viewonly=True,
        primaryjoin="and_(Convention.uid == Occupation.convention_uid, Occupation.supprime_le.is_(None))",
    )  # fmt: skip

    @property
    def terme(self) -> dt.date | None:
        """Its last day: the end, or the day of an earlier résiliation."""
        return min((jour for jour in (self.fin, self.resiliee_le) if jour is not None), default=None)

    def en_vigueur(self, jour: dt.date) -> bool:
        """Whether the convention, signed, runs that day."""
        if self.statut in NON_SIGNEES or self.debut is None or self.terme is None:
            return False
        return self.debut <= jour <= self.terme

    def occupe(self, jour: dt.date) -> bool:
        """Whether somebody holds the post that day."""
        return any(o.tient_le_poste(jour) for o in self.occupations)

    def intervalles(self, du: dt.date, au: dt.date) -> tuple[Intervalle, ...]:
        """The days of the convention from `du` to `au`, cut where the post changes hands."""
        if self.debut is None or self.terme is None:
            return ()
        emplois = [(o.debut, o.fin) for o in self.occupations if o.debut is not None]
        return intervalles(max(du, self.debut), min(au, self.terme), emplois)

    def vacances(self, du: dt.date, au: dt.date) -> tuple[Intervalle, ...]:
        """The vacant intervals of the convention from `du` to `au`."""
        return tuple(i for i in self.intervalles(du, au) if not i.occupe)

    def tarifs(self) -> tuple[Tarif, ...]:
        """The yearly full-time amounts, each from its day: typed ones first, those of the dated table otherwise."""
        saisis = [(m.depuis, m.montant) for m in self.montants if m.depuis is not None and m.montant is not None]
        if self.montant_temps_plein is not None and self.debut is not None:
            return ((self.debut, self.montant_temps_plein), *saisis)
        table = [(p.depuis, centimes(p)) for p in tous(self, adulte_relais_regles.AIDE_ANNUELLE)]
        premier = min((depuis for depuis, _ in saisis), default=dt.date.max)
        return (*(tarif for tarif in table if tarif[0] < premier), *saisis)

    def quotites(self) -> tuple[Quotite, ...]:
        """The working times that avenants brought, each from the day it takes effect."""
        return tuple((a.effet, a.quotite) for a in self.avenants if a.effet is not None and a.quotite is not None)

    def parts(self, du: dt.date, au: dt.date) -> tuple[Part, ...]:
        """Each interval from `du` to `au` with its theoretical aid, due or not."""
        return parts(self.intervalles(du, au), self.tarifs(), self.quotite or 0, self.quotites())

    @computed("Montant retenu", help="par an, au début")
    def montant_retenu(self) -> str:
        """« 18 248,49 € par an (80 % de 22 810,61 €) »."""
        tarif = tarif_du(self.tarifs(), self.debut) if self.debut is not None else None
        if tarif is None or self.quotite is None:
            return ""
        retenu = euros((tarif * self.quotite + 50) // 100)
        return f"{retenu} par an ({self.quotite}\u00a0% de {euros(tarif)})"

    @computed("Poste")
    def poste(self) -> str:
        """« T-40 depuis le 05/05/2025 », « vacant depuis le 15/03/2025 »: the last that is known, whatever the day."""
        pris = [o for o in self.occupations if o.debut is not None]
        if not pris:
            return PAS_POURVU
        dernier = pris[-1]
        if dernier.fin is None:
            return f"{dernier.code or SANS_CODE} depuis le {dernier.debut:%d/%m/%Y}"
        suite = PUIS_VACANT if self.terme is None or dernier.fin < self.terme else ""
        return f"{dernier.code or SANS_CODE} jusqu’au {dernier.fin:%d/%m/%Y}{suite}"

    @computed("Aide théorique", help="au prorata des jours, à titre indicatif")
    def aide_theorique(self) -> str:
        """A line for each year where the occupation is known: what is due, what is not, what the ASP paid."""
        connus = [j for o in self.occupations for j in (o.debut, o.fin) if j is not None]
        if self.debut is None or self.terme is None or not connus:
            return ""
        payes = {a.annee: a.montant for a in self.aides}
        annees = range(self.debut.year, min(self.terme.year, max(connus).year) + 1)
        return "\n".join(self._aide_de(annee, payes.get(annee)) for annee in annees)

    def _aide_de(self, annee: int, paye: int | None) -> str:
        dit = [_part(p) for p in self.parts(dt.date(annee, 1, 1), dt.date(annee, 12, 31))]
        reel = "" if paye is None else f"\u202f; versé par l’ASP\u00a0: {euros(paye)}"
        return f"{annee}\u00a0: {', '.join(dit)}{reel}"

    @computed("Postes de l’employeur")
    def postes_employeur(self) -> int:
        """Conventions of the employer that were signed and not ended: one convention is one post (D5134-149)."""
        session = object_session(self)
        if session is None or self.employeur_uid is None:
            return 0
        vivantes = {StatutConvention.SIGNEE, StatutConvention.SUSPENDUE, StatutConvention.A_RENOUVELER}
        query = select(func.count()).select_from(Convention).where(
            Convention.employeur_uid == self.employeur_uid, Convention.statut.in_(vivantes),
            Convention.supprime_le.is_(None),
        )  # fmt: skip
        return session.scalar(query) or 0


def _part(part: Part) -> str:
    """« 4 562,12 € pour 73 jours occupés », « 3 187,24 € non dus pour 51 jours vacants »."""
    jours, s = part.intervalle.jours, "s" if part.intervalle.jours > 1 else ""
    montant = "montant inconnu" if part.centimes is None else euros(part.centimes)
    etat = f"pour {jours} jour{s} occupé{s}" if part.intervalle.occupe else f"non dus pour {jours} jour{s} vacant{s}"
    return f"{montant} {etat}"


class Occupation(Personne):
    """A person in a post, from a day to a day. The birth date is checked at entry and never held, only its year."""

    __tablename__ = "occupation"
    rules: ClassVar[tuple[Rule, ...]] = occupation_regles.TOUTES
    prefix: ClassVar[str] = "TIT"

    convention_uid: Mapped[str | None] = column("Convention", to="convention.uid", required=True, index=True)
    code: Mapped[str | None] = column(
        "Code du titulaire", required=True, search=True, maximum=12, help="par exemple T-12"
    )
    nom: Mapped[str | None] = column("Nom", personal=True, required=True, search=True, maximum=80)
    prenom: Mapped[str | None] = column("Prénom", personal=True, required=True, search=True, maximum=80)
    sexe: Mapped[Sexe | None] = column("Sexe déclaré", default=Sexe.NR)
    contrat: Mapped[Contrat | None] = column("Contrat", required=True)
    signature_le: Mapped[dt.date | None] = column("Contrat signé le", required=True)
    debut: Mapped[dt.date | None] = column("Début du contrat", required=True, index=True)
    fin_prevue: Mapped[dt.date | None] = column("Fin prévue", help="pour un CDD")
    renouvele_le: Mapped[dt.date | None] = column("CDD renouvelé le", help="une fois au plus")
    annee_naissance: Mapped[int | None] = column(
        "Année de naissance", kind=Annee, personal=True, minimum=1920, maximum=2100
    )
    age_signature: Mapped[int | None] = column("Âge à la signature", required=True, minimum=14, maximum=100)
    age_au: Mapped[dt.date | None] = column("Âge compté au", help="le jour de la signature du contrat")
    residence: Mapped[bool | None] = column("Résidence en quartier prioritaire vérifiée")
    sans_emploi: Mapped[bool | None] = column("Sans emploi, ou contrat aidé rompu\u00a0: vérifié")
    eligibilite_le: Mapped[dt.date | None] = column("Éligibilité vérifiée le", required=True)
    decision: Mapped[str | None] = column(
        "Décision du préfet sur l’âge", maximum=80, help="sa référence, si l’âge n’est pas atteint"
    )
    niveau: Mapped[Niveau | None] = column("Niveau à l’entrée")
    tuteur: Mapped[str | None] = column("Tuteur (fonction)", maximum=120, help="une fonction, pas un nom")
    formations: Mapped[list[OccupationFormation]] = lines("Formations", OccupationFormation)
    fin_reelle: Mapped[dt.date | None] = column("Dernier jour", help="le dernier jour de travail")
    motif_sortie: Mapped[MotifSortie | None] = column("Motif de sortie")
    situation: Mapped[SituationSortie | None] = column("Situation à la sortie")
    note: Mapped[str | None] = column("Note interne", personal=True, long=True, private=True)

    convention: Mapped[Convention | None] = relationship(viewonly=True)

    @property
    def fin(self) -> dt.date | None:
        """The last day known: the real one, else that of the contract; None: no end."""
        return self.fin_reelle or self.fin_prevue

    def tient_le_poste(self, jour: dt.date) -> bool:
        """Whether the person is in the post that day."""
        return self.debut is not None and self.debut <= jour and (self.fin is None or jour <= self.fin)

    @computed("Sortie positive", help="emploi, création d’activité ou formation")
    def sortie_positive(self) -> str:
        """Oui or non once the situation is known."""
        if self.situation is None or self.situation is SituationSortie.INCONNUE:
            return ""
        return "Oui" if self.situation in SORTIES_POSITIVES else "Non"


def _poste_en_liste(model: type[Convention]) -> Any:
    """`Convention.poste`, in SQL."""
    fin = func.coalesce(Occupation.fin_reelle, Occupation.fin_prevue)
    code = func.coalesce(Occupation.code, SANS_CODE)
    dit = case(
        (fin.is_(None), code.concat(" depuis le ").concat(DateEcrite(Occupation.debut))),
        else_=code.concat(" jusqu’au ")
        .concat(DateEcrite(fin))
        .concat(case((or_(fin >= model.fin, fin >= model.resiliee_le), ""), else_=PUIS_VACANT)),
    )
    siennes = (
        Occupation.convention_uid == model.uid, Occupation.supprime_le.is_(None), Occupation.debut.is_not(None)
    )  # fmt: skip
    derniere = select(dit).where(*siennes).order_by(Occupation.debut.desc()).limit(1)
    return func.coalesce(derniere.correlate(model).scalar_subquery(), PAS_POURVU)


Convention.__dict__["poste"].sql(_poste_en_liste)
