"""The quorum of many meetings is the quorum of each."""

import datetime as dt

import pytest

from db.models import Reunion
from db.models.conseil_listes import RegleQuorum
from db.models.quorum import Issue
from db.models.seance import StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import quorums, records
from pvdesk.store.desk import Desk
from tests.builders import add_reunion

Noeux = tuple[str, dict[str, str]]
JOUR = dt.date(2026, 3, 3)
CODES = [f"H-{n:02d}" for n in range(1, 11)] + [f"A-{n:02d}" for n in range(1, 9)]


def held(desk: Desk, noeux: Noeux, present: int, represented: int) -> str:
    uid = add_reunion(desk, noeux[0], JOUR, statut=StatutReunion.TENUE)
    marks = [StatutPresence.PRESENT] * present + [StatutPresence.REPRESENTE] * represented
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["presences"] = [
            LineDraft(new_uid(), {"membre_uid": noeux[1][code], "statut": mark})
            for code, mark in zip(CODES, marks, strict=False)
        ]
        records.save(unit, draft)
        unit.commit()
    return uid


def rule(desk: Desk, conseil: str, **values: object) -> None:
    with desk.writing() as unit:
        draft = records.load(unit, "conseil", conseil)
        draft.lines["quorum"].append(LineDraft(new_uid(), values))
        records.save(unit, draft)
        unit.commit()


@pytest.mark.parametrize("regle", [None, *RegleQuorum])
@pytest.mark.parametrize(("present", "represented"), [(0, 0), (8, 0), (8, 1), (9, 0), (10, 4), (14, 0)])
def test_the_count_of_the_base_is_that_of_the_meeting(
    desk: Desk, noeux: Noeux, regle: RegleQuorum | None, present: int, represented: int
) -> None:
    if regle is not None:  # a newer rule than the conseil's first
        rule(desk, noeux[0], depuis=dt.date(2026, 1, 1), regle=regle, nombre=9, pouvoirs_admis=False)
    uid = held(desk, noeux, present, represented)
    with desk.reading() as unit:
        alone = unit.session.get_one(Reunion, uid).compte_quorum().issue is Issue.ATTEINT
        assert len(quorums.plenary_with_quorum(unit, 2026)) == int(alone)
        assert quorums.plenary_with_quorum(unit, 2025) == ()
