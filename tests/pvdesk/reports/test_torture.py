"""Whatever a delegate types or pastes, the paper comes out, in time, and conforms."""

import time
from dataclasses import replace

import pytest

from pvdesk.reports.blocks import Block, Bullets, Column, Doc, Facts, Grid, Heading, Meta, Para, Strong
from pvdesk.reports.papers import emargement, minutes
from pvdesk.reports.papers.seance import Audience, Personne, Point, Presence
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import folded, heard, pages_of, spoken, written

META = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND)
SENTENCE = "Les habitantes et habitants ont signalé l'éclairage défaillant de la rue des Lilas ; rien n'est fait. "


def paper(*blocks: Block) -> Doc:
    return Doc(META, (Heading(1, "Titre"), *blocks))


@pytest.mark.parametrize(
    "words",
    [
        SENTENCE * 50,
        "M" * 20_000,
        "W" * 20_000 + "\n" * 300 + "fin",
        "<b>gras & <img src='x'/> </para> &eacute; <!-- -->",
        "a\x00b\x07c\ud800d",
        "شارع الورود, \u202egnirts\u202c \u2066x\u2069, 😀 👩‍👩‍👧, \ue000, 𝔸",
        "\u2003espaces\u3000larges\u2009\u2007fin",
        "e\u0301te\u0301 œuvre ☐ ☑ ✓ → € № 1re 2e 21e 100e",
        "",
        " \n\n ",
    ],
    ids=["line", "word", "wide", "markup", "controls", "foreign", "spaces", "signs", "empty", "blank"],
)
def test_hostile_text_is_printed_everywhere_it_may_stand(words: str) -> None:
    doc = paper(
        Para(words),
        Para((Strong(words), "."), "small"),
        Bullets((words,)),
        Facts((("Libellé", words),)),
        Grid((Column("Étroite", 1), Column("Large", 3)), ((words, "courte"), ("a", words))),
    )
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert folded(heard(rendered.data)) == folded(written(doc))


def test_direction_marks_cannot_make_a_paper_read_otherwise() -> None:
    data = render(paper(Para("avis \u202eelbarovaféd\u202c"))).data
    assert ("P", "avis elbarovaféd") in spoken(data)


def test_what_cannot_be_drawn_is_told_to_the_author() -> None:
    rendered = render(paper(Para("Bravo 😀")))
    assert ("P", "Bravo [U+1F600]") in spoken(rendered.data)
    assert any("U+1F600" in message for message in rendered.messages)


def test_a_field_of_a_million_characters_is_printed_in_ten_seconds() -> None:
    start = time.process_time()
    rendered = render(paper(Para(SENTENCE * 10_000)))
    assert time.process_time() - start < 10
    assert rendered.pages > 150


def test_a_cell_taller_than_a_page_goes_on_under_one_element() -> None:
    doc = paper(Grid((Column("N°", 1), Column("Texte", 4)), (("1", SENTENCE * 300), ("2", "ligne\n" * 400))))
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert folded(heard(rendered.data)) == folded(written(doc))
    assert [tag for tag, _ in spoken(rendered.data)].count("TD") == 4


def test_a_hundred_and_twenty_people_hold_in_minutes_and_sheet() -> None:
    people = tuple(
        Presence(personne=Personne(nom=f"EXEMPLE Camille {i}", code=f"H-{i}"), etat="présent", college="Habitants")
        for i in range(120)
    )
    audiences: tuple[tuple[Audience, str], ...] = (("interne", "EXEMPLE Camille 7"), ("public", "H-7"))
    for audience, shown in audiences:
        doc = minutes.build(replace(samples.PLENIERE, presences=people, audience=audience))
        rendered = render(doc)
        assert failures(rendered.data) == []
        assert shown in " ".join(text for _, text in spoken(rendered.data))
        assert ("EXEMPLE" in str(spoken(rendered.data))) == (audience == "interne")
    assert render(emargement.build(samples.feuille(120))).pages == 7


def test_headings_are_never_left_alone_at_the_foot_of_a_page() -> None:
    for filling in range(28, 42):
        blocks: list[Block] = [Para("x") for _ in range(filling)]
        doc = paper(*blocks, Heading(2, "Deux"), Heading(3, "Trois"), Para(f"Enfin {SENTENCE * 3}"))
        pages = pages_of(render(doc).data)
        assert pages["Deux"] == pages["Trois"] == pages["Enfin"]


def test_a_register_of_two_thousand_rows_is_printed_in_four_seconds() -> None:
    columns = (Column("N°", 1), Column("Texte", 6))
    start = time.process_time()  # of this process: the machine may be shared
    rendered = render(paper(Grid(columns, tuple((str(i), "Une ligne du registre") for i in range(2000)))))
    assert time.process_time() - start < 4
    assert rendered.pages > 30


def test_long_minutes_hold() -> None:
    points = (Point(titre="T" * 500, synthese=SENTENCE * 200, documents=("d" * 3000,)),) * 5
    assert failures(render(minutes.build(replace(samples.PLENIERE, points=points))).data) == []
