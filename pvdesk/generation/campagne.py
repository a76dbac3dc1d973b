"""All the postes of a department and their mission, made side by side, one process a core."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from db.models.echange import Role
from pvdesk.generation import territoires
from pvdesk.generation.poste import Commande, Fait, faire
from pvdesk.generation.scribe import Horloge
from pvdesk.mission import intake, postes
from pvdesk.store import desk as desks
from pvdesk.store.desk import Desk

POSTES_MAX, ANNEES_MAX = 99, 10
PREMIER_JOUR = dt.date(2016, 1, 1)  # the first quartiers and conseils are of 2015; before, nothing is known
PHRASE = "demonstration"
MISSION = "mission"


@dataclass(frozen=True, slots=True)
class Ordre:
    """What is asked."""

    dossier: Path
    postes: int
    annees: int
    graine: int
    au: dt.date
    mission: bool = True

    @property
    def debut(self) -> dt.date:
        """The first day of the years asked for."""
        return dt.date(self.au.year - self.annees, self.au.month, min(self.au.day, 28))


@dataclass(frozen=True, slots=True)
class Bilan:
    """What was made in all."""

    terminees: Counter[str]
    brouillons: Counter[str]
    arretees: Counter[str]


def generer(ordre: Ordre, dire: Callable[[str], None]) -> Bilan:
    """Make the postes, then the mission’s base from their lots.

    Args:
        ordre: what is asked; its folder is empty or does not exist.
        dire: told a sentence for each poste, in their order.

    Raises:
        Faute, OSError: the disk refused; what was made stays.
    """
    ordre.dossier.mkdir(parents=True, exist_ok=True)
    total = Bilan(Counter(), Counter(), Counter())
    with _registre(ordre) as registre:
        for fait in _tous(registre.commandes):
            finies, en_cours = fait.terminees.total(), fait.brouillons.total()
            phrase = f"{fait.poste}\u00a0: {finies} fiches terminées, {en_cours} en cours"
            if fait.lot is not None:
                phrase += f". {intake.take(registre.desk, fait.lot).phrase}"
            dire(phrase)
            total.terminees.update(fait.terminees)
            total.brouillons.update(fait.brouillons)
            total.arretees.update(fait.arretees)
    return total


@dataclass(frozen=True, slots=True)
class _Registre:
    desk: Desk
    commandes: list[Commande]


@contextmanager
def _registre(ordre: Ordre) -> Iterator[_Registre]:
    """The mission and its lots d’enrôlement; without a mission, a base that is read and forgotten."""
    horloge = Horloge(ordre.debut)
    with TemporaryDirectory() as provisoire:
        if ordre.mission:
            cle = ordre.dossier / "cles" / "reserve.txt"
            desk = postes.create(
                ordre.dossier / MISSION, PHRASE, "Mission politique de la ville (essai)", cle, clock=horloge
            )
        else:
            desk = desks.create(
                Path(provisoire) / MISSION, PHRASE, role=Role.POSTE, code="D00", nom="Provisoire", clock=horloge
            )
        try:
            with desk.reading() as unit:
                tables = territoires.read(unit, ordre.postes)
            lots = {
                t.poste: postes.enrol(desk, t.poste, Path(provisoire)).path if ordre.mission else None
                for t in tables.territoires
            }
            horloge.jour = ordre.au
            yield _Registre(
                desk,
                [
                    Commande(ordre.dossier, t, tables, ordre.debut, ordre.au, ordre.graine, PHRASE, lots[t.poste])
                    for t in tables.territoires
                ],
            )
        finally:
            desk.close()


def _tous(commandes: list[Commande]) -> Iterable[Fait]:
    """Each poste made, in their order; side by side when there are several."""
    cores = min(os.cpu_count() or 1, len(commandes))
    # The frozen program has no interpreter of its own to start again: it makes them one after the other.
    if cores < 2 or getattr(sys, "frozen", False):
        yield from map(faire, commandes)
        return
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(faire, commandes)
