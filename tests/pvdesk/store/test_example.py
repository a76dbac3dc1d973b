"""The day that the demonstration tells: S1 then S2, on real quartiers, members as codes."""

import datetime as dt

from db.base import Etat
from db.models.conseil_listes import College
from db.models.seance import StatutPresence, StatutReunion
from pvdesk.store import example, listing, records
from pvdesk.store.desk import Desk


def test_the_day_is_finished_fiche_by_fiche_and_the_next_meeting_is_planned(desk: Desk) -> None:
    day = example.fill(desk)
    with desk.reading() as unit:
        s1, s2 = (records.load(unit, "reunion", uid) for uid in (day.s1, day.s2))
        planned = [r for r in listing.rows(unit, "reunion") if r.uid not in {day.s1, day.s2}]
        counts = {table: len(listing.rows(unit, table)) for table in ("conseil", "membre", "reunion", "action")}
    assert (s1.etat, s2.etat) == (Etat.FINAL, Etat.FINAL)
    assert s1.computed["quorum"] == "14 (12 présents + 2 représentés) pour 9 requis — atteint"
    assert s2.computed["quorum"] == "quorum non atteint (7 sur 9)"
    assert s2.values["statut"] is StatutReunion.SANS_QUORUM
    assert [r.values["date"] for r in planned] == [dt.date(2026, 5, 26)]
    assert counts == {"conseil": 1, "membre": 18, "reunion": 3, "action": 1}


def test_members_are_codes_and_quartiers_are_those_of_today(desk: Desk) -> None:
    day = example.fill(desk)
    with desk.reading() as unit:
        conseil = records.load(unit, "conseil", day.conseil)
        members = listing.rows(unit, "membre")
        loaded = [records.load(unit, "membre", row.uid) for row in members]
    assert [line.values["quartier"] for line in conseil.lines["quartiers"]] == ["QN06218M"]
    assert all(not member.values["nom"] and not member.values["prenom"] for member in loaded)
    assert sum(member.values["college"] is College.HABITANTS for member in loaded) == 10


def test_each_of_the_18_is_marked_once_at_each_meeting() -> None:
    for came in (example.S1, example.S2):
        codes = [code for marked in came.values() for code in marked]
        assert len(codes) == len(set(codes)) == 18
    here = example.S1[StatutPresence.PRESENT]
    assert sum(code in example.WOMEN for code in here) == 7
