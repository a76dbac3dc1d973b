"""A birth date gives an age on a day, and nothing else is kept nor repeated."""

import datetime as dt

import pytest

from pvdesk.kit.naissance import AgeVerifie, age_revolu, verifier
from pvdesk.kit.reading import Unread

SIGNATURE, TODAY = dt.date(2026, 9, 21), dt.date(2026, 9, 22)


@pytest.mark.parametrize(
    ("naissance", "jour", "age"),
    [
        (dt.date(2000, 11, 14), SIGNATURE, 25),
        (dt.date(2000, 9, 21), SIGNATURE, 26),
        (dt.date(2000, 9, 22), SIGNATURE, 25),
        (dt.date(2000, 2, 29), dt.date(2026, 2, 28), 25),
        (dt.date(2000, 2, 29), dt.date(2026, 3, 1), 26),
    ],
)
def test_the_age_is_in_whole_years(naissance: dt.date, jour: dt.date, age: int) -> None:
    assert age_revolu(naissance, jour) == age


@pytest.mark.parametrize("typed", ["14/11/2000", "14/11/00", "14 novembre 2000", "14112000", " 14.11.2000 "])
def test_only_the_year_and_the_age_are_kept(typed: str) -> None:
    assert verifier(typed, SIGNATURE, TODAY) == AgeVerifie(2000, 25, SIGNATURE)


def test_two_figures_of_a_year_are_of_the_past() -> None:
    assert verifier("14/11/85", SIGNATURE, TODAY) == AgeVerifie(1985, 40, SIGNATURE)


@pytest.mark.parametrize("typed", ["", "14/11", "32/13/1990", "14/11/2085", "14/11/1880", "abc", "14/11/2020"])
def test_what_gives_no_age_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(Unread) as refused:
        verifier(typed, SIGNATURE, TODAY)
    assert "écrivez" in str(refused.value)
    assert not typed or typed not in str(refused.value)


def test_the_age_is_that_of_the_day_of_signature() -> None:
    with pytest.raises(Unread, match="signature"):
        verifier("14/11/2000", None, TODAY)


def test_the_check_is_said_without_the_date() -> None:
    dit = verifier("14/11/2000", SIGNATURE, TODAY).phrase
    assert dit == "Âge vérifié\u00a0: 25\u00a0ans le 21/09/2026"
