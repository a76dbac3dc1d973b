"""The fiches of a conseil and of its members."""

from collections.abc import Mapping
from typing import Any

from db.models.conseil import Conseil, Membre
from db.models.conseil_listes import Portage, StatutConseil
from pvdesk.kit.fiche import Fiche, Section


def a_constituer(values: Mapping[str, Any]) -> bool:
    """Target date and obstacle matter until the conseil stands."""
    return values.get("statut") in {StatutConseil.A_CONSTITUER, StatutConseil.EN_COURS}


def porte(values: Mapping[str, Any]) -> bool:
    """A structure carries the conseil."""
    return values.get("portage") is Portage.STRUCTURE


def nom_du_membre(values: Mapping[str, Any]) -> str:
    """« EXEMPLE Camille », or the code when no name is held."""
    nom = " ".join(p for p in ((values.get("nom") or "").upper(), values.get("prenom") or "") if p)
    return nom or values.get("code") or ""


CONSEIL = Fiche(
    model=Conseil,
    singular="Conseil",
    plural="Conseils",
    word="conseils",
    feminine=False,
    sections=(
        Section(
            "Identité", (Conseil.nom, Conseil.type, Conseil.regime, Conseil.statut, Conseil.contrat, Conseil.effectif)
        ),
        Section("Quartiers", (Conseil.quartiers,)),
        Section("Constitution", (Conseil.date_cible, Conseil.frein), shown_if=a_constituer),
        Section(
            "Reconnaissance et portage",
            (
                Conseil.constitue_le,
                Conseil.arrete_numero,
                Conseil.arrete_le,
                Conseil.arrete_raa,
                Conseil.portage,
                Conseil.substitution,
            ),
        ),
        Section("Structure porteuse", (Conseil.structure_uid,), shown_if=porte),
        Section(
            "Fonctionnement",
            (Conseil.reglement_le, Conseil.delai_convocation, Conseil.lieu, Conseil.animation, Conseil.moyens),
        ),
        Section("Quorum", (Conseil.quorum,)),
        Section(
            "Budget",
            (
                Conseil.aide_demarrage,
                Conseil.aide_le,
                Conseil.budget_etat,
                Conseil.budget_commune,
                Conseil.budget_epci,
                Conseil.budget_autre,
            ),
        ),
        Section("Formation", (Conseil.formation_besoins, Conseil.formations)),
        Section("Représentation et interpellations", (Conseil.representations, Conseil.interpellations)),
        Section("Note", (Conseil.note,)),
    ),
    columns=(Conseil.nom, Conseil.type, Conseil.statut, Conseil.contrat, Conseil.lieu),
    name=(Conseil.nom,),
    born_of=Conseil.nom,
    order=(Conseil.nom,),
    carried=(Conseil.type, Conseil.regime, Conseil.contrat, Conseil.portage, Conseil.structure_uid, Conseil.animation),
)

MEMBRE = Fiche(
    model=Membre,
    singular="Membre",
    plural="Membres",
    word="membres",
    feminine=False,
    sections=(
        Section(
            "Membre", (Membre.conseil_uid, Membre.code, Membre.nom, Membre.prenom, Membre.nom_affiche, Membre.sexe)
        ),
        Section("Place", (Membre.college, Membre.qualite, Membre.fonction, Membre.organisme_uid, Membre.organisme_nom)),
        Section("Mandat", (Membre.designation, Membre.debut, Membre.fin, Membre.motif_fin)),
        Section(
            "Vérifications",
            (
                Membre.qpv_verifie,
                Membre.qpv_verifie_le,
                Membre.tranche_age,
                Membre.accord_parental,
                Membre.sans_mandat,
                Membre.rgpd_le,
                Membre.image,
            ),
        ),
        Section("Coordonnées", (Membre.telephone, Membre.courriel)),
    ),
    columns=(
        Membre.code,
        Membre.nom,
        Membre.prenom,
        Membre.college,
        Membre.qualite,
        Membre.fonction,
        Membre.conseil_uid,
    ),
    name=(Membre.nom, Membre.prenom, Membre.code),
    named=nom_du_membre,
    order=(Membre.code,),
    carried=(
        Membre.conseil_uid,
        Membre.college,
        Membre.organisme_uid,
        Membre.organisme_nom,
        Membre.qualite,
        Membre.designation,
    ),
)
