"""The table of states holds: each transition is done by the real verbs, and nothing else is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.base import Etat
from db.models.echange import Installation, Role
from pvdesk.store import etats, records
from pvdesk.store.desk import Desk
from pvdesk.store.etats import TRANSITIONS, Geste, Qui, Transition
from pvdesk.store.impossible import Impossible
from tests.builders import make_desk

VERBS = {Geste.TERMINER: records.finish, Geste.ROUVRIR: records.reopen}
DONE = [t for t in TRANSITIONS if t.geste in VERBS]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "donnees")
    yield made
    made.close()


def fiche(desk: Desk, etat: Etat, qui: Qui = Qui.AUTEUR) -> str:
    """A complete fiche in that state, in the base of that hand."""
    with desk.writing() as unit:
        unit.session.query(Installation).one().role = Role.MISSION if qui is Qui.MISSION else Role.POSTE
        draft = records.save(unit, records.blank(unit, "correction", motif="Date à vérifier", fiche_type="visite",
                                                 fiche_uid="x", poste="D07", demandee_le=unit.now.date()))  # fmt: skip
        unit.session.get_one(records.model_of("correction"), draft.uid).etat = etat
        unit.commit()
    return draft.uid


@pytest.mark.parametrize("line", DONE, ids=lambda t: f"{t.de.value}-{t.qui.value}-{t.geste.value}")
def test_each_line_of_the_table_is_what_the_verbs_do(desk: Desk, line: Transition) -> None:
    uid = fiche(desk, line.de, line.qui)
    with desk.writing() as unit:
        VERBS[line.geste](unit, "correction", uid)
        assert records.load(unit, "correction", uid).etat is line.vers


def test_a_gesture_from_a_state_leads_to_one_state_only() -> None:
    keys = [(t.de, t.qui, t.geste) for t in TRANSITIONS]
    assert len(keys) == len(set(keys))
    assert all(t.dit for t in TRANSITIONS)


def test_every_state_is_reached_and_the_mission_may_leave_each() -> None:
    assert {t.vers for t in TRANSITIONS} == set(Etat)
    assert {t.de for t in TRANSITIONS if t.qui is Qui.MISSION} == set(Etat)


@pytest.mark.parametrize("etat", [Etat.FINAL, Etat.CORRIGE, Etat.VALIDE, Etat.CLOS])
def test_finishing_what_is_finished_changes_nothing(desk: Desk, etat: Etat) -> None:
    uid = fiche(desk, etat)
    with desk.writing() as unit:
        records.finish(unit, "correction", uid)
        assert records.load(unit, "correction", uid).etat is etat


def test_a_closed_fiche_is_not_reopened_by_its_author(desk: Desk) -> None:
    uid = fiche(desk, Etat.CLOS)
    with desk.writing() as unit, pytest.raises(Impossible) as refused:
        records.reopen(unit, "correction", uid)
    assert refused.value.phrase.startswith("Cette fiche est close\u00a0: demandez à la mission")
    assert refused.value.phrase.endswith("Rien n’a été modifié.")


@pytest.mark.parametrize("geste", [Geste.DEMANDER, Geste.VALIDER, Geste.CLORE])
def test_the_gestures_of_the_mission_are_refused_to_a_poste(desk: Desk, geste: Geste) -> None:
    with desk.reading() as unit, pytest.raises(Impossible, match="celui de la mission"):
        etats.go(unit, Etat.FINAL, geste)


@pytest.mark.parametrize("etat", list(Etat))
@pytest.mark.parametrize("geste", list(Geste))
def test_what_the_table_lacks_is_refused_with_a_sentence(desk: Desk, etat: Etat, geste: Geste) -> None:
    fiche(desk, etat, Qui.MISSION)
    with desk.reading() as unit:
        if etats.after(etat, Qui.MISSION, geste) is None:
            with pytest.raises(Impossible, match="Rien n’a été modifié"):
                etats.go(unit, etat, geste)
        else:
            assert etats.go(unit, etat, geste) in Etat
