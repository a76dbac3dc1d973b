"""A version brought back at the poste reaches the mission, lines that were removed included; the mission only reads."""

from pvdesk.store import historique, recit, records
from pvdesk.store.desk import Desk
from tests.pvdesk.mission.exchange import Pair, act, add_line, conseil, drop_line, edit, reunion


def versions(desk: Desk, uid: str) -> list[historique.Sitting]:
    with desk.reading() as unit:
        return [one for one in historique.sittings(unit, "reunion", uid) if one.version]


def test_a_version_brought_back_reaches_the_mission(pair: Pair) -> None:
    place, members = conseil(pair.poste, 2)
    uid = reunion(pair.poste, place, members, lieu="Salle verte", note="interne")
    pair.clock.pass_()
    act(pair.poste, records.reopen, uid)
    point = add_line(pair.poste, uid, "points", titre="Budget")
    act(pair.poste, records.finish, uid)
    pair.trip()
    was = pair.at_mission(uid)
    pair.clock.pass_()
    act(pair.poste, records.reopen, uid)
    edit(pair.poste, uid, lieu="Salle bleue", note="encore")
    drop_line(pair.poste, uid, "points", point)
    act(pair.poste, records.finish, uid)
    pair.trip()
    assert pair.at_mission(uid).content() != was.content()
    pair.clock.pass_()
    with pair.poste.writing() as unit:
        historique.restaurer(unit, "reunion", uid, versions(pair.poste, uid)[1].n)
        unit.commit()
    act(pair.poste, records.finish, uid)
    pair.trip()
    assert pair.at_mission(uid).content() == was.content()
    with pair.mission.reading() as unit:
        told = recit.recit(unit, "reunion", uid)
    assert [one.version for one in told.passages] == [True, True, True]
    assert told.passages[0].courante
    assert not told.modifiable
    assert {one.poste for one in told.passages} == {"D07"}
    assert "encore" not in str(told)
