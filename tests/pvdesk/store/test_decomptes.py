"""Counts of people: what is told outside the service, and what is not."""

import pytest

from pvdesk.store.decomptes import INFERIEUR, TU, tu, tus


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, INFERIEUR), (4, INFERIEUR), (5, 5), (900, 900)])
def test_one_to_four_people_are_not_counted_aloud(count: int, told: int | str) -> None:
    assert tu(count) == told


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ([9, 8], [9, 8], 17),
        ([3, 9], [INFERIEUR, 9], TU),  # the total less nine would tell it
        ([3, 2, 9], [INFERIEUR, INFERIEUR, 9], 14),
        ([3, 0], [INFERIEUR, 0], INFERIEUR),
        ([], [], 0),
    ],
)
def test_the_total_that_would_tell_a_hidden_count_is_hidden_too(
    counts: list[int], cells: list[int | str], total: int | str
) -> None:
    assert tus(counts, sum(counts)) == (cells, total)
