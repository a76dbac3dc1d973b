"""What was just done is taken back, unless somebody wrote over it."""

import datetime as dt
from typing import Any

import pytest

from db.base import Etat
from db.models.action import StatutAction
from db.models.seance import StatutReunion
from pvdesk.kit.draft import Draft
from pvdesk.store import listing, records, repentir
from pvdesk.store.corbeille import corbeille
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from pvdesk.store.repentir import Repentir
from tests.builders import TODAY, add_reunion

Noeux = tuple[str, dict[str, str]]


def work(desk: Desk, verb: Any, *words: Any) -> Any:
    with desk.writing() as unit:
        done = verb(unit, *words)
        unit.commit()
    return done


def load(desk: Desk, table: str, uid: str) -> Draft:
    with desk.reading() as unit:
        return records.load(unit, table, uid)


@pytest.fixture
def prevue(desk: Desk, noeux: Noeux) -> str:
    """A meeting to come that « Terminer » accepts, and that says when the next one is."""
    return add_reunion(
        desk, noeux[0], TODAY + dt.timedelta(days=30), statut=StatutReunion.PREVUE,
        prochaine_date=TODAY + dt.timedelta(days=90), prochaine_heure=dt.time(18), objet="Budget",
    )  # fmt: skip


def test_a_deletion_and_a_way_out_of_the_corbeille_are_taken_back(desk: Desk, prevue: str) -> None:
    gone: Repentir = work(desk, repentir.supprimer, "reunion", prevue)
    assert (gone.fait, gone.defait) == ("Réunion supprimée", "Réunion rétablie")
    back: Repentir = work(desk, repentir.retablir, "reunion", prevue)
    work(desk, back.defaire)
    with desk.reading() as unit:
        assert [one.uid for one in corbeille(unit)] == [prevue]
    work(desk, gone.defaire)
    work(desk, gone.defaire)  # twice is once
    with desk.reading() as unit:
        assert corbeille(unit) == []


def finished(desk: Desk, uid: str) -> Repentir:
    found, done = work(desk, repentir.terminer, "reunion", uid)
    assert done is not None, found
    return done


def test_terminer_is_taken_back_with_the_meeting_that_it_planned(desk: Desk, prevue: str) -> None:
    before = load(desk, "reunion", prevue)
    done = finished(desk, prevue)
    with desk.reading() as unit:
        assert len(listing.rows(unit, "reunion")) == 2
    work(desk, done.defaire)
    after = load(desk, "reunion", prevue)
    assert (after.etat, after.content()) == (Etat.BROUILLON, before.content())
    with desk.reading() as unit:
        assert len(listing.rows(unit, "reunion")) == 1
    assert work(desk, done.refaire).fait == done.fait
    with desk.reading() as unit:
        assert len(listing.rows(unit, "reunion")) == 2


def test_what_changed_since_is_not_taken_back(desk: Desk, prevue: str) -> None:
    done = finished(desk, prevue)
    work(desk, records.reopen, "reunion", prevue)
    with pytest.raises(Impossible, match="a changé depuis"):
        work(desk, done.defaire)


def test_an_action_done_is_to_be_done_again(desk: Desk) -> None:
    with desk.writing() as unit:
        draft = records.save(unit, records.blank(unit, "action", libelle="Rappeler", statut=StatutAction.A_FAIRE))
        unit.commit()
    done = work(desk, repentir.faire, draft.uid)
    assert work(desk, repentir.faire, draft.uid) is None
    assert load(desk, "action", draft.uid).values["cloture_le"] == TODAY
    work(desk, done.defaire)
    assert load(desk, "action", draft.uid).content() == draft.content()


def test_a_version_brought_back_says_which(desk: Desk, prevue: str) -> None:
    finished(desk, prevue)
    with desk.reading() as unit:
        n = repentir.historique.sittings(unit, "reunion", prevue)[0].n
    done = work(desk, repentir.ramener, "reunion", prevue, n)
    assert done.fait.startswith("Version du 15 octobre 2026 à ")
    work(desk, done.defaire)
    assert load(desk, "reunion", prevue).etat is Etat.FINAL
