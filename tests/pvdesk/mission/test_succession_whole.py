"""A poste handed over, end to end: its successor gets all its fiches, works on them, and the mission merges."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import Etat
from db.models import Correction
from db.models.action import StatutAction
from db.models.demande_listes import Droit
from pvdesk.bundle import export, reception
from pvdesk.bundle.refus import Code, Refus
from pvdesk.mission import corrections, intake, returns, succession
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import Network, Origin

OLD, NEW = "D01", "D02"


@pytest.fixture
def network(origin: Origin, tmp_path: Path) -> Iterator[Network]:
    made = Network(origin, tmp_path)
    yield made
    made.close()


def a_territory_of_its_own(desk: Desk) -> dict[str, str]:
    """A conseil of no contrat that anybody else has, its meeting, an open action, a person's request; uids by table."""
    conseil, members = x.conseil(desk, members=2)
    reunion = x.reunion(desk, conseil, members, date=dt.date(2015, 3, 3))  # its clock may be years behind
    with desk.writing() as unit:
        action = records.blank(
            unit, "action", libelle="Relancer le bailleur", responsable="la mission", reunion_uid=reunion,
            statut=StatutAction.A_FAIRE, echeance=dt.date(2026, 6, 1),
        )  # fmt: skip
        records.save(unit, action)
        asked = {"recue_le": dt.date(2026, 3, 2), "droit": Droit.ACCES, "membre_uid": members[0]}
        demande = records.save(unit, records.blank(unit, "demande", **asked))
        for table, uid in (("action", action.uid), ("demande", demande.uid), ("membre", members[0])):
            row = unit.session.get_one(records.model_of(table), uid)
            row.etat = Etat.FINAL
        unit.commit()
    return {"conseil": conseil, "membre": members[0], "reunion": reunion, "action": action.uid, "demande": demande.uid}


def handed_over(network: Network) -> dict[str, str]:
    made = a_territory_of_its_own(network.desks[OLD])
    intake.take(network.mission, network.send(OLD))
    with network.mission.writing() as unit:
        corrections.demander(unit, "reunion", made["reunion"], "La date ne va pas", "date")
        unit.commit()
    assert not any(uid in x.records_of(network.desks[NEW]).get(table, {}) for table, uid in made.items())
    said = succession.transmettre(network.mission, OLD, NEW)
    assert (said.actions, said.corrections) == (1, 1)
    return made


def test_the_successor_gets_every_fiche_of_its_predecessor(network: Network) -> None:
    made = handed_over(network)
    reception.receive(network.desks[NEW], network.answer(NEW))
    there, here = x.records_of(network.mission), x.records_of(network.desks[NEW])
    mine = {
        table: {uid for uid, row in rows.items() if row.get("origine") == OLD} for table, rows in there.items()
    }
    assert all(uid in mine[table] for table, uid in made.items())
    for table, uids in mine.items():
        assert {uid: there[table][uid] for uid in uids} == {uid: here[table][uid] for uid in uids}
    assert len(here["presence"]) == len(there["presence"])
    with network.desks[NEW].reading() as unit:
        assert [c.fiche_uid for c in unit.session.scalars(select(Correction))] == [made["reunion"]]


def test_what_the_successor_changes_is_merged_without_a_clash(network: Network) -> None:
    made = handed_over(network)
    reception.receive(network.desks[NEW], network.answer(NEW))
    x.edit(network.desks[NEW], made["reunion"], lieu="Mairie", date=dt.date(2015, 3, 4))
    x.act(network.desks[NEW], records.finish, made["reunion"])
    x.edit(network.desks[NEW], made["action"], "action", statut=StatutAction.FAITE)
    taken = intake.take(network.mission, network.send(NEW))
    assert (taken.outcome.conflits, taken.outcome.aside) == (0, [])
    values = x.records_of(network.mission)
    assert values["reunion"][made["reunion"]]["lieu"] == "Mairie"
    assert values["reunion"][made["reunion"]]["origine"] == OLD  # who made it stays said
    with network.mission.reading() as unit:
        assert [c.repondue_le is not None for c in unit.session.scalars(select(Correction))] == [True]
    reception.receive(network.desks[NEW], network.answer(NEW))
    assert intake.take(network.mission, network.send(NEW)).outcome.modifies == 0


def test_a_lot_de_retour_lost_on_the_way_is_healed_by_the_next(network: Network) -> None:
    handed_over(network)
    network.answer(NEW)
    reception.receive(network.desks[NEW], network.answer(NEW))
    there, here = x.records_of(network.mission), x.records_of(network.desks[NEW])
    for table in ("conseil", "membre", "reunion", "point", "presence", "action", "demande"):
        assert here[table] == there[table], table


def test_the_predecessor_speaks_no_more(network: Network) -> None:
    handed_over(network)
    network.edit(OLD, 0, "objet")
    with pytest.raises(Refus) as caught:
        intake.take(network.mission, export.export(network.desks[OLD], network.folder / "apres").path)
    assert caught.value.code is Code.Q3
    with pytest.raises(LookupError):
        returns.answer(network.mission, OLD, network.folder / "retours")


def test_a_successor_of_a_successor_gets_both(network: Network) -> None:
    made = handed_over(network)
    succession.transmettre(network.mission, NEW, "D03")
    reception.receive(network.desks["D03"], network.answer("D03"))
    held = x.records_of(network.desks["D03"])
    assert all(uid in held[table] for table, uid in made.items())
