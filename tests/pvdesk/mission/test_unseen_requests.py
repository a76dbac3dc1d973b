"""A fiche is finished again by who has not heard that the mission judged it: the table of states says what stands."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from db.base import Etat
from db.models import Correction, Reunion
from db.models.arbitrage import DecisionConflit
from pvdesk.bundle import identity
from pvdesk.mission import conflits, corrections, dump, reconstruction
from pvdesk.mission.archive import archived
from pvdesk.store import etats, records
from pvdesk.store.demandees import demandees
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


def shared(pair: Pair) -> str:
    where, members = x.conseil(pair.poste)
    uid = x.reunion(pair.poste, where, members)
    pair.trip()
    return uid


def judged(pair: Pair, verb: Callable[..., object], uid: str, *more: str) -> None:
    with pair.mission.writing() as unit:
        verb(unit, "reunion", uid, *more)
        unit.commit()


def again(pair: Pair, uid: str, **values: str) -> None:
    """The author opens the fiche, changes it and finishes it."""
    x.act(pair.poste, records.reopen, uid)
    x.edit(pair.poste, uid, **values)
    x.act(pair.poste, records.finish, uid)


def etat(desk: Desk, uid: str) -> Etat:
    with desk.reading() as unit:
        return unit.session.get_one(Reunion, uid).etat


def waiting(pair: Pair) -> list[conflits.Clash]:
    with pair.mission.reading() as unit:
        return conflits.ouverts(unit)


def expected(pair: Pair) -> dict[str, int]:
    with pair.mission.reading() as unit:
        return corrections.attendues(unit)


def test_a_request_that_was_not_heard_of_stands_and_is_answered_later(pair: Pair) -> None:
    pair.mission = archived(pair.mission)
    uid = shared(pair)
    judged(pair, corrections.demander, uid, "Précisez la salle", "lieu")
    again(pair, uid, objet="Ce que D07 écrit")
    pair.trip()
    assert waiting(pair) == []
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.A_CORRIGER
    assert pair.at_mission(uid).values["objet"] == "Ce que D07 écrit"
    assert expected(pair) == {"D07": 1}
    with pair.poste.reading() as unit:
        assert [one.nom for one in demandees(unit, uid)]
    again(pair, uid, lieu="Salle B")
    pair.trip()
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.CORRIGE
    assert expected(pair) == {}
    with pair.mission.reading() as unit:
        opened, before = identity.identities(unit), dump.dump(unit)
    made = reconstruction.rebuild(pair.mission, pair.folder / "refait", pair.template.mission_key, opened).desk
    with made.reading() as unit:
        assert dump.dump(unit) == before
    made.close()


def test_a_fiche_open_when_the_request_arrives_answers_it_at_the_next_finish(pair: Pair) -> None:
    uid = shared(pair)
    x.act(pair.poste, records.reopen, uid)
    x.edit(pair.poste, uid, objet="Brouillon")
    judged(pair, corrections.demander, uid, "Précisez la salle")
    pair.trip()
    x.act(pair.poste, records.finish, uid)
    pair.trip()
    if etat(pair.mission, uid) is not Etat.CORRIGE:
        assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.A_CORRIGER
        again(pair, uid, lieu="Salle B")
        pair.trip()
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.CORRIGE
    assert expected(pair) == {}
    assert waiting(pair) == []


def test_what_changes_unseen_after_a_validation_is_to_be_validated_again(pair: Pair) -> None:
    uid = shared(pair)
    judged(pair, corrections.valider, uid)
    again(pair, uid, objet="Ce que D07 écrit")
    pair.trip()
    assert waiting(pair) == []
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.FINAL


def test_a_correction_that_meets_a_validation_is_to_be_validated_again(pair: Pair) -> None:
    uid = shared(pair)
    judged(pair, corrections.demander, uid, "Précisez la salle")
    pair.trip()
    again(pair, uid, lieu="Salle B")
    judged(pair, corrections.valider, uid)
    pair.trip()
    pair.trip()
    assert waiting(pair) == []
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.FINAL


def test_a_second_request_stands_against_the_answer_to_the_first(pair: Pair) -> None:
    uid = shared(pair)
    judged(pair, corrections.demander, uid, "Précisez la salle")
    pair.trip()
    again(pair, uid, lieu="Salle B")
    pair.trip()
    judged(pair, corrections.demander, uid, "Laquelle")
    again(pair, uid, lieu="Salle C")
    pair.trip()
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.A_CORRIGER
    again(pair, uid, lieu="Salle D")
    pair.trip()
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.CORRIGE
    assert expected(pair) == {}


def test_a_closed_fiche_waits_for_a_person_who_reopens_it_by_taking(pair: Pair) -> None:
    uid = shared(pair)
    judged(pair, corrections.valider, uid)
    judged(pair, corrections.clore, uid)
    again(pair, uid, objet="Ce que D07 écrit")
    pair.trip()
    (clash,) = waiting(pair)
    assert (clash.champ, etat(pair.mission, uid)) == ("etat", Etat.CLOS)
    with pair.mission.writing() as unit:
        conflits.regler(unit, clash.id, DecisionConflit.PRENDRE)
        unit.commit()
    pair.trip()
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.FINAL


def test_a_correction_taken_up_again_while_it_is_validated_waits_for_a_person(pair: Pair) -> None:
    uid = shared(pair)
    judged(pair, corrections.demander, uid, "Précisez la salle")
    pair.trip()
    again(pair, uid, lieu="Salle B")
    pair.trip()
    judged(pair, corrections.valider, uid)
    x.act(pair.poste, records.reopen, uid)
    x.edit(pair.poste, uid, lieu="Salle C")
    pair.trip()
    (clash,) = waiting(pair)
    assert (clash.champ, etat(pair.mission, uid)) == ("etat", Etat.VALIDE)
    with pair.mission.writing() as unit:
        conflits.regler(unit, clash.id, DecisionConflit.PRENDRE)
        unit.commit()
    pair.trip()
    assert etat(pair.mission, uid) is etat(pair.poste, uid) is Etat.A_CORRIGER
    x.act(pair.poste, records.finish, uid)
    pair.trip()
    assert etat(pair.mission, uid) is Etat.CORRIGE


def test_a_clash_of_states_queued_before_is_settled_by_the_table(pair: Pair) -> None:
    uid = shared(pair)
    judged(pair, corrections.demander, uid, "Précisez la salle")
    which = d.clash(pair.mission, "reunion", uid, "etat", "final")
    with pair.mission.writing() as unit:
        conflits.regler(unit, which, DecisionConflit.PRENDRE)
        unit.commit()
    assert etat(pair.mission, uid) is Etat.CORRIGE
    assert expected(pair) == {}
    with pair.mission.writing() as unit:
        conflits.annuler(unit, which)
        unit.commit()
        assert unit.session.scalars(select(Correction)).one().repondue_le is None
    assert etat(pair.mission, uid) is Etat.A_CORRIGER
    assert expected(pair) == {"D07": 1}


@pytest.mark.un_moteur
@pytest.mark.parametrize(
    ("before", "after"),
    [(Etat.A_CORRIGER, Etat.CORRIGE), (Etat.CORRIGE, Etat.CORRIGE), (Etat.FINAL, Etat.FINAL),
     (Etat.VALIDE, Etat.FINAL), (Etat.CLOS, Etat.FINAL), (Etat.BROUILLON, Etat.FINAL)],
)  # fmt: skip
def test_where_an_author_leads_a_fiche_by_changing_it(before: Etat, after: Etat) -> None:
    assert etats.rejoin(before, Etat.FINAL) is after
