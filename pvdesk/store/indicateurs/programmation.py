"""The projects of the exercise of a day, with the stage they had reached and what the BOP 147 grants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select

from db.models import Projet
from db.models.projet_etapes import EtapeProjet, atteint
from db.models.projet_lignes import ProjetCofinanceur, ProjetEtape
from db.models.projet_listes import Cotation, DispositifProjet, Financeur, NatureProjet, Pilier
from pvdesk.base import francais
from pvdesk.store.indicateurs.tuile import EURO, Detail, euros, texte_de
from pvdesk.store.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Action:
    """What the tiles read of a project."""

    uid: str
    etape: EtapeProjet | None
    nature: NatureProjet | None
    contrat: str | None
    pilier: Pilier | None
    priorite: str | None
    priorite_nationale: bool | None
    theme: str | None
    dispositif: DispositifProjet | None
    droit_commun: bool
    entree: Cotation | None
    sortie: Cotation | None
    bilan: Cotation | None
    accorde: int  # cents of the BOP 147

    @property
    def cotation(self) -> Cotation | None:
        """The last of its three ratings."""
        return self.bilan or self.sortie or self.entree


def actions(unit: UnitOfWork, au: dt.date) -> list[Action]:
    """The projects of the exercise, at their stage of that day."""
    accorde = (
        select(func.coalesce(func.sum(ProjetCofinanceur.accorde), 0))
        .where(ProjetCofinanceur.projet_uid == Projet.uid, ProjetCofinanceur.financeur == Financeur.BOP_147)
        .correlate(Projet)
        .scalar_subquery()
    )
    droit_commun = func.coalesce(Projet.droit_commun, "") != ""
    query = select(
        Projet.uid, _etape(unit, au), Projet.nature, Projet.contrat, Projet.pilier, Projet.priorite,
        Projet.priorite_nationale, Projet.theme, Projet.dispositif,
        droit_commun | (func.coalesce(Projet.droit_commun_montant, 0) > 0), Projet.cotation_entree,
        Projet.cotation_sortie, Projet.cotation_bilan, accorde,
    ).where(Projet.supprime_le.is_(None), Projet.annee == au.year)  # fmt: skip
    return [Action(*row) for row in unit.all(query.order_by(Projet.uid))]


def programmes(unit: UnitOfWork, au: dt.date) -> list[Action]:
    """Those that a comité had retained by that day."""
    return [a for a in actions(unit, au) if atteint(a.etape, EtapeProjet.PROGRAMME)]


def _etape(unit: UnitOfWork, au: dt.date) -> Any:
    """The stage of today as it stands; that of a day gone by after the dated history, when there is one."""
    if au >= unit.now.astimezone().date():
        return Projet.etape
    connues = select(ProjetEtape.etape).where(ProjetEtape.projet_uid == Projet.uid)
    du_jour = connues.where(ProjetEtape.date <= au).order_by(ProjetEtape.date.desc(), ProjetEtape.rang.desc()).limit(1)
    return case((connues.correlate(Projet).exists(), du_jour.correlate(Projet).scalar_subquery()), else_=Projet.etape)


def total(of: Iterable[Action]) -> Decimal:
    """Euros of the BOP 147 granted to these."""
    return euros(sum(a.accorde for a in of))


def par(of: Sequence[Action], cle: Callable[[Action], str | None]) -> list[Detail]:
    """« 5 projets, 12 000 € » for each value of a datum, the richest first; those without one are left out."""
    groupes: dict[str, list[Action]] = {}
    for action in of:
        valeur = cle(action)
        if valeur:
            groupes.setdefault(valeur, []).append(action)
    details = [_detail(nom, groupe) for nom, groupe in groupes.items()]
    return sorted(details, key=lambda d: (-(d.valeur or 0), d.libelle))


def _detail(nom: str, groupe: Sequence[Action]) -> Detail:
    montant = total(groupe)
    texte = f"{francais.pluriel(len(groupe), 'projet', 'projets')}, {texte_de(montant, EURO)}"
    return Detail(nom, texte, montant, uids=tuple(a.uid for a in groupe))
