"""S8. Two délégués record one COPIL: the double is found, united, settled, counted once; it goes from both laptops."""

import datetime as dt
from pathlib import Path

from sqlalchemy import func, select

from db.base import Etat
from db.models import Reunion
from db.models.arbitrage import Doublon
from pvdesk.mission import doublons
from pvdesk.store import records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.network import Network, make_origin

JOUR = dt.date(2026, 3, 19)


def compte_rendu(network: Network, who: str, **values: str) -> str:
    """The COPIL of that day, as one délégué tells it."""
    with network.desks[who].writing() as unit:
        given = {"conseil_uid": network.origin.conseil, "date": JOUR, "debut": dt.time(14, 0)} | values
        draft = records.save(unit, records.blank(unit, "reunion", **given))
        unit.session.get_one(Reunion, draft.uid).etat = Etat.FINAL
        unit.commit()
    return draft.uid


def counted(desk: Desk) -> int:
    with desk.reading() as unit:
        query = select(func.count()).select_from(Reunion)
        return unit.session.scalar(query.where(Reunion.date == JOUR, Reunion.supprime_le.is_(None))) or 0


def test_two_accounts_of_one_copil_become_one(tmp_path: Path) -> None:
    network = Network(make_origin(tmp_path / "origine"), tmp_path)
    first = compte_rendu(network, "D01", lieu="Sous-préfecture", objet="COPIL du contrat de ville")
    second = compte_rendu(network, "D02", lieu="Mairie", objet="COPIL du contrat de ville")
    lots = [network.send("D01"), network.send("D02")]
    for path in lots:
        network.take(path)
    assert counted(network.mission) == 2

    with network.mission.writing() as unit:
        doublons.chercher(unit)
        pair = next(p for p in doublons.ouverts(unit) if {p.premier, p.second} == {first, second})
        assert set(pair.auteurs) == {"D01", "D02"}
        apart = {e.cle for e in doublons.comparer(unit, pair.id).ecarts if not e.memes}
        assert "lieu" in apart
        doublons.unir(unit, pair.id, first, {"lieu": second})
        unit.commit()
    assert counted(network.mission) == 1

    before = x.dump(network.mission)
    for path in lots:
        network.take(path)
    assert x.dump(network.mission) == before

    network.rest()
    assert not network.apart()
    for who in ("D01", "D02", "D03"):
        assert counted(network.desks[who]) == 1, who
    with network.desks["D02"].reading() as unit:
        assert unit.session.get_one(Reunion, first).lieu == "Mairie"
        gone = unit.session.get_one(Reunion, second)
        assert (gone.remplace_par, gone.supprime_le is not None) == (first, True)
    with network.mission.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(Doublon)) == 1
    network.close()
