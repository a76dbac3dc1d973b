"""Hand-over: the fiches and open actions of a poste pass to a successor, in its next lot de retour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from db.models import Action, Correction
from db.models.action import OUVERTES
from db.models.echange import Correspondant
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.mission.corrections import author
from pvdesk.mission.postes import RESERVE
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.unit import UnitOfWork

UNKNOWN = "Le poste {code} n’est pas au registre\u00a0: enrôlez-le d’abord."
ITSELF = "Un poste ne se succède pas à lui-même\u00a0: choisissez un autre poste."
GONE = "Le poste {code} est révoqué\u00a0: choisissez un poste en service."
TAKEN = "Les fiches de {code} sont déjà transmises à {successeur}."
CIRCLE = "Les fiches de {code} sont déjà celles de {successeur}\u00a0: choisissez un autre poste."


@dataclass(frozen=True, slots=True)
class Transmis:
    """What passed from a poste to its successor."""

    de: str
    a: str
    fiches: int
    actions: int
    corrections: int

    @property
    def phrase(self) -> str:
        """What happened, in one sentence."""
        parts = (
            francais.pluriel(self.fiches, "fiche", "fiches"),
            francais.pluriel(self.actions, "action ouverte", "actions ouvertes"),
            francais.pluriel(self.corrections, "correction attendue", "corrections attendues"),
        )
        return (
            f"{self.de} transmis à {self.a}\u00a0: {', '.join(parts)}. "
            f"Le prochain lot de retour de {self.a} les lui remet\u202f; les lots de {self.de} ne sont plus acceptés."
        )


def transmettre(desk: Desk, de: str, a: str) -> Transmis:
    """Pass what a poste holds to another; the first is closed. Who made each fiche stays said (`origine`).

    Raises:
        Impossible: one of the two is not in the register, or cannot give or take over.
    """
    with desk.writing() as unit:
        old, new = _poste(unit, de), _poste(unit, a)
        _allow(unit, old, new)
        old.successeur = a
        if old.revoque_le is None:
            old.revoque_le, old.revoque_motif = unit.now, f"fiches transmises à {a}"
        asked = select(Correction).where(Correction.poste == de, Correction.repondue_le.is_(None))
        owed = list(unit.session.scalars(asked))
        for correction in owed:
            correction.poste = a
            records.touch(unit, correction)
        done = Transmis(de, a, _count(unit, de), _open_actions(unit, de), len(owed))
        unit.commit()
    return done


def _poste(unit: UnitOfWork, code: str) -> Correspondant:
    row = unit.session.get(Correspondant, code) if code != RESERVE else None
    if row is None:
        raise Impossible(UNKNOWN.format(code=code))
    return row


def _allow(unit: UnitOfWork, old: Correspondant, new: Correspondant) -> None:
    if old.code == new.code:
        raise Impossible(ITSELF)
    if new.revoque_le is not None:
        raise Impossible(GONE.format(code=new.code))
    if old.successeur:
        raise Impossible(TAKEN.format(code=old.code, successeur=old.successeur))
    if author(unit, new.code) == old.code:
        raise Impossible(CIRCLE.format(code=new.code, successeur=old.code))


def predecesseurs(unit: UnitOfWork, code: str) -> set[str]:
    """The postes whose fiches that one took over, and those whose fiches these had taken over."""
    found: set[str] = set()
    new = {code}
    while new:
        query = select(Correspondant.code).where(Correspondant.successeur.in_(new))
        new = set(unit.session.scalars(query)) - found - {code}
        found |= new
    return found


def _count(unit: UnitOfWork, poste: str) -> int:
    count = 0
    for fiche in FICHES.values():
        model: Any = fiche.model
        mine = select(func.count()).select_from(model).where(model.origine == poste, model.supprime_le.is_(None))
        count += unit.session.scalar(mine) or 0
    return count


def _open_actions(unit: UnitOfWork, poste: str) -> int:
    mine = (Action.origine == poste, Action.supprime_le.is_(None), Action.statut.in_(OUVERTES))
    return unit.session.scalar(select(func.count()).select_from(Action).where(*mine)) or 0
