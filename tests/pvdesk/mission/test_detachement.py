"""A fiche that was united is edited by who had not heard of it: nothing comes back unseen, nothing is buried unseen."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.base import Etat
from db.models import Action, Reunion
from db.models.arbitrage import DecisionConflit, Doublon, EtatDoublon
from pvdesk.bundle import identity
from pvdesk.mission import conflits, doublons, dump, reconstruction, rendus
from pvdesk.mission.conflits import Clash
from pvdesk.mission.rendus import Genre
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import POSTES, Network, Origin

JOUR = dt.date(2026, 3, 19)
GARDER, PRENDRE = DecisionConflit.GARDER, DecisionConflit.PRENDRE


@dataclass(frozen=True)
class United:
    """A network whose mission united the meeting of D01 (kept) with that of D02, which has not heard of it."""

    network: Network
    kept: str
    lost: str
    pair: int

    @property
    def mission(self) -> Desk:
        return self.network.mission

    @property
    def d02(self) -> Desk:
        return self.network.desks["D02"]

    def clash(self) -> Clash:
        """What D02 wrote goes to the mission, and waits for a person."""
        self.network.take(self.network.send("D02"))
        with self.mission.reading() as unit:
            (found,) = conflits.ouverts(unit)
        return found

    def settle(self, which: int, decision: DecisionConflit) -> None:
        with self.mission.writing() as unit:
            conflits.regler(unit, which, decision)
            unit.commit()

    def unite(self, keep: str) -> None:
        with self.mission.writing() as unit:
            (pair,) = doublons.ouverts(unit)
            doublons.unir(unit, pair.id, keep, {"lieu": self.lost})
            unit.commit()

    def living(self) -> set[tuple[bool, bool]]:
        """On each base, whether both meetings are out of the corbeille."""
        found = set()
        for who in (*POSTES, "MISSION"):
            with self.network.desks[who].reading() as unit:
                both = [unit.session.get_one(Reunion, uid) for uid in (self.kept, self.lost)]
                found.add((both[0].supprime_le is None, both[1].supprime_le is None))
        return found


def meeting(network: Network, who: str, lieu: str, note: str | None = None) -> str:
    with network.desks[who].writing() as unit:
        given = {"conseil_uid": network.origin.conseil, "date": JOUR, "lieu": lieu, "objet": "COPIL", "note": note}
        draft = records.save(unit, records.blank(unit, "reunion", **given))
        unit.session.get_one(Reunion, draft.uid).etat = Etat.FINAL
        unit.commit()
    return draft.uid


@pytest.fixture
def united(origin: Origin, tmp_path: Path) -> Iterator[United]:
    network = Network(origin, tmp_path)
    kept = meeting(network, "D01", "Sous-préfecture", "Note de D01")
    lost = meeting(network, "D02", "Mairie", "Note de D02")
    x.add_line(network.desks["D02"], lost, "points", titre="Bilan")
    network.rest()
    with network.mission.writing() as unit:
        doublons.chercher(unit)
        pair = next(p for p in doublons.ouverts(unit) if {p.premier, p.second} == {kept, lost})
        doublons.unir(unit, pair.id, kept)
        unit.commit()
    yield United(network, kept, lost, pair.id)
    network.close()


def pairs(desk: Desk) -> list[int]:
    with desk.reading() as unit:
        return [pair.id for pair in doublons.ouverts(unit)]


def taken(desk: Desk) -> list[tuple[Genre, int]]:
    with desk.reading() as unit:
        return [(one.genre, one.id) for one in rendus.rendus(unit)]


def replaced_by(desk: Desk, uid: str) -> str | None:
    with desk.reading() as unit:
        return unit.session.get_one(Reunion, uid).remplace_par


def edits(united: United) -> None:
    (point,) = x.records_of(united.d02)["point"].keys() & {
        p.uid for p in load(united.d02, united.lost).lines["points"]
    }
    x.edit(united.d02, united.lost, lieu="Salle des fêtes")
    x.edit_line(united.d02, united.lost, "points", point, echanges="On en reparle")
    x.add_line(united.d02, united.lost, "points", titre="Éclairage")


def load(desk: Desk, uid: str) -> records.Draft:
    with desk.reading() as unit:
        return records.load(unit, "reunion", uid)


def same(network: Network, folder: Path) -> bool:
    with network.mission.reading() as unit:
        opened, before = identity.identities(unit), dump.dump(unit)
    made = reconstruction.rebuild(network.mission, folder, network.origin.keys["MISSION"], opened).desk
    try:
        with made.reading() as unit:
            return dump.dump(unit) == before
    finally:
        made.close()


def test_the_card_says_all_that_came_and_what_each_choice_does(united: United) -> None:
    edits(united)
    clash = united.clash()
    assert (clash.auteur, clash.venu) == ("MISSION", False)
    assert "unie à «\u00a0" in clash.en_place
    assert "à l’écart" in clash.en_place
    for said in ("Lieu\u00a0: Salle des fêtes", "Mairie", "On en reparle", "Éclairage"):
        assert said in clash.proposee
    assert "proposée à nouveau" in clash.proposee


def test_a_line_alone_is_told_too(united: United) -> None:
    x.add_line(united.d02, united.lost, "points", titre="Éclairage")
    clash = united.clash()
    assert "Éclairage" in clash.proposee
    assert "Lieu" not in clash.proposee


def test_a_line_that_is_removed_is_told_too(united: United) -> None:
    (point,) = load(united.d02, united.lost).lines["points"]
    x.drop_line(united.d02, united.lost, "points", point.uid)
    assert "Bilan" in united.clash().proposee


def test_taken_the_fiche_is_its_own_again_and_the_pair_is_proposed_anew(united: United, tmp_path: Path) -> None:
    edits(united)
    united.settle(united.clash().id, PRENDRE)
    assert replaced_by(united.mission, united.lost) is None
    assert pairs(united.mission) == [united.pair]
    assert (Genre.DOUBLON, united.pair) not in taken(united.mission)
    united.network.rest()
    assert united.living() == {(True, True)}
    assert united.network.apart() == []
    united.unite(united.kept)
    united.network.rest()
    assert united.living() == {(True, False)}
    titles = {p.values["titre"] for p in load(united.network.desks["D03"], united.kept).lines["points"]}
    assert titles == {"Bilan", "Éclairage"}
    assert load(united.network.desks["D01"], united.kept).values["lieu"] == "Salle des fêtes"
    assert united.network.apart() == []
    assert same(united.network, tmp_path / "refait")


def test_the_decision_to_take_it_is_taken_back_and_the_two_are_one_again(united: United, tmp_path: Path) -> None:
    edits(united)
    which = united.clash().id
    before = taken(united.mission)
    united.settle(which, PRENDRE)
    with united.mission.writing() as unit:
        conflits.annuler(unit, which)
        unit.commit()
    assert replaced_by(united.mission, united.lost) == united.kept
    assert taken(united.mission) == before
    assert pairs(united.mission) == []
    united.settle(which, PRENDRE)
    assert pairs(united.mission) == [united.pair]
    united.network.rest()
    assert united.living() == {(True, True)}
    assert same(united.network, tmp_path / "refait")


def test_a_pair_told_apart_since_is_not_united_by_an_undoing(united: United) -> None:
    edits(united)
    which = united.clash().id
    united.settle(which, PRENDRE)
    with united.mission.writing() as unit:
        doublons.distinguer(unit, united.pair)
        unit.commit()
    with united.mission.writing() as unit, pytest.raises(Impossible, match="annulez d’abord"):
        conflits.annuler(unit, which)


def test_kept_what_stays_aside_is_read_among_the_decisions(united: United) -> None:
    edits(united)
    which = united.clash().id
    united.settle(which, GARDER)
    united.network.rest()
    assert united.living() == {(True, False)}
    assert united.network.apart() == []
    with united.mission.reading() as unit:
        found = rendus.detail(unit, Genre.CONFLIT, which)
    assert found is not None
    assert "Salle des fêtes" in found.cotes[1][1]
    assert "Éclairage" in found.cotes[1][1]


def test_a_fiche_united_twice_over_is_proposed_with_the_one_that_remains(united: United) -> None:
    third = meeting(united.network, "D03", "Préau")
    united.network.take(united.network.send("D03"))
    with united.mission.writing() as unit:
        doublons.chercher(unit)
        pair = next(p for p in doublons.ouverts(unit) if third in {p.premier, p.second})
        doublons.unir(unit, pair.id, third)
        unit.commit()
    x.edit(united.d02, united.lost, lieu="Salle des fêtes")
    united.settle(united.clash().id, PRENDRE)
    with united.mission.reading() as unit:
        (found,) = doublons.ouverts(unit)
    assert {found.premier, found.second} == {united.lost, third}


def test_an_action_united_with_its_meeting_is_proposed_too(origin: Origin, tmp_path: Path) -> None:
    network = Network(origin, tmp_path)
    made = {}
    for who in ("D01", "D02"):
        uid = meeting(network, who, "Mairie")
        with network.desks[who].writing() as unit:
            draft = records.save(unit, records.blank(unit, "action", libelle="Relancer", reunion_uid=uid))
            unit.session.get_one(Action, draft.uid).etat = Etat.FINAL
            unit.commit()
        made[who] = (uid, draft.uid)
        network.take(network.send(who))
    with network.mission.writing() as unit:
        (pair,) = doublons.ouverts(unit)
        doublons.unir(unit, pair.id, made["D01"][0])
        gone = unit.session.scalar(select(func.count()).select_from(Action).where(Action.remplace_par.is_not(None)))
        assert gone == 1
        lost = unit.session.scalars(select(Action).where(Action.remplace_par.is_not(None))).one().origine
        unit.commit()
    x.edit(network.desks[lost], made[lost][1], "action", libelle="Relancer la commune")
    network.take(network.send(lost))
    with network.mission.writing() as unit:
        (clash,) = conflits.ouverts(unit)
        conflits.regler(unit, clash.id, PRENDRE)
        unit.commit()
        (found,) = doublons.ouverts(unit)
        assert {found.premier, found.second} == {made["D01"][1], made["D02"][1]}
        assert unit.session.get_one(Doublon, found.id).etat is EtatDoublon.OUVERT
    network.close()


def test_a_value_that_clashes_in_a_fiche_that_is_gone_waits_with_the_fiche(united: United) -> None:
    with united.mission.writing() as unit:
        unit.session.get_one(Reunion, united.lost).lieu = "Ce que la mission écrit"
        unit.commit()
    x.edit(united.d02, united.lost, lieu="Salle des fêtes")
    united.network.take(united.network.send("D02"))
    with united.mission.reading() as unit:
        found = conflits.ouverts(unit)
    assert {clash.champ for clash in found} == {None, "lieu"}


def test_the_private_note_of_the_fiche_that_goes_is_kept_at_its_poste(united: United) -> None:
    x.edit(united.d02, united.kept, note="Déjà ici")
    united.network.rest()
    note = load(united.d02, united.kept).values["note"]
    assert note.startswith("Déjà ici")
    assert "Note de D02" in note
    assert "unie à celle-ci" in note
    assert load(united.network.desks["D01"], united.kept).values["note"] == "Note de D01"
    assert load(united.network.desks["D03"], united.kept).values["note"] is None
    assert load(united.mission, united.kept).values["note"] is None


def test_an_empty_private_note_takes_the_one_that_goes_once(united: United) -> None:
    united.network.rest()
    assert load(united.d02, united.kept).values["note"] == "Note de D02"
    with united.mission.writing() as unit:
        rendus.annuler(unit, Genre.DOUBLON, united.pair)
        unit.commit()
    united.network.rest()
    united.unite(united.kept)
    united.network.rest()
    assert load(united.d02, united.kept).values["note"] == "Note de D02"
    assert load(united.d02, united.lost).values["note"] == "Note de D02"
