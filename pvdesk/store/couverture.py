"""What covers each quartier of a day: a conseil, an adulte-relais, a health mediator, the visits of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, select

from db.models import Conseil, Convention, Visite
from db.models.adulte_relais_lignes import ConventionQuartier
from db.models.adulte_relais_listes import Thematique
from db.models.conseil import ConseilQuartier
from db.models.referentiel import Arrondissement, Contrat, Epci, Quartier
from db.models.visite import VisiteQuartier
from db.models.visite_listes import StatutVisite
from pvdesk.base.francais import typo
from pvdesk.store.indicateurs.adultes_relais import court, tenu
from pvdesk.store.indicateurs.conseils import ACTIFS, debout
from pvdesk.store.indicateurs.geographie import SANS_CONTRAT, en_vigueur
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Sorte:
    """A way to be covered: its code, its letter on the board, its names, the record type that it counts."""

    code: str
    lettre: str
    nom: str
    absence: str
    table: str


SORTES = (
    Sorte("conseil", "C", "Conseil", "aucun", "conseil"),
    Sorte("adulte_relais", "A", "Adulte-relais", "aucun en poste", "convention"),
    Sorte("arms", "S", "Médiateur santé", "aucun en poste", "convention"),
    Sorte("visites", "V", "Visites", "aucune", "visite"),
)


@dataclass(frozen=True, slots=True)
class Couverture:
    """A quartier and what covers it: the uids of the records, by code of `SORTES`; none when it lacks that."""

    code: str
    nom: str
    contrat: str
    territoire: str  # who leads the contrat: « CA de Lens - Liévin »
    arrondissement: str
    arrondissement_nom: str
    par: Mapping[str, tuple[str, ...]]

    @property
    def nombre(self) -> int:
        """In how many ways it is covered."""
        return sum(bool(uids) for uids in self.par.values())


def couverture(unit: UnitOfWork, au: dt.date) -> tuple[Couverture, ...]:
    """The quartiers in force that day, contrat by contrat; the visits are those made since 1 January."""
    query = (
        select(
            Quartier.code, Quartier.nom, Contrat.code, Epci.nom, Contrat.nom, Arrondissement.code, Arrondissement.nom
        )
        .outerjoin(Contrat, Contrat.code == Quartier.contrat)
        .outerjoin(Epci, Epci.code == Contrat.epci)
        .outerjoin(Arrondissement, Arrondissement.code == Quartier.arrondissement)
        .where(en_vigueur(au))
        .order_by(Contrat.nom, Quartier.nom, Quartier.code)
    )
    found = {sorte.code: _par_quartier(unit, sorte.code, au) for sorte in SORTES}
    return tuple(
        Couverture(
            code, typo(nom), contrat or "", typo(epci or titre or SANS_CONTRAT), arr or "", arr_nom or "",
            MappingProxyType({sorte: tuple(par.get(code, ())) for sorte, par in found.items()}),
        )
        for code, nom, contrat, epci, titre, arr, arr_nom in unit.all(query)
    )  # fmt: skip


def couverts(of: Sequence[Couverture], sorte: str) -> list[Couverture]:
    """Those that are covered in that way."""
    return [one for one in of if one.par[sorte]]


def _par_quartier(unit: UnitOfWork, sorte: str, au: dt.date) -> dict[str, list[str]]:
    """The records that cover each quartier in a way."""
    found: dict[str, list[str]] = {}
    for quartier, uid in unit.all(_query(sorte, au)):
        found.setdefault(quartier, []).append(uid)
    return found


def _query(sorte: str, au: dt.date) -> Any:
    """(quartier, uid) of the records that cover in a way."""
    if sorte == "conseil":
        asked: Any = select(ConseilQuartier.quartier, Conseil.uid).join(
            Conseil, Conseil.uid == ConseilQuartier.conseil_uid
        )
        return asked.where(debout(au), Conseil.statut.in_(ACTIFS)).distinct().order_by(Conseil.uid)
    if sorte == "visites":
        asked = select(VisiteQuartier.quartier, Visite.uid).join(Visite, Visite.uid == VisiteQuartier.visite_uid)
        made = and_(Visite.supprime_le.is_(None), Visite.statut == StatutVisite.FAITE)
        year = and_(Visite.date >= au.replace(month=1, day=1), Visite.date <= au)
        return asked.where(made, year).distinct().order_by(Visite.uid)
    asked = select(ConventionQuartier.quartier, Convention.uid).join(
        Convention, Convention.uid == ConventionQuartier.convention_uid
    )
    asked = asked.where(court(au), tenu(au))
    if sorte == "arms":
        asked = asked.where(Convention.thematique == Thematique.ARMS)
    return asked.distinct().order_by(Convention.uid)
