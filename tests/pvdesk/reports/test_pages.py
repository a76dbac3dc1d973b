"""Pages upright and turned, in one paper or alone."""

from dataclasses import replace
from io import BytesIO
from itertools import groupby

import pikepdf
import pytest

from pvdesk.reports.blocks import Block, Box, Break, Column, Doc, Facts, Grid, Heading, Meta, Para
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import heard, spaced, written

META = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND, draft=True, status="Projet")
GRID = Grid((Column("N°", 1), Column("Texte", 6), Column("Montant", 2, "right")), (("1", "mot " * 30, "12"),) * 40)


def test_breaks_that_meet_leave_no_page_blank() -> None:
    doc = Doc(META, (Heading(1, "Titre"), Break(), Break(), Break(), Para("x"), Break(), Break()))
    assert render(doc).pages == 2


def shapes(data: bytes) -> str:
    """« u » for each run of upright pages, « w » for each run of turned ones."""
    with pikepdf.open(BytesIO(data)) as pdf:
        boxes = [[float(side) for side in page.mediabox] for page in pdf.pages]
    return "".join(shape for shape, _ in groupby("w" if right > top else "u" for _, _, right, top in boxes))


@pytest.mark.parametrize(
    ("blocks", "wide", "pages"),
    [
        ((GRID,), True, "w"),
        ((Para("x"), Break(landscape=True), GRID, Break(landscape=False), Para("y")), False, "uwu"),
        ((Para("x"), Break(), Para("y")), True, "w"),
        ((Break(landscape=True), Break(landscape=False), Break(landscape=True), Para("y")), False, "uw"),
        ((Box("Cadre", (GRID, Facts((("Quoi", "ceci"),)))), Break(landscape=False), Para("y")), True, "wu"),
    ],
)
def test_pages_turn_where_the_paper_says(blocks: tuple[Block, ...], wide: bool, pages: str) -> None:
    doc = Doc(replace(META, landscape=wide), (Heading(1, "Titre"), *blocks))
    rendered = render(doc)
    assert shapes(rendered.data) == pages
    assert failures(rendered.data) == []
    assert spaced(heard(rendered.data)) == spaced(written(doc))
