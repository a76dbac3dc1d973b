"""The priority geography of a day: quartiers, contrats, inhabitants. A relevé dated since the tables wins over them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, or_, select

from db.models.referentiel import Contrat, Epci, Population, Quartier, QuartierCommune
from pvdesk.base import francais
from pvdesk.store.indicateurs.brochure import chiffre, selon_la_brochure
from pvdesk.store.indicateurs.releves import dernier, origine, series
from pvdesk.store.indicateurs.tuile import Detail, Indicateur, phrase, texte_de, tuile
from pvdesk.store.unit import UnitOfWork

SECTION = "organisation"
SANS_CONTRAT = "Sans contrat"


def en_vigueur(au: dt.date) -> Any:
    """The quartier is a priority one that day."""
    return and_(Quartier.valide_du <= au, or_(Quartier.valide_au.is_(None), Quartier.valide_au >= au))


def qpv(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Quartiers in force: 64 in each generation (ED-04)."""
    query = (
        select(Contrat.nom, func.count(Quartier.code))
        .outerjoin(Contrat, Contrat.code == Quartier.contrat)
        .where(en_vigueur(au))
        .group_by(Contrat.nom)
        .order_by(Contrat.nom)
    )
    rows = unit.all(query)
    detail = [Detail(nom or SANS_CONTRAT, francais.nombre(n), Decimal(n)) for nom, n in rows]
    total = sum(n for _, n in rows)
    return _constate(
        unit, au, "ED-04", tuile("geographie.qpv", "Quartiers prioritaires", SECTION, total, "quartiers", detail=detail)
    )


def contrats(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Contrats de ville of the quartiers in force: eleven in 2018 (ED-05), fewer since."""
    tenus = or_(Contrat.code == Quartier.contrat, Contrat.code == Quartier.contrat_second)
    query = (
        select(Contrat.code, Contrat.nom, Contrat.confirme)
        .where(select(Quartier.code).where(en_vigueur(au), tenus).exists())
        .order_by(Contrat.nom)
    )
    rows = unit.all(query)
    detail = [Detail(nom, "confirmé" if vu else "non confirmé", cle=code) for code, nom, vu in rows]
    return _constate(
        unit,
        au,
        "ED-05",
        tuile("geographie.contrats", "Contrats de ville", SECTION, len(rows), "contrats", detail=detail),
    )


def population(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Inhabitants of the quartiers in force, by the last legal populations known (OR-12)."""
    total, millesime, detail = _habitants(unit, au, en_vigueur(au))
    made = tuile(
        "geographie.population", "Habitants des quartiers", SECTION, total, "habitants", note=millesime, detail=detail
    )
    return _constate(unit, au, "OR-12", made)


def habitants_npnru(unit: UnitOfWork, au: dt.date) -> Indicateur:
    """Inhabitants of the quartiers of the NPNRU (RU-08)."""
    total, millesime, detail = _habitants(unit, au, and_(en_vigueur(au), Quartier.npnru.is_not(None)))
    made = tuile(
        "renouvellement.habitants", "Habitants concernés par le NPNRU", "renouvellement", total, "habitants",
        note=millesime, detail=detail,
    )  # fmt: skip
    return _constate(unit, au, "RU-08", made)


def villes(unit: UnitOfWork, au: dt.date) -> dict[str, set[str]]:
    """The communes of each quartier in force, by code."""
    query = select(QuartierCommune.commune, QuartierCommune.quartier).join(
        Quartier, Quartier.code == QuartierCommune.quartier
    )
    found: dict[str, set[str]] = {}
    for commune, quartier in unit.all(query.where(en_vigueur(au))):
        found.setdefault(commune, set()).add(quartier)
    return found


def epci_concernes(unit: UnitOfWork, au: dt.date) -> dict[str, str]:
    """Names of the EPCI that have a quartier in force, by code."""
    query = select(Epci.code, Epci.nom).where(
        select(Quartier.code).where(en_vigueur(au), Quartier.epci == Epci.code).exists()
    )
    return dict(unit.session.execute(query).all())


def _habitants(unit: UnitOfWork, au: dt.date, where: Any) -> tuple[int, str, list[Detail]]:
    """Total, « populations de 2020 », and the part of each quartier."""
    recente = (
        select(func.max(Population.annee))
        .where(Population.quartier == Quartier.code, Population.annee <= au.year)
        .correlate(Quartier)
        .scalar_subquery()
    )
    query = (
        select(Quartier.code, Quartier.nom, Population.population, Population.annee)
        .join(Population, and_(Population.quartier == Quartier.code, Population.annee == recente))
        .where(where)
        .order_by(Quartier.nom, Quartier.code)
    )
    rows = unit.all(query)
    annees = sorted({row.annee for row in rows})
    millesime = f"populations de {', '.join(map(str, annees))}" if annees else ""
    detail = [Detail(r.nom, francais.nombre(r.population), Decimal(r.population), r.code) for r in rows]
    return sum(row.population for row in rows), millesime, detail


def _constate(unit: UnitOfWork, au: dt.date, ligne: str, calcule: Indicateur) -> Indicateur:
    """The figure of the tables, unless a person has noted a newer one: the tables only move with the program."""
    base = chiffre(unit, ligne)
    point = dernier(series(unit, au, ligne).get(ligne, []), valeur=True)
    if point is None or point.valeur is None:
        return replace(calcule, base=base, note=phrase(calcule.note, selon_la_brochure(unit, ligne)))
    note = phrase(origine(point), f"{calcule.texte} dans les tables")
    return replace(
        calcule, valeur=point.valeur, texte=texte_de(point.valeur, ""), base=base, note=note, table="releve",
        uids=(point.uid,),
    )  # fmt: skip
