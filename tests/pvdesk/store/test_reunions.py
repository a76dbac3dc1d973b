"""A meeting is carried forward from the last, saved with its actions, and followed by the next."""

import datetime as dt

import pytest

from db.base import Etat
from db.models.conseil_listes import College, Qualite
from db.models.seance import StatutPresence, StatutReunion
from db.types import new_uid
from pvdesk.kit.draft import LineDraft
from pvdesk.store import listing, records, reunions
from pvdesk.store.desk import Desk
from pvdesk.store.reunions import Seance
from tests.builders import TODAY, add_reunion

Noeux = tuple[str, dict[str, str]]
NEXT = TODAY + dt.timedelta(days=35)


def prepare(desk: Desk, conseil: str | None = None) -> Seance:
    with desk.reading() as unit:
        return reunions.prepare(unit, conseil)


def save(desk: Desk, seance: Seance) -> Seance:
    with desk.writing() as unit:
        saved = reunions.save(unit, seance)
        unit.commit()
    return saved


def held(desk: Desk, noeux: Noeux) -> Seance:
    """A saved meeting of today: ten present, an action, the next one dated."""
    seance = prepare(desk, noeux[0])
    seance.reunion.values |= {
        "statut": StatutReunion.TENUE, "debut": dt.time(18, 30), "lieu": "Mairie", "animateur": "coprésident",
        "prochaine_date": NEXT, "prochaine_heure": dt.time(19), "prochain_lieu": "École",
    }  # fmt: skip
    for line in seance.reunion.lines["presences"][:10]:
        line.values["statut"] = StatutPresence.PRESENT
    with desk.reading() as unit:
        action = records.blank(unit, "action", libelle="Relancer", responsable="bailleur", echeance=NEXT)
    seance.actions.append(action)
    return save(desk, seance)


def finish(desk: Desk, uid: str) -> None:
    with desk.writing() as unit:
        assert [f.phrase for f in reunions.finish(unit, "reunion", uid) if f.stops] == []
        unit.commit()


def meetings(desk: Desk) -> list[tuple[dt.date, StatutReunion]]:
    with desk.reading() as unit:
        return [(row.values["date"], row.values["statut"]) for row in listing.rows(unit, "reunion")]


def test_a_first_meeting_proposes_the_first_conseil_and_its_members(desk: Desk, noeux: Noeux) -> None:
    seance = prepare(desk)
    assert (seance.reunion.values["conseil_uid"], seance.reunion.values["date"]) == (noeux[0], TODAY)
    assert {line.values["membre_uid"] for line in seance.reunion.lines["presences"]} == set(noeux[1].values())
    shown = seance.membres[noeux[1]["H-01"]]
    assert [shown[key] for key in ("code", "nom", "fonction", "college", "qualite")] == [
        "H-01", "H-01", "", "Habitants", "Titulaire",
    ]  # fmt: skip
    assert (seance.reprise, seance.dirty) == (False, True)


def test_a_desk_without_conseil_prepares_an_empty_meeting(desk: Desk) -> None:
    seance = prepare(desk)
    assert (seance.reunion.values["conseil_uid"], seance.reunion.lines["presences"], seance.membres) == (None, [], {})


def test_only_members_in_office_are_listed(desk: Desk, noeux: Noeux) -> None:
    changes: dict[str, dict[str, object]] = {
        "H-01": {"fin": TODAY - dt.timedelta(days=1)}, "H-02": {"debut": TODAY + dt.timedelta(days=1)},
        "H-03": {"qualite": Qualite.COMPLEMENTAIRE}, "H-04": {"fin": TODAY},
    }  # fmt: skip
    with desk.writing() as unit:
        for code, values in changes.items():
            draft = records.load(unit, "membre", noeux[1][code])
            draft.values |= values
            records.save(unit, draft)
        records.delete(unit, "membre", noeux[1]["H-05"])
        unit.commit()
        listed = {line.values["membre_uid"] for line in reunions.attendance(unit, noeux[0], TODAY)}
    codes = {code for code, uid in noeux[1].items() if uid in listed}
    assert set(noeux[1]) - codes == {"H-01", "H-02", "H-03", "H-05"}


def test_a_meeting_carries_forward_the_last_one_held(desk: Desk, noeux: Noeux) -> None:
    held(desk, noeux)
    seance = prepare(desk, noeux[0])
    values = seance.reunion.values
    assert (values["date"], values["debut"], values["lieu"], values["animateur"], seance.reprise) == (
        NEXT, dt.time(19), "Mairie", "coprésident", True,
    )  # fmt: skip
    assert (values["statut"], values["prochaine_date"]) == (StatutReunion.PREVUE, None)
    assert all(line.values["statut"] is None for line in seance.reunion.lines["presences"])


def test_a_next_meeting_already_planned_is_not_proposed_twice(desk: Desk, noeux: Noeux) -> None:
    first = held(desk, noeux)
    finish(desk, first.reunion.uid)
    seance = prepare(desk)
    values = seance.reunion.values
    assert (values["date"], values["lieu"], values["animateur"]) == (TODAY, "Mairie", "coprésident")


