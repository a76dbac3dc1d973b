"""The whole loop between a poste and its mission: enrolled, sent, taken, answered, told fiche by fiche."""

import pytest

from db.base import Etat
from db.models.echange import Correspondant, IssueLot, Lot
from db.models.seance import StatutPresence
from pvdesk.bundle import identity
from pvdesk.mission import depot, postes
from pvdesk.store import records
from pvdesk.store.listing import Envoi, Query, rows
from tests.builders import TODAY
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

DAY = "15/10/2026"

pytestmark = pytest.mark.au_serveur


def a_meeting(pair: Pair, members: int = 2) -> str:
    conseil, uids = x.conseil(pair.poste, members)
    return x.reunion(pair.poste, conseil, uids)


def test_both_screens_show_the_same_control_code(pair: Pair) -> None:
    a_meeting(pair)
    taken = pair.take(pair.send())
    code, phrase = pair.template.control
    assert len(code) == 9
    assert taken.code_controle == code
    mission = "«\u00a0Mission d’essai\u00a0»"
    assert phrase == f"Poste enrôlé auprès de {mission}. Code de contrôle\u00a0: {code}"
    with pair.mission.reading() as unit:
        poste = unit.session.get_one(Correspondant, "D07")
        assert identity.control_code(unit, poste) == code


def test_everything_sent_is_received_counted_and_acknowledged(pair: Pair) -> None:
    uid = a_meeting(pair)
    taken, received = pair.trip()
    assert (taken.annonces, taken.lus, taken.gardes) == (7, 7, 7)  # conseil, 2 membres, reunion, 2 presences, point
    assert taken.outcome.nouveaux == 7
    assert "7\u00a0nouvelles lignes" in taken.phrase
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
    assert received.accuses == 4
    assert received.phrase == "4\u00a0fiches reçues par la mission."
    row = pair.envoi(uid)
    assert row.envoi is Envoi.RECUE
    assert row.suivi == f"reçue par la mission le {DAY}, lot 1"
    member = x.records_of(pair.poste)["membre"].popitem()[0]
    assert pair.envoi(member, "membre").suivi == f"reçue par la mission le {DAY}, lot 1"


def test_the_same_file_twice_has_one_effect_at_the_mission(pair: Pair) -> None:
    a_meeting(pair)
    path = pair.send()
    pair.take(path)
    before = x.dump(pair.mission)
    again = pair.take(path)
    assert again.phrase == f"Lot 1 de D07\u00a0: déjà importé le {DAY}, rien n’a changé."
    assert x.dump(pair.mission) == before


def test_the_same_files_twice_have_one_effect_at_the_poste(pair: Pair) -> None:
    a_meeting(pair)
    pair.take(pair.send())
    path = pair.answer()
    pair.receive(path)
    before = x.dump(pair.poste)
    again = pair.receive(path)
    assert again.deja
    assert again.phrase == "Ce lot de retour a déjà été importé\u00a0: rien n’a changé."
    enrolment = pair.receive(pair.template.folder / "enrolement-D07.pvlot")
    assert enrolment.deja
    assert enrolment.code_controle == pair.template.control[0]
    assert x.dump(pair.poste) == before


def test_the_lot_is_told_received_at_the_poste(pair: Pair) -> None:
    a_meeting(pair)
    pair.trip()
    with pair.poste.reading() as unit:
        lot = unit.session.query(Lot).filter_by(sorte="envoi").one()
        assert lot.issue is IssueLot.ACCUSE


def test_the_second_lot_carries_only_what_changed(pair: Pair) -> None:
    uid = a_meeting(pair)
    place = pair.at_poste(uid)
    other = x.reunion(
        pair.poste, place.values["conseil_uid"], [line.values["membre_uid"] for line in place.lines["presences"]]
    )
    pair.trip()
    x.edit(pair.poste, uid, lieu="Salle des fêtes")
    x.add_line(pair.poste, uid, "presences", nom="Invité", statut=StatutPresence.INVITE)
    path = pair.send()
    tables = pair.lines(path)
    assert {t: len(lines) for t, lines in tables.items()} == {"reunion": 1, "presence": 1}
    line = tables["reunion"][0]
    assert line.uid == uid != other
    assert not line.nouveau
    assert set(line.modifs) == {"lieu"}
    modif = line.modifs["lieu"]
    assert modif.avant == "Maison de quartier"
    assert 0 < modif.n <= line.n
    with pair.poste.reading() as unit:
        assert modif.base == unit.session.info["author"].vu > 0
    assert tables["presence"][0].nouveau
    taken = pair.take(path)
    assert (taken.outcome.nouveaux, taken.outcome.modifies) == (1, 1)
    assert pair.at_mission(uid).values["lieu"] == "Salle des fêtes"


