"""Eight postes send, eight agents import at once on a server: the state of one after the other, no endless wait."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from db.engine import open_server
from db.journal import Trace
from db.keys import Coffre, unlock
from db.models.echange import Accuse, Installation, Lot, Role
from pvdesk.bundle import export, reception
from pvdesk.mission import intake, postes
from pvdesk.store.desk import Desk
from tests.builders import PHRASE, copy_desk, open_copy
from tests.pvdesk.mission import exchange as x
from tests.server import Server, named

CODES = [f"D{n:02d}" for n in range(1, 9)]
LOTS = 2  # of each poste


class Region:
    """A mission on a server, and two lots of each of eight postes; the base is copied for each way to import them."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.model = server.new()
        self.folder = folder / "mission"
        self.clock = x.Ticking()
        with named(self.model):
            mission = postes.create(self.folder, PHRASE, "Mission d’essai", folder / "reserve.txt", clock=self.clock)
        self.lots: dict[str, list[Path]] = {code: self._poste(mission, code, folder) for code in CODES}
        mission.close()
        self.key = unlock(self.folder, PHRASE)

    def _poste(self, mission: Desk, code: str, folder: Path) -> list[Path]:
        # One model for all: making a folder costs more than all the rest.
        poste = replace(open_copy(copy_desk(folder / code)), code=code)
        with poste.writing() as unit:
            unit.session.execute(update(Installation).values(code=code))
            unit.commit()
        reception.receive(poste, postes.enrol(mission, code, folder).path)
        made = []
        for _ in range(LOTS):
            conseil, members = x.conseil(poste, 2)
            x.reunion(poste, conseil, members)
            made.append(export.export(poste, folder / f"lots-{code}").path)
        poste.close()
        return made

    def agent(self, base: str) -> Desk:
        """One agent's own program on a base."""
        return Desk(
            self.folder, open_server(base), postes.CODE, "Essai", Role.MISSION, exemple=False, clock=x.Ticking(),
            lock=None, coffre=Coffre(self.key),
        )  # fmt: skip

    def base(self) -> str:
        return self.server.new(self.model)


@pytest.fixture(scope="module")
def region(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Region:
    return Region(server, tmp_path_factory.mktemp("region"))


def imported(region: Region, base: str, lots: list[Path]) -> list[intake.Imported]:
    desk = region.agent(base)
    try:
        return [intake.take(desk, path) for path in lots]
    finally:
        desk.close()


def state(desk: Desk) -> dict[str, Any]:
    """What does not depend on who came first: values, counts, acknowledgements, words."""
    with desk.reading() as unit:
        found: dict[str, Any] = {"fiches": x.records_of(desk)}
        gestures = unit.session.execute(select(Trace.poste, Trace.type, Trace.uid, Trace.geste, Trace.champ)).all()
        found["journal"] = Counter(map(str, gestures))
        found["accuses"] = set(unit.session.execute(select(Accuse.uid, Accuse.poste, Accuse.n, Accuse.lot)).all())
        found["lots"] = set(unit.session.execute(select(Lot.uid, Lot.issue, Lot.numero, Lot.poste)).all())
        found["mots"] = x.words_of(desk)
    return found


def test_eight_imports_at_once_give_the_state_of_one_after_the_other(region: Region) -> None:
    one, other = region.base(), region.base()
    for code in CODES:
        imported(region, one, region.lots[code])
    with ThreadPoolExecutor(8) as agents:
        done = list(agents.map(lambda code: imported(region, other, region.lots[code]), CODES))
    assert all(i.annonces == i.lus == i.gardes for made in done for i in made)
    serial, at_once = region.agent(one), region.agent(other)
    try:
        expected, found = state(serial), state(at_once)
        assert found["fiches"]["reunion"]
        for part, value in expected.items():
            assert found[part] == value, part
        ordered(at_once)
    finally:
        serial.close()
        at_once.close()


def ordered(desk: Desk) -> None:
    """The sequence never went back: the changes of a lot follow each other, no other hand's number among them."""
    with desk.reading() as unit:
        spans = select(Trace.lot, func.min(Trace.n), func.max(Trace.n), func.count()).where(Trace.lot.is_not(None))
        rows = sorted(unit.session.execute(spans.group_by(Trace.lot)).all(), key=lambda row: row[1])
    assert len(rows) == len(CODES) * LOTS
    for _, first, last, count in rows:
        assert last - first + 1 == count
    assert all(before[2] < after[1] for before, after in pairwise(rows))


def test_one_lot_imported_by_eight_agents_has_one_effect(region: Region) -> None:
    base = region.base()
    (lot, *_) = region.lots["D01"]
    with ThreadPoolExecutor(8) as agents:
        done = list(agents.map(lambda _: imported(region, base, [lot])[0], range(8)))
    assert sum(i.deja is None for i in done) == 1
    desk = region.agent(base)
    with desk.reading() as unit:
        assert unit.session.scalar(select(func.count()).select_from(Lot).where(Lot.sorte == "envoi")) == 1
    desk.close()


def test_an_agent_types_while_another_imports(region: Region) -> None:
    base = region.base()
    typist = region.agent(base)
    with ThreadPoolExecutor(1) as agent:
        importing = agent.submit(lambda: [imported(region, base, region.lots[code]) for code in CODES[:3]])
        typed = [x.conseil(typist, 0)[0] for _ in range(10)]
        importing.result(timeout=60)
    with typist.reading() as unit:
        references = x.records_of(typist)["conseil"]
        assert unit.poste == postes.CODE
    assert len(references) == 10 + 3 * LOTS
    assert len({references[uid]["reference"] for uid in typed}) == 10
    typist.close()
