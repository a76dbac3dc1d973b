"""An erasure travels: the mission forgets too, and no other lot, older or foreign, brings the name back."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from db.base import Base
from db.models import Membre
from db.models.conseil_listes import College
from db.models.demande_listes import Droit, Revue
from db.search import fold
from db.types import new_uid
from pvdesk.bundle.codec import Modif
from pvdesk.kit.draft import LineDraft
from pvdesk.mission import doublons, intake
from pvdesk.store import effacement, personnes, records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission.exchange import Pair, act, conseil, edit

WORDS = ("specimen", "alix", "06 00 00 00 00")


def everything(desk: Desk) -> str:
    """Every value of every row, and the words of the index."""
    with desk.reading() as unit:
        tables = [t for t in Base.metadata.sorted_tables if "source" not in t.columns]
        rows = [str(tuple(row)) for table in tables for row in unit.session.execute(select(table))]
        rows += unit.session.execute(text("SELECT texte FROM recherche")).scalars().all()
    return fold("\n".join(rows))


def member(desk: Desk) -> tuple[str, str]:
    """A finished member with a name, mentioned in a finished meeting; uids of the member and of the meeting."""
    conseil_uid, _ = conseil(desk)
    with desk.writing() as unit:
        draft = records.blank(
            unit, "membre", conseil_uid=conseil_uid, code="H-77", nom="Spécimen", prenom="Alix",
            college=College.HABITANTS, debut=dt.date(2025, 1, 6), telephone="06 00 00 00 00",
        )  # fmt: skip
        records.save(unit, draft)
        assert not [f for f in records.finish(unit, "membre", draft.uid) if f.stops]
        given: dict[str, Any] = {"date": dt.date(2026, 3, 3), "debut": dt.time(18, 30), "lieu": "Salle"}
        meeting = records.blank(unit, "reunion", conseil_uid=conseil_uid, **given)
        said = {"titre": "Tour de table", "echanges": "Madame Alix Spécimen demande un banc."}
        meeting.lines["points"] = [LineDraft(new_uid(), said)]
        records.save(unit, meeting)
        assert not [f for f in records.finish(unit, "reunion", meeting.uid) if f.stops]
        unit.commit()
    return draft.uid, meeting.uid


def erase(desk: Desk, membre: str) -> str:
    """The request, its review, its erasure; its uid."""
    with desk.writing() as unit:
        today = unit.now.date()
        given = {"recue_le": today, "droit": Droit.EFFACEMENT, "membre_uid": membre, "identite_le": today}
        uid = records.save(unit, records.blank(unit, "demande", **given)).uid
        personnes.relever(unit, uid)
        draft = records.load(unit, "demande", uid)
        for line in draft.lines["mentions"]:
            line.values["revue"] = Revue.MASQUEE
        records.save(unit, draft)
        assert not [f for f in effacement.effacer(unit, uid).constats if f.stops]
        unit.commit()
    return uid


def held(desk: Desk, uid: str) -> tuple[str | None, str | None, dt.date | None]:
    with desk.reading() as unit:
        row = unit.session.get_one(Membre, uid)
        return row.nom, row.code, row.anonymise_le


@pytest.mark.au_serveur
def test_the_order_reaches_the_mission_which_forgets_in_its_base_its_journal_and_its_index(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    pair.trip()
    assert all(word in everything(pair.mission) for word in WORDS)
    erase(pair.poste, uid)
    lot = pair.send()
    assert fold("Spécimen") not in fold(str(pair.lines(lot)))
    pair.take(lot)
    assert held(pair.mission, uid)[:2] == (None, "H-77")
    left = everything(pair.mission)
    assert [word for word in WORDS if word in left] == []
    assert [word for word in WORDS if word in everything(pair.poste)] == []


@pytest.mark.parametrize("told", [True, False], ids=["après le retour", "avant le retour"])
def test_who_was_united_with_another_fiche_is_erased_in_both(pair: Pair, told: bool) -> None:
    uid, _ = member(pair.poste)
    with pair.poste.writing() as unit:  # the same person, typed a second time
        seen = records.load(unit, "membre", uid).values
        given = {k: seen[k] for k in ("conseil_uid", "nom", "prenom", "college", "debut", "telephone")}
        second = records.save(unit, records.blank(unit, "membre", code="H-78", **given)).uid
        assert not [f for f in records.finish(unit, "membre", second) if f.stops]
        unit.commit()
    pair.trip()
    with pair.mission.writing() as unit:
        (double,) = doublons.ouverts(unit)
        doublons.unir(unit, double.id, uid)
        unit.commit()
    if told:
        pair.receive(pair.answer())
    erase(pair.poste, uid)
    pair.trip()
    assert held(pair.mission, second)[0] is None
    assert held(pair.poste, second)[0] is None
    assert [word for word in WORDS if word in everything(pair.mission)] == []
    pair.trip()
    assert [word for word in WORDS if word in everything(pair.poste)] == []


def test_an_older_lot_that_comes_late_does_not_bring_the_name_back(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    late = pair.send()
    erase(pair.poste, uid)
    pair.take(pair.send())
    pair.take(late)
    assert held(pair.mission, uid)[0] is None
    assert "specimen" not in everything(pair.mission)


def test_the_same_older_lot_imported_again_changes_nothing(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    first = pair.send()
    pair.take(first)
    pair.receive(pair.answer())
    erase(pair.poste, uid)
    pair.take(pair.send())
    assert pair.take(first).deja is not None
    assert held(pair.mission, uid)[0] is None


def test_a_lot_that_pretends_to_know_more_does_not_bring_the_name_back(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    pair.trip()
    erase(pair.poste, uid)
    pair.trip()
    edit(pair.poste, uid, "membre", fonction="référent")
    act(pair.poste, records.finish, uid, "membre")

    def name_again(_: Any, tables: dict[str, Any]) -> None:
        for line in tables["membre"]:
            if line.uid == uid:
                line.valeurs |= {"nom": "Spécimen", "anonymise_le": None}
                line.modifs |= {"nom": Modif(9999, line.n, None), "anonymise_le": Modif(9999, line.n, None)}

    pair.take(pair.forged(pair.send(), name_again))
    assert held(pair.mission, uid)[0] is None
    assert held(pair.mission, uid)[2] is not None
    assert "specimen" not in everything(pair.mission)
    with pair.mission.reading() as unit:
        assert unit.session.get_one(Membre, uid).fonction == "référent"  # what is not personal goes on


def test_an_order_wins_over_a_change_that_the_mission_made_meanwhile(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    pair.trip()
    edit(pair.mission, uid, "membre", nom="Spécimen-Démo")
    erase(pair.poste, uid)
    imported = pair.take(pair.send())
    assert imported.outcome.aside == []
    assert held(pair.mission, uid)[0] is None
    assert "specimen" not in everything(pair.mission)


def test_a_personal_value_in_arbitration_is_forgotten(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    pair.trip()
    edit(pair.mission, uid, "membre", telephone="06 11 11 11 11")
    edit(pair.poste, uid, "membre", telephone="06 22 22 22 22")
    act(pair.poste, records.finish, uid, "membre")
    assert pair.take(pair.send()).outcome.conflits == 1
    erase(pair.poste, uid)
    pair.take(pair.send())
    left = everything(pair.mission)
    assert [word for word in (*WORDS, "06 11 11 11 11", "06 22 22 22 22") if word in left] == []


def test_a_draft_that_the_mission_holds_takes_the_order_with_it(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    pair.trip()
    act(pair.poste, records.reopen, uid, "membre")
    erase(pair.poste, uid)
    pair.take(pair.send())
    assert held(pair.mission, uid)[0] is None


def test_a_person_erased_before_the_first_lot_never_reaches_the_mission_by_name(pair: Pair) -> None:
    uid, _ = member(pair.poste)
    erase(pair.poste, uid)
    lot = pair.send()
    pair.take(lot)
    assert held(pair.mission, uid)[:2] == (None, "H-77")
    assert "specimen" not in everything(pair.mission)


@pytest.mark.parametrize("times", [1, 3])
def test_the_order_may_come_again(pair: Pair, times: int, tmp_path: Path) -> None:
    uid, _ = member(pair.poste)
    pair.trip()
    erase(pair.poste, uid)
    for _ in range(times):
        lot = pair.send()
        intake.take(pair.mission, Path(shutil.copy(lot, tmp_path / lot.name)))
    assert held(pair.mission, uid)[0] is None
