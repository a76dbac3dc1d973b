"""A year of meetings: monthly plenaries with their attendance and votes, steering instances with their decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Any

from db.models import Conseil
from db.models.conseil_listes import FRACTIONS, RegleQuorum, TypeInstance
from db.models.seance import (
    THEMES_FORMATION,
    Approbation,
    DecisionProjet,
    EtatCompteRendu,
    ModeConvocation,
    ModeVote,
    NatureSuite,
    PresenceEtat,
    SensAvis,
    StatutPresence,
    StatutReunion,
    TypeReunion,
)
from pvdesk.generation import actions, conseils, phrases
from pvdesk.generation.conseils import Instance
from pvdesk.generation.delegation import Delegation, jours, mois_suivant

AOUT = 8
SOIR, MATIN = dt.time(18, 30), dt.time(9, 30)
# Days between two meetings of a steering instance.
RYTHME = {
    TypeInstance.COPIL: 175, TypeInstance.COTECH: 85, TypeInstance.EQUIPE_PRE: 75, TypeInstance.CLSPD: 180
}  # fmt: skip
AUTRES = (TypeReunion.BUREAU, TypeReunion.COMMISSION, TypeReunion.PREPARATION)


def installer(delegation: Delegation) -> None:
    """The conseils on the first day, then their meetings."""
    delegation.noter(delegation.debut, _ouvrir)


def _ouvrir(delegation: Delegation, jour: dt.date) -> None:
    lieux = delegation.territoire.lieux
    for rang, lieu in enumerate(lieux[:2], 1):
        conseil = conseils.citoyen(delegation, jour, lieu, rang)
        delegation.noter(jour + jours(delegation.entre(10, 30)), _pleniere, conseil)
        delegation.noter(jour + jours(delegation.entre(60, 200)), conseils.relever, conseil)
        delegation.noter(jour + jours(delegation.entre(40, 60)), _autre, conseil)
    for lieu in lieux[2:4]:
        if delegation.chance(60):
            conseils.a_constituer(delegation, jour, lieu)
    for instance in conseils.pilotage(delegation, lieux[0]):
        delegation.noter(jour + jours(delegation.entre(20, 70)), _comite, instance)


def _pleniere(delegation: Delegation, jour: dt.date, conseil: Instance) -> None:
    """A monthly plenary, none in August; the next one is set when it ends."""
    suivante = mois_suivant(jour, 2 if jour.month == AOUT - 1 else 1) + jours(delegation.entre(4, 24))
    if delegation.chance(3):
        _sans_personne(delegation, jour, conseil)
    else:
        _tenir(delegation, jour, conseil, TypeReunion.PLENIERE, suivante)
    if suivante > delegation.au:
        _prevoir(delegation, conseil, suivante)
    delegation.noter(suivante, _pleniere, conseil)


def _autre(delegation: Delegation, jour: dt.date, conseil: Instance) -> None:
    """Between two plenaries: bureau, commission, sometimes a training."""
    formation = delegation.chance(18)
    type_ = TypeReunion.FORMATION if formation else delegation.choix(AUTRES)
    formes: dict[str, Any] = {}
    if formation:
        formes = {
            "theme_formation": delegation.choix(THEMES_FORMATION), "formes_femmes": delegation.entre(3, 9),
            "formes_hommes": delegation.entre(2, 8),
        }  # fmt: skip
    _tenir(delegation, jour, conseil, type_, None, **formes)
    delegation.noter(jour + jours(delegation.entre(60, 100)), _autre, conseil)


def _tenir(
    delegation: Delegation, jour: dt.date, conseil: Instance, type_: TypeReunion, suivante: dt.date | None, **plus: Any
) -> None:
    presences, venus = _presences(delegation, conseil)
    quorum = venus >= _requis(delegation, jour, conseil)
    finie = delegation.finie(jour)
    uid = delegation.scribe.ecrire(
        "reunion",
        {
            "presences": presences, "points": _points(delegation, jour),
            "suites": [_suite(delegation, venus, quorum=quorum) for _ in range(delegation.entre(1, 2))],
        },
        finir=False, conseil_uid=conseil.uid, type=type_, date=jour, debut=SOIR,
        statut=StatutReunion.TENUE if quorum else StatutReunion.SANS_QUORUM, lieu=conseil.salle,
        fin=dt.time(20, delegation.choix((0, 15, 30))), objet=delegation.choix(phrases.OBJETS_REUNION),
        convoque_le=jour - jours(delegation.entre(15, 25)), convoque_par=ModeConvocation.COURRIEL,
        animateur="coprésidence du conseil", secretaire="un membre du collège habitants",
        presence_etat=PresenceEtat.DELEGUE, public=delegation.entre(0, 12), emargement=True,
        approbation=Approbation.APPROUVE, prochaine_date=suivante, prochaine_heure=SOIR if suivante else None,
        compte_rendu=EtatCompteRendu.DIFFUSE if finie else EtatCompteRendu.PROJET,
        diffusion="membres du conseil, commune, sous-préfecture", **plus,
    )  # fmt: skip
    if finie:
        for rang in range(delegation.choix((0, 0, 1, 1, 2))):
            actions.decider(delegation, jour, reunion_uid=uid, rang=rang)
        delegation.scribe.finir("reunion", uid)


def _sans_personne(delegation: Delegation, jour: dt.date, conseil: Instance) -> None:
    """Nobody came, or it was called off."""
    statut = delegation.choix((StatutReunion.CARENCE, StatutReunion.ANNULEE))
    absents = [{"statut": StatutPresence.ABSENT, "membre_uid": m.uid} for m in conseil.membres]
    delegation.scribe.ecrire(
        "reunion", {"presences": absents if statut is StatutReunion.CARENCE else []}, conseil_uid=conseil.uid,
        type=TypeReunion.PLENIERE, statut=statut, date=jour, debut=SOIR, lieu=conseil.salle,
    )  # fmt: skip


def _prevoir(delegation: Delegation, conseil: Instance, jour: dt.date) -> None:
    """The next meeting, after the reference day: planned, and still a draft."""
    lignes = {"presences": [{"membre_uid": m.uid} for m in conseil.membres]}
    delegation.scribe.ecrire(
        "reunion", lignes, finir=False, conseil_uid=conseil.uid, type=TypeReunion.PLENIERE,
        statut=StatutReunion.PREVUE, date=jour, debut=SOIR, lieu=conseil.salle,
    )  # fmt: skip


def _presences(delegation: Delegation, conseil: Instance) -> tuple[list[dict[str, Any]], int]:
    """A line for each member, one proxy at most for each present; how many count."""
    lignes: list[dict[str, Any]] = []
    for membre in conseil.membres:
        tirage = delegation.entre(1, 100)
        statut = StatutPresence.ABSENT
        for seuil, possible in ((62, StatutPresence.PRESENT), (82, StatutPresence.EXCUSE)):
            if tirage <= seuil:
                statut = possible
                break
        lignes.append({"statut": statut, "membre_uid": membre.uid})
    presents = [ligne["membre_uid"] for ligne in lignes if ligne["statut"] is StatutPresence.PRESENT]
    if not presents:
        lignes[0]["statut"] = StatutPresence.PRESENT
        return lignes, 1
    excuses = [ligne for ligne in lignes if ligne["statut"] is StatutPresence.EXCUSE]
    pouvoirs = list(zip(delegation.quelques(excuses, 2), delegation.quelques(presents, 2), strict=False))
    for ligne, mandataire in pouvoirs:
        ligne |= {"statut": StatutPresence.REPRESENTE, "pouvoir_a": mandataire}
    return lignes, len(presents) + len(pouvoirs)


def _requis(delegation: Delegation, jour: dt.date, conseil: Instance) -> int:
    """How many the conseil's own rule asks for."""
    held = delegation.scribe.unit.session.get_one(Conseil, conseil.uid)
    regle = held.quorum[0].regle or RegleQuorum.AUCUN
    return ceil(len(list(held.titulaires(jour))) * FRACTIONS.get(regle, Fraction(0)))


