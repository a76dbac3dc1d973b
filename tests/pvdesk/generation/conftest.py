"""A year of one poste and its mission, made once; three months of one, made as often as a test asks."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pvdesk.generation import territoires
from pvdesk.generation.campagne import PHRASE, Bilan, Ordre, generer
from pvdesk.generation.poste import Commande, remplir
from pvdesk.generation.scribe import Horloge, Scribe
from pvdesk.store.desk import Desk, open_desk
from tests.builders import make_desk

AU = dt.date(2026, 10, 15)
DEBUT = dt.date(2023, 11, 1)


@dataclass(frozen=True)
class Annee:
    """What was made: both sides, open, and what was said."""

    bilan: Bilan
    dites: list[str]
    poste: Desk
    mission: Desk


@pytest.fixture(scope="module")
def annee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Annee]:
    folder = tmp_path_factory.mktemp("annee") / "essai"
    dites: list[str] = []
    bilan = generer(Ordre(folder, postes=1, annees=1, graine=1, au=AU), dites.append)
    poste, mission = (open_desk(folder / name, PHRASE) for name in ("D01", "mission"))
    yield Annee(bilan, dites, poste, mission)
    poste.close()
    mission.close()


@pytest.fixture
def vivre(tmp_path: Path) -> Iterator[Callable[..., tuple[Desk, Scribe]]]:
    """Live some months of a poste in a desk of its own."""
    opened: list[Desk] = []

    def live(name: str, graine: int, *, recent: bool = False) -> tuple[Desk, Scribe]:
        desk = make_desk(tmp_path / name, code="D01")
        opened.append(desk)
        with desk.reading() as unit:
            tables = territoires.read(unit, 3)
        place = tables.territoires[0]
        if recent:
            place = replace(place, lieux=tuple(replace(lieu, ancien=None) for lieu in place.lieux))
        horloge = Horloge(DEBUT)
        order = Commande(tmp_path, place, tables, DEBUT, dt.date(2024, 2, 15), graine, PHRASE, None)
        return desk, remplir(replace(desk, clock=horloge), horloge, order)

    yield live
    for desk in opened:
        desk.close()
