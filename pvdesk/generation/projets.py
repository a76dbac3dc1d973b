"""The programme of each year: projects filed in autumn, decided in spring, whose bilans come in time, late or never."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from db.models.projet_calculs import SEUIL_CONVENTION
from db.models.projet_etapes import EtapeProjet
from db.models.projet_listes import (
    Acte,
    AppreciationBilan,
    AvisDelegue,
    Axe,
    Cotation,
    Financeur,
    IssueBilan,
    Moment,
    Pilier,
    PropositionBilan,
    Realisation,
    TrancheBeneficiaires,
)
from pvdesk.generation import phrases
from pvdesk.generation.delegation import Delegation, jour_ouvre, jours
from pvdesk.kit.draft import Draft

PAR_AN = 12
PREMIERE_2024 = 2024
PRIORITES = ("Un quartier où l’on vit bien", "L’emploi pour tous", "Réussir à l’école", "Transitions")
ATTENTE_CER = {"cer_du_porteur": "Souscription demandée à l’entrée en vigueur du décret."}
AUTRES = (Financeur.COMMUNE, Financeur.CAF, Financeur.DEPARTEMENT, Financeur.EPCI)
CHARGES = ("60 – Achats", "61 – Services extérieurs", "64 – Charges de personnel")
COTATIONS = (Cotation.G0, Cotation.G0, Cotation.G1, Cotation.G1, Cotation.G2)


@dataclass(slots=True)
class Dossier:
    """What is known of a project from its filing on; amounts in cents."""

    annee: int
    numero: int
    porteur: str
    total: int
    demande: int
    cotation: Cotation
    acte: Acte = Acte.ARRETE
    uid: str = ""


def installer(delegation: Delegation) -> None:
    """Each year’s programme, that of the year under way included: its projects are taken over on the first day."""
    for annee in range(delegation.debut.year, delegation.au.year + 2):
        dossiers = [_dossier(delegation, annee, numero) for numero in range(1, PAR_AN + 1)]
        for dossier in dossiers:
            demandes = sum(d.demande for d in dossiers if d.porteur == dossier.porteur)
            dossier.acte = Acte.CONVENTION if demandes > SEUIL_CONVENTION else Acte.ARRETE
            depot = jour_ouvre(dt.date(annee - 1, 11, 4) + jours(delegation.entre(0, 45)))
            delegation.noter(depot, _deposer, dossier, depot)


def _dossier(delegation: Delegation, annee: int, numero: int) -> Dossier:
    total = delegation.entre(30, 260) * 100_00
    demande = total * delegation.entre(25, 65) // 100 // 100_00 * 100_00
    porteur = str(delegation.entre(0, 5))  # the rank of the association, known by its uid once it is registered
    return Dossier(annee, numero, porteur, total, demande, delegation.choix(COTATIONS))


def _parcours(*etapes: tuple[EtapeProjet, dt.date]) -> dict[str, list[dict[str, Any]]]:
    return {"etapes": [{"etape": etape, "date": jour} for etape, jour in etapes]}


def _deposer(delegation: Delegation, _jour: dt.date, dossier: Dossier, prevu: dt.date) -> None:
    """The request: what, where, for whom, with which money; the budget balances."""
    nom, theme = delegation.choix(phrases.PROJETS)
    an = dt.date(dossier.annee, 1, 1)
    lieu = delegation.lieu()
    code = lieu.code_du(an)
    nouveau = dossier.annee >= PREMIERE_2024
    dossier.porteur = delegation.organismes.associations[int(dossier.porteur)]
    finie = delegation.finie(prevu)
    dossier.uid = delegation.scribe.ecrire(
        "projet", _lignes(delegation, dossier, code) | _parcours((EtapeProjet.DEPOSE, prevu)),
        motifs=ATTENTE_CER, finir=finie, intitule=f"{nom}, {lieu.nom}"[:160], theme=theme, annee=dossier.annee,
        dauphin=f"{dossier.annee % 100:02d}9{delegation.territoire.rang:02d}{dossier.numero:03d}",
        porteur_uid=dossier.porteur, description=f"Action d’essai\u00a0: {nom.lower()}.",
        lieu=delegation.choix(phrases.LIEUX), debut=an, fin=an.replace(month=12, day=31), hors_qpv=code is None or None,
        contrat=lieu.contrat_du(an, delegation.territoire.contrat), etape=EtapeProjet.DEPOSE, depose_le=prevu,
        pilier=None if nouveau else delegation.choix(tuple(Pilier)[:3]),
        priorite=delegation.choix(PRIORITES) if nouveau else None, cotation_entree=dossier.cotation,
        justification=None if dossier.cotation is Cotation.G0 else delegation.choix(phrases.JUSTIFICATIONS),
        droit_commun_montant=delegation.entre(5, 40) * 100_00 if delegation.chance(35) else None,
    )  # fmt: skip
    if finie:
        delegation.projets.setdefault(dossier.annee, []).append(dossier.uid)
        if code:
            delegation.lieux_des_projets[dossier.uid] = code
    avis = jour_ouvre(dt.date(dossier.annee, 2, 1) + jours(delegation.entre(0, 24)))
    delegation.noter(avis, _instruire, dossier, prevu, avis)


def _lignes(delegation: Delegation, dossier: Dossier, code: str | None) -> dict[str, list[dict[str, Any]]]:
    achats, services = (dossier.total * delegation.entre(10, 25) // 100 // 100 * 100 for _ in range(2))
    prevus = (achats, services, dossier.total - achats - services)
    tiers = (dossier.total - dossier.demande) // 2 // 100 * 100
    reste = dossier.total - dossier.demande - tiers
    femmes, hommes = delegation.entre(8, 60), delegation.entre(8, 50)
    libelle, unite = delegation.choix(phrases.INDICATEURS)
    return {
        "quartiers": [{"quartier": code}] if code else [],
        "axes": [{"axe": axe} for axe in delegation.quelques(tuple(Axe), delegation.entre(0, 2))],
        "charges": [{"poste": poste, "prevu": prevu} for poste, prevu in zip(CHARGES, prevus, strict=True)],
        "cofinanceurs": [
            {"financeur": Financeur.BOP_147, "demande": dossier.demande},
            {"financeur": delegation.choix(AUTRES), "demande": tiers},
            {"financeur": Financeur.AUTOFINANCEMENT, "demande": reste},
        ],
        "beneficiaires": [_public(Moment.PREVU, femmes, hommes)],
        "indicateurs": [{"libelle": libelle, "unite": unite, "cible": (femmes + hommes) * 1000}],
    }


def _public(moment: Moment, femmes: int, hommes: int) -> dict[str, Any]:
    return {
        "moment": moment, "tranche": TrancheBeneficiaires.TOUS, "femmes": femmes, "hommes": hommes,
        "total": femmes + hommes, "qpv": (femmes + hommes) * 3 // 4,
    }  # fmt: skip


def _instruire(delegation: Delegation, _jour: dt.date, dossier: Dossier, depot: dt.date, prevu: dt.date) -> None:
    """The file is completed, then the délégué gives an opinion."""
    complet = depot + jours(delegation.entre(5, 40))
    passe = [(EtapeProjet.COMPLET, complet), (EtapeProjet.AVIS_RENDU, prevu)]
    if delegation.chance(20):
        passe.insert(0, (EtapeProjet.INCOMPLET, depot + jours(3)))
    reserve = delegation.chance(25)
    delegation.scribe.reprendre(
        "projet", dossier.uid, _parcours(*passe), etape=EtapeProjet.AVIS_RENDU, complet_le=complet, avis_le=prevu,
        avis=AvisDelegue.RESERVES if reserve else AvisDelegue.FAVORABLE,
        avis_motif=delegation.choix(phrases.MOTIFS_AVIS) if reserve else None,
    )  # fmt: skip
    comite = jour_ouvre(dt.date(dossier.annee, 3, 20) + jours(delegation.entre(0, 25)))
    delegation.noter(comite, _programmer, dossier, comite)


def _programmer(delegation: Delegation, _jour: dt.date, dossier: Dossier, prevu: dt.date) -> None:
    """The comités: most are programmed, for what was asked or a little less."""
    technique = prevu - jours(14)
    issue = delegation.choix((EtapeProjet.PROGRAMME,) * 8 + (EtapeProjet.REFUSE, EtapeProjet.AJOURNE))
    part = delegation.entre(75, 100)

    def accorder(draft: Draft) -> None:
        for ligne in draft.lines["cofinanceurs"] if issue is EtapeProjet.PROGRAMME else ():
            etat = ligne.values["financeur"] is Financeur.BOP_147
            ligne.values["accorde"] = ligne.values["demande"] * (part if etat else 100) // 100

    passe = ((EtapeProjet.COMITE_TECHNIQUE, technique), (EtapeProjet.COMITE_PILOTAGE, prevu), (issue, prevu))
    delegation.scribe.reprendre(
        "projet", dossier.uid, _parcours(*passe), accorder, etape=issue, comite_technique_le=technique,
        comite_pilotage_le=prevu, cotation_sortie=dossier.cotation,
    )  # fmt: skip
    if issue is EtapeProjet.PROGRAMME:
        verse = jour_ouvre(dt.date(dossier.annee, 5, 20) + jours(delegation.entre(0, 40)))
        delegation.noter(verse, _verser, dossier, verse)


def _verser(delegation: Delegation, _jour: dt.date, dossier: Dossier, prevu: dt.date) -> None:
    """Notified, signed, paid."""

    def payer(draft: Draft) -> None:
        etat = draft.lines["cofinanceurs"][0]
        etat.values |= {"verse": etat.values["accorde"], "verse_le": prevu}

    notifie, signe = prevu - jours(28), prevu - jours(14)
    passe = ((EtapeProjet.NOTIFIE, notifie), (EtapeProjet.ACTE_SIGNE, signe), (EtapeProjet.VERSE, prevu))
    delegation.scribe.reprendre(
        "projet", dossier.uid, _parcours(*passe), payer, etape=EtapeProjet.VERSE, notifie_le=notifie,
        acte=dossier.acte, acte_le=signe, acte_numero=f"ESSAI-{dossier.annee}-{dossier.numero:03d}",
    )  # fmt: skip
    suite = dossier.annee + 1
    if delegation.chance(65):
        recu = dt.date(suite, 2, 1) + jours(delegation.entre(0, 148))
        delegation.noter(recu, _recevoir, dossier, jour_ouvre(recu))
        return
    delegation.noter(dt.date(suite, 7, 8), _relancer, dossier)
    if delegation.chance(75):  # late; the others never come
        recu = dt.date(suite, 7, 20) + jours(delegation.entre(0, 140))
        delegation.noter(recu, _recevoir, dossier, jour_ouvre(recu))


def _relancer(delegation: Delegation, jour: dt.date, dossier: Dossier) -> None:
    relance = {"date": jour, "mode": "courriel", "note": "Bilan annoncé."}
    delegation.scribe.reprendre("projet", dossier.uid, {"relances": [relance]})


def _recevoir(delegation: Delegation, _jour: dt.date, dossier: Dossier, prevu: dt.date) -> None:
    """The bilan: what was spent, for whom, and how it compares."""
    part = delegation.entre(88, 100)
    entier = part >= 95

    def realiser(draft: Draft) -> None:
        for charge in draft.lines["charges"]:
            charge.values["realise"] = charge.values["prevu"] * part // 100
        for indicateur in draft.lines["indicateurs"]:
            indicateur.values["realise"] = indicateur.values["cible"] * part // 100_000 * 1000

    public = _public(Moment.REALISE, delegation.entre(8, 60), delegation.entre(8, 50))
    fin = dt.date(dossier.annee, 12, 31)
    passe = _parcours((EtapeProjet.TERMINE, fin), (EtapeProjet.BILAN_RECU, prevu))
    delegation.scribe.reprendre(
        "projet", dossier.uid, passe | {"beneficiaires": [public]}, realiser, etape=EtapeProjet.BILAN_RECU,
        bilan_recu_le=prevu, issue=IssueBilan.COMPTE_RENDU,
        realisation=Realisation.OUI if entier else Realisation.PARTIELLEMENT,
        ecarts=None if entier else phrases.ECARTS,
    )  # fmt: skip
    valide = jour_ouvre(prevu + jours(delegation.entre(15, 60)))
    delegation.noter(valide, _valider, dossier, valide)


def _valider(delegation: Delegation, _jour: dt.date, dossier: Dossier, prevu: dt.date) -> None:
    conforme = delegation.chance(90)
    delegation.scribe.reprendre(
        "projet", dossier.uid, _parcours((EtapeProjet.BILAN_VALIDE, prevu)), etape=EtapeProjet.BILAN_VALIDE,
        bilan_valide_le=prevu, cotation_bilan=dossier.cotation,
        appreciation=AppreciationBilan.CONFORME if conforme else AppreciationBilan.A_COMPLETER,
        proposition=PropositionBilan.RECONDUIRE if conforme else PropositionBilan.RESERVES,
    )  # fmt: skip
