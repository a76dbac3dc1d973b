"""A draft knows whether it differs from what was read."""

from collections.abc import Callable

import pytest

from db.base import Etat
from pvdesk.kit.draft import Draft, LineDraft


@pytest.fixture
def read() -> Draft:
    draft = Draft("reunion", "u1", {"lieu": "Mairie"}, {"points": [LineDraft("p1", {"titre": "Éclairage"})]})
    draft.freeze_base()
    return draft


def test_a_draft_never_saved_is_to_be_saved() -> None:
    assert Draft("reunion", "u1").dirty


def test_a_draft_as_read_is_not(read: Draft) -> None:
    assert not read.dirty
    assert read.base is not None
    assert read.base.base is None


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.values.update(lieu="École"),
        lambda d: d.lines["points"][0].values.update(titre="Éclairage public"),
        lambda d: d.lines["points"].clear(),
        lambda d: d.lines["points"].append(LineDraft("p2")),
        lambda d: d.saisies.update(date="32/13"),
        lambda d: d.motifs.update(parite="tirage au sort"),
    ],
    ids=["a value", "a value of a line", "a line less", "a line more", "typing not understood", "a reason"],
)
def test_what_is_typed_is_to_be_saved(read: Draft, change: Callable[[Draft], object]) -> None:
    change(read)
    assert read.dirty
    read.freeze_base()
    assert not read.dirty


def test_what_is_undone_is_not_to_be_saved(read: Draft) -> None:
    read.values["lieu"] = "École"
    read.values["lieu"] = "Mairie"
    assert not read.dirty


def test_what_the_base_says_of_a_fiche_is_not_typed(read: Draft) -> None:
    read.etat, read.version, read.names, read.computed = Etat.FINAL, 3, {"x": "y"}, {"quorum": ""}
    assert not read.dirty
