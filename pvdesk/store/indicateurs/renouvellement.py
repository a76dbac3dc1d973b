"""Urban renewal: conventions signed, TFPB abatements, attributions, hours of insertion (brochure RU)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from db.models import FicheDispositif
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, parametre
from pvdesk.store.indicateurs.dispositifs import TABLE, Somme, en_place, engage, est_variante, valeurs
from pvdesk.store.indicateurs.geographie import epci_concernes
from pvdesk.store.indicateurs.tuile import EURO, POURCENT, Detail, Indicateur, phrase, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "renouvellement"


def npnru_signees(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Conventions of the NPNRU signed, over the 3 national and 9 regional projects (RU-P1)."""
    query = select(FicheDispositif.uid, FicheDispositif.nom, FicheDispositif.variante, FicheDispositif.signature_le)
    where = FicheDispositif.type == "npnru", FicheDispositif.supprime_le.is_(None), FicheDispositif.signature_le <= au
    rows = unit.all(query.where(*where).order_by(FicheDispositif.signature_le))
    total = sum(chiffre(unit, ligne) or 0 for ligne in ("RU-05", "RU-06"))
    sortes = [f"{sum(est_variante(r.variante, sorte) for r in rows)} {sorte}" for sorte in ("PIN", "PIR")]
    return tuile(
        "renouvellement.npnru_signees", "Conventions du NPNRU signées", SECTION, len(rows), "conventions",
        texte=f"{len(rows)} sur {francais.nombre(total)}", note=", ".join(sortes), base=0, cible=total, table=TABLE,
        uids=[r.uid for r in rows],
        detail=[Detail(r.nom or "Sans nom", francais.date_courte(r.signature_le), cle=r.uid) for r in rows],
    )  # fmt: skip


def clause(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Hours of insertion over hours worked: 5 % on ANRU operations, 10 % on GUP contracts (RU-P4)."""
    _, travaillees, uids = valeurs(unit, au, "clause.heures_marche", Somme.CUMUL)
    realisees = valeurs(unit, au, "clause.realisees", Somme.CUMUL)[1]
    seuil, gup = parametre(unit, "clause.anru", au), parametre(unit, "clause.gup", au)
    detail = []
    for code, libelle in (
        ("qpv", "Habitants des quartiers"),
        ("femmes", "Femmes"),
        ("jeunes", "Jeunes sans qualification"),
    ):
        heures = valeurs(unit, au, f"clause.realisees_{code}", Somme.CUMUL)[1]
        if heures is not None and realisees:
            taux = 100 * heures / realisees
            detail.append(Detail(libelle, f"{francais.pourcentage(taux)} des heures réalisées", taux, code))
    note = phrase(
        f"{francais.nombre(realisees or 0)} heures réalisées" if travaillees else "",
        f"{francais.pourcentage(gup)} pour la gestion urbaine de proximité" if gup is not None else "",
    )
    return tuile(
        "renouvellement.clause", "Heures d’insertion", SECTION,
        100 * (realisees or 0) / travaillees if travaillees else None, POURCENT, note=note, cible=seuil, table=TABLE,
        uids=uids, detail=detail,
    )  # fmt: skip


def tfpb(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """TFPB conventions in place, and their yearly bilans received (RU-11)."""
    query = select(FicheDispositif.uid, FicheDispositif.nom).where(FicheDispositif.type == "tfpb", en_place(au))
    rows = unit.all(query.order_by(FicheDispositif.nom))
    bilans = valeurs(unit, au, "tfpb.bilan", Somme.ANNEE)[0]
    montants = valeurs(unit, au, "tfpb.montant", Somme.ANNEE)[0]
    recus = (
        f"{francais.pluriel(int(bilans[max(bilans)]), 'bilan reçu', 'bilans reçus')} pour {max(bilans)}"
        if bilans
        else ""
    )
    return tuile(
        "renouvellement.tfpb", "Conventions d’abattement de TFPB", SECTION, len(rows), "conventions",
        note=recus or "aucun bilan reçu", table=TABLE, uids=[r.uid for r in rows],
        detail=[Detail(f"Abattement {a}", texte_de(n, EURO), n) for a, n in sorted(montants.items(), reverse=True)],
    )  # fmt: skip


def cia(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Conventions of attribution signed, over the EPCI that have a quartier (RU-P2)."""
    query = select(FicheDispositif.uid, FicheDispositif.nom, FicheDispositif.epci)
    rows = unit.all(query.where(FicheDispositif.type == "cia", engage(au)).order_by(FicheDispositif.nom))
    concernes = epci_concernes(unit, au)
    faits = {r.epci or r.uid for r in rows}
    detail = [
        Detail(nom, "signée" if code in faits else "à signer", cle=code)
        for code, nom in sorted(concernes.items(), key=lambda e: e[1])
    ]
    return tuile(
        "renouvellement.cia", "Conventions intercommunales d’attribution", SECTION, len(faits), "EPCI",
        texte=f"{len(faits)} sur {len(concernes)}", cible=len(concernes) or None, table=TABLE,
        uids=[r.uid for r in rows], detail=detail,
    )  # fmt: skip
