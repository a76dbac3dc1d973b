"""The conseils citoyens and the steering instances of a délégation, and the members of the first, by codes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from db.models.conseil_listes import (
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
from pvdesk.generation import phrases
from pvdesk.generation.delegation import Delegation, jours
from pvdesk.generation.territoires import Lieu

HABITANTS, ACTEURS = 10, 8
SALLE = "Sous-préfecture, salle d’essai"
DECRET = dt.date(2024, 11, 18)  # décret n° 2024-1037 enters into force
INSTANCES = (
    (TypeInstance.COPIL, "Comité de pilotage"), (TypeInstance.COTECH, "Comité technique"),
    (TypeInstance.EQUIPE_PRE, "Équipe pluridisciplinaire du PRE"), (TypeInstance.CLSPD, "CLSPD"),
)  # fmt: skip
AGES = (TrancheAge.DE_18_A_25, TrancheAge.DE_26_A_59, TrancheAge.DE_26_A_59, TrancheAge.PLUS_60)
PARTIS = (MotifFin.DEMISSION, MotifFin.DEMENAGEMENT, MotifFin.FIN_MANDAT)


@dataclass(slots=True)
class Membre:
    """A member in office."""

    uid: str
    code: str
    college: College
    sexe: Sexe


@dataclass(slots=True)
class Instance:
    """A conseil, or another instance, and who sits in it."""

    uid: str
    type: TypeInstance
    nom: str
    salle: str
    membres: list[Membre] = field(default_factory=list)
    codes: dict[College, int] = field(default_factory=dict)


def citoyen(delegation: Delegation, jour: dt.date, lieu: Lieu, rang: int) -> Instance:
    """A conseil citoyen at work, with its eighteen members."""
    loi = jour < DECRET
    salle = delegation.choix(phrases.LIEUX[:4])
    nom = f"Conseil citoyen {lieu.nom}"
    regle = {
        "depuis": jour - jours(200), "regle": delegation.choix((RegleQuorum.DEMI, RegleQuorum.TIERS)),
        "pouvoirs_admis": True, "pouvoirs_max": 1, "pouvoirs_comptes": True,
    }  # fmt: skip
    uid = _ecrire(
        delegation, lieu, nom=nom, type=TypeInstance.CONSEIL_CITOYEN, quorum=[regle], lieu=salle,
        regime=Regime.LOI_2014 if loi else Regime.DECRET_2024, statut=StatutConseil.ACTIF, portage=Portage.SANS,
        arrete_numero=f"essai-{jour.year - 1}-{rang:02d}" if loi else None, arrete_le=jour - jours(300),
        constitue_le=jour - jours(280), delai_convocation=15, animation="autonome", budget_etat=1_500_00,
    )  # fmt: skip
    made = Instance(uid, TypeInstance.CONSEIL_CITOYEN, nom, salle)
    for college, nombre in ((College.HABITANTS, HABITANTS), (College.ACTEURS, ACTEURS)):
        for place in range(nombre):
            sexe = Sexe.F if place % 2 else Sexe.H
            made.membres.append(_membre(delegation, made, college, sexe, jour - jours(200)))
    delegation.scribe.finir("conseil", uid)
    return made


def a_constituer(delegation: Delegation, jour: dt.date, lieu: Lieu) -> None:
    """A conseil that waits; in the second year of the period it is set up."""
    nom, frein = f"Conseil citoyen {lieu.nom}", delegation.choix(("mobilisation", "portage", "moyens"))
    uid = _ecrire(
        delegation, lieu, nom=nom, type=TypeInstance.CONSEIL_CITOYEN, regime=Regime.DECRET_2024, portage=Portage.SANS,
        statut=StatutConseil.A_CONSTITUER, date_cible=jour + jours(delegation.entre(200, 800)), frein=frein,
    )  # fmt: skip
    delegation.scribe.finir("conseil", uid)
    delegation.noter(jour + jours(delegation.entre(400, 1500)), _constituer, uid)


def _constituer(delegation: Delegation, jour: dt.date, uid: str) -> None:
    delegation.scribe.reprendre(
        "conseil", uid, statut=StatutConseil.CONSTITUE, constitue_le=jour, aide_demarrage=1_000_00, frein=None
    )


def pilotage(delegation: Delegation, lieu: Lieu) -> list[Instance]:
    """The steering instances of the territory."""
    made = []
    for type_, nom in INSTANCES:
        complet = f"{nom} d’essai {delegation.territoire.poste}"
        uid = _ecrire(
            delegation, lieu, nom=complet, type=type_, portage=Portage.SANS, regime=Regime.HORS_CADRE,
            statut=StatutConseil.ACTIF, lieu=SALLE,
        )  # fmt: skip
        delegation.scribe.finir("conseil", uid)
        made.append(Instance(uid, type_, complet, SALLE))
    return made


def relever(delegation: Delegation, jour: dt.date, conseil: Instance) -> None:
    """A member leaves, another of the same collège comes, and so each year."""
    parti = delegation.choix(conseil.membres)
    motif = delegation.choix(PARTIS)
    delegation.scribe.reprendre("membre", parti.uid, fin=jour - jours(1), motif_fin=motif)
    conseil.membres.remove(parti)
    conseil.membres.append(_membre(delegation, conseil, parti.college, parti.sexe, jour))
    delegation.noter(jour + jours(delegation.entre(120, 400)), relever, conseil)


def _ecrire(delegation: Delegation, place: Lieu, *, quorum: list[dict[str, Any]] | None = None, **valeurs: Any) -> str:
    lignes = {"quartiers": [{"quartier": place.code}], "quorum": quorum or []}
    return delegation.scribe.ecrire("conseil", lignes, finir=False, contrat=delegation.territoire.contrat, **valeurs)


def _membre(delegation: Delegation, conseil: Instance, college: College, sexe: Sexe, debut: dt.date) -> Membre:
    habitant = college is College.HABITANTS
    conseil.codes[college] = conseil.codes.get(college, 0) + 1
    code = f"{'H' if habitant else 'A'}-{conseil.codes[college]:02d}"
    uid = delegation.scribe.ecrire(
        "membre", conseil_uid=conseil.uid, code=code, sexe=sexe, college=college, qualite=Qualite.TITULAIRE,
        debut=debut, tranche_age=delegation.choix(AGES), sans_mandat=True, rgpd_le=debut,
        organisme_uid=None if habitant else delegation.choix(delegation.organismes.associations),
        designation="volontariat" if habitant else "désignation par la structure",
        qpv_verifie=VerificationQpv.SIG_VILLE if habitant else None,
    )  # fmt: skip
    delegation.membres.append(uid)
    return Membre(uid, code, college, sexe)