def test_a_removed_line_leaves_the_mission_too_and_the_fiche_is_acknowledged(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    gone = pair.at_poste(uid).lines["presences"][0].uid
    x.drop_line(pair.poste, uid, "presences", gone)
    taken, received = pair.trip()
    assert taken.outcome.supprimes == 1
    (left,) = pair.at_mission(uid).lines["presences"]
    assert left.uid != gone
    assert received.accuses == 1
    assert pair.envoi(uid).suivi == f"reçue par la mission le {DAY}, lot 2"


def test_a_line_added_then_removed_before_the_lot_is_acknowledged_like_any_change(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    line = x.add_line(pair.poste, uid, "points", titre="Jamais dit")
    x.drop_line(pair.poste, uid, "points", line)
    pair.trip()
    assert pair.envoi(uid).envoi is Envoi.RECUE


def test_a_line_removed_put_back_and_removed_again_travels_once(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    line = pair.at_poste(uid).lines["points"][0]
    for _ in range(2):
        x.drop_line(pair.poste, uid, "points", line.uid)
        x.put_back(pair.poste, uid, "points", line)
    line.values["titre"] = "Revenu"
    x.drop_line(pair.poste, uid, "points", line.uid)
    x.put_back(pair.poste, uid, "points", line)
    pair.trip()
    assert [p.values["titre"] for p in pair.at_mission(uid).lines["points"]] == ["Revenu"]
    x.drop_line(pair.poste, uid, "points", line.uid)
    x.put_back(pair.poste, uid, "points", line)
    x.drop_line(pair.poste, uid, "points", line.uid)
    pair.trip()
    assert pair.at_mission(uid).lines["points"] == []


def test_the_corbeille_travels_as_a_mark_and_a_restored_record_comes_back(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    x.act(pair.poste, records.delete, uid)
    pair.trip()
    with pair.mission.reading() as unit:
        assert rows(unit, "reunion") == []
        assert [r.uid for r in rows(unit, "reunion", Query(deleted=True))] == [uid]
        assert rows(unit, "reunion", Query(words="quartier")) == []
    x.act(pair.poste, records.restore, uid)
    pair.trip()
    with pair.mission.reading() as unit:
        assert [r.uid for r in rows(unit, "reunion", Query(words="quartier"))] == [uid]


def test_a_draft_that_went_along_takes_its_corbeille_mark_with_it(pair: Pair) -> None:
    a_meeting(pair, members=1)
    pair.trip()
    member = next(iter(x.records_of(pair.poste)["membre"]))
    x.act(pair.poste, records.delete, member, "membre")
    pair.trip()
    assert x.records_of(pair.mission)["membre"][member]["supprime_le"] is not None
    x.act(pair.poste, records.restore, member, "membre")
    pair.trip()
    assert x.records_of(pair.mission)["membre"][member]["supprime_le"] is None


def test_what_was_deleted_before_it_was_ever_sent_stays_home(pair: Pair) -> None:
    uid = a_meeting(pair)
    x.act(pair.poste, records.delete, uid)
    assert pair.lines(pair.send()) == {}


def test_an_empty_lot_goes_and_is_taken(pair: Pair) -> None:
    taken = pair.take(pair.send())
    assert (taken.annonces, taken.lus, taken.gardes) == (0, 0, 0)
    assert pair.receive(pair.answer()).accuses == 0


def test_the_mission_finds_the_words_of_what_it_received(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    with pair.mission.reading() as unit:
        for words in ("tour de table", "maison quartier", "tilleuls"):
            assert [r.uid for r in rows(unit, "reunion", Query(words=words))] == [uid], words
    assert x.words_of(pair.mission) == x.words_of(pair.poste)


def test_a_change_undone_before_the_lot_is_acknowledged_although_nothing_moved(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    pair.trip()  # the poste has now told what it has seen
    x.edit(pair.poste, uid, lieu="Ailleurs")
    x.edit(pair.poste, uid, lieu="Maison de quartier")
    taken, received = pair.trip()
    assert taken.outcome.identiques == 1
    assert received.accuses == 1
    assert pair.envoi(uid).envoi is Envoi.RECUE


def test_the_board_of_postes_tells_who_sent_what(pair: Pair) -> None:
    a_meeting(pair)
    assert postes.state(pair.mission) == [postes.State("D07", False, False, 0, None, 0, 0, 0)]
    pair.take(pair.send())
    (state,) = postes.state(pair.mission)
    assert (state.enrole, state.numero, state.lots, state.retenus, state.rebuts) == (True, 1, 1, 0, 0)
    assert state.dernier is not None
    assert state.dernier.date() == TODAY


def test_every_lot_received_is_archived_by_its_hash(pair: Pair) -> None:
    a_meeting(pair)
    path = pair.send()
    pair.take(path)
    (kept,) = (pair.mission.folder / depot.ARCHIVE).iterdir()
    assert kept.read_bytes() == path.read_bytes()


def test_a_poste_enrolled_anew_presents_itself_anew(pair: Pair) -> None:
    uid = a_meeting(pair)
    pair.trip()
    again = postes.enrol(pair.mission, "D07", pair.folder)
    first = pair.receive(again.path)
    x.edit(pair.poste, uid, lieu="Après")
    taken, received = pair.trip()
    assert taken.code_controle == first.code_controle
    assert received.accuses == 1
    assert pair.at_mission(uid).values["lieu"] == "Après"
    assert pair.at_mission(uid).etat is Etat.FINAL
