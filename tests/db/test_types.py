"""Identities sort by birth; a value comes back from its JSON form as it went."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models.seance import StatutPresence
from db.types import Instant, Liste, Money, Percent, new_uid, plain, unplain


@given(st.integers(0, 2**48 - 1))
def test_a_uid_is_a_uuid_of_version_7_that_holds_its_instant(ms: int) -> None:
    made = uuid.UUID(new_uid(ms))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == ms


@given(st.integers(0, 2**48 - 2), st.integers(1, 10**9))
def test_uids_sort_by_creation(ms: int, later: int) -> None:
    assert new_uid(ms) < new_uid(min(ms + later, 2**48 - 1))


def test_uids_of_one_instant_differ() -> None:
    assert len({new_uid(1) for _ in range(1000)}) == 1000
    assert new_uid() != new_uid()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (str, st.text()), (int, st.integers()), (bool, st.booleans()), (dt.date, st.dates()), (dt.time, st.times()),
        (dt.datetime, st.datetimes(timezones=st.just(dt.UTC))), (StatutPresence, st.sampled_from(list(StatutPresence))),
        (dict, st.dictionaries(st.text(), st.integers())),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)  # fmt: skip
def test_a_value_comes_back_from_json_as_it_went(kind: type[Any], values: st.SearchStrategy[Any]) -> None:
    @given(st.none() | values)
    def comes_back(value: Any) -> None:
        assert unplain(kind, json.loads(json.dumps(plain(value)))) == value

    comes_back()


@pytest.mark.parametrize(
    ("kind", "value"),
    [(dt.date, 3), (dt.date, "32/13"), (dt.time, "25:00"), (StatutPresence, "parti"), (int, True), (int, "3"),
     (str, 3), (bool, 1)],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(kind: type[Any], value: object) -> None:
    with pytest.raises(ValueError):
        unplain(kind, value)


def test_an_instant_without_zone_is_refused() -> None:
    kind: Any = Instant()
    with pytest.raises(ValueError, match="zone"):
        kind.process_bind_param(dt.datetime(2026, 3, 3), None)  # noqa: DTZ001


def test_an_instant_is_stored_in_utc_and_comes_back_aware() -> None:
    kind: Any = Instant()
    paris = dt.datetime(2026, 3, 3, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    stored = kind.process_bind_param(paris, None)
    assert (stored.hour, stored.tzinfo) == (17, None)
    assert kind.process_result_value(stored, None) == paris
    assert kind.process_bind_param(None, None) is kind.process_result_value(None, None) is None


def test_a_column_says_what_python_type_it_holds() -> None:
    assert [kind().python_type for kind in (Instant, Money, Percent)] == [dt.datetime, int, int]


def test_a_list_reads_its_codes_and_retires_none_by_default() -> None:
    assert unplain(StatutPresence, "excuse") is StatutPresence.EXCUSE
    assert StatutPresence.EXCUSE.libelle == "Excusé"
    assert Liste.retires() == frozenset()
