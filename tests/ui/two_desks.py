"""The small délégation, enrolled, and the mission that received its week, with one of each thing that waits there."""

import shutil
from pathlib import Path

from db.models.arbitrage import DecisionConflit
from db.models.echange import Role
from pvdesk.base.clock import fixed_clock
from pvdesk.bundle import export, reception
from pvdesk.mission import conflits, doublons, intake, postes
from pvdesk.store import desk as desks
from pvdesk.store.desk import Desk
from tests.pvdesk.mission import decisions as d
from tests.ui.desk_sample import NOW, PHRASE

NAMES = {Role.POSTE: "delegue", Role.MISSION: "mission"}


def make(sample: Path, folder: Path) -> None:
    """Write both folders, named as in `NAMES`."""
    shutil.copytree(sample, folder / NAMES[Role.POSTE])
    clock = fixed_clock(NOW)
    mission = postes.create(folder / NAMES[Role.MISSION], PHRASE, "Mission", folder / "reserve.txt", clock=clock)
    desk = desks.open_desk(folder / NAMES[Role.POSTE], PHRASE, clock=clock)
    reception.receive(desk, postes.enrol(mission, "D07", folder).path)
    postes.enrol(mission, "D09", folder)
    intake.take(mission, export.export(desk, folder).path)
    _waiting(mission)
    desk.close()
    mission.close()


def _waiting(mission: Desk) -> None:
    """Two clashes, of which one is decided; two doubles, of which one is made one fiche."""
    conseil = d.record(mission, "conseil", nom="Conseil citoyen Les Tilleuls")
    for poste, lieu in (("D07", "Mairie"), ("D09", "Salle des fêtes")):
        uid = d.record(mission, "reunion", poste=poste, conseil_uid=conseil, date=d.day(), lieu=lieu, objet="COPIL")
        d.record(mission, "organisme", poste=poste, siret="12345678200010", nom=f"Association de {poste}")
    d.clash(mission, "reunion", uid, "objet", "Comité de pilotage")
    decided = d.clash(mission, "reunion", uid, "lieu", "Maison de quartier")
    with mission.writing() as unit:
        conflits.regler(unit, decided, DecisionConflit.PRENDRE)
        doublons.chercher(unit)
        pair = next(one for one in doublons.ouverts(unit) if one.table == "organisme")
        doublons.unir(unit, pair.id, pair.premier)
        unit.commit()
