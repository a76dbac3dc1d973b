"""Random histories of three postes and the mission, clocks ten years off: nothing lost, nothing covered blindly.

At the end of each all bases say the same, every lot again changes nothing, and the mission's is rebuilt identical.
"""

import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st

from db.models.arbitrage import DecisionConflit
from pvdesk.store import records
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import POSTES, TEXTS, Network, Origin

SHORT, LONG = 3, 150
SEED = 7  # of each short run; a long one draws its own, unless `--hypothesis-seed` says it
Step = tuple[Any, ...]
Record = Callable[[str, object], None]
WHO = st.sampled_from(POSTES)
HAND = st.sampled_from((*POSTES, "MISSION"))
RANK = st.integers(0, 3)
EDIT = st.tuples(st.just("edit"), HAND, RANK, st.sampled_from(TEXTS))
LINE = st.tuples(st.just("line"), HAND, RANK, st.sampled_from(["add", "edit", "edit", "drop", "back"]))
PEOPLE = st.one_of(
    *(3 * [EDIT] + 2 * [LINE]),  # most of what people do
    st.tuples(st.just("bin"), HAND, RANK, st.sampled_from([records.delete, records.restore])),
    st.tuples(st.just("create"), WHO),
    st.tuples(st.just("settle"), RANK, st.sampled_from([DecisionConflit.GARDER, DecisionConflit.PRENDRE])),
)
MAIL = st.one_of(
    st.tuples(st.just("send"), WHO),
    st.tuples(st.sampled_from(["round", "undo"]), WHO),
    st.tuples(st.just("take"), st.integers(0, 9)),
    st.tuples(st.just("answer"), WHO),
    st.tuples(st.just("receive"), WHO, st.integers(0, 9)),
)
COPIES = st.one_of(st.tuples(st.just("backup"), WHO), st.tuples(st.just("restore"), WHO))
STORIES = {
    "sans copie": st.lists(st.one_of(PEOPLE, MAIL), min_size=10, max_size=40),
    "avec copies": st.lists(st.one_of(PEOPLE, MAIL, MAIL, COPIES), min_size=10, max_size=40),
}


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


def hold(origin: Origin, story: list[Step], clocks: int) -> dict[str, int]:
    """Play a story, let the mail come to rest, and look."""
    with TemporaryDirectory() as folder:
        network = Network(origin, Path(folder), clocks)
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
            random.Random(clocks).shuffle(again)
            for path in again:
                network.take(path)
            assert x.dump(network.mission) == before
            assert network.rebuilt()
            return {
                "saisies": network.count,
                "lots": len(network.lots),
                "imports défaits": network.undone,
                "lots retenus": len(network.refus),
                "horloges à dix ans": sum(bool(desk.clock.off) for desk in network.desks.values()),  # type: ignore[attr-defined]
            }
        finally:
            network.close()


def told(
    origin: Origin, stories: st.SearchStrategy[list[Step]], examples: int, graine: int, name: str,
    record_property: Record,
) -> None:  # fmt: skip
    """Play so many histories drawn from a seed; one that fails is shortened and printed, with what plays it again."""
    tried: list[dict[str, int]] = []

    @seed(graine)
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True,
              database=None)  # fmt: skip
    @given(story=stories, clocks=st.integers(0, 10_000))
    def all_hold(story: list[Step], clocks: int) -> None:
        note(f"graine {graine}")
        tried.append(hold(origin, story, clocks))

    all_hold()
    total = {key: sum(one[key] for one in tried) for key in tried[0]}
    counts = ", ".join(f"{n} {key}" for key, n in total.items())
    record_property(name, f"{len(tried)} histoires (graine {graine}), {counts}")


@pytest.mark.parametrize("stories", STORIES.values(), ids=STORIES)
def test_histories_end_equal_without_loss(
    origin: Origin, stories: st.SearchStrategy[list[Step]], record_property: Record, request: pytest.FixtureRequest
) -> None:
    told(origin, stories, SHORT, SEED, f"histoires {request.node.callspec.id}", record_property)


@pytest.mark.slow
@pytest.mark.parametrize("stories", STORIES.values(), ids=STORIES)
def test_many_histories_end_equal_without_loss(
    origin: Origin, stories: st.SearchStrategy[list[Step]], record_property: Record, request: pytest.FixtureRequest
) -> None:
    graine = int(request.config.getoption("--hypothesis-seed") or random.SystemRandom().randrange(2**32))
    told(origin, stories, LONG, graine, f"longues histoires {request.node.callspec.id}", record_property)
