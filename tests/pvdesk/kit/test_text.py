"""Each value has one French text, the same on screen, on paper and in the tables."""

import datetime as dt
from typing import Any

import pytest

from db.base import About
from db.models import Conseil, Reunion
from db.models.seance import StatutReunion
from pvdesk.kit.schema import Datum, Kind, schema
from pvdesk.kit.text import plain_text, text_of, typed_text

MONEY = schema(Conseil)["aide_demarrage"]
PERCENT = Datum("quotite", About("Quotité"), Kind.PERCENT, int)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""), ("Mairie", "Mairie"), (True, "Oui"), (False, "Non"), (12500, "12 500"), (-5, "−5"),
        (dt.date(2026, 3, 3), "03/03/2026"), (dt.time(18, 30), "18 h 30"), (dt.time(9), "9 h"),
        (dt.datetime(2026, 3, 3, 18, 5, tzinfo=dt.UTC), "03/03/2026 à 18 h 05"),
        (StatutReunion.SANS_QUORUM, "Tenue sans quorum"),
    ],
)  # fmt: skip
def test_a_value_reads_in_french(value: Any, expected: str) -> None:
    assert plain_text(value).replace("\u202f", " ").replace("\u00a0", " ") == expected


def test_an_amount_a_percentage_and_a_reference_read_by_their_kind() -> None:
    assert text_of(MONEY, 123456) == "1\u202f234,56\u00a0€"
    assert text_of(PERCENT, 80) == "80\u00a0%"
    assert text_of(schema(Reunion)["conseil_uid"], "u1", {"u1": "Conseil"}) == "Conseil"
    assert text_of(schema(Reunion)["conseil_uid"], "u1") == "u1"
    assert text_of(schema(Reunion)["lieu"], "") == text_of(schema(Reunion)["lieu"], None) == ""


@pytest.mark.parametrize(
    ("cents", "expected"), [(0, "0"), (5, "0,05"), (-5, "-0,05"), (-150, "-1,50"), (1250000, "12500"), (None, "")]
)
def test_an_amount_is_edited_without_spaces(cents: int | None, expected: str) -> None:
    assert typed_text(MONEY, cents) == expected


def test_hours_and_numbers_are_edited_as_they_are_typed() -> None:
    assert typed_text(schema(Reunion)["debut"], dt.time(18, 30)) == "18:30"
    assert typed_text(PERCENT, 80) == "80"
    assert typed_text(schema(Reunion)["statut"], StatutReunion.TENUE) == "Tenue"
