"""The posts of adultes-relais: conventions that end and are renewed, titulaires who come, train and leave."""

from __future__ import annotations

import datetime as dt

from db.models.adulte_relais_listes import (
    Avis,
    Certification,
    Contrat,
    Mission,
    MotifSortie,
    Niveau,
    SituationSortie,
    StatutConvention,
    Thematique,
    TypeConvention,
    TypeEmployeur,
)
from db.models.adulte_relais_regles import dernier_jour
from db.models.aide import tarif_du
from db.models.conseil_listes import Sexe
from pvdesk.generation import activites, phrases
from pvdesk.generation.delegation import Delegation, jour_ouvre, jours, mois_suivant
from pvdesk.generation.postes import Emploi, Poste

POSTES = 5
PREAVIS = 25  # days before the end of a convention when the next one is signed
THEMES = tuple(t for t in Thematique if t not in {Thematique.ARMS, Thematique.AUTRE})
SORTIES = (
    (MotifSortie.ECHEANCE_SALARIE, SituationSortie.EMPLOI_DURABLE), (MotifSortie.CONVENTIONNELLE, None),
    (MotifSortie.ECHEANCE_SALARIE, SituationSortie.FORMATION), (MotifSortie.FIN_CDD, SituationSortie.RECHERCHE),
    (MotifSortie.ECHEANCE_SALARIE, SituationSortie.EMPLOI_TRANSITION), (MotifSortie.RETRAITE, SituationSortie.RETRAITE),
)  # fmt: skip


def installer(delegation: Delegation) -> None:
    """The posts of the first months; a request under way at the end."""
    for rang in range(1, POSTES + 1):
        delegation.noter(delegation.debut + jours(delegation.entre(2, 90)), _premiere, rang)
    delegation.noter(delegation.au - jours(delegation.entre(3, 12)), _demander)


def _premiere(delegation: Delegation, jour: dt.date, rang: int) -> None:
    public, lieu = rang == POSTES, delegation.lieu()
    if lieu.code_du(mois_suivant(jour)) is None:  # not a quartier yet: its first post waits for that day
        delegation.noter(lieu.depuis, _premiere, rang)
        return
    poste = Poste(
        rang, lieu,
        delegation.organismes.commune if public else delegation.choix(delegation.organismes.associations),
        TypeEmployeur.COMMUNE if public else TypeEmployeur.ASSOCIATION,
        Thematique.ARMS if rang == 1 and delegation.chance(60) else delegation.choix(THEMES),
        delegation.choix((100, 100, 100, 80)),
    )  # fmt: skip
    _signer(delegation, jour, poste, mois_suivant(jour))


def _demander(delegation: Delegation, jour: dt.date) -> None:
    """A request that waits for its opinion: a draft."""
    lignes = {"quartiers": [{"quartier": delegation.lieu().code_du(jour)}]}
    delegation.scribe.ecrire(
        "convention", lignes, finir=False, numero=_numero(delegation, 90, 1), statut=StatutConvention.DEMANDE,
        employeur_uid=delegation.organismes.associations[0], type_employeur=TypeEmployeur.ASSOCIATION,
        thematique=delegation.choix(THEMES),
    )  # fmt: skip


def _numero(delegation: Delegation, rang: int, suite: int) -> str:
    return f"ESSAI-{delegation.territoire.poste}-{rang:02d}-{suite}"


def _signer(delegation: Delegation, jour: dt.date, poste: Poste, debut: dt.date) -> None:
    """A convention, of three years mostly, that renews the former one if there was one."""
    precedente = poste.convention
    fin = dernier_jour(debut, delegation.choix((3, 3, 3, 2, 1)))
    poste.numero += 1
    cofinancement = {"financeur": "commune", "annee": debut.year, "montant": delegation.entre(10, 40) * 100_00}
    uid = delegation.scribe.ecrire(
        "convention",
        {
            "quartiers": [{"quartier": poste.lieu.code_du(debut)}],
            "missions": [{"mission": m} for m in delegation.quelques(tuple(Mission), 3)],
            "cofinancements": [cofinancement] if delegation.chance(40) else [],
        },
        numero=_numero(delegation, poste.rang, poste.numero), employeur_uid=poste.employeur,
        type=TypeConvention.RENOUVELLEMENT if precedente else TypeConvention.INITIALE,
        precedente_uid=precedente or None, bilan_le=jour - jours(30) if precedente else None,
        statut=StatutConvention.SIGNEE, type_employeur=poste.type_employeur, signature_le=jour, debut=debut, fin=fin,
        quotite=poste.quotite, montant_temps_plein=tarif_du(delegation.tables.tarifs, debut),
        thematique=poste.thematique, fiche_poste=True, avis=Avis.FAVORABLE, avis_le=jour - jours(20),
    )  # fmt: skip
    delegation.noter(debut, _prendre_effet, poste, uid, debut, fin)


