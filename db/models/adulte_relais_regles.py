"""The rules of a convention of adulte-relais; each sentence names its article (domain 2.6 A)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import object_session

from db.base import Anomalie, Gravite, Rule
from db.models.adulte_relais_listes import NON_SIGNEES, Avis, StatutConvention, Thematique, TypeConvention
from db.models.aide import euros
from db.models.parametres import centimes, en_vigueur

if TYPE_CHECKING:
    from db.models.adulte_relais import Convention

NBSP = "\u00a0"
AIDE_ANNUELLE = "ar.aide_annuelle"


def dernier_jour(debut: dt.date, annees: int = 3) -> dt.date:
    """The last day of a period of that many years: 30/09/2029 for three years from 01/10/2026."""
    try:
        suivant = debut.replace(year=debut.year + annees)
    except ValueError:  # 29 February
        suivant = dt.date(debut.year + annees, 3, 1)
    return suivant - dt.timedelta(days=1)


def dernier_juillet(jour: dt.date) -> dt.date:
    """The last 1 July on or before that day: when the amount was re-indexed."""
    return dt.date(jour.year if jour.month >= 7 else jour.year - 1, 7, 1)


def numero_unique(convention: Convention) -> Iterator[Anomalie]:
    """One convention per post: a number is borne once."""
    session, modele = object_session(convention), type(convention)
    if session is None or not convention.numero:
        return
    autres = select(func.count()).select_from(modele).where(
        func.upper(func.trim(modele.numero)) == convention.numero.strip().upper(), modele.uid != convention.uid,
        modele.supprime_le.is_(None),
    )  # fmt: skip
    if session.scalar(autres):
        phrase = (
            f"N°{NBSP}de convention{NBSP}: une autre fiche porte déjà «{NBSP}{convention.numero.strip()}{NBSP}», "
            f"corrigez-le (une convention par poste, D5134-149)"
        )
        yield Anomalie("numero", phrase)


def trois_ans_au_plus(convention: Convention) -> Iterator[Anomalie]:
    """A convention ends after it began, three years at most."""
    if convention.debut is None or convention.fin is None:
        return
    limite = dernier_jour(convention.debut)
    if convention.fin < convention.debut:
        yield Anomalie("fin", f"Fin{NBSP}: indiquez une date après le {convention.debut:%d/%m/%Y}")
    elif convention.fin > limite:
        yield Anomalie("fin", f"Fin{NBSP}: indiquez le {limite:%d/%m/%Y} au plus tard, trois ans au plus (D5134-150)")


def debut_apres_signature(convention: Convention) -> Iterator[Anomalie]:
    """A convention takes effect once signed."""
    if convention.debut is not None and convention.signature_le is not None and (
        convention.debut < convention.signature_le
    ):  # fmt: skip
        phrase = (
            f"Début{NBSP}: avant la signature du {convention.signature_le:%d/%m/%Y}, corrigez-le ou dites pourquoi "
            f"(aucune embauche avant la signature, D5134-152)"
        )
        yield Anomalie("debut", phrase, Gravite.AVERTISSEMENT)


def mi_temps_au_moins(convention: Convention) -> Iterator[Anomalie]:
    """Never under half-time."""
    if convention.quotite is not None and convention.quotite < 50:
        yield Anomalie("quotite", f"Quotité de travail{NBSP}: indiquez au moins 50{NBSP}% (D5134-156)")
    for rang, avenant in enumerate(convention.avenants, 1):
        if avenant.quotite is not None and avenant.quotite < 50:
            phrase = f"Avenant {rang}{NBSP}: indiquez une quotité d’au moins 50{NBSP}% (D5134-156)"
            yield Anomalie(f"avenants/{avenant.uid}/quotite", phrase)


def renouvelle_une_autre(convention: Convention) -> Iterator[Anomalie]:
    """A renewal names the convention that it follows, and begins after it."""
    if convention.type is not TypeConvention.RENOUVELLEMENT:
        return
    precedente = convention.precedente
    if precedente is None or precedente.uid == convention.uid:
        phrase = f"Convention renouvelée{NBSP}: choisissez celle que ce renouvellement prolonge (D5134-150)"
        yield Anomalie("precedente_uid", phrase)
    elif convention.debut is not None and precedente.terme is not None and convention.debut <= precedente.terme:
        phrase = (
            f"Début{NBSP}: indiquez une date après le {precedente.terme:%d/%m/%Y}, fin de la convention renouvelée "
            f"(une convention par poste, D5134-149)"
        )
        yield Anomalie("debut", phrase)


def renouvellement_avec_bilan(convention: Convention) -> Iterator[Anomalie]:
    """A request for renewal comes with the detailed bilan of the employer."""
    if convention.type is TypeConvention.RENOUVELLEMENT and convention.bilan_le is None:
        phrase = (
            f"Bilan de l’employeur{NBSP}: indiquez la date de réception, ou dites pourquoi il manque "
            f"(renouvellement exprès, D5134-150)"
        )
        yield Anomalie("bilan_le", phrase, Gravite.AVERTISSEMENT)


def siret_de_l_employeur(convention: Convention) -> Iterator[Anomalie]:
    """The file of a request identifies the employer (D5134-148)."""
    if convention.employeur is not None and not convention.employeur.siret:
        phrase = f"Employeur{NBSP}: complétez le SIRET dans la fiche de l’organisme (D5134-148)"
        yield Anomalie("employeur_uid", phrase)


def montant_connu(convention: Convention) -> Iterator[Anomalie]:
    """The amount of the start day is asked for when the dated table was not re-indexed since the last 1 July."""
    if convention.debut is None or convention.montant_temps_plein is not None:
        return
    parametre = en_vigueur(convention, AIDE_ANNUELLE, convention.debut)
    if parametre is not None and parametre.depuis >= dernier_juillet(convention.debut):
        return
    connu = f"le dernier montant connu est du {parametre.depuis:%d/%m/%Y}" if parametre else "aucun montant connu"
    phrase = (
        f"Montant annuel, temps plein{NBSP}: indiquez celui du {convention.debut:%d/%m/%Y}, {connu} "
        f"(revalorisé chaque 1er{NBSP}juillet, D5134-160)"
    )
    yield Anomalie("montant_temps_plein", phrase, Gravite.AVERTISSEMENT)


def montant_de_la_table(convention: Convention) -> Iterator[Anomalie]:
    """An amount that differs from a table still up to date is explained."""
    if convention.debut is None or convention.montant_temps_plein is None:
        return
    parametre = en_vigueur(convention, AIDE_ANNUELLE, convention.debut)
    if parametre is None or parametre.depuis < dernier_juillet(convention.debut):
        return
    if centimes(parametre) != convention.montant_temps_plein:
        phrase = (
            f"Montant annuel, temps plein{NBSP}: la table donne {euros(centimes(parametre))} depuis le "
            f"{parametre.depuis:%d/%m/%Y}, corrigez-le ou dites pourquoi (D5134-160)"
        )
        yield Anomalie("montant_temps_plein", phrase, Gravite.AVERTISSEMENT)


def revalorisations_dans_la_convention(convention: Convention) -> Iterator[Anomalie]:
    """A re-indexed amount holds from a day of the convention, one amount a day."""
    vus: set[dt.date] = set()
    for rang, ligne in enumerate(convention.montants, 1):
        if ligne.depuis is None:
            continue
        champ = f"montants/{ligne.uid}/depuis"
        if ligne.depuis in vus:
            yield Anomalie(champ, f"Revalorisation {rang}{NBSP}: gardez un seul montant au {ligne.depuis:%d/%m/%Y}")
        elif convention.debut is not None and convention.fin is not None and not (
            convention.debut < ligne.depuis <= convention.fin
        ):  # fmt: skip
            yield Anomalie(champ, f"Revalorisation {rang}{NBSP}: indiquez un jour de la convention, après son début")
        vus.add(ligne.depuis)


def thematique_precisee(convention: Convention) -> Iterator[Anomalie]:
    """« Autre » says which."""
    if convention.thematique is Thematique.AUTRE and not convention.thematique_autre:
        yield Anomalie("thematique_autre", f"Autre thématique{NBSP}: précisez-la")


def missions_choisies(convention: Convention) -> Iterator[Anomalie]:
    """A post serves one of the six families of missions at least."""
    if not any(m.mission for m in convention.missions):
        phrase = f"Missions{NBSP}: ajoutez au moins une famille de missions, ou dites pourquoi (D5134-145)"
        yield Anomalie("missions", phrase, Gravite.AVERTISSEMENT)


def derogation_motivee(convention: Convention) -> Iterator[Anomalie]:
    """The convention states the residence derogation."""
    if not convention.derogation:
        return
    if convention.derogation_le is None:
        yield Anomalie("derogation_le", f"Dérogation de résidence{NBSP}: indiquez sa date (D5134-151, 5°)")
    if not convention.derogation_motif:
        yield Anomalie("derogation_motif", f"Dérogation de résidence{NBSP}: indiquez son motif (D5134-151, 5°)")


def avis_date(convention: Convention) -> Iterator[Anomalie]:
    """An opinion has a date; a reserve has a reason."""
    if convention.avis is None:
        return
    if convention.avis_le is None:
        yield Anomalie("avis_le", f"Avis du délégué{NBSP}: indiquez sa date")
    if convention.avis is not Avis.FAVORABLE and not convention.avis_motif:
        libelle = convention.avis.libelle.lower()
        yield Anomalie("avis_motif", f"Avis du délégué{NBSP}: indiquez le motif de l’avis {libelle}")


def signee_dite(convention: Convention) -> Iterator[Anomalie]:
    """A signature and « demande » contradict each other."""
    if convention.signature_le is not None and convention.statut in NON_SIGNEES:
        phrase = f"Statut{NBSP}: la convention est signée, choisissez «{NBSP}Signée{NBSP}» (D5134-149)"
        yield Anomalie("statut", phrase)


def resiliation_datee(convention: Convention) -> Iterator[Anomalie]:
    """A résiliation has a date within the convention, and a reason."""
    if convention.statut is StatutConvention.RESILIEE:
        if convention.resiliee_le is None:
            yield Anomalie("resiliee_le", f"Résiliation{NBSP}: indiquez sa date (D5134-154)")
        if convention.resiliation_motif is None:
            yield Anomalie("resiliation_motif", f"Résiliation{NBSP}: choisissez son motif (D5134-154)")
    elif convention.resiliee_le is not None:
        phrase = f"Statut{NBSP}: une date de résiliation est écrite, choisissez «{NBSP}Résiliée{NBSP}» (D5134-154)"
        yield Anomalie("statut", phrase)
    bornes = (convention.debut, convention.resiliee_le, convention.fin)
    if None not in bornes and not bornes[0] <= bornes[1] <= bornes[2]:  # type: ignore[operator]
        yield Anomalie("resiliee_le", f"Résiliation{NBSP}: indiquez un jour de la convention (D5134-154)")


def avenants_dans_la_convention(convention: Convention) -> Iterator[Anomalie]:
    """An avenant takes effect during the convention."""
    if convention.debut is None or convention.fin is None:
        return
    for rang, avenant in enumerate(convention.avenants, 1):
        if avenant.effet is not None and not convention.debut <= avenant.effet <= convention.fin:
            phrase = f"Avenant {rang}{NBSP}: indiquez un effet entre le début et la fin de la convention (D5134-151)"
            yield Anomalie(f"avenants/{avenant.uid}/effet", phrase)


TOUTES: tuple[Rule, ...] = (
    numero_unique, trois_ans_au_plus, debut_apres_signature, mi_temps_au_moins, renouvelle_une_autre,
    renouvellement_avec_bilan, siret_de_l_employeur, montant_connu, montant_de_la_table,
    revalorisations_dans_la_convention, thematique_precisee, missions_choisies, derogation_motivee, avis_date,
    signee_dite, resiliation_datee, avenants_dans_la_convention,
)  # fmt: skip
