"""The contents list of a long paper: every title, the page where it stands, a way to it."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from pvdesk.reports.blocks import Block, Box, Break, Contents, Doc, Heading, Meta, Para
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import elements, failures
from tests.pvdesk.reports.reading import heard, spaced, spoken, written

META = Meta(title="Dossier", author="Exemple", subject="Dossier", when=samples.QUAND, footer="Dossier")
SENTENCE = "Les habitantes et habitants ont signalé l’éclairage défaillant de la rue des Lilas. "


def parts(count: int) -> Iterator[Block]:
    for i in range(count):
        yield Heading(2, f"Partie {i}" + " au titre assez long pour tenir sur plusieurs lignes" * (i % 7 == 3))
        yield Para(SENTENCE * (1 + 17 * i % 60))
        yield Heading(3, f"Détail {i}")
        yield Para(SENTENCE)
        yield Box(f"Cadre {i}", (Para("x"),))


def dossier(count: int, depth: int = 2) -> Doc:
    return Doc(META, (Heading(1, "Dossier"), Contents(depth=depth), Break(), *parts(count)))


def told(data: bytes) -> list[tuple[str, int]]:
    """(title, page) of each line of the contents."""
    lines = [re.fullmatch(r"(.*) (\d+)", spaced(text)) for tag, text in spoken(data) if tag == "TOCI"]
    return [(line[1], int(line[2])) for line in lines if line]


def real(data: bytes, levels: str) -> list[tuple[str, int]]:
    """(title, page) of each heading of those levels, as they are drawn."""
    titles = [spaced(text) for tag, text in spoken(data) if tag[0] == "H" and tag[1] in levels]
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        pages = [numbers[e.Pg.objgen] for e in elements(pdf) if re.fullmatch(f"/H[{levels}]", str(e.S))]
    return list(zip(titles, pages, strict=True))


@pytest.mark.parametrize(("count", "depth"), [(1, 2), (12, 3), (60, 2)])
def test_the_contents_say_where_each_title_stands(count: int, depth: int) -> None:
    doc = dossier(count, depth)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    levels = "23" if depth == 3 else "2"
    assert told(rendered.data) == [(title, page) for title, page in real(rendered.data, levels) if title != "Sommaire"]
    assert len(told(rendered.data)) == count * depth
    assert spaced(heard(rendered.data)) == spaced(written(doc))


def test_each_line_of_the_contents_leads_to_its_page() -> None:
    data = render(dossier(12)).data
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        zones = [zone for page in pdf.pages for zone in page.get("/Annots", [])]
        assert [numbers[zone.Dest[0].objgen] for zone in zones] == [page for _, page in told(data)]
        assert str(zones[0].Contents) == "Aller à\u00a0: Partie 0"


def test_contents_that_list_nothing_are_a_title() -> None:
    rendered = render(Doc(META, (Heading(1, "Dossier"), Contents(), Para("x"))))
    assert failures(rendered.data) == []
    assert told(rendered.data) == []


def test_contents_may_stand_twice_and_hold_hostile_titles() -> None:
    titles = ("<b>gras</b> & « cité »", "M" * 900, "Titre 7", "8", "", "\x07", "mot " * 20_000)
    blocks = [Heading(2, title) for title in titles]
    doc = Doc(replace(META, landscape=True), (Heading(1, "Dossier"), Contents(), *blocks, Contents("Encore")))
    rendered = render(doc)
    assert failures(rendered.data) == []
    said = told(rendered.data)
    assert ("8", 2) in said
    assert len(said[0][0]) < 400


def test_two_printings_of_a_dossier_are_identical() -> None:
    assert render(dossier(9)).sha256 == render(dossier(9)).sha256


def test_hundreds_of_pages_are_printed_at_twelve_a_second_at_least() -> None:
    start = time.process_time()
    rendered = render(dossier(150))
    assert rendered.pages > 100
    assert rendered.pages / (time.process_time() - start) > 12  # thirty on a free machine