def _prendre_effet(delegation: Delegation, jour: dt.date, poste: Poste, uid: str, debut: dt.date, fin: dt.date) -> None:
    """The first day of a convention: its former one is over; the titulaire stays, or one is looked for."""
    reste = poste.titulaire(poste.fin, poste.fin)
    if poste.convention:
        _echoir(delegation, jour, poste.convention)
    poste.convention, poste.debut, poste.fin, poste.emplois = uid, debut, fin, []
    poste.annee.clear()
    delegation.postes.append(uid)
    if reste is not None:
        _embaucher(delegation, jour, poste, uid, reste.code)
    else:
        _chercher(delegation, jour, poste, delegation.entre(0, 45))
    delegation.noter(mois_suivant(debut) + jours(delegation.entre(3, 11)), activites.rendre, poste, uid, debut)
    delegation.noter(debut + jours(delegation.entre(90, 300)), activites.controler, poste, uid)
    suite = _renouveler if delegation.chance(88) else _laisser
    delegation.noter(fin - jours(PREAVIS), suite, poste)


def _renouveler(delegation: Delegation, jour: dt.date, poste: Poste) -> None:
    _signer(delegation, jour, poste, poste.fin + jours(1))


def _laisser(delegation: Delegation, _jour: dt.date, poste: Poste) -> None:
    delegation.noter(poste.fin + jours(1), _echoir, poste.convention)


def _echoir(delegation: Delegation, _jour: dt.date, convention: str) -> None:
    delegation.postes.remove(convention)
    delegation.scribe.reprendre("convention", convention, statut=StatutConvention.ECHUE)


def _chercher(delegation: Delegation, jour: dt.date, poste: Poste, delai: int) -> None:
    """The post is vacant for some days."""
    poste.attendu = jour_ouvre(jour + jours(delai))
    if poste.attendu < poste.fin - jours(60):
        delegation.noter(poste.attendu, _embaucher, poste, poste.convention, "")


def _embaucher(delegation: Delegation, jour: dt.date, poste: Poste, convention: str, code: str) -> None:
    """A titulaire, who stays until the end of the convention or leaves before."""
    if convention != poste.convention:
        return
    if not code:
        poste.titulaires += 1
        code = f"T-{delegation.territoire.rang:02d}{poste.rang}{poste.titulaires:02d}"
    age, fin = delegation.entre(31, 58), min(poste.fin, dernier_jour(jour))
    uid = delegation.scribe.ecrire(
        "occupation", convention_uid=convention, code=code, nom="Titulaire d’essai", prenom=code, contrat=Contrat.CDD,
        sexe=delegation.choix((Sexe.F, Sexe.F, Sexe.H)), signature_le=jour, debut=jour, fin_prevue=fin,
        annee_naissance=jour.year - age, age_signature=age, age_au=jour, residence=True, sans_emploi=True,
        eligibilite_le=jour, niveau=delegation.choix(tuple(Niveau)), tuteur="coordination de la structure",
    )  # fmt: skip
    emploi = Emploi(uid, code, jour, fin)
    poste.emplois.append(emploi)
    poste.attendu = None
    delegation.noter(jour + jours(delegation.entre(60, 420)), _former, emploi)
    depart = jour + jours(delegation.entre(200, 1100))
    if depart < fin - jours(40):
        delegation.noter(depart, _partir, poste, emploi)


def _former(delegation: Delegation, jour: dt.date, emploi: Emploi) -> None:
    if jour > emploi.fin:
        return
    formation = {
        "intitule": delegation.choix(phrases.FORMATIONS), "organisme": "Organisme de formation d’essai",
        "heures": delegation.choix((7, 14, 21, 35)) * 1000, "debut": jour - jours(10), "fin": jour - jours(3),
        "certification": delegation.choix(tuple(Certification)),
    }  # fmt: skip
    delegation.scribe.reprendre("occupation", emploi.uid, {"formations": [formation]})


def _partir(delegation: Delegation, jour: dt.date, poste: Poste, emploi: Emploi) -> None:
    """The last day of a titulaire, then a vacancy."""
    motif, situation = delegation.choix(SORTIES)
    emploi.fin = jour
    delegation.scribe.reprendre(
        "occupation", emploi.uid, fin_reelle=jour, motif_sortie=motif, situation=situation or SituationSortie.INCONNUE
    )
    _chercher(delegation, jour, poste, delegation.entre(15, 150))
