"""An import is undone as one: the base says again, byte for byte, what it said; what depends on it is named."""

from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import Line
from db.models.arbitrage import DecisionConflit
from db.models.echange import IssueLot, Lot, Sens
from db.models.reunion import Presence
from db.models.seance import StatutPresence
from pvdesk.bundle import identity, rows
from pvdesk.bundle.refus import Refus
from pvdesk.mission import annulation, archive, conflits, corrections, doublons, dump, intake, reconstruction
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair


@pytest.fixture
def shared(pair: Pair) -> tuple[Pair, str]:
    """A meeting that the mission holds, acknowledged; what the mission decides is archived."""
    pair.mission = archive.archived(pair.mission)
    where, members = x.conseil(pair.poste, members=2)
    uid = x.reunion(pair.poste, where, members)
    pair.trip()
    return pair, uid


def dumped(desk: Desk) -> str:
    with desk.reading() as unit:
        return dump.dump(unit)


def last(desk: Desk, numero: int = 2) -> str:
    with desk.reading() as unit:
        found = annulation.imported(unit, "D07", numero)
        assert found is not None
        return found


def undo(desk: Desk, numero: int = 2) -> annulation.Annule:
    return annulation.annuler(desk, last(desk, numero))


def a_busy_lot(pair: Pair, uid: str) -> Path:
    """Creations, changes, a removed line, a clash, a double."""
    held = pair.at_poste(uid)
    line, other = (row.uid for row in held.lines["presences"])
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="Gymnase", objet="Bilan")
    x.drop_line(pair.poste, uid, "presences", line)
    x.edit_line(pair.poste, uid, "presences", other, statut=StatutPresence.EXCUSE)
    came = [row.values["membre_uid"] for row in held.lines["presences"]]
    x.reunion(pair.poste, held.values["conseil_uid"], came)
    return pair.send()


def test_the_first_lot_undone_leaves_the_base_as_before_it(pair: Pair) -> None:
    x.reunion(pair.poste, *x.conseil(pair.poste))
    path = pair.send()
    taken = pair.take(path)
    assert taken.numero == 1
    undo(pair.mission, 1)
    assert '"reunion"' not in dumped(pair.mission)
    assert x.words_of(pair.mission) == []


