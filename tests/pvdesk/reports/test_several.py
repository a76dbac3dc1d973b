"""Papers of several records in one file, and the names of their files."""

from dataclasses import replace

import pytest

from pvdesk.reports import several
from pvdesk.reports.blocks import Break, Contents, Doc, Heading, Meta, Para, plain
from pvdesk.reports.papers import minutes
from pvdesk.reports.render import render
from tests.pvdesk.reports.conformity import failures
from tests.pvdesk.reports.samples import PLENIERE, QUAND, SANS_QUORUM

META = Meta(title="Visite", author="Délégation", subject="Essai", when=QUAND, reference="VT-1", landscape=True)


def test_each_paper_has_its_pages_after_their_list() -> None:
    docs = [minutes.build(PLENIERE), Doc(META, (Heading(1, "Visite"), Para("Rien."))), minutes.build(SANS_QUORUM)]
    made = several.collection("Compte rendu", docs)
    assert made.meta.title == "Compte rendu\u00a0: 3\u00a0papiers"
    assert isinstance(made.blocks[1], Contents)
    assert [block.landscape for block in made.blocks if isinstance(block, Break)] == [False, True, False]
    seconds = [block for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert [plain(one.words) for one in seconds][2] == "Visite"
    assert seconds[2].kicker == "VT-1"
    assert failures(render(made).data) == []


@pytest.mark.parametrize(("drafts", "draft", "notes"), [((), False, 0), ((1,), True, 1), ((0, 1), True, 0)])
def test_a_draft_makes_the_whole_file_one_and_says_so(drafts: tuple[int, ...], draft: bool, notes: int) -> None:
    docs = [Doc(replace(META, draft=rank in drafts), (Heading(1, "Visite"),)) for rank in range(2)]
    made = several.collection("Visite", docs)
    assert (made.meta.draft, len(made.notes)) == (draft, notes)


@pytest.mark.parametrize(
    ("reference", "title", "name"),
    [
        ("CC-2026-D07-0001", "Essai", "fiche-CC-2026-D07-0001.pdf"),
        ("", "Qui\u00a0: quoi/où ?", "fiche-Qui-quoi-où.pdf"),
        ("", " .. ", "fiche.pdf"),
    ],
)
def test_the_name_of_a_file_is_taken_by_every_machine(reference: str, title: str, name: str) -> None:
    assert several.name_of("fiche", Doc(replace(META, reference=reference, title=title), ())) == name
