"""A laptop restored from a copy, or cloned: held and named, then whole again with nothing lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.models.echange import Installation
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import intake
from tests.pvdesk.mission.network import Network, Origin, make_origin


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    return make_origin(tmp_path_factory.mktemp("origine"))


@pytest.fixture
def network(origin: Origin, tmp_path: Path) -> Iterator[Network]:
    made = Network(origin, tmp_path)
    yield made
    made.close()


def incarnation(network: Network, who: str) -> str:
    with network.desks[who].reading() as unit:
        return str(unit.session.query(Installation).one().incarnation)


def test_a_restored_laptop_is_held_named_and_made_whole(network: Network) -> None:
    network.backup("D01")
    network.edit("D01", 0, "lieu")
    network.take(network.send("D01"))
    network.restore("D01")
    former = incarnation(network, "D01")
    network.edit("D01", 0, "objet")
    network.line("D01", 0, "add")
    with pytest.raises(Refus) as caught:
        intake.take(network.mission, network.send("D01"))
    assert caught.value.code is Code.Q6
    assert "restauré, ou copié" in caught.value.phrase
    network.receive("D01", network.answer("D01"))
    assert incarnation(network, "D01") != former
    network.rest()
    assert not network.apart()
    assert not network.lost()
    values = network.state("MISSION")["reunion"][network.origin.reunion]
    assert (values["lieu"], values["objet"]) == ("D01~0001", "D01~0002")


def test_what_only_a_held_lot_knew_comes_in_once_its_copy_lives_no_more(network: Network) -> None:
    network.backup("D01")
    network.edit("D01", 0, "lieu")
    network.take(network.send("D01"))
    network.restore("D01")
    network.edit("D01", 0, "objet")
    network.take(network.send("D01"))
    assert network.refus == [Code.Q6]
    network.restore("D01")  # again: what the held lot says is on no laptop any more
    network.receive("D01", network.answer("D01"))
    network.rest()
    assert not network.apart()
    assert network.state("MISSION")["reunion"][network.origin.reunion]["objet"] == "D01~0002"
