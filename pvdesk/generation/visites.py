"""Thirty visits a year: what was seen, whom one met by function, what follows."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.models.visite_listes import Ambiance, Remontee, StatutVisite, TypeVisite
from pvdesk.generation import actions, phrases
from pvdesk.generation.delegation import Delegation, jours

TYPES = (
    TypeVisite.PORTEUR, TypeVisite.PORTEUR, TypeVisite.PORTEUR, TypeVisite.EMPLOYEUR, TypeVisite.ASSOCIATION,
    TypeVisite.EQUIPEMENT, TypeVisite.DIAGNOSTIC, TypeVisite.PERMANENCE, TypeVisite.EVENEMENT, TypeVisite.CHANTIER,
)  # fmt: skip
AMBIANCES = (Ambiance.CALME, Ambiance.CALME, Ambiance.CALME, Ambiance.TENDUE, Ambiance.SANS_OBJET)


def installer(delegation: Delegation) -> None:
    """The first visit; each brings the next."""
    delegation.noter(delegation.debut + jours(delegation.entre(3, 12)), _visiter)


def _visiter(delegation: Delegation, jour: dt.date) -> None:
    _ecrire(delegation, jour, delegation.choix(TYPES), None)
    delegation.noter(jour + jours(delegation.entre(8, 18)), _visiter)


def _retourner(delegation: Delegation, jour: dt.date, precedente: str) -> None:
    _ecrire(delegation, jour, TypeVisite.EQUIPEMENT, precedente)


def _ecrire(delegation: Delegation, jour: dt.date, type_: TypeVisite, precedente: str | None) -> None:
    lien, type_ = _lien(delegation, jour, type_)
    retour = jour + jours(delegation.entre(25, 60)) if delegation.chance(15) else None
    annulee = delegation.chance(3)
    code = delegation.lieux_des_projets.get(lien.get("projet_uid", "")) or delegation.lieu().code_du(jour)
    finie = delegation.finie(jour)
    vu = {} if annulee else _constats(delegation, jour, type_)
    rencontres = [
        {"fonction": fonction, "organisme": "Structure d’essai"}
        for fonction in delegation.quelques(phrases.FONCTIONS, delegation.entre(1, 3))
    ]
    uid = delegation.scribe.ecrire(
        "visite",
        {"quartiers": [{"quartier": code}] if code else [], "rencontres": [] if annulee else rencontres},
        finir=finie, motifs={} if code else {"dans_un_quartier": "Secteur entré dans un quartier en 2024."},
        date=jour, debut=dt.time(delegation.entre(9, 17), delegation.choix((0, 30))), type=type_,
        duree=delegation.choix((45, 60, 90, 120)), statut=StatutVisite.ANNULEE if annulee else StatutVisite.FAITE,
        objet=delegation.choix(phrases.OBJETS_VISITE), lieu=delegation.choix(phrases.LIEUX), prochaine_le=retour,
        visite_precedente_uid=precedente, **lien, **vu,
    )  # fmt: skip
    if not finie or annulee:
        return
    delegation.visites.append((jour, uid))
    if delegation.chance(25):
        actions.decider(delegation, jour, visite_uid=uid)
    if retour is not None:
        delegation.noter(retour, _retourner, uid)


def _lien(delegation: Delegation, jour: dt.date, type_: TypeVisite) -> tuple[dict[str, Any], TypeVisite]:
    """What the visit is about; a plain visit to a place when there is nothing of that kind yet."""
    projets = delegation.projets.get(jour.year, [])
    if type_ is TypeVisite.PORTEUR and projets:
        return {"projet_uid": delegation.choix(projets)}, type_
    if type_ is TypeVisite.EMPLOYEUR and delegation.postes:
        return {"convention_uid": delegation.choix(delegation.postes)}, type_
    return {}, TypeVisite.ASSOCIATION if type_ in {TypeVisite.PORTEUR, TypeVisite.EMPLOYEUR} else type_


def _constats(delegation: Delegation, jour: dt.date, type_: TypeVisite) -> dict[str, Any]:
    """What was seen; the check of a funded action when it is one."""
    vu: dict[str, Any] = {
        "constats": " ".join(delegation.quelques(phrases.CONSTATS, 2)), "ambiance": delegation.choix(AMBIANCES),
        "public_femmes": delegation.entre(0, 25), "public_hommes": delegation.entre(0, 20), "public_estime": True,
        "besoins": delegation.choix(phrases.BESOINS) if delegation.chance(40) else None,
        "difficultes": delegation.choix(phrases.DIFFICULTES) if delegation.chance(30) else None,
    }  # fmt: skip
    if type_ is TypeVisite.PORTEUR:
        conforme = delegation.chance(95)
        vu |= {
            "action_reelle": True, "conforme": conforme, "public_qpv": True, "comptage": delegation.chance(70),
            "logo": delegation.chance(75), "local_adapte": True, "cer_affiche": delegation.chance(60),
            "controle_note": None if conforme else "L’atelier vu n’est pas celui du dossier\u202f; point demandé.",
        }  # fmt: skip
    if delegation.chance(3):
        vu |= {"remontee": Remontee.URGENTE, "remontee_le": jour, "remontee_canal": "permanence préfectorale"}
    elif delegation.chance(20):
        vu |= {"remontee": Remontee.NOTE}
    return vu
