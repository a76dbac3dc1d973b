"""A long work tells its named steps and where each stands; who is told may interrupt it."""

import pytest

from pvdesk.base.steps import UNSEEN, WHOLE, Part, Steps


def test_a_step_begins_where_those_before_end() -> None:
    told: list[tuple[int, int, str]] = []
    steps = Steps(lambda *said: told.append(said), ("Ouvrir", "Fusionner"), (1, 3))
    steps.begin(0)
    steps.begin(1)
    steps.end()
    assert told == [(0, WHOLE, "Ouvrir"), (250, WHOLE, "Fusionner"), (1000, WHOLE, "Fusionner")]


def test_the_step_under_way_says_how_many_are_done_of_all() -> None:
    told: list[tuple[int, int, str]] = []
    part = Part(Steps(lambda *said: told.append(said), ("Ouvrir", "Fusionner"), (1, 3)), 1)
    count = part.counting(12_000, 100_000, until=0.8)
    count(500)
    count(88_000)
    part.say("Index de recherche", 0.8)
    assert [(done, text) for done, _, text in told] == [
        (325, "12\u202f500\u00a0lignes sur 100\u202f000"), (850, "100\u202f000\u00a0lignes sur 100\u202f000"),
        (850, "Index de recherche"),
    ]  # fmt: skip


def test_nothing_to_count_is_all_done() -> None:
    told: list[int] = []
    part = Part(Steps(lambda done, *_: told.append(done), ("Fusionner",), (1,)), 0)
    part.counting(0, 0)(0)
    assert told == [WHOLE]


def test_who_is_told_may_interrupt() -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Part(Steps(stop, ("Fusionner",), (1,)), 0).counting(0, 10)(0)
    UNSEEN.say("personne ne regarde", 0.5)
