"""The attendance sheet as blocks."""

from dataclasses import replace

from pvdesk.reports.blocks import Grid
from pvdesk.reports.papers import emargement
from pvdesk.reports.preflight import preflight
from tests.pvdesk.reports import samples


def grid(names: int, blank: int) -> Grid:
    return next(b for b in emargement.build(samples.feuille(names, blank)).blocks if isinstance(b, Grid))


def test_expected_people_come_first_then_blank_lines() -> None:
    rows = grid(5, 6).rows
    assert len(rows) == 11
    assert rows[0][:2] == ("1", "H-01")
    assert rows[5:] == tuple((str(number), "", "", "", "") for number in range(6, 12))


def test_a_row_leaves_room_to_sign() -> None:
    assert grid(30, 0).row_height >= 11


def test_the_sheet_has_no_column_for_phone_or_mail() -> None:
    assert [column.title for column in grid(1, 1).columns] == [
        "N°",
        "Nom ou code",
        "Collège",
        "Qualité ou organisme",
        "Signature",
    ]


def test_a_sheet_without_hour_or_place_is_still_whole() -> None:
    bare = replace(samples.feuille(1), debut=None, lieu="", emetteur=(), donnees="")
    assert preflight(emargement.build(bare)) == ()
