"""The rules of a project: what it is, where, its porteur, its budget, its stages, its act (domain 2.7)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import object_session

from db.base import Anomalie, Gravite, Rule
from db.models import projet_calculs as calculs
from db.models.organisme import FormeJuridique, siret_juste
from db.models.projet_calculs import NBSP, euros
from db.models.projet_etapes import EtapeProjet, atteint, recule
from db.models.projet_lignes import ProjetEtape
from db.models.projet_listes import Acte, AvisDelegue, Financeur, NatureProjet
from db.models.projet_regles_bilan import BILAN
from db.models.projet_regles_egalite import EGALITE

if TYPE_CHECKING:
    from db.models.projet import Projet

PREMIERE_ANNEE_2024 = 2024  # contrats « Engagements Quartiers 2030 »: priorities of each contrat, no pillar
PREMIERE_ANNEE_CER = 2022  # décret n° 2021-1947, in force on 02/01/2022

DATES = {
    "depose_le": "Déposé le", "complet_le": "Complet le", "avis_le": "Avis rendu le",
    "comite_technique_le": "Comité technique du", "comite_pilotage_le": "Comité de pilotage du",
    "notifie_le": "Notifié le", "acte_le": "Acte signé le", "bilan_recu_le": "Bilan reçu le",
    "evalue_le": "Évalué le",
}  # fmt: skip
# A date, and one that it cannot come before; the nearest first.
SUITES = (
    ("complet_le", "depose_le"), ("avis_le", "depose_le"), ("comite_technique_le", "depose_le"),
    ("comite_pilotage_le", "comite_technique_le"), ("comite_pilotage_le", "depose_le"),
    ("notifie_le", "comite_pilotage_le"), ("notifie_le", "depose_le"), ("acte_le", "depose_le"),
    ("bilan_recu_le", "notifie_le"), ("bilan_recu_le", "depose_le"), ("evalue_le", "bilan_recu_le"),
)  # fmt: skip


def doublon_dauphin(projet: Projet) -> Iterator[Anomalie]:
    """The Dauphin number is the join key: once a year."""
    session = object_session(projet)
    numero = "".join((projet.dauphin or "").split()).upper()
    if session is None or not numero or projet.annee is None:
        return
    model = type(projet)
    query = select(model.reference).where(
        func.upper(func.replace(model.dauphin, " ", "")) == numero, model.annee == projet.annee,
        model.uid != projet.uid, model.supprime_le.is_(None),
    )  # fmt: skip
    autre = session.scalars(query.limit(1)).first()
    if autre is not None:
        phrase = f"N°{NBSP}Dauphin{NBSP}: déjà pris en {projet.annee} par {autre}, corrigez le numéro ou ouvrez {autre}"
        yield Anomalie("dauphin", phrase)


def annee_de_la_cpo(projet: Projet) -> Iterator[Anomalie]:
    """A CPO says which of its years this is."""
    if projet.nature is not NatureProjet.CPO:
        return
    if projet.cpo_rang is None or projet.cpo_duree is None:
        champ = "cpo_rang" if projet.cpo_rang is None else "cpo_duree"
        yield Anomalie(champ, f"Année de la CPO{NBSP}: indiquez laquelle et sur combien, par exemple 2 sur 3")
    elif projet.cpo_rang > projet.cpo_duree:
        yield Anomalie("cpo_rang", f"Année de la CPO{NBSP}: indiquez au plus {projet.cpo_duree}, la durée de la CPO")


def dates_dans_l_ordre(projet: Projet) -> Iterator[Anomalie]:
    """An action ends after it began."""
    if projet.debut is not None and projet.fin is not None and projet.fin < projet.debut:
        yield Anomalie("fin", f"Fin de l’action{NBSP}: indiquez une date après le début")


def dates_du_parcours(projet: Projet) -> Iterator[Anomalie]:
    """What follows is not dated before what it follows; the first such date of each datum is said."""
    dits: set[str] = set()
    for champ, avant in SUITES:
        jour, borne = getattr(projet, champ), getattr(projet, avant)
        if jour is None or borne is None or jour >= borne or champ in dits:
            continue
        dits.add(champ)
        phrase = (
            f"{DATES[champ]}{NBSP}: le {jour:%d/%m/%Y} est avant «{NBSP}{DATES[avant]}{NBSP}» ({borne:%d/%m/%Y}), "
            "corrigez l’une des deux dates ou dites pourquoi"
        )
        yield Anomalie(champ, phrase, Gravite.AVERTISSEMENT)


def un_quartier(projet: Projet) -> Iterator[Anomalie]:
    """One quartier at least, or the pocket of poverty outside."""
    if not projet.hors_qpv and not any(q.quartier for q in projet.quartiers):
        phrase = f"Quartiers{NBSP}: choisissez au moins un quartier, ou cochez «{NBSP}Hors quartier prioritaire{NBSP}»"
        yield Anomalie("quartiers", phrase)


def nomenclature(projet: Projet) -> Iterator[Anomalie]:
    """The figures by pillar, or by priority of the contrat, need it."""
    if projet.annee is None:
        return
    if projet.annee < PREMIERE_ANNEE_2024 and projet.pilier is None:
        yield Anomalie("pilier", f"Pilier{NBSP}: choisissez celui du contrat 2015-2023", Gravite.INFO)
    if projet.annee >= PREMIERE_ANNEE_2024 and not projet.priorite:
        yield Anomalie("priorite", f"Priorité{NBSP}: indiquez celle du contrat 2024-2030", Gravite.INFO)


def cer_du_porteur(projet: Projet) -> Iterator[Anomalie]:
    """Contrat d’engagement républicain: before any subsidy to an association or foundation."""
    porteur = projet.porteur
    concerne = porteur is not None and porteur.forme in {FormeJuridique.ASSOCIATION, FormeJuridique.FONDATION}
    depuis = projet.annee is None or projet.annee >= PREMIERE_ANNEE_CER
    if concerne and depuis and porteur is not None and porteur.cer_le is None:
        phrase = (
            f"Porteur{NBSP}: son contrat d’engagement républicain n’est pas daté (décret n°{NBSP}2021-1947)\u202f; "
            "datez-le dans sa fiche, ou dites pourquoi il manque"
        )
        yield Anomalie("porteur_uid", phrase, Gravite.AVERTISSEMENT)


def siret_du_porteur(projet: Projet) -> Iterator[Anomalie]:
    """A subsidy goes to a SIRET; only an informal group has none."""
    porteur = projet.porteur
    if porteur is None or porteur.forme is FormeJuridique.COLLECTIF:
        return
    siret = "".join((porteur.siret or "").split())
    if not siret:
        yield Anomalie("porteur_uid", f"Porteur{NBSP}: indiquez son SIRET dans sa fiche", Gravite.INFO)
    elif not siret_juste(siret):
        phrase = f"Porteur{NBSP}: son SIRET est faux, corrigez-le dans sa fiche ou dites pourquoi"
        yield Anomalie("porteur_uid", phrase, Gravite.AVERTISSEMENT)


def budget_equilibre(projet: Projet) -> Iterator[Anomalie]:
    """Charges foreseen and products asked are equal."""
    charges, produits = calculs.charges(projet), calculs.produits(projet)
    if charges != produits:
        phrase = (
            f"Budget{NBSP}: {euros(charges)} de charges et {euros(produits)} de produits, "
            f"corrigez l’écart de {euros(abs(charges - produits))}"
        )
        yield Anomalie("charges", phrase)


def accorde_au_plus(projet: Projet) -> Iterator[Anomalie]:
    """Nobody grants more than was asked."""
    for ligne in projet.cofinanceurs:
        if ligne.accorde is not None and ligne.demande is not None and ligne.accorde > ligne.demande:
            phrase = f"Accordé{NBSP}: {euros(ligne.accorde)} pour {euros(ligne.demande)} demandés, dites pourquoi"
            yield Anomalie(f"cofinanceurs/{ligne.uid}/accorde", phrase, Gravite.AVERTISSEMENT)


def versement_date(projet: Projet) -> Iterator[Anomalie]:
    """A payment of the State has a day."""
    for ligne in projet.cofinanceurs:
        if ligne.verse and ligne.verse_le is None and ligne.financeur is Financeur.BOP_147:
            yield Anomalie(
                f"cofinanceurs/{ligne.uid}/verse_le", f"Versé le{NBSP}: indiquez la date du versement", Gravite.INFO
            )


def beneficiaires_justes(projet: Projet) -> Iterator[Anomalie]:
    """Women, men and people not counted by sex make the total; those of the quartiers are among them."""
    for ligne in projet.beneficiaires:
        somme, path = ligne.nombre, f"beneficiaires/{ligne.uid}"
        if ligne.total is not None and ligne.total != somme:
            phrase = f"Total{NBSP}: {ligne.total} écrits, {somme} en additionnant femmes, hommes et non genrés"
            yield Anomalie(f"{path}/total", f"{phrase}\u202f; corrigez l’un des deux")
        if ligne.qpv is not None and ligne.qpv > max(somme, ligne.total or 0):
            yield Anomalie(f"{path}/qpv", f"Dont QPV{NBSP}: indiquez au plus {max(somme, ligne.total or 0)}")


def avis_rendu(projet: Projet) -> Iterator[Anomalie]:
    """From « avis rendu » on, the opinion is known; a reserve or a refusal says why."""
    if projet.avis is None:
        if atteint(projet.etape, EtapeProjet.AVIS_RENDU):
            yield Anomalie("avis", f"Avis du délégué{NBSP}: choisissez dans la liste")
    elif projet.avis in {AvisDelegue.RESERVES, AvisDelegue.DEFAVORABLE} and not projet.avis_motif:
        yield Anomalie("avis_motif", f"Motif de l’avis{NBSP}: dites les réserves ou le refus", Gravite.AVERTISSEMENT)


def etape_datee(projet: Projet) -> Iterator[Anomalie]:
    """The present stage is the last one of the dated list; an idea has no date yet."""
    passees = parcours(projet)
    derniere = passees[-1].etape if passees else EtapeProjet.IDEE
    if projet.etape is not None and projet.etape is not derniere:
        yield Anomalie("etapes", f"Parcours{NBSP}: ajoutez «{NBSP}{projet.etape.libelle}{NBSP}» avec sa date")


def retour_motive(projet: Projet) -> Iterator[Anomalie]:
    """A step back is allowed with a reason, that stays; a jump forward is free."""
    passees = parcours(projet)
    for avant, apres in pairwise(passees):
        if avant.etape is None or apres.etape is None or apres.motif or not recule(avant.etape, apres.etape):
            continue
        phrase = (
            f"Parcours{NBSP}: retour de «{NBSP}{avant.etape.libelle}{NBSP}» à «{NBSP}{apres.etape.libelle}{NBSP}», "
            "dites pourquoi"
        )
        yield Anomalie(f"etapes/{apres.uid}/motif", phrase, Gravite.AVERTISSEMENT)


def parcours(projet: Projet) -> list[ProjetEtape]:
    """The stages in the order of their dates; those of one day as they were typed, one without a date last."""
    return sorted(projet.etapes, key=lambda e: (e.date is None, e.date and e.date.toordinal(), e.rang))


def acte_connu(projet: Projet) -> Iterator[Anomalie]:
    """Once signed, the act is an arrêté or a convention."""
    if projet.acte is None and atteint(projet.etape, EtapeProjet.ACTE_SIGNE):
        yield Anomalie("acte", f"Acte{NBSP}: choisissez arrêté ou convention")


def convention_requise(projet: Projet) -> Iterator[Anomalie]:
    """Above the threshold, per porteur and year, a convention is required (décret n° 2001-495)."""
    if projet.acte is not Acte.ARRETE or calculs.acte_du(projet) is not Acte.CONVENTION:
        return
    total, seuil = euros(calculs.total_du_porteur(projet)), euros(calculs.seuil_convention(projet))
    phrase = (
        f"Acte{NBSP}: {total} pour ce porteur en {projet.annee}, une convention est requise au-delà de {seuil} "
        f"(décret n°{NBSP}2001-495)\u202f; choisissez-la, ou dites pourquoi un arrêté"
    )
    yield Anomalie("acte", phrase, Gravite.AVERTISSEMENT)


TOUTES: tuple[Rule, ...] = (
    doublon_dauphin, annee_de_la_cpo, dates_dans_l_ordre, dates_du_parcours, un_quartier, nomenclature,
    cer_du_porteur, siret_du_porteur, budget_equilibre, accorde_au_plus, versement_date, beneficiaires_justes,
    *EGALITE, avis_rendu, etape_datee, retour_motive, acte_connu, convention_requise, *BILAN,
)  # fmt: skip
