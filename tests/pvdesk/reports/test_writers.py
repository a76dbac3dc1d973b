"""One paper, three files: the same words in each, in the order of the model, whatever was typed."""

import contextlib
import time
from pathlib import Path

import pytest

from pvdesk.reports import html, odt, printing
from pvdesk.reports.blocks import (
    Blank,
    Blanks,
    Box,
    Bullets,
    Column,
    Contents,
    Doc,
    Facts,
    Figure,
    Figures,
    Grid,
    Heading,
    Letterhead,
    Link,
    Para,
    Signatures,
    Strong,
)
from pvdesk.reports.catalogue import HOUSE_PAPERS
from pvdesk.reports.fonts import printable, register
from pvdesk.reports.papers import minutes
from pvdesk.reports.refusal import Unprintable
from pvdesk.reports.render import render
from pvdesk.reports.theme import DEFAULT
from pvdesk.store.desk import Desk
from tests.pvdesk.reports import samples, test_figures, test_judges
from tests.pvdesk.reports import test_matrix as matrix
from tests.pvdesk.reports.reading import folded, heard, written
from tests.pvdesk.reports.written import Page, edited

META = test_judges.META
desk = matrix.desk  # the fixture
PLENIERE = minutes.build(samples.PLENIERE)


def words(pieces: list[str]) -> str:
    """As a reader hears them, in the characters that the faces of the PDF draw."""
    coverage = register(DEFAULT.faces).coverage
    return folded("".join(printable(piece, coverage) for piece in pieces))


@pytest.mark.parametrize("name", test_judges.PAPERS)
def test_the_three_files_of_a_paper_say_what_the_model_says(name: str) -> None:
    doc = test_judges.PAPERS[name]()
    said = folded(written(doc))
    assert folded("".join(edited(odt.write(doc)))) == said
    assert folded("".join(Page(html.page(doc)).said)) == said
    assert folded(heard(render(doc).data)) == said


@pytest.mark.parametrize(("name", "table"), matrix.OF_A_RECORD)
def test_every_paper_of_a_record_is_the_same_text_and_page(desk: Desk, name: str, table: str) -> None:
    with desk.writing() as unit:  # never committed
        draft = matrix.sample(unit, table, name)
        matrix.swell(unit, draft, 2)
        matrix.spoil(unit, draft)
        made = matrix.build(unit, name, draft.uid)
    if made is not None:
        assert_written(made)


@pytest.mark.parametrize("name", HOUSE_PAPERS)
def test_every_paper_of_the_house_is_the_same_text_and_page(desk: Desk, name: str) -> None:
    with desk.reading() as unit:
        for choice in list(HOUSE_PAPERS[name].choices(unit))[:2]:
            with contextlib.suppress(Unprintable):
                assert_written(HOUSE_PAPERS[name].build(unit, choice))


def assert_written(doc: Doc) -> None:
    """The text and the page say what the model says."""
    page = Page(html.page(doc))
    assert page.faults == []
    assert words(page.said) == folded(written(doc))
    assert words(edited(odt.write(doc))) == folded(written(doc))


def full(text: str) -> Doc:
    """A paper with the same words wherever words may stand."""
    return Doc(
        META,
        (
            Letterhead((text, "Émetteur"), ("Réf.", text)),
            Heading(1, f"Titre {text}", text),
            Contents(),
            Para((Strong(text), " et ", Link(text, "mailto:a@exemple.fr"), Link(text, "javascript:alert(1)"))),
            Box(f"Boîte {text}", (Bullets((text,), numbered=True), Facts(((f"Libellé {text}", text),)))),
            Heading(2, f"Suite {text}"),
            Grid((Column("N°", 1, header=True), Column(text, 3, "right")), (("1", text),)),
            Grid((Column("Colonne", 1),), ()),
            Figures((Figure(test_figures.picture(), text, f"Légende {text}"), Figure(b"rien", f"alt {text}"))),
            Blanks((Blank(text, lines=2), Blank("Choix", choices=("oui", text)), Blank("Date", comb="JJ/MM")), 2),
            Signatures(f"Fait {text}", ((f"Nom {text}", text),)),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>gras & <img src='x'/> </text:p> &eacute; ]]> <!-- --> \"x\"",
        "a\x00b\x07c\ud800d\ufffee\u2028f\x0bg",
        "شارع, \u202egnirts\u202c, 😀 👩‍👩‍👧, \ue000, 𝔸",
        "\u2003espaces\u3000larges\u2009\u2007  fin",
        "deux\nlignes\r\n\n\tet 1er, 2e, 21e",
        "",
    ],
    ids=["markup", "controls", "foreign", "spaces", "lines", "empty"],
)
def test_hostile_words_are_the_same_in_the_three_files(text: str) -> None:
    doc = full(text)
    said = words(edited(odt.write(doc)))
    page = Page(html.page(doc))
    assert words(page.said) == said
    assert folded(heard(render(doc).data)) == said
    assert page.faults == []


def test_a_million_characters_are_written_in_three_seconds() -> None:
    doc = Doc(META, (Heading(1, "Titre"), Para("Les habitants l'ont dit ; rien n'est fait. " * 23_000)))
    start = time.process_time()
    text, page = odt.write(doc), html.page(doc)
    assert time.process_time() - start < 3
    assert folded("".join(edited(text))) == folded("".join(Page(page).said)) == folded(written(doc))


def test_the_suffix_of_a_file_says_how_a_paper_is_written(tmp_path: Path) -> None:
    begins = {".pdf": b"%PDF-", ".odt": b"PK", ".html": b"<!DOCTYPE html>"}
    for suffix in printing.FORMATS:
        file = printing.write(PLENIERE, tmp_path / f"papier{suffix.upper()}")
        assert file.read_bytes().startswith(begins[suffix])


def test_another_suffix_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unprintable, match=r"\.docx.*Rien n’a été imprimé.*\.pdf, \.odt, \.html"):
        printing.write(PLENIERE, tmp_path / "papier.docx")
    assert list(tmp_path.iterdir()) == []


def test_each_format_has_a_name_for_the_screen() -> None:
    assert list(printing.FORMATS) == [".pdf", ".odt", ".html"]
    assert all(label[0].isupper() for label in printing.FORMATS.values())
