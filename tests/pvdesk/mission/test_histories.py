"""Random histories of three postes and the mission, clocks ten years off: nothing lost, nothing covered blindly."""

import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from db.models.arbitrage import DecisionConflit
from pvdesk.store import records
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import POSTES, TEXTS, Network, Origin, make_origin

SHORT, LONG = 4, 150
Step = tuple[Any, ...]
WHO = st.sampled_from(POSTES)
HAND = st.sampled_from((*POSTES, "MISSION"))
RANK = st.integers(0, 3)
PEOPLE = st.one_of(
    st.tuples(st.just("edit"), HAND, RANK, st.sampled_from(TEXTS)),
    st.tuples(st.just("line"), HAND, RANK, st.sampled_from(["add", "edit", "edit", "drop", "back"])),
    st.tuples(st.just("bin"), HAND, RANK, st.sampled_from([records.delete, records.restore])),
    st.tuples(st.just("create"), WHO),
    st.tuples(st.just("settle"), RANK, st.sampled_from([DecisionConflit.GARDER, DecisionConflit.PRENDRE])),
)
MAIL = st.one_of(
    st.tuples(st.just("send"), WHO),
    st.tuples(st.just("round"), WHO),
    st.tuples(st.just("take"), st.integers(0, 9)),
    st.tuples(st.just("answer"), WHO),
    st.tuples(st.just("receive"), WHO, st.integers(0, 9)),
)
COPIES = st.one_of(st.tuples(st.just("backup"), WHO), st.tuples(st.just("restore"), WHO))
STORY = st.lists(st.one_of(PEOPLE, MAIL), min_size=10, max_size=40)
STORY_OF_COPIES = st.lists(st.one_of(PEOPLE, MAIL, MAIL, COPIES), min_size=10, max_size=40)

pytestmark = pytest.mark.slow  # minutes: two stories take as long as the rest of the exchange


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    return make_origin(tmp_path_factory.mktemp("origine"))


def told(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True, database=None,
    )  # fmt: skip


def play(network: Network, step: Step) -> None:
    verb, *rest = step
    if verb == "take":
        if network.lots:
            network.take(network.lots[rest[0] % len(network.lots)])
    elif verb == "receive":
        who, which = rest
        if network.answers[who]:
            network.receive(who, network.answers[who][which % len(network.answers[who])])
    elif verb == "round":
        network.take(network.send(rest[0]))
        network.receive(rest[0], network.answer(rest[0]))
    else:
        getattr(network, verb)(*rest)


def hold(origin: Origin, story: list[Step], seed: int) -> dict[str, int]:
    """Play a story, let the mail come to rest, and look."""
    with TemporaryDirectory() as folder:
        network = Network(origin, Path(folder), seed)
        try:
            for step in story:
                note(str(step))
                play(network, step)
            network.rest()
            apart = network.apart()
            assert apart == [], apart
            lost, blind = network.lost(), network.blind()
            assert not lost, lost
            assert not blind, blind
            before = x.dump(network.mission)
            again = network.imported()
            random.Random(seed).shuffle(again)
            for path in again:
                network.take(path)
            assert x.dump(network.mission) == before
            return {"saisies": network.count, "lots": len(network.lots), "retenus": len(network.refus)}
        finally:
            network.close()


def counted(record_property: Callable[[str, object], None], name: str, tried: list[dict[str, int]]) -> None:
    total = {key: sum(one[key] for one in tried) for key in (tried[0] if tried else {})}
    record_property(name, f"{len(tried)} histoires, " + ", ".join(f"{n} {key}" for key, n in total.items()))


def test_histories_end_equal_without_loss(origin: Origin, record_property: Callable[[str, object], None]) -> None:
    tell(origin, STORY, SHORT, "histoires", record_property)


def test_histories_with_restored_laptops_end_equal(
    origin: Origin, record_property: Callable[[str, object], None]
) -> None:
    tell(origin, STORY_OF_COPIES, SHORT, "histoires avec copies", record_property)


@pytest.mark.slow
@pytest.mark.parametrize("stories", [STORY, STORY_OF_COPIES], ids=["sans copie", "avec copies"])
def test_many_histories_end_equal(
    origin: Origin, stories: st.SearchStrategy[list[Step]], record_property: Callable[[str, object], None]
) -> None:
    tell(origin, stories, LONG, "longues histoires", record_property)


def tell(
    origin: Origin, stories: st.SearchStrategy[list[Step]], examples: int, name: str,
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    tried: list[dict[str, int]] = []

    @told(examples)
    @given(story=stories, seed=st.integers(0, 10_000))
    def all_hold(story: list[Step], seed: int) -> None:
        tried.append(hold(origin, story, seed))

    all_hold()
    counted(record_property, name, tried)
