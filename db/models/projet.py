"""A project of the contrat de ville, from its filing to its bilan (domain 2.7).

Its lists are in `projet_listes`, its stages in `projet_etapes`, its lines in `projet_lignes`, what follows from them
in `projet_calculs`, its rules in `projet_regles` and its two neighbours.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Date, type_coerce
from sqlalchemy.orm import Mapped, relationship

from db.base import Record, Rule, column, computed, lines
from db.models import projet_calculs as calculs
from db.models import projet_lignes as lignes
from db.models import projet_regles as regles
from db.models.organisme import Organisme
from db.models.projet_etapes import BILAN_RECU, EtapeProjet
from db.models.projet_listes import (
    Acte,
    AppreciationBilan,
    AvisDelegue,
    Cotation,
    DispositifProjet,
    IssueBilan,
    NatureProjet,
    ObjetAide,
    Pilier,
    PropositionBilan,
    Realisation,
)
from db.models.visite_listes import StatutVisite
from db.types import Annee, Money

if TYPE_CHECKING:
    from db.models.visite import Visite

THEMES = (
    "emploi", "création d’activité", "mobilité", "éducation", "parentalité", "culture", "santé", "sport",
    "accès aux droits", "lien social", "participation", "prévention de la délinquance", "cadre de vie", "numérique",
    "mixité, violences sexistes et sexuelles",
)  # fmt: skip
# The only list of a contrat 2024-2030 that was published: Arras. The others are typed as their contrat writes them.
PRIORITES = ("quartier apaisé", "quartier de plein emploi", "quartier émancipé", "quartier de transitions")
JOUR = "15/10, hier, -2j"


class Projet(Record):
    """An action of the programme, known to Dauphin by its number."""

    __tablename__ = "projet"
    rules: ClassVar[tuple[Rule, ...]] = regles.TOUTES
    prefix: ClassVar[str] = "PRJ"

    dauphin: Mapped[str | None] = column("N°\u00a0Dauphin", search=True, maximum=20, index=True)
    intitule: Mapped[str | None] = column("Intitulé", required=True, search=True, maximum=160)
    annee: Mapped[int | None] = column("Année", kind=Annee, required=True, minimum=2000, maximum=2100, index=True)
    nature: Mapped[NatureProjet | None] = column("Nature", required=True, default=NatureProjet.ANNUELLE)
    cpo_rang: Mapped[int | None] = column("Année de la CPO", minimum=1, maximum=10, help="2, pour la 2e année sur 3")
    cpo_duree: Mapped[int | None] = column("Durée de la CPO (ans)", minimum=1, maximum=10)
    objet: Mapped[ObjetAide | None] = column("Objet de l’aide", default=ObjetAide.ACTION)
    porteur_uid: Mapped[str | None] = column("Porteur", to="organisme.uid", required=True, index=True)
    partenaires: Mapped[list[lignes.ProjetPartenaire]] = lines("Partenaires", lignes.ProjetPartenaire)
    description: Mapped[str | None] = column("Description courte", search=True, maximum=300)
    objectifs: Mapped[str | None] = column("Objectifs", long=True)
    lieu: Mapped[str | None] = column("Lieu", search=True, maximum=160)
    moyens: Mapped[str | None] = column("Moyens", long=True)
    debut: Mapped[dt.date | None] = column("Début de l’action")
    fin: Mapped[dt.date | None] = column("Fin de l’action")

    contrat: Mapped[str | None] = column("Contrat de ville", to="contrat.code", index=True)
    quartiers: Mapped[list[lignes.ProjetQuartier]] = lines("Quartiers", lignes.ProjetQuartier)
    hors_qpv: Mapped[bool | None] = column("Hors quartier prioritaire", help="poche de pauvreté, depuis 2023")
    pilier: Mapped[Pilier | None] = column("Pilier (2015-2023)", index=True)
    priorite: Mapped[str | None] = column(
        "Priorité du contrat (2024-2030)", search=True, maximum=120, open_list=PRIORITES,
        help="telle que le contrat l’écrit\u202f; les propositions sont celles d’Arras, seules publiées",
    )  # fmt: skip
    axes: Mapped[list[lignes.ProjetAxe]] = lines("Axes transversaux", lignes.ProjetAxe)
    priorite_nationale: Mapped[bool | None] = column(
        "Priorité nationale", help="laïcité, citoyenneté, valeurs de la République"
    )
    theme: Mapped[str | None] = column("Thème", search=True, maximum=80, open_list=THEMES)
    dispositif: Mapped[DispositifProjet | None] = column("Dispositif", default=DispositifProjet.PROGRAMMATION)

    charges: Mapped[list[lignes.ProjetCharge]] = lines("Charges", lignes.ProjetCharge)
    cofinanceurs: Mapped[list[lignes.ProjetCofinanceur]] = lines("Produits", lignes.ProjetCofinanceur)
    droit_commun: Mapped[str | None] = column("Droit commun mobilisé", long=True)
    droit_commun_montant: Mapped[int | None] = column("Montant du droit commun", kind=Money, minimum=0)
    beneficiaires: Mapped[list[lignes.ProjetBeneficiaires]] = lines("Bénéficiaires", lignes.ProjetBeneficiaires)
    indicateurs: Mapped[list[lignes.ProjetIndicateur]] = lines("Indicateurs", lignes.ProjetIndicateur)

    cotation_entree: Mapped[Cotation | None] = column("Cotation à l’entrée du comité", index=True)
    cotation_sortie: Mapped[Cotation | None] = column("Cotation à la sortie du comité")
    cotation_bilan: Mapped[Cotation | None] = column("Cotation au bilan")
    justification: Mapped[str | None] = column("Justification de la cotation", long=True)
    eg_diagnostic: Mapped[bool | None] = column("Diagnostic sexué")
    eg_objectif: Mapped[bool | None] = column("Objectif d’égalité écrit")
    eg_mesures: Mapped[bool | None] = column("Mesures pour le sexe sous-représenté")
    eg_acces: Mapped[bool | None] = column("Horaires, garde, lieu adaptés")
    eg_communication: Mapped[bool | None] = column("Communication sans stéréotype")
    eg_encadrement: Mapped[bool | None] = column("Encadrement mixte")
    eg_comptage: Mapped[bool | None] = column("Comptage femmes-hommes prévu")
    eg_vss: Mapped[bool | None] = column("Lien avec le réseau violences sexistes et sexuelles")
    referente: Mapped[bool | None] = column("Référente égalité du contrat consultée")
    referente_le: Mapped[dt.date | None] = column("Consultée le", help=JOUR)

    avis: Mapped[AvisDelegue | None] = column("Avis du délégué", index=True)
    avis_le: Mapped[dt.date | None] = column("Avis rendu le", help=JOUR)
    avis_motif: Mapped[str | None] = column("Motif de l’avis", long=True)
    etape: Mapped[EtapeProjet | None] = column("Étape", required=True, default=EtapeProjet.IDEE, index=True)
    etapes: Mapped[list[lignes.ProjetEtape]] = lines("Parcours", lignes.ProjetEtape)
    depose_le: Mapped[dt.date | None] = column("Déposé le", help=JOUR)
    complet_le: Mapped[dt.date | None] = column("Complet le", help=JOUR)
    comite_technique_le: Mapped[dt.date | None] = column("Comité technique du", help=JOUR)
    comite_pilotage_le: Mapped[dt.date | None] = column("Comité de pilotage du", help=JOUR)
    notifie_le: Mapped[dt.date | None] = column("Notifié le", help=JOUR)
    acte: Mapped[Acte | None] = column("Acte")
    acte_numero: Mapped[str | None] = column("N°\u00a0de l’acte", maximum=60)
    acte_le: Mapped[dt.date | None] = column("Acte signé le", help=JOUR)

    exercice_clos_le: Mapped[dt.date | None] = column(
        "Exercice clos le", help="le 31\u00a0décembre de l’année si rien n’est écrit"
    )
    reports: Mapped[list[lignes.ProjetReport]] = lines("Reports accordés", lignes.ProjetReport)
    relances: Mapped[list[lignes.ProjetRelance]] = lines("Relances", lignes.ProjetRelance)
    issue: Mapped[IssueBilan | None] = column("Issue dans Dauphin")
    bilan_recu_le: Mapped[dt.date | None] = column("Bilan reçu le", help=JOUR)
    bilan_valide_le: Mapped[dt.date | None] = column("Bilan validé le", help=JOUR)
    evalue_le: Mapped[dt.date | None] = column("Évalué le", help=JOUR)
    realisation: Mapped[Realisation | None] = column("Réalisé comme prévu")
    ecarts: Mapped[str | None] = column("Écarts expliqués", long=True)
    appreciation: Mapped[AppreciationBilan | None] = column("Appréciation du délégué")
    proposition: Mapped[PropositionBilan | None] = column("Proposition du délégué")
    reversement: Mapped[bool | None] = column("Reversement demandé", help="par la mission seulement")
    reversement_montant: Mapped[int | None] = column("Montant à reverser", kind=Money, minimum=0)
    note: Mapped[str | None] = column("Note interne", long=True, private=True)

    porteur: Mapped[Organisme | None] = relationship()
    liees: Mapped[list[Visite]] = relationship(
        "Visite", primaryjoin="and_(Projet.uid == foreign(Visite.projet_uid), Visite.supprime_le.is_(None))",
        order_by="Visite.date", viewonly=True,
    )  # fmt: skip

    def retard(self, au: dt.date) -> int:
        """Days since the bilan was due; 0 when it is not late, or not owed."""
        echeance = calculs.echeance(self) if calculs.doit_bilan(self) else None
        return max((au - echeance).days, 0) if echeance is not None else 0

    @computed("Bilans du porteur")
    def bilans_porteur(self) -> str:
        """« bilan 2024 non reçu (PRJ-2024-D07-0012) »: seen while a new request is typed."""
        return ", ".join(f"bilan {p.annee} non reçu ({p.reference})" for p in calculs.bilans_manquants(self))

    @computed("Budget", live=True)
    def budget(self) -> str:
        """« Charges 15 500 €, produits 15 500 €\u00a0: équilibré »."""
        charges, produits = calculs.charges(self), calculs.produits(self)
        if not charges and not produits:
            return ""
        ecart = charges - produits
        suite = f"écart de {calculs.euros(abs(ecart))}" if ecart else "équilibré"
        return f"Charges {calculs.euros(charges)}, produits {calculs.euros(produits)}\u00a0: {suite}"

    @computed("Taux BOP\u00a0147", live=True)
    def taux(self) -> str:
        """« 45,2 % », and what it became once granted."""
        total = calculs.produits(self)
        if not total:
            return ""
        demande = calculs.part(calculs.bop_147_demande(self), total)
        accorde = calculs.bop_147_accorde(self)
        return demande if accorde is None else f"{demande} demandé, {calculs.part(accorde, total)} accordé"

    @computed("Acte proposé")
    def acte_propose(self) -> str:
        """« Arrêté (6 000 € pour le porteur en 2026, convention au-delà de 23 000 €) »."""
        total, seuil = calculs.total_du_porteur(self), calculs.seuil_convention(self)
        if not total or self.annee is None:
            return ""
        detail = f"{calculs.euros(total)} pour le porteur en {self.annee}, convention au-delà de {calculs.euros(seuil)}"
        return f"{calculs.acte_du(self).libelle} ({detail})"

    @computed("Échéance du bilan")
    def echeance_bilan(self) -> dt.date | None:
        """Six months after the exercise, or the last report granted."""
        return calculs.echeance(self)

    @computed("Bilan à recevoir le")
    def bilan_du(self) -> dt.date | None:
        """The due date while the bilan is owed: granted, not received, action not given up."""
        return calculs.echeance(self) if calculs.doit_bilan(self) else None

    @computed("Écart au prévisionnel")
    def ecart(self) -> str:
        """« charges −300 € (−1,9 %), produits 0 € (0 %) »: what was spent and paid against what was foreseen.

        Nothing before a bilan: an action under way spends less than foreseen.
        """
        if self.bilan_recu_le is None and self.etape not in BILAN_RECU:
            return ""
        couples = (
            ("charges", calculs.charges(self), calculs.charges_realisees(self)),
            ("produits", calculs.produits(self), calculs.produits_realises(self)),
        )
        return ", ".join(
            f"{mot} {calculs.euros(realise - prevu)} ({calculs.part(realise - prevu, prevu)})"
            for mot, prevu, realise in couples
            if prevu and realise
        )

    @computed("Visites")
    def visites(self) -> str:
        """One line per visit: its day, its place, the public seen; those that were called off are left out."""
        return "\n".join(_visite(v) for v in self.liees if v.statut is not StatutVisite.ANNULEE)


def _visite(visite: Visite) -> str:
    jour = f"{visite.date:%d/%m/%Y}" if visite.date is not None else "Sans date"
    if visite.statut is StatutVisite.PREVUE:
        jour = f"{jour} (prévue)"
    parts = [p for p in (jour, visite.lieu, visite.objet) if p]
    if visite.public_femmes is not None or visite.public_hommes is not None:
        femmes, hommes = visite.public_femmes or 0, visite.public_hommes or 0
        vus = f"{femmes} {'femmes' if femmes > 1 else 'femme'}, {hommes} {'hommes' if hommes > 1 else 'homme'}"
        parts.append(f"public vu\u00a0: {vus}")
    return " – ".join(parts)


def _bilan_en_liste(model: type[Projet]) -> Any:
    return type_coerce(calculs.bilan_du_sql(model), Date())


Projet.__dict__["bilan_du"].sql(_bilan_en_liste)
