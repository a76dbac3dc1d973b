"""A meeting that is still to come, or where nobody came: its papers from real records."""

import datetime as dt
from pathlib import Path

import pytest

from db.models.seance import StatutReunion
from pvdesk.reports import catalogue
from pvdesk.reports.blocks import plain
from pvdesk.reports.preflight import all_words
from pvdesk.store import reunions
from pvdesk.store.desk import Desk
from tests.builders import add_noeux, make_desk

DEMAIN = dt.date(2026, 10, 16)


def said(desk: Desk, document: str, uid: str) -> str:
    with desk.reading() as unit:
        return "\n".join(plain(words) for words in all_words(catalogue.PAPERS[document].build(unit, uid)))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "poste")


def planned(desk: Desk, statut: StatutReunion) -> str:
    conseil, _ = add_noeux(desk)
    with desk.writing() as unit:
        seance = reunions.prepare(unit, conseil)
        seance.reunion.values |= {"date": DEMAIN, "debut": dt.time(18, 30), "statut": statut, "lieu": "Mairie"}
        uid = reunions.save(unit, seance).reunion.uid
        unit.commit()
    return uid


def test_the_sheet_to_sign_is_printed_before_the_day(desk: Desk) -> None:
    uid = planned(desk, StatutReunion.PREVUE)
    text = said(desk, "emargement", uid)
    assert all(code in text for code in ("H-01", "H-10", "A-08"))
    assert "vendredi 16 octobre 2026, 18\u00a0h\u00a030" in text
    assert "quorum" not in said(desk, "compte-rendu", uid)
    desk.close()


def test_a_carence_is_one_line_and_no_attendance(desk: Desk) -> None:
    text = said(desk, "compte-rendu", planned(desk, StatutReunion.CARENCE))
    assert "Carence" in text
    assert "la réunion n’a pas pu se tenir." in text
    assert not any(word in text for word in ("H-01", "quorum", "Présences", "Relevé"))
    desk.close()
