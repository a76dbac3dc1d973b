"""The mission asks for a correction; « corrigé » answers it, in any order of files."""

import pytest
from sqlalchemy import select

from db.base import Etat
from db.models import Correction
from db.models.echange import Correspondant
from pvdesk.mission import corrections
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.builders import TODAY
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission.exchange import Pair


def ask(desk: Desk, uid: str, motif: str = "La date ne va pas", champ: str | None = "date") -> str:
    with desk.writing() as unit:
        made = corrections.demander(unit, "visite", uid, motif, champ)
        unit.commit()
    return made


def etat(desk: Desk, uid: str, table: str = "visite") -> Etat:
    with desk.reading() as unit:
        return records.load(unit, table, uid).etat


def test_asking_makes_a_finished_correction_for_the_author_and_sets_the_fiche(desk: Desk) -> None:
    uid = d.record(desk, "visite", poste="D03", objet="Permanence", date=d.day())
    made = ask(desk, uid)
    with desk.reading() as unit:
        asked = records.load(unit, "correction", made)
    assert asked.etat is Etat.FINAL
    assert (asked.values["poste"], asked.values["champ"], asked.values["fiche_uid"]) == ("D03", "date", uid)
    assert "Permanence" in asked.values["fiche_nom"]
    assert etat(desk, uid) is Etat.A_CORRIGER


def test_the_poste_is_told_what_it_is_asked(pair: Pair) -> None:
    uid = d.record(pair.poste, "visite", objet="Permanence", date=d.day())
    pair.take(pair.send())
    ask(pair.mission, uid)
    received = pair.receive(pair.answer())
    assert received.corrections == 1
    assert received.phrase.endswith(" 1\u00a0correction demandée.")


def test_a_successor_is_asked_in_place_of_who_left(desk: Desk) -> None:
    uid = d.record(desk, "visite", poste="D03")
    with desk.writing() as unit:
        unit.session.add_all([Correspondant(code="D03", successeur="D05"), Correspondant(code="D05")])
        unit.commit()
    made = ask(desk, uid)
    assert d.value(desk, "correction", made, "poste") == "D05"


@pytest.mark.parametrize("first", [Etat.BROUILLON])
def test_a_draft_is_not_asked_about(desk: Desk, first: Etat) -> None:
    uid = d.record(desk, "visite")
    with desk.writing() as unit:
        unit.session.get_one(records.model_of("visite"), uid).etat = first
        unit.commit()
    with pytest.raises(Impossible, match="brouillon"):
        ask(desk, uid)


def test_a_correction_says_why(desk: Desk) -> None:
    with pytest.raises(Impossible, match="Motif"):
        ask(desk, d.record(desk, "visite"), " ")


def test_what_is_in_the_corbeille_is_not_asked_about(desk: Desk) -> None:
    uid = d.record(desk, "visite")
    with desk.writing() as unit:
        records.delete(unit, "visite", uid)
        unit.commit()
    with pytest.raises(Impossible, match="corbeille"):
        ask(desk, uid)


def became(desk: Desk, uid: str, value: Etat) -> int:
    """The state that a lot brings; how many corrections it answers."""
    with desk.writing() as unit:
        unit.session.get_one(records.model_of("visite"), uid).etat = value
        unit.session.flush()
        count = corrections.repondre(unit, {"visite": {uid}, "presence": {"x"}})
        unit.commit()
    return count


def test_corrected_answers_every_request_of_that_fiche_once(desk: Desk) -> None:
    uid, other = (d.record(desk, "visite") for _ in range(2))
    for each in (uid, uid, other):
        ask(desk, each)
    assert became(desk, uid, Etat.A_CORRIGER) == 0
    assert became(desk, uid, Etat.CORRIGE) == 2
    assert became(desk, uid, Etat.CORRIGE) == 0
    with desk.reading() as unit:
        assert corrections.attendues(unit, ["D07", "D03"]) == {"D07": 1, "D03": 0}
        days = {c.repondue_le for c in unit.session.scalars(select(Correction).where(Correction.fiche_uid == uid))}
    assert days == {TODAY}


def test_validated_then_closed_and_the_requests_are_answered(desk: Desk) -> None:
    uid = d.record(desk, "visite")
    ask(desk, uid)
    with desk.writing() as unit:
        corrections.valider(unit, "visite", uid)
        corrections.clore(unit, "visite", uid)
        unit.commit()
        assert corrections.attendues(unit) == {}
    assert etat(desk, uid) is Etat.CLOS


def test_what_is_not_validated_is_not_closed(desk: Desk) -> None:
    uid = d.record(desk, "visite")
    with desk.writing() as unit, pytest.raises(Impossible, match="Clore"):
        corrections.clore(unit, "visite", uid)
