"""The pages of a paper as a preview shows them: their pictures, and where words stand."""

import time
from collections.abc import Iterator

import pytest

from pvdesk.reports.pages import Pages, Zone
from pvdesk.reports.papers import minutes
from pvdesk.reports.render import render
from tests.pvdesk.reports.samples import PLENIERE


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    made = Pages(render(minutes.build(PLENIERE)).data)
    yield made
    made.close()


def dark(pages: Pages, number: int, zone: Zone, scale: float = 2.0) -> float:
    """The share of dark pixels of a zone, a little larger than it."""
    seen = pages.picture(number, scale)
    left, top = round(zone.left * seen.width), round(zone.top * seen.height)
    right, bottom = round((zone.left + zone.width) * seen.width), round((zone.top + zone.height) * seen.height)
    blues = [
        seen.data[line * seen.stride + 4 * column] for line in range(top, bottom) for column in range(left, right)
    ]
    return sum(blue < 128 for blue in blues) / len(blues)


def test_every_page_is_drawn_at_the_size_asked_for(pages: Pages) -> None:
    assert len(pages.sizes) == 2
    seen = pages.picture(1, 1.5)
    assert (seen.width, seen.height) == (893, 1263)
    assert len(seen.data) == seen.stride * seen.height


@pytest.mark.parametrize("words", ["décisions", "DECISIONS", "  plénière  du", "conseil CITOYEN"])
def test_words_are_found_whatever_their_case_accents_and_spaces(pages: Pages, words: str) -> None:
    found = [(number, zones) for number in range(2) for zones in pages.find(number, words)]
    assert found
    for number, zones in found:
        assert all(0 < zone.left < 1 and 0 < zone.top < 1 for zone in zones)
        assert dark(pages, number, zones[0]) > 0.05


def test_words_that_run_over_a_line_have_a_zone_a_line(pages: Pages) -> None:
    text, _ = pages._letters.get(0) or (pages.find(0, "x"), pages._letters[0])[1]
    lines = [pages.find(0, text[at : at + 40]) for at in range(0, len(text) - 40, 97)]
    assert max(len(zones) for found in lines for zones in found) >= 2


def test_what_is_not_there_is_not_found(pages: Pages) -> None:
    assert pages.find(0, "introuvable") == ()
    assert pages.find(0, "   ") == ()


def test_a_page_is_drawn_in_less_time_than_is_seen(pages: Pages) -> None:
    pages.picture(0, 1.5)
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        pages.picture(0, 1.5)
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.1


def test_the_page_number_keeps_the_foot_of_its_letters(pages: Pages) -> None:
    ((words, *_),) = pages.find(0, "page 1/2")
    tail = 1.6 / pages.sizes[0][1]  # of « p » and « g », under the line that the digits stand on
    assert dark(pages, 0, Zone(words.left, words.top + words.height - tail, words.width / 2, tail), 8) > 0.02
