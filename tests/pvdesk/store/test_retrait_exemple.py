"""The example is taken away in one gesture and comes back as it was; nothing of it is left that could travel."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db import search
from db.journal import Trace
from db.models.echange import Installation, Role
from pvdesk.bundle import export
from pvdesk.fiches import FICHES
from pvdesk.mission import dump
from pvdesk.store import desk as desks
from pvdesk.store import example, records, retrait_exemple
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests import builders


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desks.create(
        tmp_path / "exemple", builders.PHRASE, role=Role.POSTE, code="D07", nom="Essai", exemple=True,
        clock=builders.clock_at(),
    )  # fmt: skip
    example.fill(made)
    yield made
    made.close()


def do(desk: Desk, work: Any) -> Any:
    with desk.writing() as unit:
        result = work(unit)
        unit.commit()
    return result


def held(desk: Desk) -> str:
    with desk.reading() as unit:
        return dump.dump(unit)


def test_it_goes_whole_and_comes_back_as_it_was(desk: Desk) -> None:
    before = held(desk)
    done = do(desk, retrait_exemple.effacer)
    with desk.reading() as unit:
        assert not retrait_exemple.present(unit)
        assert unit.session.scalar(select(func.count()).select_from(Trace)) == 0
        assert sum(unit.session.scalar(select(func.count()).select_from(f.model)) or 0 for f in FICHES.values()) == 0
        assert search.find(unit.session.connection(), "eclairage") == []
    do(desk, done.defaire)
    assert held(desk) == before
    with desk.reading() as unit:
        assert retrait_exemple.present(unit)
        assert search.find(unit.session.connection(), "eclairage")


def test_what_is_begun_afterwards_is_all_that_an_export_would_carry(desk: Desk) -> None:
    assert export.review(desk).exemple
    done = do(desk, retrait_exemple.effacer)
    mine = do(desk, lambda unit: records.save(unit, records.blank(unit, "organisme", nom="Le mien")).uid)
    review = export.review(desk)
    assert not review.exemple
    assert [choice.brouillons for choice in review.choices] == [(mine,)]
    with pytest.raises(Impossible):
        do(desk, done.defaire)
    with desk.reading() as unit:
        assert records.load(unit, "organisme", mine).values["nom"] == "Le mien"
        assert not unit.session.scalar(select(Installation.exemple))
