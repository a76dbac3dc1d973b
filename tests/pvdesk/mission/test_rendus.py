"""Decisions taken are listed, told and taken back; the undoing travels and is rebuilt."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import Etat
from db.models import Reunion
from db.models.arbitrage import Conflit, DecisionConflit, NatureConflit
from pvdesk.bundle import identity
from pvdesk.mission import archive, conflits, doublons, dump, reconstruction, rendus
from pvdesk.mission.rendus import Genre, Rendu
from pvdesk.store import records
from pvdesk.store.desk import Desk
from pvdesk.store.impossible import Impossible
from tests.pvdesk.mission import decisions as d
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair
from tests.pvdesk.mission.network import POSTES, Network, Origin

SIRET = "12345678200010"
JOUR = dt.date(2026, 3, 19)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = d.a_mission(tmp_path / "donnees")
    yield made
    made.close()


@pytest.fixture
def kept(pair: Pair) -> Iterator[Pair]:
    """A pair whose mission keeps what it decides."""
    pair.mission = archive.archived(pair.mission)
    return pair


@pytest.fixture(scope="module")
def network(origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    made = Network(origin, tmp_path_factory.mktemp("reseau"))
    yield made
    made.close()


def taken(desk: Desk) -> list[Rendu]:
    with desk.reading() as unit:
        assert rendus.compte(unit) == len(rendus.rendus(unit))
        return rendus.rendus(unit)


def settle(desk: Desk, which: int, decision: DecisionConflit) -> None:
    with desk.writing() as unit:
        conflits.regler(unit, which, decision)
        unit.commit()


def take_back(desk: Desk, one: Rendu) -> None:
    with desk.writing() as unit:
        rendus.annuler(unit, one.genre, one.id)
        unit.commit()


def told(desk: Desk, one: Rendu) -> rendus.Detail:
    with desk.reading() as unit:
        found = rendus.detail(unit, one.genre, one.id)
    assert found is not None
    return found


def doubled(desk: Desk) -> int:
    """Two fiches of one organisme; the number of the pair."""
    for poste, nom in (("D03", "Asso"), ("D07", "L’Asso")):
        d.record(desk, "organisme", poste=poste, siret=SIRET, nom=nom)
    with desk.writing() as unit:
        doublons.chercher(unit)
        unit.commit()
        return doublons.ouverts(unit)[0].id


def test_decisions_are_listed_newest_first_with_who_when_and_what(desk: Desk) -> None:
    uid = d.record(desk, "visite", objet="Permanence", lieu="Mairie", date=d.day())
    settle(desk, d.clash(desk, "visite", uid, "lieu", "Gymnase"), DecisionConflit.PRENDRE)
    which = doubled(desk)
    with desk.writing() as unit:
        doublons.distinguer(unit, which)
        unit.commit()
    pair, clash = taken(desk)
    assert (pair.genre, pair.decision, pair.objet, pair.titre) == (
        Genre.DOUBLON, "Deux fiches gardées", "même SIRET", "Asso",
    )  # fmt: skip
    assert (clash.genre, clash.decision, clash.objet, clash.par) == (
        Genre.CONFLIT, "Valeur du poste prise", "Lieu", "MISSION",
    )  # fmt: skip
    assert clash.le < pair.le


def test_what_waits_or_is_put_off_is_no_decision(desk: Desk) -> None:
    which = doubled(desk)
    with desk.writing() as unit:
        doublons.reporter(unit, which)
        unit.commit()
    d.clash(desk, "visite", d.record(desk, "visite", lieu="Mairie"), "lieu", "Gymnase")
    assert taken(desk) == []
    with desk.reading() as unit:
        assert rendus.detail(unit, Genre.DOUBLON, which) is None
        assert rendus.detail(unit, Genre.CONFLIT, 99) is None


@pytest.mark.parametrize("decision", [DecisionConflit.GARDER, DecisionConflit.PRENDRE])
def test_both_sides_and_what_stands_are_told(desk: Desk, decision: DecisionConflit) -> None:
    uid = d.record(desk, "visite", lieu="Mairie", date=d.day())
    settle(desk, d.clash(desk, "visite", uid, "lieu", "Gymnase"), decision)
    (one,) = taken(desk)
    said = told(desk, one)
    assert said.cotes == (("MISSION", "Mairie"), ("D07", "Gymnase"))
    assert said.resultat == ("Mairie" if decision is DecisionConflit.GARDER else "Gymnase")


def test_a_removal_that_was_decided_is_told(desk: Desk) -> None:
    uid = d.record(desk, "visite", lieu="Mairie", date=d.day())
    settle(desk, d.clash(desk, "visite", uid, None, None, nature=NatureConflit.SUPPRESSION), DecisionConflit.PRENDRE)
    (one,) = taken(desk)
    assert told(desk, one).resultat == "(fiche à la corbeille)"
    take_back(desk, one)
    assert d.value(desk, "visite", uid, "lieu") == "Mairie"
    assert taken(desk) == []


@pytest.mark.parametrize("place", [0, 1])
def test_a_union_tells_which_fiche_stays(desk: Desk, place: int) -> None:
    which = doubled(desk)
    with desk.writing() as unit:
        pair = doublons.comparer(unit, which).paire
        kept = (pair.premier, pair.second)[place]
        doublons.unir(unit, which, kept)
        unit.commit()
    (one,) = taken(desk)
    assert (one.fiche_uid, one.decision) == (kept, "Unies en une fiche")
    said = told(desk, one)
    assert [author for author, _ in said.cotes] == ["D03", "D07"]
    assert [text.endswith("(gardée)") for _, text in said.cotes] == [place == 0, place == 1]
    take_back(desk, one)
    assert taken(desk) == []
    with desk.reading() as unit:
        assert [p.id for p in doublons.ouverts(unit)] == [which]


def test_an_undoing_that_would_lose_a_change_loses_nothing(desk: Desk) -> None:
    uid = d.record(desk, "visite", objet="Permanence", lieu="Mairie", date=d.day())
    settle(desk, d.clash(desk, "visite", uid, "lieu", "Gymnase"), DecisionConflit.PRENDRE)
    x.edit(desk, uid, "visite", lieu="Préau")
    (one,) = taken(desk)
    with pytest.raises(Impossible, match="Permanence") as refusal:
        take_back(desk, one)
    assert refusal.value.phrase.endswith("Ouvrez la fiche et corrigez-la.\nRien n’a été modifié.")
    assert d.value(desk, "visite", uid, "lieu") == "Préau"
    assert taken(desk) == [one]


# ---- the exchange
def a_clash(pair: Pair) -> str:
    """The poste and the mission write one field, each without seeing the other."""
    uid = x.reunion(pair.poste, *x.conseil(pair.poste))
    pair.trip()
    x.edit(pair.mission, uid, lieu="Mairie")
    x.edit(pair.poste, uid, lieu="Gymnase")
    pair.trip()
    return uid


@pytest.mark.parametrize("decision", [DecisionConflit.PRENDRE, DecisionConflit.GARDER])
def test_a_decision_then_its_undoing_reach_the_poste(kept: Pair, decision: DecisionConflit) -> None:
    uid = a_clash(kept)
    with kept.mission.reading() as unit:
        (clash,) = conflits.ouverts(unit)
    assert (clash.auteur, clash.poste) == ("MISSION", "D07")
    settle(kept.mission, clash.id, decision)
    kept.trip()
    chosen = "Gymnase" if decision is DecisionConflit.PRENDRE else "Mairie"
    assert kept.at_poste(uid).values["lieu"] == chosen
    take_back(kept.mission, taken(kept.mission)[0])
    kept.trip()
    assert kept.at_poste(uid).values["lieu"] == "Mairie"
    settle(kept.mission, clash.id, DecisionConflit.PRENDRE)
    kept.trip()
    assert kept.at_poste(uid).values["lieu"] == "Gymnase"
    assert kept.at_mission(uid).values["lieu"] == "Gymnase"


def meeting(network: Network, who: str, lieu: str) -> str:
    with network.desks[who].writing() as unit:
        given = {"conseil_uid": network.origin.conseil, "date": JOUR, "lieu": lieu, "objet": "COPIL"}
        draft = records.save(unit, records.blank(unit, "reunion", **given))
        unit.session.get_one(Reunion, draft.uid).etat = Etat.FINAL
        unit.commit()
    return draft.uid


def alive(network: Network, uids: tuple[str, str]) -> dict[str, list[bool]]:
    """For each desk, which of these meetings are not in the corbeille."""
    found = {}
    for who in (*POSTES, "MISSION"):
        with network.desks[who].reading() as unit:
            found[who] = [unit.session.get_one(Reunion, uid).supprime_le is None for uid in uids]
    return found


def test_a_union_then_its_undoing_reach_every_poste(network: Network) -> None:
    both = meeting(network, "D01", "Sous-préfecture"), meeting(network, "D02", "Mairie")
    network.rest()
    before = network.state("MISSION")
    with network.mission.writing() as unit:
        doublons.chercher(unit)
        pair = next(p for p in doublons.ouverts(unit) if {p.premier, p.second} == set(both))
        doublons.unir(unit, pair.id, both[0], {"lieu": both[1]})
        unit.commit()
    network.rest()
    assert set(map(tuple, alive(network, both).values())) == {(True, False)}
    take_back(network.mission, taken(network.mission)[0])
    network.rest()
    assert set(map(tuple, alive(network, both).values())) == {(True, True)}
    assert network.state("MISSION") == before
    assert network.apart() == []


def test_a_union_is_taken_back_although_a_poste_edited_the_fiche_that_went(network: Network) -> None:
    both = meeting(network, "D01", "Préau"), meeting(network, "D02", "Gymnase")
    network.rest()
    with network.mission.writing() as unit:
        doublons.chercher(unit)
        pair = next(p for p in doublons.ouverts(unit) if {p.premier, p.second} == set(both))
        doublons.unir(unit, pair.id, both[0])
        unit.commit()
    x.edit(network.desks["D02"], both[1], objet="Ce que D02 écrit")
    network.take(network.send("D02"))
    one = next(r for r in taken(network.mission) if r.id == pair.id)
    take_back(network.mission, one)
    network.rest()
    assert set(map(tuple, alive(network, both).values())) == {(True, True)}
    with network.mission.reading() as unit:
        waiting = list(unit.session.scalars(select(Conflit).where(Conflit.fiche_uid == both[1])))
        said = unit.session.get_one(Reunion, both[1]).objet
    assert said == "Ce que D02 écrit" or waiting


def test_what_was_put_off_decided_and_taken_back_is_rebuilt_identical(kept: Pair) -> None:
    uid = a_clash(kept)
    which = doubled(kept.mission)
    with kept.mission.writing() as unit:
        clash = conflits.ouverts(unit)[0].id
        conflits.reporter(unit, clash)
        doublons.reporter(unit, which)
        unit.commit()
    settle(kept.mission, clash, DecisionConflit.PRENDRE)
    kept.trip()
    with kept.mission.writing() as unit:
        doublons.unir(unit, which, doublons.comparer(unit, which).paire.second)
        unit.commit()
    for one in taken(kept.mission):
        take_back(kept.mission, one)
    kept.trip()
    x.edit(kept.poste, uid, objet="Encore")
    kept.trip()
    with kept.mission.reading() as unit:
        opened = identity.identities(unit)
        before = dump.dump(unit)
    made = reconstruction.rebuild(kept.mission, kept.folder / "refait", kept.template.mission_key, opened).desk
    try:
        with made.reading() as unit:
            assert dump.dump(unit) == before
            assert [c.id for c in conflits.ouverts(unit)] == [clash]
            assert [p.id for p in doublons.ouverts(unit)] == [which]
    finally:
        made.close()
