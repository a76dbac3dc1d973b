"""The fiche of a project."""

from collections.abc import Mapping
from typing import Any

from db.models.projet import Projet
from db.models.projet_etapes import EtapeProjet, atteint
from db.models.projet_lignes import (
    ProjetAxe,
    ProjetCharge,
    ProjetCofinanceur,
    ProjetIndicateur,
    ProjetPartenaire,
    ProjetQuartier,
)
from pvdesk.kit.fiche import Fiche, Section


def est_notifie(values: Mapping[str, Any]) -> bool:
    """Nothing is to be justified before money is granted."""
    return atteint(values.get("etape"), EtapeProjet.NOTIFIE)


def intitule_et_annee(values: Mapping[str, Any]) -> str:
    """« Ateliers vélo, 2026 »; a year alone names nothing."""
    intitule, annee = values.get("intitule"), values.get("annee")
    return f"{intitule}, {annee}" if intitule and annee else intitule or ""


FICHE = Fiche(
    model=Projet,
    singular="Projet",
    plural="Projets",
    word="projets",
    feminine=False,
    sections=(
        Section(
            "Projet",
            (
                Projet.dauphin,
                Projet.intitule,
                Projet.annee,
                Projet.nature,
                Projet.cpo_rang,
                Projet.cpo_duree,
                Projet.objet,
                Projet.porteur_uid,
                Projet.bilans_porteur,
                Projet.partenaires,
                Projet.description,
                Projet.objectifs,
                Projet.lieu,
                Projet.moyens,
                Projet.debut,
                Projet.fin,
            ),
        ),
        Section("Avis et étape", (Projet.avis, Projet.avis_le, Projet.avis_motif, Projet.etape, Projet.etapes)),
        Section(
            "Territoire et contrat",
            (
                Projet.contrat,
                Projet.quartiers,
                Projet.hors_qpv,
                Projet.pilier,
                Projet.priorite,
                Projet.axes,
                Projet.priorite_nationale,
                Projet.theme,
                Projet.dispositif,
            ),
        ),
        Section(
            "Budget",
            (
                Projet.charges,
                Projet.cofinanceurs,
                Projet.budget,
                Projet.taux,
                Projet.droit_commun_montant,
                Projet.droit_commun,
            ),
        ),
        Section(
            "Égalité femmes-hommes",
            (
                Projet.cotation_entree,
                Projet.cotation_sortie,
                Projet.cotation_bilan,
                Projet.justification,
                Projet.eg_diagnostic,
                Projet.eg_objectif,
                Projet.eg_mesures,
                Projet.eg_acces,
                Projet.eg_communication,
                Projet.eg_encadrement,
                Projet.eg_comptage,
                Projet.eg_vss,
                Projet.referente,
                Projet.referente_le,
            ),
        ),
        Section("Bénéficiaires et indicateurs", (Projet.beneficiaires, Projet.indicateurs)),
        Section(
            "Dates et acte",
            (
                Projet.depose_le,
                Projet.complet_le,
                Projet.comite_technique_le,
                Projet.comite_pilotage_le,
                Projet.notifie_le,
                Projet.acte_propose,
                Projet.acte,
                Projet.acte_numero,
                Projet.acte_le,
            ),
        ),
        Section(
            "Bilan",
            (
                Projet.exercice_clos_le,
                Projet.echeance_bilan,
                Projet.bilan_du,
                Projet.reports,
                Projet.issue,
                Projet.bilan_recu_le,
                Projet.bilan_valide_le,
                Projet.evalue_le,
                Projet.realisation,
                Projet.ecart,
                Projet.ecarts,
                Projet.appreciation,
                Projet.proposition,
                Projet.reversement,
                Projet.reversement_montant,
            ),
            shown_if=est_notifie,
        ),
        Section("Relances", (Projet.relances,), shown_if=est_notifie),
        Section("Visites liées", (Projet.visites,)),
        Section("Note interne", (Projet.note,)),
    ),
    columns=(Projet.dauphin, Projet.intitule, Projet.annee, Projet.porteur_uid, Projet.etape, Projet.bilan_du),
    name=(Projet.intitule, Projet.annee),
    named=intitule_et_annee,
    order=(Projet.annee, Projet.intitule),
    latest_first=True,
    habits=(Projet.annee, Projet.contrat, Projet.dispositif, Projet.nature, Projet.objet),
    carried=(
        Projet.intitule,
        Projet.nature,
        Projet.objet,
        Projet.porteur_uid,
        Projet.partenaires,
        ProjetPartenaire.organisme_uid,
        ProjetPartenaire.apport,
        Projet.description,
        Projet.objectifs,
        Projet.lieu,
        Projet.moyens,
        Projet.contrat,
        Projet.quartiers,
        ProjetQuartier.quartier,
        Projet.hors_qpv,
        Projet.pilier,
        Projet.priorite,
        Projet.axes,
        ProjetAxe.axe,
        Projet.priorite_nationale,
        Projet.theme,
        Projet.dispositif,
        Projet.charges,
        ProjetCharge.poste,
        Projet.cofinanceurs,
        ProjetCofinanceur.financeur,
        ProjetCofinanceur.precision,
        Projet.indicateurs,
        ProjetIndicateur.libelle,
        ProjetIndicateur.unite,
        ProjetIndicateur.source,
    ),
)
