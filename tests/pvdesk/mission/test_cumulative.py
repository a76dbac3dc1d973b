"""Lots that are lost, late, doubled or out of order: the same state in the end, and nothing moves backward."""

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import delete

from db.models.echange import IssueLot, Lot, Sens, Suivi
from pvdesk.bundle import export
from pvdesk.store import records
from pvdesk.store.listing import Envoi
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


def three_lots(pair: Pair) -> list[Path]:
    """Lots without any answer: a meeting made, then changed and a line removed, then changed back and more."""
    conseil, members = x.conseil(pair.poste, 2)
    uid = x.reunion(pair.poste, conseil, members)
    lots = [pair.send()]
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    x.drop_line(pair.poste, uid, "presences", pair.at_poste(uid).lines["presences"][0].uid)
    x.add_line(pair.poste, uid, "points", titre="Propreté")
    lots.append(pair.send())
    x.edit(pair.poste, uid, lieu="Maison de quartier", objet="Rentrée")
    x.reunion(pair.poste, conseil, members[:1], lieu="Mairie")
    lots.append(pair.send())
    return lots


@pytest.mark.parametrize("order", [(1,), (0, 1), (1, 0), (1, 1, 0, 1)])
def test_a_lost_first_lot_changes_nothing_once_the_second_came(pair: Pair, order: tuple[int, ...]) -> None:
    lots = three_lots(pair)[:2]
    expected = x.records_of(pair.poste)  # the third lot is not delivered
    for index in order:
        pair.take(lots[index])
    mission = x.records_of(pair.mission)
    assert {row["lieu"] for row in mission["reunion"].values()} == {"Salle des fêtes"}
    assert mission["point"].keys() == expected["point"].keys() & mission["point"].keys()
    assert len(mission["presence"]) == 1
    assert len(mission["point"]) == 2


@pytest.mark.parametrize("order", [*permutations(range(3)), (2,), (0, 2), (2, 1, 2)])
def test_any_order_of_three_lots_gives_the_state_of_the_poste(pair: Pair, order: tuple[int, ...]) -> None:
    lots = three_lots(pair)
    for index in order:
        pair.take(lots[index])
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
    assert x.words_of(pair.mission) == x.words_of(pair.poste)


def test_a_lost_return_is_healed_by_the_next(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    first = x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    pair.answer()  # lost
    assert pair.envoi(first).suivi == "envoyée, lot 1"
    second = x.reunion(pair.poste, conseil, members)
    taken, received = pair.trip()
    assert taken.outcome.nouveaux == 3  # reunion, presence, point: the rest was known
    assert taken.outcome.identiques == 5
    assert received.accuses == 4
    assert pair.envoi(second).envoi is Envoi.RECUE
    assert pair.envoi(first).suivi.endswith("lot 2")


def test_a_late_return_moves_nothing_backward(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.take(pair.send())
    late = pair.answer()
    x.edit(pair.poste, uid, lieu="Ailleurs")
    pair.trip()
    before = {name: rows for name, rows in x.dump(pair.poste).items() if name != "lot"}
    assert pair.receive(late).accuses == 0
    assert {name: rows for name, rows in x.dump(pair.poste).items() if name != "lot"} == before
    assert pair.envoi(uid).suivi.endswith("lot 2")


def test_a_late_return_does_not_take_back_that_a_lot_was_received(pair: Pair) -> None:
    """The mission held lot 2 until lot 1 came: the news « retenu » arrives after the news « reçu »."""
    conseil, members = x.conseil(pair.poste)
    x.reunion(pair.poste, conseil, members)
    first = pair.send()
    pair.take(first)
    early = x.opened(pair.mission.folder, pair.template.mission_key, pair.mission.role, pair.clock)
    with early.writing() as unit:
        lot = unit.session.query(Lot).filter_by(sens=Sens.RECU).one()
        lot.issue, lot.code = IssueLot.RETENU, "Q6"
        unit.commit()
    late = pair.answer()
    with early.writing() as unit:
        lot = unit.session.query(Lot).filter_by(sens=Sens.RECU).one()
        lot.issue, lot.code = IssueLot.IMPORTE, None
        unit.commit()
    early.close()
    pair.receive(pair.answer())
    pair.receive(late)
    with pair.poste.reading() as unit:
        assert unit.session.query(Lot).filter_by(sorte="envoi").one().issue is IssueLot.ACCUSE


def test_what_was_sent_and_not_acknowledged_goes_again_and_the_review_says_so(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.send()  # lost
    review = export.review(pair.poste)
    assert review.total == 0
    assert {c.table: c.renvois for c in review.choices if c.renvois}["reunion"] == (uid,)
    assert uid in {line.uid for line in pair.lines(pair.send())["reunion"]}


def test_an_acknowledgement_finds_its_fiche_even_when_the_mark_was_lost(pair: Pair) -> None:
    """The poste died after the file was written and before it said « envoyée »; the file went anyway."""
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    path = pair.send()
    with pair.poste.writing() as unit:
        unit.session.execute(delete(Suivi))
        unit.commit()
    pair.take(path)
    pair.receive(pair.answer())
    assert pair.envoi(uid).envoi is Envoi.RECUE


def test_a_reopened_meeting_keeps_its_edits_for_the_day_it_is_finished(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, conseil, members)
    pair.trip()
    x.act(pair.poste, records.reopen, uid)
    line = pair.at_poste(uid).lines["presences"][0].uid
    with pair.poste.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["presences"][0].values["remarque"] = "arrivé à 19 h"
        records.save(unit, draft)
        unit.commit()
    x.reunion(pair.poste, conseil, members, lieu="Mairie")
    taken, _ = pair.trip()
    assert taken.outcome.nouveaux == 3
    assert pair.at_mission(uid).lines["presences"][0].values["remarque"] is None
    x.act(pair.poste, records.finish, uid)
    path = pair.send()
    assert [sent.uid for sent in pair.lines(path)["presence"]] == [line]
    pair.take(path)
    assert pair.at_mission(uid).lines["presences"][0].values["remarque"] == "arrivé à 19 h"


def test_drafts_stay_home_unless_ticked(pair: Pair) -> None:
    conseil, _ = x.conseil(pair.poste, 0)
    with pair.poste.writing() as unit:
        draft = records.save(unit, records.blank(unit, "reunion", conseil_uid=conseil, lieu="Brouillon"))
        unit.commit()
    (choice,) = [c for c in export.review(pair.poste).choices if c.table == "reunion"]
    assert (choice.uids, choice.brouillons) == ((), (draft.uid,))
    assert pair.lines(pair.send()) == {}
    lines = pair.lines(pair.send(drafts=frozenset({draft.uid})))
    assert {t: [line.uid for line in found] for t, found in lines.items()} == {
        "reunion": [draft.uid], "conseil": [conseil],
    }  # fmt: skip


def test_a_final_record_takes_along_what_it_points_to_even_as_drafts(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste, 3)
    uid = x.reunion(pair.poste, conseil, members[:2])
    with pair.poste.writing() as unit:
        organisme = records.save(unit, records.blank(unit, "organisme", nom="Association fictive"))
        membre = records.load(unit, "membre", members[0])
        membre.values["organisme_uid"] = organisme.uid
        records.save(unit, membre)
        unit.commit()
    lines = pair.lines(pair.send())
    sent = {t: {line.uid for line in found} for t, found in lines.items()}
    assert sent["organisme"] == {organisme.uid}
    assert sent["membre"] == set(members[:2])  # not the one that nothing points to
    assert sent["conseil"] == {conseil}
    assert sent["reunion"] == {uid}
