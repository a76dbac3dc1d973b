"""The same seed gives the same fiches, to the last line; another gives others."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import inspect, select

from db.models import Convention
from db.models.referentiel import Quartier
from pvdesk.bundle import rows
from pvdesk.generation.scribe import Scribe
from pvdesk.store.desk import Desk

Vivre = Callable[..., tuple[Desk, Scribe]]


def dump(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every fiche and line, every column."""
    made: dict[str, list[tuple[Any, ...]]] = {}
    with desk.reading() as unit:
        for table, model in rows.tables().items():
            columns = inspect(model).columns
            made[table] = [tuple(map(repr, row)) for row in unit.all(select(*columns).order_by(columns["uid"]))]
    return made


@pytest.mark.slow
def test_one_seed_is_one_story(vivre: Vivre) -> None:
    first, again, other = (dump(vivre(name, graine)[0]) for name, graine in (("a", 1), ("b", 1), ("c", 2)))
    assert first == again
    assert first["visite"] != other["visite"]
    assert sum(map(len, first.values())) > 400


def test_before_2024_a_visit_is_in_a_quartier_of_that_time(vivre: Vivre) -> None:
    """The months lived here straddle 1 January 2024."""
    desk, scribe = vivre("a", 3)
    assert not scribe.arretees
    model = rows.tables()["visite_quartier"]
    with desk.reading() as unit:
        codes = set(unit.session.scalars(select(inspect(model).columns["quartier"])))
        generations = set(unit.session.scalars(select(Quartier.generation).where(Quartier.code.in_(codes))))
    assert generations == {"2015", "2024"}


def test_a_place_that_was_no_quartier_before_2024_stops_nothing(vivre: Vivre) -> None:
    """Some quartiers are new: their posts wait for their quartier, their visits say why."""
    desk, scribe = vivre("a", 1, recent=True)
    assert not scribe.arretees
    with desk.reading() as unit:
        debuts = unit.all(select(Convention.debut).where(Convention.debut.is_not(None)))
    assert debuts
    assert all(debut >= dt.date(2024, 1, 1) for (debut,) in debuts)
