"""The dispositifs of a territory, and what they measure each winter: any type, by the units of its measures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.models.dispositif_listes import StatutDispositif
from db.models.dispositif_regles import OUI_NON, POURCENT, TEXTE
from db.types import MILLE
from pvdesk.generation import phrases
from pvdesk.generation.delegation import Delegation, jours

POSSIBLES = (
    ("tfpb", "Abattement de TFPB"), ("pre", "Programme de réussite éducative"), ("cls", "Contrat local de santé"),
    ("rep", "Réseau d’éducation prioritaire"), ("charte", "Charte avec une entreprise"),
    ("clause", "Clause d’insertion"), ("pec", "Parcours emploi compétences"), ("fph", "Fonds de participation"),
    ("dpv", "Dotation politique de la ville"), ("asv", "Atelier santé ville"), ("fabrique", "Fabrique à entreprendre"),
)  # fmt: skip
NPNRU = ("npnru", "Projet de renouvellement urbain")
NOMBRE = 6
HAUT = {"€": 240_000, "nombre": 240, "heures": 18_000, "ETP": 4}  # the largest value drawn, by unit


def installer(delegation: Delegation) -> None:
    """On the first day, then a line of figures for each measure each February."""
    delegation.noter(delegation.debut, _ouvrir)


def _ouvrir(delegation: Delegation, jour: dt.date) -> None:
    types = delegation.quelques(POSSIBLES, NOMBRE)
    if any(lieu.npnru for lieu in delegation.territoire.lieux):
        types.append(NPNRU)
    depuis = dt.date(jour.year - 1, 1, 1)
    for type_, nom in types:
        lieu = delegation.lieu()
        code = lieu.code_du(jour)
        variantes = delegation.tables.variantes.get(type_, ())
        uid = delegation.scribe.ecrire(
            "fiche_dispositif", {"quartiers": [{"quartier": code}] if code else []}, type=type_,
            variante=delegation.choix(variantes) if variantes else None, statut=StatutDispositif.ACTIF,
            nom=f"{nom} d’essai {delegation.territoire.poste}",
            contrat=delegation.territoire.contrat, epci=delegation.territoire.epci, debut=depuis,
            commune=lieu.communes[0] if lieu.communes else None, coordination="coordination du dispositif",
            organisme_uid=delegation.organismes.bailleur if type_ == "tfpb" else None,
            convention_numero=f"ESSAI-{type_.upper()}-{delegation.territoire.rang:02d}",
            signature_le=depuis - jours(110),
        )  # fmt: skip
        for annee in range(jour.year, delegation.au.year + 1):
            delegation.noter(dt.date(annee, 2, 1) + jours(delegation.entre(0, 27)), _relever, uid, type_, annee - 1)


def _relever(delegation: Delegation, jour: dt.date, uid: str, type_: str, annee: int) -> None:
    """The figures of last year; a « dont » is a part of its total."""
    valeurs: dict[str, int] = {}
    lignes: list[dict[str, Any]] = []
    mesures = [m for m in delegation.tables.mesures if m[1] == type_]
    for code, _, unite, total in sorted(mesures, key=lambda m: m[3] is not None):  # totals first
        ligne: dict[str, Any] = {"annee": annee, "mesure": code, "source": "bilan du pilote"}
        if unite == TEXTE:
            ligne["texte"] = f"Donnée d’essai {annee}"
        else:
            valeurs[code] = ligne["valeur"] = _valeur(delegation, unite, valeurs.get(total or ""))
        lignes.append(ligne)
    echange = delegation.choix(phrases.ECHANGES_DISPOSITIF)
    prochaine = jour + jours(delegation.entre(60, 200))
    delegation.scribe.reprendre(
        "fiche_dispositif", uid, {"releves": lignes}, echange_le=jour, echange=echange,
        etape="Comité de suivi annuel", etape_le=prochaine,
    )  # fmt: skip


def _valeur(delegation: Delegation, unite: str, total: int | None) -> int:
    """In thousandths."""
    if unite == OUI_NON:
        return MILLE * delegation.entre(0, 1)
    if total is not None:
        return total * delegation.entre(8, 45) // 100 // MILLE * MILLE
    if unite == POURCENT:
        return delegation.entre(20, 80) * MILLE
    return delegation.entre(1, HAUT.get(unite, HAUT["nombre"])) * MILLE