def _points(delegation: Delegation, jour: dt.date) -> list[dict[str, Any]]:
    """The agenda; one point may come back to a visit of the last month."""
    lignes: list[dict[str, Any]] = [
        {"titre": titre, "duree": delegation.choix((10, 15, 20, 30)), "echanges": delegation.choix(phrases.ECHANGES)}
        for titre in delegation.quelques(phrases.POINTS, delegation.entre(2, 4))
    ]
    vues = [uid for vue, uid in delegation.visites[-6:] if jour - jours(40) <= vue <= jour]
    if vues and delegation.chance(40):
        lignes.append({"titre": "Retour sur une visite", "duree": 15, "visite_uid": vues[-1]})
    return lignes


def _suite(delegation: Delegation, venus: int, *, quorum: bool) -> dict[str, Any]:
    """An opinion with its vote, a finding or a question; without quorum an opinion has its reason."""
    if delegation.chance(45):
        contre, sans = (min(delegation.entre(0, 2), venus // 4) for _ in range(2))
        return {
            "nature": NatureSuite.AVIS, "sens": delegation.choix((SensAvis.FAVORABLE, SensAvis.RESERVES)),
            "libelle": delegation.choix(phrases.AVIS), "mode": ModeVote.MAIN_LEVEE, "pour": venus - contre - sans,
            "contre": contre, "abstentions": sans, "motif": None if quorum else phrases.SANS_QUORUM,
        }  # fmt: skip
    if delegation.chance(60):
        return {"nature": NatureSuite.CONSTAT, "libelle": delegation.choix(phrases.CONSTATS)}
    return {"nature": NatureSuite.INFORMATION, "libelle": delegation.choix(phrases.INFORMATIONS)}


def _comite(delegation: Delegation, jour: dt.date, instance: Instance) -> None:
    """A steering instance: services by function, decisions on the projects of the year."""
    services = delegation.quelques(phrases.SERVICES, delegation.entre(4, 8))
    finie = delegation.finie(jour)
    citoyens = delegation.chance(70)
    uid = delegation.scribe.ecrire(
        "reunion",
        {
            "presences": [
                {"statut": StatutPresence.PRESENT, "nom": "Représentant du service", "organisme": nom}
                for nom in services
            ],
            "points": _points(delegation, jour),
            "projets": list(_decisions(delegation, jour)) if instance.type is TypeInstance.COPIL else [],
        },
        finir=False, conseil_uid=instance.uid, type=TypeReunion.PLENIERE, statut=StatutReunion.TENUE, date=jour,
        debut=MATIN, fin=dt.time(11, 30), lieu=instance.salle, objet=delegation.choix(phrases.OBJETS_REUNION),
        animateur="sous-préfecture", presence_etat=PresenceEtat.SOUS_PREFET, emargement=True,
        conseils_femmes=delegation.entre(1, 3) if citoyens else 0,
        conseils_hommes=delegation.entre(0, 3) if citoyens else 0,
    )  # fmt: skip
    if finie:
        if delegation.chance(50):
            actions.decider(delegation, jour, reunion_uid=uid)
        delegation.scribe.finir("reunion", uid)
    delegation.noter(jour + jours(RYTHME[instance.type] + delegation.entre(-6, 6)), _comite, instance)


def _decisions(delegation: Delegation, jour: dt.date) -> Iterable[dict[str, Any]]:
    for uid in delegation.projets.get(jour.year, [])[:6]:
        yield {"projet_uid": uid, "decision": delegation.choix((DecisionProjet.RETENU, DecisionProjet.INFORMATION))}
