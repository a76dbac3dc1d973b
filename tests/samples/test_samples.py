"""Every sealed sample opens for ever: the lot, the mission that awaited it, the poste that wrote it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from db import keys
from db.base import Etat
from db.engine import FILE
from db.models.echange import Role
from db.upgrade import HEAD, revision
from pvdesk.bundle import export, identity, inspection, reception, rows, scratch
from pvdesk.mission import archive, dump, epoque, intake, reconstruction, returns
from pvdesk.store.desk import Desk, open_desk
from tests.pvdesk.mission import exchange as x
from tests.samples import faire

HERE = Path(__file__).parent
TELLS_EPOCHS = "0005"  # the first sample whose retour says in which epoch of the mission it was made
REVISIONS = sorted(path.name for path in HERE.iterdir() if (path / faire.ENVOI).exists())


@dataclass
class Sample:
    """A copy of a sample; its two folders, opened and upgraded by today's program."""

    revision: str
    folder: Path
    mission: Desk
    poste: Desk

    @property
    def envoi(self) -> Path:
        return self.folder / faire.ENVOI


@pytest.fixture(scope="module", params=REVISIONS)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a sample, its two folders upgraded, closed; each phrase wrapped again, at the price of the tests."""
    folder = Path(shutil.copytree(HERE / request.param, tmp_path_factory.mktemp("echantillon") / request.param))
    for name in ("mission", "poste"):
        open_desk(folder / name, faire.PHRASE, clock=x.Ticking()).close()
        keys.change(folder / name, faire.PHRASE, faire.PHRASE)
    return folder


@pytest.fixture
def sample(upgraded: Path, tmp_path: Path) -> Iterator[Sample]:
    folder = Path(shutil.copytree(upgraded, tmp_path / "echantillon"))
    clock = x.Ticking()
    mission = open_desk(folder / "mission", faire.PHRASE, clock=clock)
    poste = open_desk(folder / "poste", faire.PHRASE, clock=clock)
    yield Sample(upgraded.name, folder, mission, poste)
    poste.close()
    mission.close()


def test_this_revision_has_its_sample() -> None:
    """Seal it the day the revision is released: `python -m tests.samples.faire tests/samples/<revision>`."""
    assert HEAD in REVISIONS


def test_both_folders_are_upgraded_in_place_after_a_copy(sample: Sample) -> None:
    for desk, role in ((sample.mission, Role.MISSION), (sample.poste, Role.POSTE)):
        assert desk.role is role
        assert revision(desk.engine) == HEAD
        assert (desk.folder / f"{FILE}.avant-{HEAD}").exists() == (sample.revision != HEAD)
        with desk.reading() as unit:
            assert unit.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert unit.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_the_mission_takes_the_lot_that_it_awaited(sample: Sample) -> None:
    taken = intake.take(sample.mission, sample.envoi)
    assert taken.annonces == taken.lus == taken.gardes == taken.outcome.nouveaux > 0
    assert taken.outcome.aside == []
    held, written = x.records_of(sample.mission), x.records_of(sample.poste)
    for table, found in x.records_of(sample.poste, final_only=True).items():
        assert held[table].items() >= found.items(), table
    for table, found in held.items():
        assert found.items() <= written[table].items(), table
    again = intake.take(sample.mission, sample.envoi)
    assert again.deja is not None


def test_the_poste_sends_again_what_was_not_acknowledged_and_hears_that_it_is_received(sample: Sample) -> None:
    intake.take(sample.mission, sample.envoi)
    before = x.records_of(sample.mission)
    sent = export.export(sample.poste, sample.folder)
    assert sent.numero == 2
    taken = intake.take(sample.mission, sent.path)
    assert taken.outcome.identiques == taken.annonces > 0
    assert x.records_of(sample.mission) == before
    received = reception.receive(sample.poste, returns.answer(sample.mission, "D07", sample.folder).path)
    assert received.accuses > 0
    assert all(not c.renvois for c in export.review(sample.poste).choices)


def test_the_poste_edits_a_fiche_of_that_time_and_the_mission_takes_the_change(sample: Sample) -> None:
    intake.take(sample.mission, sample.envoi)
    with sample.poste.reading() as unit:
        query = "SELECT uid FROM reunion WHERE etat = :etat ORDER BY uid LIMIT 1"
        uid = unit.session.execute(text(query), {"etat": Etat.FINAL.value}).scalar_one()
    x.edit(sample.poste, uid, lieu="Une autre salle")
    taken = intake.take(sample.mission, export.export(sample.poste, sample.folder).path)
    assert taken.outcome.modifies == 1
    assert x.records_of(sample.mission)["reunion"][uid]["lieu"] == "Une autre salle"


def test_the_poste_takes_the_retour_of_the_mission_of_that_time(sample: Sample) -> None:
    retour = sample.folder / faire.RETOUR
    if not retour.exists():
        pytest.skip("the first sample has no retour")
    assert reception.receive(sample.poste, retour).accuses > 0


def test_only_a_lot_that_says_an_epoch_may_begin_one_and_the_base_is_rebuilt_the_same(sample: Sample) -> None:
    """The mission was copied before it answered; what a version that told no epoch was told proves nothing."""
    mission = archive.archived(sample.mission)
    with mission.reading() as unit:
        former, opened = epoque.presente(unit), identity.identities(unit)
    intake.take(mission, sample.envoi)
    if (sample.folder / faire.RETOUR).exists():
        reception.receive(sample.poste, sample.folder / faire.RETOUR)
    for _ in range(2):
        intake.take(mission, export.export(sample.poste, sample.folder).path)
    with mission.reading() as unit:
        assert (epoque.presente(unit) == former) is (sample.revision < TELLS_EPOCHS)
    key = keys.unlock(mission.folder, faire.PHRASE)
    made = reconstruction.rebuild(mission, sample.folder / "refait", key, opened).desk
    try:
        with mission.reading() as unit, made.reading() as other:
            assert dump.dump(other) == dump.dump(unit)
    finally:
        made.close()


def test_the_lines_of_an_old_lot_lose_nothing_on_their_way_to_this_revision(sample: Sample) -> None:
    lot = inspection.verify(sample.mission, sample.envoi)
    assert lot.manifeste.pvdesk.schema == sample.revision
    known, renewed = rows.tables(), scratch.to_head(lot)
    now = {line.uid: (table, line) for table, lines in renewed.tables.items() for line in lines}
    for table, lines in lot.tables.items():
        for line in lines:
            found, new = now.pop(line.uid)
            assert (found in known) == (table in known)
            assert {m.n for m in new.modifs.values()} == {m.n for m in line.modifs.values()}
            same = line.valeurs.keys() & rows.travelling(known[found]).keys()
            assert {k: new.valeurs[k] for k in same} == {k: line.valeurs[k] for k in same}
    assert not now
