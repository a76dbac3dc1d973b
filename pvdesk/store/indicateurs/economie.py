"""Economy and employment: charters signed, prépas apprentissage, PEC in the quartiers (brochure EC)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from db.models import FicheDispositif, Organisme
from db.models.dispositif_listes import StatutDispositif
from db.models.organisme import FormeJuridique
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.dispositifs import COMPTES, TABLE, Somme, compte, en_place, engage, est_variante, valeurs
from pvdesk.store.indicateurs.tuile import POURCENT, Detail, Indicateur, phrase, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "economie"
PARCOURS = {"pec": "Parcours emploi compétences", "iae": "Insertion par l’activité économique",
            "garantie_jeunes": "Garantie jeunes"}  # fmt: skip


def signataires(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Signatories of the charters, of which companies (EC-02, EC-03)."""
    made = compte(unit, au, "economie.signataires", COMPTES["economie.signataires"])
    query = (
        select(FicheDispositif.variante, Organisme.forme)
        .outerjoin(Organisme, Organisme.uid == FicheDispositif.organisme_uid)
        .where(FicheDispositif.type == "charte", en_place(au))
    )
    entreprises = sum(
        forme is FormeJuridique.ENTREPRISE or est_variante(variante, "entreprise")
        for variante, forme in unit.all(query)
    )
    return replace(made, note=phrase(f"dont {francais.pluriel(entreprises, 'entreprise', 'entreprises')}", made.note))


def signatures(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """New signatures of the year, and of those before (EC-P2)."""
    query = select(FicheDispositif.uid, FicheDispositif.signature_le).where(
        FicheDispositif.type == "charte", engage(au), FicheDispositif.signature_le <= au
    )
    rows = unit.all(query.order_by(FicheDispositif.uid))
    annees: dict[int, list[str]] = {}
    for row in rows:
        annees.setdefault(row.signature_le.year, []).append(row.uid)
    signees = annees.get(au.year, [])
    return tuile(
        "economie.signatures", "Nouvelles signatures de chartes", SECTION, len(signees), "signatures",
        note=f"en {au.year}", table=TABLE, uids=signees,
        detail=[
            Detail(str(a), francais.nombre(len(u)), Decimal(len(u)), uids=tuple(u))
            for a, u in sorted(annees.items(), reverse=True)
        ],
    )  # fmt: skip


def prepas(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Prépas apprentissage open, over the CFA and lycées that volunteered: one fiche each (EC-P3)."""
    query = select(FicheDispositif.uid, FicheDispositif.nom, FicheDispositif.statut).where(
        FicheDispositif.type == "prepa_apprentissage", FicheDispositif.supprime_le.is_(None),
        FicheDispositif.statut.is_distinct_from(StatutDispositif.CLOS),
    )  # fmt: skip
    rows = unit.all(query.order_by(FicheDispositif.nom))
    ouvertes = len(unit.all(query.where(en_place(au))))
    return tuile(
        "economie.prepas", "Prépas apprentissage ouvertes", SECTION, ouvertes if rows else None, "établissements",
        texte=f"{ouvertes} sur {len(rows)}" if rows else "", cible=len(rows) or None, table=TABLE,
        uids=[r.uid for r in rows],
        detail=[Detail(r.nom or "Sans nom", r.statut.libelle if r.statut else "", cle=r.uid) for r in rows],
    )  # fmt: skip


def parcours(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Entries in PEC, IAE and the garantie jeunes, in the last year known of each (EC-09)."""
    detail: list[Detail] = []
    uids: list[str] = []
    total = Decimal(0)
    for type_, libelle in PARCOURS.items():
        annees, nombre, fiches = valeurs(unit, au, f"{type_}.prescriptions", Somme.ANNEE)
        if nombre is not None:
            detail.append(Detail(f"{libelle}, {max(annees)}", francais.nombre(nombre), nombre, type_))
            uids += fiches
            total += nombre
    return tuile(
        "emploi.parcours", "Entrées en PEC, IAE et garantie jeunes", SECTION, total if detail else None, "entrées",
        table=TABLE, uids=uids, detail=detail,
    )  # fmt: skip


def pec_qpv(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Share of the PEC of the year signed by inhabitants of the quartiers: 13 % at least (EC-P4)."""
    totaux, _, uids = valeurs(unit, au, "pec.prescriptions", Somme.ANNEE)
    qpv, _, _ = valeurs(unit, au, "pec.prescriptions_qpv", Somme.ANNEE)
    taux = {a: 100 * qpv[a] / n for a, n in totaux.items() if a in qpv and n}
    annee = max(taux, default=None)
    note = "" if annee is None else f"{francais.nombre(qpv[annee])} sur {francais.nombre(totaux[annee])} en {annee}"
    return tuile(
        "emploi.pec_qpv", "PEC dans les quartiers", SECTION, None if annee is None else taux[annee], POURCENT,
        note=phrase(note, selon_la_brochure(unit, "EC-P4")), cible=chiffre(unit, "EC-P4"), table=TABLE, uids=uids,
        detail=[Detail(str(a), francais.pourcentage(t), t) for a, t in sorted(taux.items(), reverse=True)],
    )  # fmt: skip