def test_finishing_plans_the_next_meeting_once(desk: Desk, noeux: Noeux) -> None:
    first = held(desk, noeux)
    finish(desk, first.reunion.uid)
    assert meetings(desk) == [(NEXT, StatutReunion.PREVUE), (TODAY, StatutReunion.TENUE)]
    with desk.writing() as unit:
        assert reunions.plan_next(unit, first.reunion.uid) is None
        records.reopen(unit, "reunion", first.reunion.uid)
        unit.commit()
    finish(desk, first.reunion.uid)
    assert len(meetings(desk)) == 2
    with desk.reading() as unit:
        planned = reunions.load(unit, listing.rows(unit, "reunion")[0].uid)
    assert (planned.reunion.values["lieu"], planned.reunion.values["debut"]) == ("École", dt.time(19))
    assert len(planned.reunion.lines["presences"]) == 18


def test_nothing_is_planned_without_a_date(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY)
    with desk.writing() as unit:
        assert reunions.plan_next(unit, uid) is None
        assert reunions.plan_next(unit, "absent") is None


def test_the_next_meeting_is_proposed_after_the_notice_of_the_conseil(desk: Desk, noeux: Noeux) -> None:
    uid = add_reunion(desk, noeux[0], TODAY - dt.timedelta(days=40))
    free = add_reunion(desk, noeux[0], TODAY)
    with desk.writing() as unit:
        assert reunions.propose_next(unit, uid) == TODAY + dt.timedelta(days=15)
        draft = records.load(unit, "reunion", free)
        draft.values["date"] = None
        records.save(unit, draft)
        assert reunions.propose_next(unit, free) is None
        assert reunions.propose_next(unit, "absent") is None


def test_the_actions_of_a_meeting_are_saved_with_it_in_their_order(desk: Desk, noeux: Noeux) -> None:
    seance = held(desk, noeux)
    with desk.reading() as unit:
        seance.actions.insert(0, records.blank(unit, "action", libelle="Écrire", responsable="mairie", echeance=NEXT))
    assert seance.dirty
    seance = save(desk, seance)
    assert [a.values["libelle"] for a in seance.actions] == ["Écrire", "Relancer"]
    assert not seance.dirty
    with desk.reading() as unit:
        assert len(listing.rows(unit, "action")) == 2


def test_an_action_taken_away_goes_to_the_corbeille(desk: Desk, noeux: Noeux) -> None:
    seance = held(desk, noeux)
    seance.removed = [seance.actions.pop().uid, "never saved"]
    assert seance.dirty
    assert save(desk, seance).actions == []
    with desk.reading() as unit:
        assert len(listing.rows(unit, "action", listing.Query(deleted=True))) == 1


def test_the_actions_become_final_with_their_meeting(desk: Desk, noeux: Noeux) -> None:
    seance = held(desk, noeux)
    finish(desk, seance.reunion.uid)
    with desk.reading() as unit:
        loaded = reunions.load(unit, seance.reunion.uid)
    assert [a.etat for a in (loaded.reunion, *loaded.actions)] == [Etat.FINAL, Etat.FINAL]


def test_an_action_that_lacks_something_stops_its_meeting(desk: Desk, noeux: Noeux) -> None:
    seance = held(desk, noeux)
    seance.actions[0].values |= {"responsable": None, "echeance": None, "libelle": None}
    seance = save(desk, seance)
    with desk.writing() as unit:
        found = reunions.finish(unit, "reunion", seance.reunion.uid)
        unit.commit()
    assert [f.phrase.replace("\u00a0", " ") for f in found if f.stops] == [
        "Action 1 : dites ce qu’il faut faire", "Action 1 : choisissez une personne responsable",
        "Action 1 : indiquez une échéance",
    ]  # fmt: skip
    assert len(meetings(desk)) == 1


def test_a_guest_who_left_the_conseil_keeps_a_name_in_the_grid(desk: Desk, noeux: Noeux) -> None:
    with desk.writing() as unit:
        former = reunions.add_membre(unit, noeux[0], "Camille Exemple", None)
        draft = records.load(unit, "membre", former.uid)
        draft.values["conseil_uid"] = None
        records.save(unit, draft)
        reunion = records.blank(unit, "reunion", conseil_uid=noeux[0])
        reunion.lines["presences"] = [LineDraft(new_uid(), {"membre_uid": former.uid})]
        assert reunions.members(unit, noeux[0], reunion)[former.uid]["nom"] == "EXEMPLE Camille"


@pytest.mark.parametrize(
    ("typed", "college", "expected"),
    [
        ("Camille Exemple", None, ("H-11", "Camille", "Exemple", College.HABITANTS)),
        ("  Exemple ", College.HABITANTS, ("H-11", None, "Exemple", College.HABITANTS)),
        ("Sacha de la Démo", College.ACTEURS, ("A-09", "Sacha", "de la Démo", College.ACTEURS)),
    ],
)
def test_a_member_is_added_from_a_typed_name(
    desk: Desk, noeux: Noeux, typed: str, college: College | None, expected: tuple[object, ...]
) -> None:
    with desk.writing() as unit:
        made = reunions.add_membre(unit, noeux[0], typed, college)
        again = reunions.add_membre(unit, noeux[0], typed, college, dt.date(2026, 3, 3))
    values = made.values
    assert (values["code"], values["prenom"], values["nom"], values["college"]) == expected
    assert (values["debut"], again.values["debut"]) == (TODAY, dt.date(2026, 3, 3))
    assert again.values["code"] != values["code"]
