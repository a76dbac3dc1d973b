"""Adultes-relais: posts under convention, occupied, vacant, and the quartiers that have no health mediator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from db.models import Convention, Occupation, Organisme
from db.models.adulte_relais_lignes import ConventionQuartier
from db.models.adulte_relais_listes import NON_SIGNEES, Thematique
from db.models.referentiel import Quartier
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, parametre, selon_la_brochure
from pvdesk.store.indicateurs.geographie import en_vigueur
from pvdesk.store.indicateurs.tuile import Detail, Indicateur, comptes, phrase, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "organisation"
SANTE = "sante"


def court(au: dt.date) -> Any:
    """The convention, signed, runs that day (`Convention.en_vigueur` in SQL)."""
    return and_(
        Convention.supprime_le.is_(None), Convention.statut.not_in(NON_SIGNEES), Convention.debut <= au,
        func.coalesce(Convention.fin, Convention.resiliee_le) >= au,
        func.coalesce(Convention.resiliee_le, Convention.fin) >= au,
    )  # fmt: skip


def tenu(au: dt.date) -> Any:
    """Somebody holds the post that day (`Convention.occupe` in SQL)."""
    fin = func.coalesce(Occupation.fin_reelle, Occupation.fin_prevue)
    return exists().where(
        Occupation.convention_uid == Convention.uid, Occupation.supprime_le.is_(None), Occupation.debut <= au,
        or_(fin.is_(None), fin >= au),
    )  # fmt: skip


def conventionnes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Posts under convention: 134 in 2018 (OR-08)."""
    rows = _postes(unit, court(au))
    return tuile(
        "adultes_relais.conventionnes", "Adultes-relais conventionnés", SECTION, len(rows), "postes",
        note=selon_la_brochure(unit, "OR-08"), base=chiffre(unit, "OR-08"), table="convention", uids=_uids(rows),
        detail=_par_thematique(rows),
    )  # fmt: skip


def occupes(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Posts where somebody works that day."""
    rows = _postes(unit, and_(court(au), tenu(au)))
    total = _nombre(unit, court(au))
    texte = f"{francais.pluriel(len(rows), 'occupé', 'occupés')} sur {francais.nombre(total)}"
    return tuile(
        "adultes_relais.occupes", "Postes d’adultes-relais occupés", SECTION, len(rows), "postes", texte=texte,
        table="convention", uids=_uids(rows), detail=_par_thematique(rows),
    )  # fmt: skip


def nombre_occupes(unit: UnitOfWork, au: dt.date) -> int:
    """How many posts somebody holds that day: a point of their trend."""
    return _nombre(unit, and_(court(au), tenu(au)))


def vacants(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Posts under convention where nobody works, and since when."""
    rows = [(r, (au - _vide_depuis(r, au)).days + 1) for r in _postes(unit, and_(court(au), ~tenu(au)), au)]
    pire = max((jours for _, jours in rows), default=0)
    detail = [
        Detail(
            phrase(r.numero or "Sans numéro", r.employeur or ""), francais.pluriel(jours, "jour", "jours"), cle=r.uid
        )
        for r, jours in sorted(rows, key=lambda row: -row[1])
    ]
    note = f"le plus long depuis {francais.pluriel(pire, 'jour', 'jours')}" if rows else ""
    made = tuile(
        "adultes_relais.vacants", "Postes d’adultes-relais vacants", SECTION, len(rows), "postes", note=note, cible=0,
        table="convention", uids=[r.uid for r, _ in rows], detail=detail,
    )  # fmt: skip
    return replace(made, ton=_gravite(unit, au, pire) if _nombre(unit, court(au)) else "neutral")


def _gravite(unit: UnitOfWork, au: dt.date, jours: int) -> str:
    """How much the longest vacancy weighs, by the thresholds valid that day."""
    if not jours:
        return "success"
    for code, ton in (("ar.vacance_grave", "error"), ("ar.vacance_alerte", "warning")):
        seuil = parametre(unit, code, au)
        if seuil is not None and jours >= seuil:
            return ton
    return "info"


def arms(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Health mediators at work: 13 posts in 2018 (SA-03)."""
    sante = and_(court(au), Convention.thematique == Thematique.ARMS)
    rows = _postes(unit, and_(sante, tenu(au)))
    total = _nombre(unit, sante)
    note = phrase(f"sur {francais.pluriel(total, 'poste', 'postes')}", selon_la_brochure(unit, "SA-03"))
    return tuile(
        "sante.arms", "Médiateurs santé (ARMS) en poste", SANTE, len(rows), "postes", note=note,
        base=chiffre(unit, "SA-03"), table="convention", uids=_uids(rows),
        detail=[Detail(r.numero or "Sans numéro", r.employeur or "", cle=r.uid) for r in rows],
    )  # fmt: skip


def qpv_sans_arms(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Quartiers in force where no health mediator is at work that day (SA-P2): it falls at the start, not before."""
    pourvu = exists().where(
        ConventionQuartier.quartier == Quartier.code, ConventionQuartier.convention_uid == Convention.uid, court(au),
        Convention.thematique == Thematique.ARMS, tenu(au),
    )  # fmt: skip
    query = select(Quartier.code, Quartier.nom).where(en_vigueur(au), ~pourvu).order_by(Quartier.nom, Quartier.code)
    rows = unit.all(query)
    total = unit.session.scalar(select(func.count()).select_from(Quartier).where(en_vigueur(au))) or 0
    return tuile(
        "sante.qpv_sans_arms", "Quartiers sans médiateur santé", SANTE, len(rows), "quartiers", note=f"sur {total}",
        cible=0, table="convention", detail=[Detail(nom, code, cle=code) for code, nom in rows],
    )  # fmt: skip


def _postes(unit: UnitOfWork, where: Any, au: dt.date | None = None) -> Sequence[Any]:
    quitte = select(func.max(func.coalesce(Occupation.fin_reelle, Occupation.fin_prevue))).where(
        Occupation.convention_uid == Convention.uid, Occupation.supprime_le.is_(None),
        Occupation.debut <= (au or dt.date.max),
    )  # fmt: skip
    query = (
        select(
            Convention.uid, Convention.numero, Convention.thematique, Convention.debut,
            Organisme.nom.label("employeur"), quitte.scalar_subquery().label("quitte"),
        )
        .outerjoin(Organisme, Organisme.uid == Convention.employeur_uid)
        .where(where)
        .order_by(Convention.numero)
    )  # fmt: skip
    return unit.all(query)


def _vide_depuis(row: Any, au: dt.date) -> dt.date:
    """The first vacant day: the one after the last titulaire left, else the first of the convention."""
    if row.quitte is None:
        return row.debut or au
    quitte: dt.date = row.quitte if isinstance(row.quitte, dt.date) else dt.date.fromisoformat(row.quitte)
    return quitte + dt.timedelta(days=1)


def _par_thematique(rows: Sequence[Any]) -> list[Detail]:
    groupes: dict[str, list[str]] = {}
    for row in rows:
        libelle = row.thematique.libelle if row.thematique is not None else "Sans thématique"
        groupes.setdefault(libelle, []).append(row.uid)
    return comptes(groupes)


def _uids(rows: Sequence[Any]) -> list[str]:
    return [row.uid for row in rows]


def _nombre(unit: UnitOfWork, where: Any) -> int:
    return unit.session.scalar(select(func.count()).select_from(Convention).where(where)) or 0