@pytest.mark.au_serveur
def test_an_import_undone_leaves_the_same_dump_and_the_same_words(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    path = a_busy_lot(pair, uid)
    before, words = dumped(pair.mission), x.words_of(pair.mission)
    pair.take(path)
    assert dumped(pair.mission) != before
    said = undo(pair.mission)
    assert dumped(pair.mission) == before
    assert x.words_of(pair.mission) == words
    assert said.phrase.startswith("Lot 2 de D07\u00a0: import annulé")


def test_undone_it_can_be_imported_again_with_the_same_effect(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    path = a_busy_lot(pair, uid)
    pair.take(path)
    once = x.records_of(pair.mission)
    undo(pair.mission)
    pair.take(path)
    assert x.records_of(pair.mission) == once


def test_a_rebuilt_base_knows_of_the_undoing(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    path = a_busy_lot(pair, uid)
    for again in range(2):
        pair.take(path)
        if not again:
            undo(pair.mission)
    x.conseil(pair.mission)
    with pair.mission.reading() as unit:
        opened = identity.identities(unit)
    made = reconstruction.rebuild(pair.mission, pair.folder / "refait", pair.template.mission_key, opened).desk
    try:
        assert dumped(made) == dumped(pair.mission)
    finally:
        made.close()


def refused(pair: Pair, numero: int = 2) -> str:
    before = dumped(pair.mission)
    with pytest.raises(Impossible) as said:
        undo(pair.mission, numero)
    assert dumped(pair.mission) == before
    return said.value.phrase


def test_a_later_lot_of_the_same_poste_is_named(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    pair.take(a_busy_lot(pair, uid))
    x.edit(pair.poste, uid, objet="Encore")
    pair.take(pair.send())
    assert "Le lot 3 de D07 est venu après" in refused(pair)


def test_an_answer_already_given_is_named(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    pair.take(a_busy_lot(pair, uid))
    pair.answer()
    assert "Le lot de retour 2 à D07" in refused(pair)


def test_an_edit_of_the_mission_since_is_named(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    pair.take(a_busy_lot(pair, uid))
    x.edit(pair.mission, uid, animateur="La mission")
    assert refused(pair).startswith("La mission a modifié depuis «\u00a0")


def test_a_correction_asked_since_is_a_decision(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    pair.take(a_busy_lot(pair, uid))
    with pair.mission.writing() as unit:
        corrections.demander(unit, "reunion", uid, "La date ne va pas")
        unit.commit()
    assert "La mission a modifié depuis" in refused(pair)


def test_a_clash_settled_since_is_named_until_it_is_taken_back(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    pair.take(a_busy_lot(pair, uid))
    with pair.mission.writing() as unit:
        which = next(c.id for c in conflits.ouverts(unit) if c.champ == "lieu")
        conflits.regler(unit, which, DecisionConflit.GARDER)
        unit.commit()
    assert "Un arbitrage du lot 2 de D07 est rendu" in refused(pair)


def test_a_fiche_that_points_to_what_goes_is_named(shared: tuple[Pair, str]) -> None:
    pair, _ = shared
    where, members = x.conseil(pair.poste)
    new = x.reunion(pair.poste, where, members)
    pair.take(pair.send())
    d.record(pair.mission, "action", libelle="Relancer", reunion_uid=new, echeance=d.day())
    assert "renvoie à ce que le lot 2 de D07 a apporté\u00a0: «\u00a0Relancer" in refused(pair)


def test_a_pair_told_apart_is_named(shared: tuple[Pair, str]) -> None:
    pair, _ = shared
    for _ in range(2):
        x.conseil(pair.poste)
        d.record(pair.poste, "convention", numero="62-1")
    pair.take(pair.send())
    with pair.mission.writing() as unit:
        doublons.distinguer(unit, doublons.ouverts(unit)[0].id)
        unit.commit()
    assert "Une paire de fiches du lot 2 de D07 est décidée" in refused(pair)


def test_what_is_not_imported_is_not_undone(shared: tuple[Pair, str]) -> None:
    pair, _ = shared
    with pytest.raises(Impossible, match="n’est pas importé"):
        annulation.annuler(pair.mission, "inconnu")


def test_a_correction_that_a_lot_answers_is_asked_again_once_it_is_undone(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    with pair.mission.writing() as unit:
        corrections.demander(unit, "reunion", uid, "La date ne va pas")
        unit.commit()
    pair.receive(pair.answer())
    x.act(pair.poste, records.finish, uid)
    path = pair.send()
    before = dumped(pair.mission)
    pair.take(path)
    with pair.mission.reading() as unit:
        assert corrections.attendues(unit) == {}
    undo(pair.mission)
    assert dumped(pair.mission) == before


def test_a_lot_that_waited_waits_again_once_its_import_is_undone(shared: tuple[Pair, str]) -> None:
    pair, uid = shared
    fork = pair.fork_mission("copie")  # an older copy: it lacks the second lot when the third comes
    try:
        x.edit(pair.poste, uid, objet="Deux")
        second = pair.send()
        pair.take(second)
        pair.receive(pair.answer())
        x.edit(pair.poste, uid, objet="Trois")
        third = pair.send()
        with pytest.raises(Refus):
            intake.take(fork, third)
        assert [lot.numero for lot in intake.take(fork, second).repris] == [3]
        undo(fork, 3)
        with fork.reading() as unit:
            row = unit.session.scalars(select(Lot).where(Lot.numero == 3, Lot.sens == Sens.RECU)).one()
            assert row.issue is IssueLot.RETENU
        assert [lot.numero for lot in intake.reprendre(fork)] == [3]
    finally:
        fork.close()


def test_what_never_travels_is_as_before_too(shared: tuple[Pair, str]) -> None:
    """A private note of the mission, the columns of a newer version on a line that the lot removes."""
    pair, uid = shared
    line = pair.at_poste(uid).lines["presences"][0].uid
    x.edit(pair.mission, uid, note="Vu avec le sous-préfet")
    with pair.mission.writing() as unit:
        unit.session.get_one(Presence, line).extra = {"arrivee": "18 h 40"}
        unit.commit()
    pair.receive(pair.answer())  # seen by the poste: what it removes then goes
    x.edit(pair.poste, uid, objet="Bilan")
    x.drop_line(pair.poste, uid, "presences", line)
    path = pair.send()
    before = dumped(pair.mission)
    assert pair.take(path).outcome.supprimes == 1
    undo(pair.mission)
    assert dumped(pair.mission) == before


@pytest.mark.parametrize("model", [m for m in rows.tables().values() if issubclass(m, Line)])
def test_the_end_of_a_line_tells_all_that_it_held(model: type[Line]) -> None:
    """The journal keeps of a removed line what travels, and what a newer version said: a line has nothing else."""
    assert set(model.__table__.columns.keys()) == {*rows.travelling(model), "uid", "extra"}
