"""The papers that no stored record makes, and the longest, conform and say what their model says."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import reportlab

from pvdesk.reports.blocks import Doc, Heading, Link, Meta, Para
from pvdesk.reports.papers import acces, emargement, minutes, rectificatif, vol
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


# What test_matrix.py does not make: papers of no record, three hundred rows, an access with much to say.
OTHERS: dict[str, Callable[[], Doc]] = {
    "minutes, 300 rows": lambda: minutes.build(compte_rendu(300, draft=True)),
    "sheet, 300 names": lambda: emargement.build(samples.feuille(300, vierges=6)),
    "access": lambda: acces.build(
        replace(
            samples.ACCES, presences=samples.ACCES.presences * 90,
            passages=(*samples.ACCES.passages, acces.Passage("Visite", "x " * 60, relu=False)) * 20,
        )
    ),
    **{f"rectificatif, {rows} rows": lambda rows=rows: rectified(rows) for rows in (0, 1, 40)},
    "stolen": lambda: vol.build(samples.VOL),
    "stolen, empty": lambda: vol.build(
        replace(samples.VOL, personnes=(), fiches=(), dernier_le=None, revoque_le=None, nom="")
    ),
    "stolen, long": lambda: vol.build(replace(samples.VOL, personnes=samples.VOL.personnes * 30)),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_paper_conforms_and_is_read_as_it_was_written(name: str) -> None:
    doc = OTHERS[name]()
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
