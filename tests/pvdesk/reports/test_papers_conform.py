"""Every paper, draft or final, empty or long, conforms and says what its model says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import reportlab

from pvdesk.reports.blocks import Doc, Heading, Link, Meta, Para
from pvdesk.reports.papers import (
    acces,
    convocation,
    emargement,
    minutes,
    note,
    ordre_du_jour,
    rectificatif,
    relance,
    releve,
    vol,
)
from pvdesk.reports.papers.relance import Relance
from pvdesk.reports.papers.seance import Action, Minutes, Point
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import expected, heard, spaced, spoken, written


def compte_rendu(rows: int, *, draft: bool) -> Minutes:
    return replace(
        samples.PLENIERE,
        projet=draft,
        suites=(samples.PLENIERE.suites * rows)[:rows],
        presences=(samples.PLENIERE.presences * rows)[:rows],
        actions=tuple(Action(libelle=f"Action {i}", porteur="commune") for i in range(rows)),
        points=tuple(Point(titre=f"Point {i}", synthese="Échanges : rien à dire !") for i in range(min(rows, 40))),
    )


def rectified(rows: int) -> Doc:
    changes = (samples.RECTIFICATIF.changements * rows)[:rows]
    return rectificatif.build(replace(samples.RECTIFICATIF, changements=changes))


# The papers of a meeting with that many of everything, draft or not.
MEETING: dict[str, Callable[[int, bool], Doc]] = {
    "minutes": lambda rows, draft: minutes.build(compte_rendu(rows, draft=draft)),
    "sheet": lambda rows, _: emargement.build(samples.feuille(rows, vierges=rows % 7)),
    "decisions": lambda rows, draft: releve.build(compte_rendu(rows, draft=draft)),
    "minors": lambda rows, _: emargement.build_mineurs(samples.feuille(0, vierges=rows)),
    "convocation": lambda rows, draft: convocation.build(
        replace(samples.CONVOCATION, points=compte_rendu(rows, draft=draft).points, invites=("bailleur",) * rows)
    ),
    "agenda": lambda rows, draft: ordre_du_jour.build(
        replace(samples.ORDRE, points=compte_rendu(rows, draft=draft).points, notes=draft)
    ),
    "rectificatif": lambda rows, _: rectified(rows),
}
LONG = ("minutes", "sheet")  # the others are made of the same blocks


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize(
    ("name", "rows"), [*((name, rows) for name in MEETING for rows in (0, 1, 40)), *((name, 300) for name in LONG)]
)
def test_every_paper_conforms_and_is_read_as_it_was_written(name: str, rows: int, draft: bool) -> None:
    doc = MEETING[name](rows, draft)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))


@pytest.mark.parametrize(
    "letter",
    [samples.RELANCE, replace(samples.RELANCE, retard=0, precedentes=(), siret="", commune="", accorde=None),
     replace(samples.RELANCE, reportee=True, porteur="Association « Exemple » " * 12, intitule="Mobilité " * 17)],
)  # fmt: skip
def test_the_letter_to_a_porteur_conforms(letter: Relance) -> None:
    doc = relance.build(letter)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))


@pytest.mark.parametrize(
    "asked",
    [samples.ACCES, replace(samples.ACCES, liens=(), presences=(), passages=(), conservation=(), recue_le=None),
     replace(samples.ACCES, presences=samples.ACCES.presences * 90,
             passages=(*samples.ACCES.passages, acces.Passage("Visite", "x " * 60, relu=False)) * 20)],
)  # fmt: skip
def test_the_answer_to_an_access_conforms(asked: acces.Acces) -> None:
    doc = acces.build(asked)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))


@pytest.mark.parametrize(
    "stolen",
    [samples.VOL, replace(samples.VOL, personnes=(), fiches=(), dernier_le=None, revoque_le=None, nom=""),
     replace(samples.VOL, personnes=samples.VOL.personnes * 30)],
)  # fmt: skip
def test_the_sheet_of_a_stolen_laptop_conforms(stolen: vol.Vol) -> None:
    doc = vol.build(stolen)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))


@pytest.mark.parametrize("written_note", [
    samples.NOTE, replace(samples.NOTE, parties=(), destinataire="", introduction="", projet=False),
    replace(samples.NOTE, parties=samples.NOTE.parties * 40),
])  # fmt: skip
def test_the_monthly_note_conforms(written_note: note.Note) -> None:
    doc = note.build(written_note)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert rendered.messages == ()
    assert spaced(heard(rendered.data)) == spaced(written(doc))


@pytest.mark.parametrize("source", [samples.PLENIERE, samples.SANS_QUORUM, samples.CARENCE])
def test_the_three_ends_of_a_meeting_conform(source: Minutes) -> None:
    doc = minutes.build(source)
    rendered = render(doc)
    assert failures(rendered.data) == []
    assert spaced(heard(rendered.data)) == spaced(written(doc))


def test_tags_follow_the_model_row_by_row_over_several_pages() -> None:
    doc = minutes.build(compte_rendu(40, draft=True))
    tags = [tag for tag, _ in spoken(render(doc).data)]
    items, cells = expected(doc)
    assert tags.count("LBody") == items
    assert tags[:5] == ["P", "P", "P", "P", "P"]  # the letterhead, read before the title
    assert tags[6] == "H1"
    assert tags.count("H1") == 1
    assert tags.count("TH") + tags.count("TD") == cells


def test_links_are_described_and_each_one_has_its_own_zone() -> None:
    address = "mailto:contact@exemple.invalid"
    words = ("Écrire à ", Link("la mission", address), " ou encore à ", Link("la déléguée " * 20, address), ".")
    meta = Meta(title="Liens", author="Exemple", subject="Liens", when=samples.QUAND)
    assert failures(render(Doc(meta, (Heading(1, "Liens"), Para(words)))).data) == []


def test_two_printings_in_one_process_are_identical() -> None:
    doc = minutes.build(samples.PLENIERE)
    first = render(doc)
    render(emargement.build(samples.feuille(3)))
    assert render(doc).sha256 == first.sha256


def test_reportlab_is_the_version_whose_internals_we_lean_on() -> None:
    assert reportlab.__version__ == "5.1.0"
