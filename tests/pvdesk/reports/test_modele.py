"""A paper kept as JSON is the paper itself."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvdesk.reports import modele
from pvdesk.reports.blocks import (
    Blank,
    Blanks,
    Box,
    Break,
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
    Meta,
    Para,
    Signatures,
    Strong,
    Sup,
)
from pvdesk.reports.control import control_code
from pvdesk.reports.papers import acces, emargement, minutes, note, relance, vol
from tests.pvdesk.reports import samples

TEXT = st.text(max_size=12)
WORDS = TEXT | st.lists(
    TEXT | st.builds(Strong, TEXT) | st.builds(Sup, TEXT) | st.builds(Link, TEXT, TEXT), max_size=3
).map(tuple)
LENGTH = st.integers(0, 40) | st.floats(0, 40, allow_subnormal=False)
FIGURE = st.builds(Figure, st.binary(max_size=20), TEXT, TEXT, st.booleans())
COLUMN = st.builds(Column, TEXT, LENGTH, st.sampled_from(("left", "center", "right")), st.booleans())
BLANK = st.builds(Blank, TEXT, st.lists(TEXT, max_size=2).map(tuple), TEXT, LENGTH, st.integers(0, 5))


def _many(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=3).map(tuple)


PLAIN = st.one_of(
    st.builds(Heading, st.integers(1, 3), WORDS, TEXT),
    st.builds(Para, WORDS, st.sampled_from(("body", "lead", "small", "label"))),
    st.builds(Bullets, _many(WORDS), st.booleans()),
    st.builds(Facts, _many(st.tuples(TEXT, WORDS))),
    st.builds(Grid, _many(COLUMN), _many(_many(WORDS)), TEXT, LENGTH, st.booleans()),
    st.builds(Letterhead, _many(TEXT), _many(TEXT)),
    st.builds(Signatures, TEXT, _many(st.tuples(TEXT, TEXT))),
    FIGURE,
    st.builds(Figures, _many(FIGURE), st.integers(1, 4)),
    st.builds(Blanks, _many(BLANK), st.integers(1, 4)),
    st.builds(Break, st.none() | st.booleans()),
)
BLOCK = PLAIN | st.builds(Box, WORDS, _many(PLAIN)) | st.builds(Contents, TEXT, st.integers(1, 3))
WHEN = st.datetimes(timezones=st.just(dt.UTC))
META = st.builds(
    Meta, title=TEXT, author=TEXT, subject=TEXT, when=WHEN, reference=TEXT, status=TEXT, footer=TEXT,
    draft=st.booleans(), landscape=st.booleans(),
)  # fmt: skip


def kept(doc: Doc) -> Doc:
    """Through the text that a base holds."""
    return modele.load(json.loads(json.dumps(modele.dump(doc))))


@settings(max_examples=60)
@given(st.builds(Doc, META, _many(BLOCK)))
def test_a_paper_comes_back_as_it_was_kept(doc: Doc) -> None:
    assert kept(doc) == doc
    assert control_code(kept(doc)) == control_code(doc)


def test_the_papers_of_the_house_come_back_with_their_code() -> None:
    for doc in (
        minutes.build(samples.PLENIERE), emargement.build(samples.feuille(3)), relance.build(samples.RELANCE),
        acces.build(samples.ACCES), note.build(samples.NOTE), vol.build(samples.VOL),
    ):  # fmt: skip
        assert kept(doc) == doc
        assert control_code(kept(doc)) == control_code(doc)


@pytest.mark.parametrize(
    "said",
    [None, 3, "x", [], {}, {"": "Doc"}, {"": "Para", "words": "x"}, {"": "Later", "words": "x"}, {"": "plain"},
     {"": "Doc", "meta": {"": "Meta", "when": "hier"}, "blocks": []},
     {"": "Doc", "meta": None, "blocks": [{"": "Figure", "data": "*"}]},
     {"": "Doc", "meta": None, "blocks": [], "later": 1}],
)  # fmt: skip
def test_what_is_no_paper_is_refused(said: object) -> None:
    with pytest.raises(modele.UnknownModelError):
        modele.load(said)
