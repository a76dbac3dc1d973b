"""The attendance sheet as blocks."""

from dataclasses import replace

import pytest

from pvdesk.reports.blocks import Grid
from pvdesk.reports.papers import emargement
from pvdesk.reports.preflight import preflight
from pvdesk.reports.render import render
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


@pytest.mark.parametrize(("names", "pages"), [(5, 1), (30, 3), (120, 8)])
def test_a_sheet_takes_the_pages_that_hands_need(names: int, pages: int) -> None:
    assert render(emargement.build(samples.feuille(names))).pages <= pages


def test_minors_sign_without_a_column_for_their_name() -> None:
    doc = emargement.build_mineurs(replace(samples.feuille(0), vierges=15))
    (found,) = [b for b in doc.blocks if isinstance(b, Grid)]
    assert [column.title for column in found.columns] == ["N°", "Groupe ou structure", "Initiales ou signature"]
    assert len(found.rows) == 15
    assert found.row_height >= 11
    assert render(doc).pages == 1
    assert "sans nom" in doc.meta.title
