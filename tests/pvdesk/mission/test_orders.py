"""All 720 orders of six lots of three postes, one missing: one state, and the missing one is named."""

import random
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.journal import Trace
from db.models import Reunion
from db.models.arbitrage import Conflit
from db.models.echange import Correspondant, UsageCle
from db.models.reunion import Point
from pvdesk.bundle import identity, package
from pvdesk.mission import doublons, fusion, intake, lignee
from pvdesk.mission.lignee import Place
from pvdesk.store.unit import UnitOfWork
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import POSTES, Network, Origin

SOME, MANY = 12, 120  # of the 720, that cost a second each
State = tuple[Any, ...]
Record = Callable[[str, object], None]


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["partagés", "entiers"])
def test_any_order_of_six_lots_gives_one_state(
    whole: bool, origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    monkeypatch.setattr(fusion, "reindex", lambda *_: None)  # the words follow from the rows: not what is proved here
    monkeypatch.setattr(doublons, "chercher", lambda *_: 0)
    network = Network(origin, tmp_path)
    lots, missing = seven(network)
    states: dict[State, int] = {}
    with network.mission.writing() as unit:
        read = {path: opened(unit, path) for path in lots}

        seen: dict[State, int] = {}

        def follow(left: list[Path]) -> int:
            """Each order of what is left, from the state as it is: two orders share what they begin with.

            Unless `whole`, an order that comes to a state already met goes on as that one did: it is counted with it.
            """
            found = (tuple(sorted(left)), *state(unit), *causes(unit))
            if found in seen and not whole:
                return seen[found]
            if not left:
                states[state(unit)] = states.get(state(unit), 0) + 1
                row = unit.session.get_one(Correspondant, missing[0])
                assert lignee.manquants(unit, row) == [missing[1]]
            orders = 0 if left else 1
            for path in left:
                with unit.session.begin_nested() as aside:
                    take(unit, read[path], path)
                    orders += follow([other for other in left if other is not path])
                    aside.rollback()
            seen[found] = orders
            return orders

        assert follow(lots) == 720
    network.close()
    assert len(states) == 1
    record_property("ordres de six lots", f"720 ordres, {len(seen)} états traversés, {len(states)} à la fin")


@pytest.mark.parametrize("share", [SOME, pytest.param(MANY, marks=pytest.mark.slow)])
def test_orders_drawn_by_lot_and_imported_one_by_one_give_one_state(
    share: int, origin: Origin, tmp_path: Path, record_property: Record
) -> None:
    """The import itself, with its words and its doubles; the seed is fixed, so a failure happens again."""
    network = Network(origin, tmp_path)
    lots, missing = seven(network)
    network.backup("MISSION")
    drawn = random.Random(share).sample(list(permutations(lots)), share)
    states: dict[State, tuple[Path, ...]] = {}
    for order in drawn:
        network.restore("MISSION")
        for path in order:
            network.take(path)
        with network.mission.reading() as unit:
            found = (*state(unit), tuple(x.words_of(network.mission)))
            assert lignee.manquants(unit, unit.session.get_one(Correspondant, missing[0])) == [missing[1]]
        states.setdefault(found, order)
        assert len(states) == 1, [path.name for path in order]
    network.close()
    record_property("ordres de six lots, importés un à un", f"{share} sur 720, {len(states)} état à la fin")


def seven(network: Network) -> tuple[list[Path], tuple[str, int]]:
    """Two lots of each poste, and one more of the first that the mail lost: each has its field, all add lines."""
    lots = []
    for who, key in zip(POSTES, ("lieu", "objet", "animateur"), strict=True):
        for turn in range(2):
            network.edit(who, 0, key)
            network.line(who, 0, "add")
            path = network.send(who)
            if who == POSTES[0] and turn == 0:
                lost = path
                network.edit(who, 0, key)
                lots.append(network.send(who))
                assert lost != lots[-1]
            else:
                lots.append(path)
    return lots, (POSTES[0], 2)


def opened(unit: UnitOfWork, path: Path) -> package.Lot:
    known = identity.identities(unit)
    identity.key(unit, UsageCle.SIGNATURE)
    return package.read(path.read_bytes(), known, lambda code: identity.trusted(unit, code), "MISSION")


def take(unit: UnitOfWork, lot: package.Lot, path: Path) -> None:
    where = intake._accept(unit, lot.manifeste.pvdesk, resumed=False)
    assert where is Place.SUITE
    fusion.merge(unit, lot, path.name, where)
    unit.session.flush()
    unit.session.expire_all()


def state(unit: UnitOfWork) -> State:
    meetings = select(Reunion.uid, Reunion.lieu, Reunion.objet, Reunion.animateur).order_by(Reunion.uid)
    points = select(Point.uid, Point.titre).order_by(Point.uid)
    clashes = select(Conflit.uid, Conflit.champ, Conflit.proposee).order_by(Conflit.uid)
    return tuple(tuple(map(tuple, unit.all(query))) for query in (meetings, points, clashes))


def causes(unit: UnitOfWork) -> State:
    """What the next merge will read beside the rows: who wrote what, where each poste stands."""
    writers = select(Trace.uid, Trace.champ, Trace.poste, Trace.n_source)
    writers = writers.order_by(Trace.uid, Trace.champ, Trace.poste, Trace.n_source)
    stands = select(Correspondant.code, Correspondant.numero, Correspondant.curseur).order_by(Correspondant.code)
    return tuple(tuple(map(tuple, unit.all(query))) for query in (writers, stands))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_values_of_one_field_are_both_kept_whichever_comes_first(
    origin: Origin, tmp_path: Path, order: tuple[int, int]
) -> None:
    network = Network(origin, tmp_path)
    lots = []
    for who in POSTES[:2]:
        network.edit(who, 0, "lieu")
        lots.append(network.send(who))
    for index in order:
        network.take(lots[index])
    with network.mission.reading() as unit:
        clash = unit.session.scalars(select(Conflit)).one()
        assert {clash.en_place, clash.proposee} == {value for value, _ in network.said.values()}
    network.close()
