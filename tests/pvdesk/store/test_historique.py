"""Sittings and versions read from the journal, and a version brought back as an ordinary change."""

import datetime as dt
from dataclasses import replace

import pytest

from db.base import Etat
from db.types import new_uid
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.store import effacement, historique, listing, records
from pvdesk.store.desk import Desk
from pvdesk.store.historique import VERSIONS, Sitting
from pvdesk.store.impossible import Impossible
from tests.builders import TODAY

TABLE = "visite"
LATER = dt.timedelta(hours=1)


class Moving:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = dt.datetime.combine(TODAY, dt.time(9), dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def desk(desk: Desk, clock: Moving) -> Desk:
    return replace(desk, clock=clock)


@pytest.fixture
def visite(desk: Desk) -> str:
    """A visit of two contacts, finished at nine."""
    with desk.writing() as unit:
        draft = records.blank(unit, TABLE, objet="Tour du quartier", lieu="Place du Marché", date=TODAY)
        draft.lines["rencontres"] = [LineDraft(new_uid(), {"fonction": nom}) for nom in ("Camille", "Sacha")]
        records.save(unit, draft)
        unit.commit()
    finish(desk, draft.uid)
    return draft.uid


def load(desk: Desk, uid: str) -> Draft:
    with desk.reading() as unit:
        return records.load(unit, TABLE, uid)


def change(desk: Desk, uid: str, **values: object) -> None:
    with desk.writing() as unit:
        records.reopen(unit, TABLE, uid)
        draft = records.load(unit, TABLE, uid)
        draft.values |= values
        records.save(unit, draft)
        unit.commit()


def finish(desk: Desk, uid: str) -> None:
    """« Terminer », whatever the rules of a visit ask."""
    with desk.writing() as unit:
        record = unit.session.get_one(records.model_of(TABLE), uid)
        record.etat = Etat.FINAL
        records.touch(unit, record)
        unit.commit()


def told(desk: Desk, uid: str) -> list[Sitting]:
    with desk.reading() as unit:
        return historique.sittings(unit, TABLE, uid)


def restore(desk: Desk, uid: str, n: int) -> historique.Restored:
    with desk.writing() as unit:
        done = historique.restaurer(unit, TABLE, uid, n)
        unit.commit()
    return done


def rewritten(desk: Desk, uid: str, clock: Moving) -> Sitting:
    """The first version of a visit of which everything moved since."""
    clock.now += LATER
    change(desk, uid, lieu="Gymnase", objet=None)
    with desk.writing() as unit:
        draft = records.load(unit, TABLE, uid)
        gone, kept = draft.lines["rencontres"]
        kept.values["fonction"] = "Sacha Démo"
        draft.lines["rencontres"] = [LineDraft(new_uid(), {"fonction": "Noa"}), kept]
        assert gone.uid
        records.save(unit, draft)
        unit.commit()
    finish(desk, uid)
    return told(desk, uid)[-1]


def test_a_long_pause_and_terminer_each_begin_a_sitting(desk: Desk, visite: str, clock: Moving) -> None:
    assert [(one.version, one.current) for one in told(desk, visite)] == [(True, True)]
    clock.now += LATER
    change(desk, visite, lieu="Gymnase")
    clock.now += dt.timedelta(minutes=4)
    change(desk, visite, objet="Tour de la cité")
    clock.now += LATER
    finish(desk, visite)
    assert [(one.version, one.current, len(one.changes)) for one in told(desk, visite)] == [
        (True, True, 1), (False, False, 3), (True, False, 4),
    ]  # fmt: skip


def test_a_version_says_all_that_the_fiche_said(desk: Desk, visite: str, clock: Moving) -> None:
    was = load(desk, visite)
    first = rewritten(desk, visite, clock)
    with desk.reading() as unit:
        then = historique.version(unit, TABLE, visite, first.n)
    assert (then.values, then.lines, then.saisies, then.motifs) == was.content()


def test_a_version_brought_back_is_a_change_that_is_told_and_travels(desk: Desk, visite: str, clock: Moving) -> None:
    was = load(desk, visite)
    first = rewritten(desk, visite, clock)
    clock.now += LATER
    restore(desk, visite, first.n)
    now = load(desk, visite)
    assert now.content() == was.content()
    assert now.etat is Etat.BROUILLON  # to be read again
    last = told(desk, visite)[0]
    assert not last.version
    assert {change.champ for change in last.changes if change.content} >= {"lieu", "objet", "fonction"}
    finish(desk, visite)
    with desk.reading() as unit:
        row = listing.row(unit, TABLE, visite)
    assert row is not None
    assert row.envoi is listing.Envoi.A_ENVOYER


def test_a_restoration_is_taken_back_to_the_letter_even_within_one_burst(
    desk: Desk, visite: str, clock: Moving
) -> None:
    first = rewritten(desk, visite, clock)
    before = load(desk, visite)
    done = restore(desk, visite, first.n)
    with desk.writing() as unit:
        historique.remettre(unit, done)
        unit.commit()
    assert load(desk, visite).content() == before.content()
    assert load(desk, visite).etat is Etat.FINAL


def test_a_restoration_written_over_is_not_taken_back(desk: Desk, visite: str, clock: Moving) -> None:
    done = restore(desk, visite, rewritten(desk, visite, clock).n)
    change(desk, visite, lieu="Ailleurs")
    with desk.writing() as unit, pytest.raises(Impossible, match="a changé depuis"):
        historique.remettre(unit, done)


@pytest.mark.parametrize(("champ", "value"), [("etat", Etat.CLOS), ("supprime_le", dt.datetime.now(dt.UTC))])
def test_what_is_closed_or_deleted_is_only_read(
    desk: Desk, visite: str, clock: Moving, champ: str, value: object
) -> None:
    first = rewritten(desk, visite, clock)
    with desk.writing() as unit:
        setattr(unit.session.get_one(records.model_of(TABLE), visite), champ, value)
        unit.session.flush()
        with pytest.raises(Impossible):
            historique.restaurer(unit, TABLE, visite, first.n)


def test_the_last_twenty_versions_are_kept(desk: Desk, visite: str, clock: Moving) -> None:
    for place in range(VERSIONS + 2):
        clock.now += LATER
        change(desk, visite, lieu=f"Lieu {place}")
        finish(desk, visite)
    found = told(desk, visite)
    assert [one.version for one in found] == [True] * VERSIONS + [False] * 3
    with desk.reading() as unit:
        assert historique.version(unit, TABLE, visite, found[19].n).values["lieu"] == "Lieu 2"


def test_words_that_an_erasure_forgot_do_not_come_back(desk: Desk, visite: str, clock: Moving) -> None:
    change(desk, visite, objet="Tour avec une personne nommée")
    finish(desk, visite)
    n = told(desk, visite)[0].n
    clock.now += LATER
    change(desk, visite, objet="Tour avec H-04")
    with desk.writing() as unit:
        effacement.forget_text(unit, f"{TABLE}/{visite}/{visite}/objet")
        unit.commit()
    restore(desk, visite, n)
    assert load(desk, visite).values["objet"] == "Tour avec H-04"


def test_a_line_of_another_fiche_names_no_version(desk: Desk, visite: str) -> None:
    with desk.reading() as unit, pytest.raises(Impossible, match="n’est plus dans l’historique"):
        historique.version(unit, TABLE, visite, 10**6)
