"""The rules of an occupation: who may hold the post, under which contract, when; each sentence names its article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.base import Anomalie, Gravite, Rule
from db.models.adulte_relais_listes import CDD_SEULEMENT, Contrat, TypeConvention
from db.models.adulte_relais_regles import dernier_jour
from db.models.parametres import en_vigueur, entier

if TYPE_CHECKING:
    from db.models.adulte_relais import Convention, Occupation

NBSP, FINE = "\u00a0", "\u202f"
AGE_MINIMUM = "ar.age_minimum"


def _voisines(occupation: Occupation) -> list[Occupation]:
    """The other occupations of the post, as the base holds them now."""
    session, modele = object_session(occupation), type(occupation)
    if session is None or occupation.convention_uid is None:
        return []
    autres = select(modele).where(
        modele.convention_uid == occupation.convention_uid, modele.uid != occupation.uid,
        modele.supprime_le.is_(None), modele.debut.is_not(None),
    )  # fmt: skip
    return list(session.scalars(autres.order_by(modele.debut)))


def un_seul_titulaire(occupation: Occupation) -> Iterator[Anomalie]:
    """A post is held by one person at a time."""
    if occupation.debut is None:
        return
    for autre in _voisines(occupation):
        assert autre.debut is not None
        if occupation.fin is not None and occupation.fin < autre.debut:
            continue
        if autre.fin is not None and autre.fin < occupation.debut:
            continue
        code = autre.code or "un autre titulaire"
        if autre.fin is None and occupation.fin is None:
            phrase = f"{code} occupe le poste sans date de fin, indiquez d’abord son dernier jour"
        elif autre.fin is not None and autre.debut <= occupation.debut:
            phrase = f"{code} occupe le poste jusqu’au {autre.fin:%d/%m/%Y}, indiquez une date après ce jour"
        else:
            phrase = f"{code} occupe le poste à partir du {autre.debut:%d/%m/%Y}, corrigez les dates"
        yield Anomalie("debut", f"Début du contrat{NBSP}: {phrase} (un poste, un titulaire\u00a0: D5134-149)")
        return


def embauche_apres_la_convention(occupation: Occupation) -> Iterator[Anomalie]:
    """No hiring before the signature of the convention, but for who stays in a post that is renewed."""
    convention = occupation.convention
    if convention is None or convention.signature_le is None or _deja_la(occupation, convention):
        return
    signee = f"{convention.signature_le:%d/%m/%Y}"
    if occupation.debut is not None and occupation.debut < convention.signature_le:
        phrase = f"Début du contrat{NBSP}: indiquez une date après le {signee}, signature de la convention (D5134-152)"
        yield Anomalie("debut", phrase)


def contrat_apres_la_convention(occupation: Occupation) -> Iterator[Anomalie]:
    """A contract signed before the convention is explained."""
    convention = occupation.convention
    if convention is None or convention.signature_le is None or _deja_la(occupation, convention):
        return
    if occupation.signature_le is not None and occupation.signature_le < convention.signature_le:
        phrase = (
            f"Contrat signé le{NBSP}: avant la convention du {convention.signature_le:%d/%m/%Y}, corrigez la date ou "
            f"dites pourquoi (aucune embauche avant la signature, D5134-152)"
        )
        yield Anomalie("signature_le", phrase, Gravite.AVERTISSEMENT)


def _deja_la(occupation: Occupation, convention: Convention) -> bool:
    """Whether the same person held the post under the convention that is renewed."""
    precedente = convention.precedente
    if convention.type is not TypeConvention.RENOUVELLEMENT or precedente is None or not occupation.code:
        return False
    return any(o.code == occupation.code for o in precedente.occupations)


def dans_la_convention(occupation: Occupation) -> Iterator[Anomalie]:
    """The aid runs with the convention: a contract does not begin after it, and is not aided before it."""
    convention, debut = occupation.convention, occupation.debut
    if convention is None or debut is None:
        return
    if convention.terme is not None and debut > convention.terme:
        phrase = (
            f"Début du contrat{NBSP}: la convention a pris fin le {convention.terme:%d/%m/%Y}, "
            f"choisissez la convention en cours (D5134-159)"
        )
        yield Anomalie("debut", phrase)
    elif convention.debut is not None and debut < convention.debut and not _deja_la(occupation, convention):
        phrase = (
            f"Début du contrat{NBSP}: la convention commence le {convention.debut:%d/%m/%Y}, "
            f"aucune aide avant ce jour (D5134-159)"
        )
        yield Anomalie("debut", phrase, Gravite.INFO)


def age_minimum(occupation: Occupation) -> Iterator[Anomalie]:
    """Old enough on the day of signature, by the age in force that day, or by a decision of the préfet."""
    if occupation.age_signature is None or occupation.signature_le is None or occupation.decision:
        return
    requis = en_vigueur(occupation, AGE_MINIMUM, occupation.signature_le)
    if requis is not None and occupation.age_signature < entier(requis):
        phrase = (
            f"Âge à la signature{NBSP}: {occupation.age_signature} ans le {occupation.signature_le:%d/%m/%Y}, "
            f"{entier(requis)} requis depuis le {requis.depuis:%d/%m/%Y} (L5134-102){FINE}; "
            f"choisissez une autre personne, ou indiquez la décision du préfet"
        )
        yield Anomalie("age_signature", phrase)


def age_du_bon_jour(occupation: Occupation) -> Iterator[Anomalie]:
    """The age was counted for the very day of signature, and agrees with the year of birth."""
    signature, age = occupation.signature_le, occupation.age_signature
    if signature is None or age is None:
        return
    if occupation.age_au is not None and occupation.age_au != signature:
        phrase = (
            f"Âge à la signature{NBSP}: compté au {occupation.age_au:%d/%m/%Y}, le contrat est signé le "
            f"{signature:%d/%m/%Y}{FINE}; écrivez de nouveau la date de naissance (D5134-155)"
        )
        yield Anomalie("age_signature", phrase)
    elif occupation.annee_naissance is not None and signature.year - occupation.annee_naissance - age not in {0, 1}:
        phrase = (
            f"Âge à la signature{NBSP}: {age} ans ne va pas avec une naissance en {occupation.annee_naissance}, "
            f"écrivez de nouveau la date de naissance (D5134-155)"
        )
        yield Anomalie("age_signature", phrase)


def eligibilite_verifiee(occupation: Occupation) -> Iterator[Anomalie]:
    """Residence and absence of work, seen on the day of signature."""
    convention = occupation.convention
    if not occupation.residence and not (convention is not None and convention.derogation):
        phrase = (
            f"Résidence en quartier prioritaire{NBSP}: cochez-la une fois vérifiée, ou notez la dérogation dans la "
            f"convention (L5134-102)"
        )
        yield Anomalie("residence", phrase)
    if not occupation.sans_emploi:
        phrase = f"Sans emploi, ou contrat aidé rompu{NBSP}: cochez la case une fois vérifié (L5134-102)"
        yield Anomalie("sans_emploi", phrase)


def cdi_hors_droit_public(occupation: Occupation) -> Iterator[Anomalie]:
    """A person of public law, but an EPIC, gives fixed-term contracts only."""
    convention = occupation.convention
    if occupation.contrat is Contrat.CDI and convention is not None and convention.type_employeur in CDD_SEULEMENT:
        assert convention.type_employeur is not None
        phrase = (
            f"Contrat{NBSP}: choisissez «{NBSP}CDD{NBSP}», un employeur de droit public "
            f"({convention.type_employeur.libelle}) ne peut pas signer de CDI (L5134-103)"
        )
        yield Anomalie("contrat", phrase)


def cdd_de_trois_ans(occupation: Occupation) -> Iterator[Anomalie]:
    """A CDD has an end, three years at most, counted again from its only renewal."""
    if occupation.contrat is not Contrat.CDD or occupation.debut is None:
        return
    if occupation.fin_prevue is None:
        yield Anomalie("fin_prevue", f"Fin prévue{NBSP}: indiquez la fin du CDD (L5134-103)")
        return
    depuis = occupation.renouvele_le or occupation.debut
    if occupation.fin_prevue > dernier_jour(depuis):
        phrase = (
            f"Fin prévue{NBSP}: indiquez le {dernier_jour(depuis):%d/%m/%Y} au plus tard, un CDD dure trois ans au "
            f"plus, renouvelable une fois (L5134-103)"
        )
        yield Anomalie("fin_prevue", phrase)
    if occupation.renouvele_le is not None and occupation.renouvele_le > dernier_jour(occupation.debut):
        phrase = f"CDD renouvelé le{NBSP}: indiquez un jour avant la fin des trois premières années (L5134-103)"
        yield Anomalie("renouvele_le", phrase)


def dates_dans_l_ordre(occupation: Occupation) -> Iterator[Anomalie]:
    """A contract ends after it began."""
    if occupation.debut is None:
        return
    for champ, nom, jour in (
        ("fin_prevue", "Fin prévue", occupation.fin_prevue), ("fin_reelle", "Dernier jour", occupation.fin_reelle),
        ("renouvele_le", "CDD renouvelé le", occupation.renouvele_le),
    ):  # fmt: skip
        if jour is not None and jour < occupation.debut:
            yield Anomalie(champ, f"{nom}{NBSP}: indiquez une date après le {occupation.debut:%d/%m/%Y}")


def contrat_signe_avant_le_debut(occupation: Occupation) -> Iterator[Anomalie]:
    """The contract is signed by the day work begins; conditions are met on the day of signature."""
    if occupation.debut is not None and occupation.signature_le is not None and (
        occupation.signature_le > occupation.debut
    ):  # fmt: skip
        phrase = (
            f"Contrat signé le{NBSP}: après le début du contrat, corrigez-le ou dites pourquoi "
            f"(conditions vues le jour de la signature, D5134-155)"
        )
        yield Anomalie("signature_le", phrase, Gravite.AVERTISSEMENT)


def sortie_motivee(occupation: Occupation) -> Iterator[Anomalie]:
    """Who left has a last day and a reason, never a health one; where they went is asked kindly."""
    if occupation.fin_reelle is not None and occupation.motif_sortie is None:
        yield Anomalie("motif_sortie", f"Motif de sortie{NBSP}: choisissez-en un (L5134-104)")
    if occupation.motif_sortie is not None and occupation.fin_reelle is None:
        yield Anomalie("fin_reelle", f"Dernier jour{NBSP}: indiquez-le, un motif de sortie est choisi")
    if occupation.fin_reelle is not None and occupation.situation is None:
        phrase = f"Situation à la sortie{NBSP}: à compléter quand elle sera connue"
        yield Anomalie("situation", phrase, Gravite.INFO)


def formations_datees(occupation: Occupation) -> Iterator[Anomalie]:
    """A training ends after it began."""
    for rang, formation in enumerate(occupation.formations, 1):
        if formation.debut is not None and formation.fin is not None and formation.fin < formation.debut:
            phrase = f"Formation {rang}{NBSP}: indiquez une fin après le {formation.debut:%d/%m/%Y}"
            yield Anomalie(f"formations/{formation.uid}/fin", phrase)


TOUTES: tuple[Rule, ...] = (
    un_seul_titulaire, embauche_apres_la_convention, contrat_apres_la_convention, dans_la_convention, age_minimum,
    age_du_bon_jour, eligibilite_verifiee, cdi_hors_droit_public, cdd_de_trois_ans, dates_dans_l_ordre,
    contrat_signe_avant_le_debut, sortie_motivee, formations_datees,
)  # fmt: skip
