"""The agenda as blocks: a page, its hours when they can be known, room to write when it is asked for."""

from dataclasses import replace

import pytest

from pvdesk.reports.blocks import Blanks, Grid, plain
from pvdesk.reports.papers import ordre_du_jour
from pvdesk.reports.papers.ordre_du_jour import OrdreDuJour
from pvdesk.reports.papers.seance import Point
from pvdesk.reports.preflight import all_words, preflight
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples


def grid(o: OrdreDuJour) -> Grid:
    return next(b for b in ordre_du_jour.build(o).blocks if isinstance(b, Grid))


def test_each_point_says_when_it_begins() -> None:
    assert [str(row[1]).replace("\u00a0", " ") for row in grid(samples.ORDRE).rows] == [
        "18 h 30", "18 h 35", "19 h 15", "19 h 45",
    ]  # fmt: skip


def test_no_hour_is_guessed_when_a_point_has_no_length() -> None:
    unsure = replace(samples.ORDRE, points=(*samples.ORDRE.points, Point(titre="Bilan")))
    assert "Heure" not in [column.title for column in grid(unsure).columns]
    assert grid(unsure).rows[-1][-1] == "—"
    assert "Durée prévue" not in [plain(words) for words in all_words(ordre_du_jour.build(unsure))]


def test_a_column_that_nobody_filled_is_left_out() -> None:
    bare = replace(samples.ORDRE, points=(Point(titre="Bilan"),))
    assert [column.title for column in grid(bare).columns] == ["N°", "Point"]


@pytest.mark.parametrize("points", range(8))
def test_the_agenda_holds_on_one_page_with_room_to_write(points: int) -> None:
    o = replace(samples.ORDRE, points=(samples.ORDRE.points * 3)[:points])
    assert render(ordre_du_jour.build(o)).pages == 1
    noted = ordre_du_jour.build(replace(o, notes=True))
    assert render(noted).pages == 1
    blanks = [b.fields[0] for b in noted.blocks if isinstance(b, Blanks)]
    assert len(blanks) == max(1, points)
    assert all(blank.lines >= 2 for blank in blanks)


def test_an_agenda_without_a_point_says_so() -> None:
    empty = replace(samples.ORDRE, points=(), objet="", lieu="", debut=None)
    doc = ordre_du_jour.build(empty)
    assert preflight(doc) == ()
    assert "L’ordre du jour est à préciser." in [plain(words) for words in all_words(doc)]
