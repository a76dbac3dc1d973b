"""Fonts that would print wrong are refused in words; what they cannot draw is said."""

from pathlib import Path

import pytest

from pvdesk.base.paths import resources
from pvdesk.reports.fonts import UnfitFontError, gaps, printable, register
from pvdesk.reports.theme import DEFAULT, Faces

REGULAR = resources() / "fonts" / DEFAULT.faces.regular


def test_the_shipped_family_draws_what_french_papers_need() -> None:
    coverage = register(DEFAULT.faces).coverage
    assert not gaps("« Œuvre » n° 1 – — … ’ € № ☐ ☑ ✓ → − \u202f\u00a0ÀÉÈÊËÎÏÔÙÛÜŸÇæ", coverage)


def test_registering_twice_gives_the_same_family() -> None:
    assert register(DEFAULT.faces) == register(DEFAULT.faces)


def test_a_variable_font_is_refused(tmp_path: Path) -> None:
    variable = tmp_path / "Variable.ttf"
    variable.write_bytes(REGULAR.read_bytes().replace(b"GSUB", b"fvar", 1))
    with pytest.raises(UnfitFontError, match="variable"):
        register(Faces(regular=str(variable)))


def test_two_faces_under_one_name_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "Autre.ttf"
    copy.write_bytes(REGULAR.read_bytes())
    with pytest.raises(UnfitFontError, match="même nom interne"):
        register(Faces(regular=DEFAULT.faces.regular, bold=str(copy)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("abc", "abc"),
        ("ab\u202fc", "ab c"),  # no thin space in this face: the ordinary no-break one
        ("a\u2003b", "a b"),
        ("ﬁa", "[U+FB01]a"),
        ("x", "[U+0078]"),
        ("xyzw", "[4 caractères non imprimables]"),
        ("a\u200bb\ufeffc\u202e", "abc"),
    ],
)
def test_what_a_poor_face_lacks_is_said_in_words(typed: str, printed: str) -> None:
    coverage = frozenset(map(ord, "abc [U+FB01]78\u00a0"))
    assert printable(typed, coverage).replace("\u00a0", " ") == printed
