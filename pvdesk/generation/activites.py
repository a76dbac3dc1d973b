"""What a post gives back: monthly and yearly reports, and the visits to its employer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from db.models.activite_listes import Partenaire, TypeActivite
from db.models.activite_regles import SOMMES
from db.models.adulte_relais_listes import Thematique
from db.models.controle_listes import SuiteControle, Trace
from pvdesk.generation import actions, phrases
from pvdesk.generation.delegation import Delegation, jours, mois_suivant
from pvdesk.generation.postes import Poste

DECEMBRE = 12
# Bounds of a monthly count; those of `SOMMES` that are not here follow from others.
COMPTES = {
    "permanences": (6, 16), "accueil_femmes": (20, 90), "accueil_hommes": (12, 60), "suivis": (3, 18),
    "mediations": (2, 14), "actions": (1, 5), "actions_femmes": (4, 40), "actions_hommes": (2, 25), "parents": (2, 20),
    "sorties": (4, 16), "soirees": (0, 5), "weekends": (0, 3), "reunions_partenaires": (1, 5),
    "reunions_conseil": (0, 2),
}  # fmt: skip
COMPTES_SANTE = {"arms_droits": (3, 20), "arms_actions": (0, 3), "arms_participants": (0, 30)}


def rendre(delegation: Delegation, _jour: dt.date, poste: Poste, convention: str, mois: dt.date) -> None:
    """The report of a month, some days after its end; one in twenty never comes. Then the next month’s."""
    if convention != poste.convention:
        return
    emploi = poste.titulaire(mois, mois_suivant(mois) - jours(1))
    if delegation.chance(95):
        comptes = _comptes(delegation, poste) if emploi is not None else {}
        poste.annee.update(comptes)
        _ecrire(delegation, convention, mois, TypeActivite.MENSUEL, emploi.uid if emploi else None, comptes)
    if mois.month == DECEMBRE:
        delegation.noter(dt.date(mois.year + 1, 1, delegation.entre(14, 31)), _resumer, poste, convention, mois.year)
    suivant = mois_suivant(mois)
    if suivant <= poste.fin:
        rendu = mois_suivant(suivant) + jours(delegation.entre(3, 11))
        delegation.noter(rendu, rendre, poste, convention, suivant)


def _resumer(delegation: Delegation, _jour: dt.date, poste: Poste, convention: str, annee: int) -> None:
    """The report of a year, added up from its months."""
    comptes: dict[str, Any] = {champ: poste.annee[champ] for champ in SOMMES if poste.annee[champ]}
    poste.annee.clear()
    if convention != poste.convention:
        return
    emploi = poste.titulaire(dt.date(annee, 1, 1), dt.date(annee, DECEMBRE, 31))
    textes = {"bilan": delegation.choix(phrases.BILANS), "difficultes": delegation.choix(phrases.DIFFICULTES)}
    premier = max(dt.date(annee, 1, 1), poste.debut)
    titulaire = emploi.uid if emploi else None
    _ecrire(delegation, convention, premier, TypeActivite.ANNUEL, titulaire, comptes, **textes)


def _ecrire(
    delegation: Delegation, convention: str, debut: dt.date, type_: TypeActivite, titulaire: str | None,
    comptes: dict[str, Any], **textes: Any,
) -> None:  # fmt: skip
    orientations = [
        {"partenaire": partenaire, "nombre": delegation.entre(1, 12)}
        for partenaire in delegation.quelques(tuple(Partenaire), 3)
    ]
    vacant = titulaire is None
    delegation.scribe.ecrire(
        "activite", {"orientations": [] if vacant else orientations}, convention_uid=convention,
        occupation_uid=titulaire, type=type_, debut=debut, poste_vacant=vacant or None, **comptes, **textes,
    )  # fmt: skip


def _comptes(delegation: Delegation, poste: Poste) -> dict[str, Any]:
    """The counts of a month of work."""
    bornes = COMPTES | COMPTES_SANTE if poste.thematique is Thematique.ARMS else COMPTES
    comptes = {champ: delegation.entre(*borne) * poste.quotite // 100 for champ, borne in bornes.items()}
    comptes["jours"] = delegation.entre(14, 22) * 1000
    comptes["permanences_heures"] = comptes["permanences"] * 2500
    comptes["mediations_resolues"] = comptes["mediations"] * delegation.entre(40, 100) // 100
    return comptes


def controler(delegation: Delegation, jour: dt.date, poste: Poste, convention: str) -> None:
    """A visit to the employer, about once a year; a vacant post is mostly seen later."""
    if convention != poste.convention or jour > poste.fin:
        return
    emploi = poste.titulaire(jour, jour)
    if emploi is None and (poste.attendu == jour or delegation.chance(75)):
        delegation.noter(jour + jours(40), controler, poste, convention)
        return
    occupe = emploi is not None
    plan = delegation.chance(80)
    suite = SuiteControle.RAS if occupe and plan else SuiteControle.RECOMMANDATIONS
    if suite is not SuiteControle.RAS and delegation.chance(15):
        suite = SuiteControle.MISE_EN_DEMEURE
    echeance = jour + jours(delegation.entre(30, 60)) if suite is not SuiteControle.RAS else None
    uid = delegation.scribe.ecrire(
        "controle", {"traces": [{"trace": t} for t in delegation.quelques(tuple(Trace), 2)] if occupe else []},
        convention_uid=convention, date=jour, lieu=delegation.choix(phrases.LIEUX), poste_occupe=occupe,
        rencontres="direction de la structure, tuteur", fiche_poste=True, temps_travail=True, tuteur=True,
        plan_formation=plan, lieu_qpv=True, hors_missions=False, bulletin_vu=True if occupe else None, suite=suite,
        observations=delegation.choix(phrases.CONTROLES), echeance=echeance,
    )  # fmt: skip
    if suite is not SuiteControle.RAS:
        actions.decider(delegation, jour, controle_uid=uid)
    delegation.noter(jour + jours(delegation.entre(290, 400)), controler, poste, convention)
