"""Blank forms: every record type, in the order of the screen, private data left out."""

from pathlib import Path

import pytest

from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind
from pvdesk.reports import vierges
from pvdesk.reports.blocks import Blank, Blanks, Doc, Grid, plain
from pvdesk.reports.papers import vierge
from pvdesk.reports.preflight import all_words
from pvdesk.reports.render import render
from tests.builders import make_desk
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import heard, spaced, written
from tests.pvdesk.reports.samples import EMETTEUR, QUAND


def form(table: str) -> Doc:
    return vierge.build(FICHES[table], EMETTEUR, QUAND)


def blanks(doc: Doc) -> dict[str, Blank]:
    return {b.label: b for block in doc.blocks if isinstance(block, Blanks) for b in block.fields}


def said(doc: Doc) -> list[str]:
    return [plain(words) for words in all_words(doc)]


@pytest.mark.parametrize("table", FICHES)
def test_every_form_conforms_and_asks_all_but_what_is_private(table: str) -> None:
    doc = form(table)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))
    text = " ".join(said(doc))
    for section in FICHES[table].sections:
        for datum in FICHES[table].data(section):
            if datum.about.private:
                assert f"{datum.label} " not in text
            elif datum.kind is not Kind.COMPUTED and not vierge.counted(datum):
                assert datum.label in text


@pytest.mark.parametrize("table", FICHES)
def test_questions_are_in_the_order_of_the_screen(table: str) -> None:
    text = "\n".join(said(form(table)))
    asked = [
        d.label for s in FICHES[table].sections for d in FICHES[table].data(s)
        if d.kind not in {Kind.COMPUTED, Kind.LINES} and not d.about.private
    ]  # fmt: skip
    at = text.index("Rempli le")
    for label in asked:  # each is found after the one before
        at = text.index(f"\n{label}", at) + 1


def test_each_kind_has_its_room() -> None:
    of = blanks(form("visite"))
    assert of["Date\u00a0*"].comb == "JJ/MM/AAAA"
    assert of["Début"].comb == "HH:MM"
    assert of["Statut\u00a0*"].choices == ("Prévue", "Faite", "Annulée")
    assert of["Comptage estimé"].choices == ("Oui", "Non")
    assert of["Constats (les faits vus, sans nom de personne)"].lines >= 2
    assert of["Lieu\u00a0*"].lines == 1


def test_lines_are_a_grid_to_be_written_in() -> None:
    (met,) = (b for b in form("visite").blocks if isinstance(b, Grid) and b.columns[0].title == "Fonction\u00a0*")
    assert met.ruled
    assert len(met.rows) >= 2
    assert not any(plain(cell) for row in met.rows for cell in row)


def test_what_lines_count_has_a_line_for_each_choice() -> None:
    of = blanks(form("activite"))
    assert {"CAF", "France Travail", "École"} <= set(of)


def test_who_filled_it_in_is_asked_first() -> None:
    first = next(b for b in form("visite").blocks if isinstance(b, Blanks))
    assert [b.label for b in first.fields] == ["Rempli par (nom, fonction)", "Rempli le"]


@pytest.mark.parametrize(
    ("table", "pages"),
    [("organisme", 1), ("contact", 1), ("action", 1), ("visite", 2), ("controle", 1), ("activite", 2), ("projet", 5)],
)
def test_a_form_is_as_short_as_its_fiche_lets_it(table: str, pages: int) -> None:
    assert render(form(table)).pages <= pages


def test_every_record_type_is_offered_by_its_name(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "poste")
    with desk.reading() as unit:
        assert vierges.choices(unit) == {table: fiche.singular for table, fiche in FICHES.items()}
        assert "Visite : fiche à remplir" in said(vierges.formulaire(unit, "visite"))
    desk.close()
