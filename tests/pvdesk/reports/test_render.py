"""One paper at a time, whoever asks."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pvdesk.reports.blocks import Break, Column, Doc, Facts, Grid, Heading, Link, Meta, Para, Signatures
from pvdesk.reports.papers import emargement, minutes
from pvdesk.reports.render import render
from tests.pvdesk.reports import samples
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.reading import spoken

META = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND)


def test_two_threads_write_the_same_bytes_as_one() -> None:
    docs = [minutes.build(samples.PLENIERE), emargement.build(samples.feuille(8))] * 3
    with ThreadPoolExecutor(3) as pool:
        assert [r.sha256 for r in pool.map(render, docs)] == [render(doc).sha256 for doc in docs]


def test_a_refused_paper_leaves_the_next_one_whole() -> None:
    before = render(minutes.build(samples.CARENCE)).sha256
    with pytest.raises(ValueError, match="zip"):
        render(Doc(META, (Grid((Column("A", 1),), (("x", "y"),)),)))
    assert render(minutes.build(samples.CARENCE)).sha256 == before


def test_a_long_paper_tells_how_far_it_is() -> None:
    told: list[tuple[int, int, str]] = []
    doc = Doc(META, (Heading(1, "Titre"), *[Para(f"Ligne {i}") for i in range(400)]))
    rendered = render(doc, tell=lambda done, total, text: told.append((done, total, text)))
    done = [step for step, _, _ in told]
    assert done == sorted(done)
    assert max(done) <= told[0][1]
    assert f"Mise en page\u00a0: {rendered.pages}\u00a0pages" in [text for _, _, text in told]
    assert rendered.sha256 == render(doc).sha256


@pytest.mark.parametrize("moment", ["Préparation", "Mise en page", "Écriture"])
def test_an_interrupted_paper_leaves_the_next_one_whole(moment: str) -> None:
    def interrupt(_done: int, _total: int, text: str) -> None:
        if text.startswith(moment):
            raise InterruptedError

    before = render(minutes.build(samples.PLENIERE)).sha256
    with pytest.raises(InterruptedError):
        render(minutes.build(samples.PLENIERE), tell=interrupt)
    assert render(minutes.build(samples.PLENIERE)).sha256 == before


def test_an_address_that_is_not_one_is_printed_as_words() -> None:
    words = ("Voir ", Link("ici", "javascript:alert(1)"))
    assert ("P", "Voir ici") in spoken(render(Doc(META, (Heading(1, "Titre"), Para(words)))).data)


def test_a_long_footer_is_cut_before_the_page_number() -> None:
    meta = Meta(title="Titre", author="Exemple", subject="Objet", when=samples.QUAND, footer="très long " * 40)
    assert failures(render(Doc(meta, (Heading(1, "Titre"), Break(), Para("x")))).data) == []


def test_a_place_without_signers_is_one_line() -> None:
    doc = Doc(META, (Heading(1, "Titre"), Signatures("Fait à Lens.", ()), Facts((("A", "b"),))))
    assert spoken(render(doc).data)[1] == ("P", "Fait à Lens.")
