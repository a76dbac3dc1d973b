"""The mission's own base goes back to an older copy: it begins a new epoch, and the postes make it whole again."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.models.arbitrage import Conflit
from db.models.echange import Installation
from pvdesk.bundle import reception
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import epoque, intake
from pvdesk.store import records
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import Network, Origin
from tests.pvdesk.mission.test_histories import MAIL, PEOPLE, Step, play


@pytest.fixture
def network(origin: Origin, tmp_path: Path) -> Iterator[Network]:
    made = Network(origin, tmp_path)
    yield made
    made.close()


def epoch(network: Network) -> str:
    with network.mission.reading() as unit:
        return str(unit.session.query(Installation).one().incarnation)


def round_(network: Network, *who: str) -> None:
    for code in who:
        network.take(network.send(code))
    for code in who:
        network.receive(code, network.answer(code))


def point(network: Network, who: str, key: str) -> object:
    return network.state(who)["reunion"][network.origin.reunion][key]


def a_lost_window(network: Network) -> str:
    """The mission is copied; D01 tells two changes, the mission makes one, both hear of it; the copy is put back."""
    network.backup("MISSION")
    network.edit("D01", 0, "objet")
    network.line("D01", 0, "add")
    network.take(network.send("D01"))
    network.edit("MISSION", 0, "lieu")
    round_(network, "D01", "D02")
    told = network.count
    network.restore("MISSION")
    return f"MISSION~{told:04d}"


def test_a_lot_that_rests_on_what_was_forgotten_is_held_and_says_why(network: Network) -> None:
    a_lost_window(network)
    former = epoch(network)
    network.edit("D01", 0, "objet")
    with pytest.raises(Refus) as caught:
        intake.take(network.mission, network.send("D01"))
    assert caught.value.code is Code.Q6
    assert "copie plus ancienne" in caught.value.phrase
    assert epoch(network) != former


def test_the_poste_is_told_and_tells_everything_again(network: Network) -> None:
    lost = a_lost_window(network)
    network.take(network.send("D01"))
    said = reception.receive(network.desks["D01"], network.answer("D01"))
    assert said.phrase == reception.EPOCH
    taken = intake.take(network.mission, network.send("D01"))
    assert taken.outcome.conflits == 0
    assert [r.numero for r in taken.repris] != []  # what was held goes in, and changes nothing
    assert point(network, "MISSION", "lieu") == lost  # what the mission had decided comes back from the poste
    assert str(point(network, "MISSION", "objet")).startswith("D01~")
    network.rest()
    assert not network.apart()
    assert not network.lost()


def test_all_postes_come_back_and_nothing_is_there_twice(network: Network) -> None:
    a_lost_window(network)
    network.create("MISSION")  # the restored mission lives on before anybody speaks
    network.edit("D02", 0, "objet")
    network.edit("D03", 0, "lieu")
    network.rest(10)
    assert not network.apart()
    assert not network.lost()
    assert not network.blind()
    before = network.state("MISSION")
    for path in list(network.lots):  # every lot ever made, once more
        network.take(path)
    assert network.state("MISSION") == before
    with network.mission.reading() as unit:
        points = records.load(unit, "reunion", network.origin.reunion).lines["points"]
    assert len({p.values["titre"] for p in points}) == len(points)


def test_a_meeting_that_only_the_lost_mission_had_made_comes_back(network: Network) -> None:
    network.backup("MISSION")
    network.create("MISSION")
    made = set(network.meetings("MISSION"))
    for uid in made:
        x.edit(network.mission, uid, lieu="Mairie")
    x.edit(network.mission, network.origin.conseil, "conseil", nom="Conseil renommé")
    round_(network, "D01", "D02")
    held = set(network.meetings("D01"))
    network.restore("MISSION")
    network.rest(10)
    assert set(network.meetings("MISSION")) == held
    assert not network.apart()
    assert network.state("MISSION")["conseil"][network.origin.conseil]["nom"] == "Conseil renommé"


def test_different_values_of_both_times_wait_for_a_person(network: Network) -> None:
    lost = a_lost_window(network)
    network.edit("MISSION", 0, "lieu")  # the restored mission decides otherwise
    network.rest(10)
    with network.mission.reading() as unit:
        clashes = list(unit.session.scalars(select(Conflit).where(Conflit.champ == "lieu")))
        assert {c.proposee for c in clashes} == {lost}
    assert not network.apart()


def test_an_answer_of_the_former_epoch_that_comes_late_changes_nothing(network: Network) -> None:
    network.backup("MISSION")
    network.edit("D01", 0, "objet")
    round_(network, "D01", "D02")
    late = network.answer("D01")
    network.restore("MISSION")
    network.take(network.send("D01"))
    network.receive("D01", network.answer("D01"))
    before = x.dump(network.desks["D01"])["suivi"]
    assert reception.receive(network.desks["D01"], late).phrase == reception.PAST
    assert x.dump(network.desks["D01"])["suivi"] == before
    network.rest()
    assert not network.apart()
    assert not network.lost()


def test_a_poste_and_the_mission_restored_together_are_made_whole(network: Network) -> None:
    network.backup("MISSION")
    network.backup("D01")
    network.edit("D01", 0, "objet")
    network.edit("D02", 0, "lieu")
    round_(network, "D01", "D02", "D03")
    network.restore("MISSION")
    network.restore("D01")
    network.edit("D01", 0, "objet")
    network.rest(10)
    assert not network.apart()
    assert not network.lost()


def test_a_mission_restored_twice_is_made_whole(network: Network) -> None:
    a_lost_window(network)
    network.rest(10)
    first = epoch(network)
    network.restore("MISSION")  # the same copy again: it knows nothing of the epoch in between
    network.edit("D03", 0, "objet")
    network.rest(10)
    assert not network.apart()
    assert not network.lost()
    with network.mission.reading() as unit:
        assert epoque.presente(unit) > first


def test_nothing_begins_anew_when_nothing_was_forgotten(network: Network) -> None:
    former = epoch(network)
    network.edit("D01", 0, "objet")
    network.rest()
    for path in list(network.lots):
        network.take(path)
    assert epoch(network) == former


RESTORES = st.sampled_from([("backup", "MISSION"), ("restore", "MISSION")])
STORIES = st.lists(st.one_of(PEOPLE, MAIL, MAIL, RESTORES), min_size=10, max_size=40)


def hold(origin: Origin, story: list[Step], clocks: int) -> None:
    """Play a story, let the mail come to rest: all say the same, nothing was covered blindly, nothing comes twice."""
    with TemporaryDirectory() as folder:
        network = Network(origin, Path(folder), clocks)
        try:
            for step in story:
                note(str(step))
                play(network, step)
            network.rest(12)
            assert network.apart() == []
            assert network.blind() == []
            before = x.dump(network.mission)
            for path in network.imported():
                network.take(path)
            assert x.dump(network.mission) == before
        finally:
            network.close()


def told(origin: Origin, examples: int) -> None:
    @seed(20_261_123)
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(story=STORIES, clocks=st.integers(0, 10_000))
    def all_hold(story: list[Step], clocks: int) -> None:
        hold(origin, story, clocks)

    all_hold()


def test_histories_with_a_restored_mission_end_equal(origin: Origin) -> None:
    told(origin, 2)


@pytest.mark.slow
def test_many_histories_with_a_restored_mission_end_equal(origin: Origin) -> None:
    told(origin, 100)
