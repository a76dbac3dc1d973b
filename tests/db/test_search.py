"""Words are found whatever their case, accents and ligatures; nothing typed in the search box is an error."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from db import search


@pytest.fixture
def index(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(writes=True) as connection:
        yield connection
        connection.rollback()


def uids(index: Connection, words: str, type_: str = "") -> list[str]:
    return [uid for _, uid in search.find(index, words, type_)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("École Jean-Macé", "ecole"), ("Ecole Jean-Macé", "école"), ("une œuvre", "oeuvre"), ("une oeuvre", "Œuvre"),
        ("Nœux-les-Mines", "noeux mines"), ("Nœux-les-Mines", "Nœux-les-Mines"), ("ex æquo", "aequo"),
        ("Maßstab", "massstab"), ("l’éclairage public", "eclair"), ("l’éclairage public", "l'éclairage"),
        ("réunion plénière", "PLÉN réun"), ("Noël", "noe\u0308l"), ("n° 62-17", "62 17"), ("Été 2026", "2026 ete"),
        ("QN06201M", "qn062"),
    ],
)  # fmt: skip
def test_a_fiche_is_found(index: Connection, written: str, typed: str) -> None:
    search.put(index, "reunion", "u1", written)
    assert uids(index, typed) == ["u1"]


@pytest.mark.parametrize("typed", ["ecolé bus", "cole", "ecoles", "", "   ", "—", '"', "*", "NOT", "texte:"])
def test_what_is_not_there_is_not_found(index: Connection, typed: str) -> None:
    search.put(index, "reunion", "u1", "École Jean-Macé")
    assert uids(index, typed) == []


def test_a_type_and_a_limit_narrow_the_search_newest_first(index: Connection) -> None:
    for number in range(4):
        search.put(index, "action" if number % 2 else "reunion", f"u{number}", "éclairage")
    assert uids(index, "eclairage") == ["u3", "u2", "u1", "u0"]
    assert uids(index, "eclairage", "action") == ["u3", "u1"]
    assert len(search.find(index, "eclairage", limit=3)) == 3


def test_a_fiche_indexed_anew_keeps_no_old_word(index: Connection) -> None:
    search.put(index, "reunion", "u1", "ancien")
    search.put(index, "reunion", "u1", "nouveau")
    assert (uids(index, "ancien"), uids(index, "nouveau")) == ([], ["u1"])


def test_a_removed_fiche_is_forgotten(index: Connection) -> None:
    search.put(index, "reunion", "u1", "ancien")
    search.remove(index, "u1")
    search.remove(index, "u1")
    assert uids(index, "ancien") == []


def test_two_thousand_fiches_are_searched_at_once(index: Connection) -> None:
    for number in range(2000):
        search.put(index, "reunion", f"u{number}", f"Réunion plénière n° {number} du conseil citoyen, éclairage")
    start = time.process_time()
    assert uids(index, "plen 1234") == ["u1234"]
    assert len(search.find(index, "eclairage", limit=5000)) == 2000
    assert time.process_time() - start < 0.5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text())
def test_any_text_can_be_searched(index: Connection, typed: str) -> None:
    search.put(index, "reunion", "u1", typed)
    search.find(index, typed)


@given(st.text())
def test_a_folded_text_folds_to_itself(value: str) -> None:
    assert search.fold(search.fold(value)) == search.fold(value)
