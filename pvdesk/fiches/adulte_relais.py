"""The fiches of an adulte-relais post: convention and occupation."""

from collections.abc import Mapping
from typing import Any

from db.models.adulte_relais import Convention, Occupation
from db.models.adulte_relais_lignes import ConventionMission, ConventionQuartier
from db.models.adulte_relais_listes import StatutConvention, TypeConvention
from pvdesk.kit.fiche import Fiche, Section


def renouvelle(values: Mapping[str, Any]) -> bool:
    """The convention follows another."""
    return values.get("type") is TypeConvention.RENOUVELLEMENT


def resiliee(values: Mapping[str, Any]) -> bool:
    """The convention was ended early."""
    return values.get("statut") is StatutConvention.RESILIEE or values.get("resiliee_le") is not None


CONVENTION = Fiche(
    model=Convention,
    singular="Convention d’adulte-relais",
    plural="Adultes-relais",
    word="conventions",
    feminine=True,
    sections=(
        Section(
            "Convention",
            (
                Convention.numero,
                Convention.type,
                Convention.statut,
                Convention.employeur_uid,
                Convention.type_employeur,
                Convention.postes_employeur,
                Convention.signature_le,
                Convention.debut,
                Convention.fin,
                Convention.quotite,
                Convention.poste,
            ),
        ),
        Section("Renouvellement", (Convention.precedente_uid, Convention.bilan_le), shown_if=renouvelle),
        Section("Quartiers d’intervention", (Convention.quartiers,)),
        Section(
            "Thématique et missions",
            (Convention.thematique, Convention.thematique_autre, Convention.fiche_poste, Convention.missions),
        ),
        Section(
            "Aide de l’État",
            (
                Convention.montant_temps_plein,
                Convention.montant_retenu,
                Convention.montants,
                Convention.aide_theorique,
                Convention.aides,
            ),
        ),
        Section("Cofinancements", (Convention.cofinancements,)),
        Section("Avis du délégué", (Convention.avis, Convention.avis_le, Convention.avis_motif)),
        Section(
            "Dérogation de résidence", (Convention.derogation, Convention.derogation_le, Convention.derogation_motif)
        ),
        Section("Avenants", (Convention.avenants,)),
        Section(
            "Résiliation",
            (
                Convention.resiliee_le,
                Convention.resiliation_motif,
                Convention.reversement,
                Convention.reversement_montant,
            ),
            shown_if=resiliee,
        ),
        Section("Note", (Convention.note,)),
    ),
    columns=(
        Convention.numero,
        Convention.employeur_uid,
        Convention.thematique,
        Convention.statut,
        Convention.poste,
        Convention.debut,
        Convention.fin,
        Convention.quotite,
    ),
    name=(Convention.numero,),
    order=(Convention.numero,),
    latest_first=False,
    carried=(
        Convention.type,
        Convention.employeur_uid,
        Convention.type_employeur,
        Convention.thematique,
        Convention.thematique_autre,
        Convention.quartiers,
        ConventionQuartier.quartier,
        Convention.missions,
        ConventionMission.mission,
    ),
)

OCCUPATION = Fiche(
    model=Occupation,
    singular="Titulaire de poste",
    plural="Titulaires de postes",
    word="titulaires",
    feminine=False,
    sections=(
        Section(
            "Titulaire",
            (Occupation.convention_uid, Occupation.code, Occupation.nom, Occupation.prenom, Occupation.sexe),
        ),
        Section(
            "Contrat",
            (
                Occupation.contrat,
                Occupation.signature_le,
                Occupation.debut,
                Occupation.fin_prevue,
                Occupation.renouvele_le,
                Occupation.tuteur,
            ),
        ),
        Section(
            "Âge à la signature",
            (Occupation.age_signature, Occupation.annee_naissance, Occupation.age_au, Occupation.decision),
        ),
        Section("Éligibilité", (Occupation.residence, Occupation.sans_emploi, Occupation.eligibilite_le)),
        Section("Formation", (Occupation.niveau, Occupation.formations)),
        Section(
            "Sortie",
            (Occupation.fin_reelle, Occupation.motif_sortie, Occupation.situation, Occupation.sortie_positive),
        ),
        Section("Note", (Occupation.note,)),
    ),
    columns=(
        Occupation.code,
        Occupation.convention_uid,
        Occupation.contrat,
        Occupation.debut,
        Occupation.fin_prevue,
        Occupation.fin_reelle,
    ),
    name=(Occupation.code,),
    order=(Occupation.debut,),
    latest_first=True,
    carried=(Occupation.convention_uid, Occupation.contrat, Occupation.tuteur),
)
