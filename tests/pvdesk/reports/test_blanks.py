"""Forms to be filled in by hand: labels are read, lines and cases are furniture."""

import pytest

from pvdesk.reports.blocks import Blank, Blanks, Box, Doc, Heading, Meta
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import folded, heard, spaced, spoken, written

META = Meta(title="Fiche vierge", author="Exemple", subject="Visite", when=samples.QUAND, footer="Fiche vierge")
FIELDS = (
    Blank("Date de la visite", comb="JJ/MM/AAAA"),
    Blank("Lieu"),
    Blank("Type de visite", choices=("porteur de projet", "association", "autre")),
    Blank("Heure", comb="HH:MM"),
    Blank("Constats", lines=6),
    Blank("Croquis", frame=60),
)


@pytest.mark.parametrize("columns", [0, 1, 2, 3, 7])
@pytest.mark.parametrize("times", [1, 9])
def test_a_blank_form_conforms_and_reads_its_labels_in_order(columns: int, times: int) -> None:
    doc = Doc(META, (Heading(1, "Visite"), Blanks(FIELDS * times, columns), Box("Suite", (Blanks(FIELDS, 2),))))
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert folded(heard(rendered.data)) == folded(written(doc))


def test_choices_are_boxes_to_tick_read_with_their_words() -> None:
    doc = Doc(META, (Heading(1, "Visite"), Blanks((Blank("Présent", choices=("oui", "non")),))))
    said = [(tag, spaced(text)) for tag, text in spoken(render(doc).data)]
    assert said[1:] == [("P", "Présent"), ("P", "☐ oui ☐ non")]


def test_room_asked_beyond_a_page_is_half_a_page() -> None:
    fields = (
        Blank("Croquis", frame=900),
        Blank("Constats", lines=200),
        Blank("Quartier", choices=("Quartier prioritaire",) * 200),
    )
    assert failures(render(Doc(META, (Heading(1, "Visite"), Blanks(fields, 3)))).data) == []


def test_a_form_without_a_field_is_nothing() -> None:
    assert render(Doc(META, (Heading(1, "Visite"), Blanks(())))).pages == 1


def test_a_comb_too_long_for_its_column_narrows() -> None:
    doc = Doc(META, (Heading(1, "Visite"), Blanks((Blank("SIRET", comb="0" * 40),) * 3, 3)))
    assert failures(render(doc).data) == []
