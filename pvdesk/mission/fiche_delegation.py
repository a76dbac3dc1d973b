"""A delegation, whole: where it stands, its fiches by type, its lots, what was asked of it, its territory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from db.base import Etat
from db.models.echange import Correspondant
from db.models.referentiel import Quartier
from pvdesk.base.francais import typo
from pvdesk.bundle import identity
from pvdesk.fiches import FICHES
from pvdesk.mission.delegations import Delegation, consolidation, corrections_attendues, noms_des_contrats
from pvdesk.mission.descente import own_territory
from pvdesk.mission.succession import predecesseurs
from pvdesk.store.indicateurs.geographie import en_vigueur
from pvdesk.store.lots import LotRow, lots_de
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Compte:
    """How many fiches of a type, and of them how many are not validated or closed yet."""

    table: str
    nom: str
    fiches: int
    a_valider: int


@dataclass(frozen=True, slots=True)
class FicheDelegation:
    """What the mission knows of a delegation.

    Attributes:
        postes: its code, then those whose fiches it took over.
        lots: both ways, newest first.
        corrections: asked and not answered yet.
        contrats: names of the contrats de ville of its territory.
        quartiers: (code, name) of those in force there.
    """

    jour: dt.date
    delegation: Delegation
    postes: tuple[str, ...]
    comptes: tuple[Compte, ...]
    lots: tuple[LotRow, ...]
    corrections: tuple[str, ...]
    contrats: tuple[str, ...]
    quartiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choisie:
    """The delegations that may be chosen, (code, name), and the one chosen; None when there is none."""

    offertes: tuple[tuple[str, str], ...]
    fiche: FicheDelegation | None


def fiche_delegation(unit: UnitOfWork, code: str, jour: dt.date) -> Choisie:
    """The fiche of a delegation on a day; of the first one when no such code is known."""
    ones = consolidation(unit, jour).delegations
    offered = tuple((one.code, one.nom) for one in ones)
    chosen = next((one for one in ones if one.code == code), ones[0] if ones else None)
    if chosen is None:
        return Choisie(offered, None)
    row = unit.session.get_one(Correspondant, chosen.code)
    if row.signature:
        chosen = replace(chosen, ligne=replace(chosen.ligne, controle=identity.control_code(unit, row)))
    postes = (chosen.code, *sorted(predecesseurs(unit, chosen.code)))
    contrats = _territory(unit, postes)
    noms = noms_des_contrats(unit)
    query = select(Quartier.code, Quartier.nom).where(Quartier.contrat.in_(contrats), en_vigueur(jour))
    quartiers = tuple((row[0], typo(row[1])) for row in unit.all(query.order_by(Quartier.nom, Quartier.code)))
    fiche = FicheDelegation(
        jour, chosen, postes, _counts(unit, postes), tuple(lots_de(unit, postes)),
        corrections_attendues(unit, chosen.code), tuple(noms.get(one, one) for one in contrats), quartiers,
    )  # fmt: skip
    return Choisie(offered, fiche)


def _territory(unit: UnitOfWork, postes: Sequence[str]) -> list[str]:
    """Codes of the contrats that were given to it; those of its fiches when none were."""
    found: set[str] = set()
    for poste in postes:
        row = unit.session.get(Correspondant, poste)
        found |= set((row.territoire if row is not None else None) or own_territory(unit, poste))
    return sorted(found)


def _counts(unit: UnitOfWork, postes: Sequence[str]) -> tuple[Compte, ...]:
    made = []
    for table, fiche in FICHES.items():
        model: Any = fiche.model
        waiting = func.count(model.uid).filter(model.etat.not_in((Etat.VALIDE, Etat.CLOS)))
        query = select(func.count(model.uid), waiting)
        query = query.where(model.origine.in_(postes), model.supprime_le.is_(None))
        count, left = unit.all(query)[0]
        if count:
            made.append(Compte(table, fiche.plural, count, left))
    return tuple(made)
