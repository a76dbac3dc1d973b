"""An export or an import stopped anywhere: the state before or the state after, and the next one converges."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event, text

from db.errors import Faute
from db.models.echange import Lot, Role
from pvdesk.base import files
from pvdesk.bundle import export
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Envoi
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair, Template, a_pair

ROOT = Path(__file__).parents[2]
CHILD = """
import os, resource, signal, sys
from pathlib import Path
from db.models.echange import Role
from pvdesk.bundle import export
from pvdesk.mission import intake
from tests.pvdesk.mission.exchange import Ticking, opened
verb, folder, key, what, step = sys.argv[1:]
role = Role.POSTE if verb == "export" else Role.MISSION
desk = opened(Path(folder), bytes.fromhex(key), role, Ticking())
def tell(done, total, text):
    if done == int(step):
        os.kill(os.getpid(), signal.SIGKILL)
print("ready", flush=True)
if verb == "export":
    if int(step) < 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (-int(step), -int(step)))
    try:
        export.export(desk, Path(what), tell=tell)
    except Exception as error:
        print(type(error).__name__, getattr(error, "errno", ""), flush=True)
        sys.exit(5)
else:
    intake.take(desk, Path(what))
"""


class Stopped(Exception):  # noqa: N818
    """The person pressed « Interrompre »."""


def child(verb: str, folder: Path, key: bytes, what: Path, step: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, verb, str(folder), key.hex(), str(what), str(step)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def sound(desk: Desk) -> bool:
    with desk.reading() as unit:
        return bool(unit.session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok")


def a_meeting(pair: Pair) -> str:
    conseil, members = x.conseil(pair.poste)
    return x.reunion(pair.poste, conseil, members)


def at(step: int) -> Callable[[int, int, str], None]:
    def tell(done: int, total: int, words: str) -> None:
        assert total == len(export.STEPS)
        assert words in export.STEPS
        if done == step:
            raise Stopped

    return tell


@pytest.mark.parametrize("step", range(len(export.STEPS) + 1))
def test_an_export_interrupted_at_any_step_leaves_nothing(pair: Pair, step: int) -> None:
    uid = a_meeting(pair)
    pair.out.mkdir()
    pair.send()
    pair.take(pair.out / "D07-000001-2026-10-15.pvlot")
    x.edit(pair.poste, uid, lieu="Ailleurs")
    before, there = x.dump(pair.poste), sorted(pair.out.iterdir())
    with pytest.raises(Stopped):
        pair.send(tell=at(step))
    assert x.dump(pair.poste) == before
    assert sorted(pair.out.iterdir()) == there
    assert pair.trip()[0].numero == 2


def test_a_folder_that_cannot_be_written_leaves_the_fiches_to_send(pair: Pair) -> None:
    uid = a_meeting(pair)
    before = x.dump(pair.poste)
    pair.out.write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(OSError):
        pair.send()
    assert {**x.dump(pair.poste), "cle": before["cle"]} == {**before, "cle": before["cle"]}
    assert pair.envoi(uid).envoi is Envoi.A_ENVOYER


def test_a_file_whose_name_is_a_folder_is_not_written(pair: Pair) -> None:
    uid = a_meeting(pair)
    (pair.out / "D07-000001-2026-10-15.pvlot").mkdir(parents=True)
    with pytest.raises(OSError):
        pair.send()
    assert pair.envoi(uid).envoi is Envoi.A_ENVOYER
    assert [p.name for p in pair.out.iterdir()] == ["D07-000001-2026-10-15.pvlot"]


def test_a_full_disk_leaves_the_fiches_to_send(pair: Pair) -> None:
    """The quota of the process stops the file, not the base, whose pages were written before."""
    uid = a_meeting(pair)
    pair.poste.close()
    pair.out.mkdir()
    stopped = child("export", pair.poste.folder, pair.template.poste_key, pair.out, -2000)
    said, _ = stopped.communicate(timeout=60)
    assert stopped.returncode == 5, said
    assert list(pair.out.iterdir()) == []
    pair.poste = x.opened(pair.poste.folder, pair.template.poste_key, Role.POSTE, pair.clock)
    assert pair.envoi(uid).envoi is Envoi.A_ENVOYER
    assert sound(pair.poste)


@pytest.mark.parametrize("step", range(len(export.STEPS) + 1))
def test_an_export_killed_at_any_step_is_before_or_after(pair: Pair, step: int) -> None:
    uid = a_meeting(pair)
    pair.poste.close()
    killed = child("export", pair.poste.folder, pair.template.poste_key, pair.out, step)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    pair.poste = x.opened(pair.poste.folder, pair.template.poste_key, Role.POSTE, pair.clock)
    assert sound(pair.poste)
    assert pair.envoi(uid).envoi is Envoi.A_ENVOYER
    with pair.poste.reading() as unit:
        kept = unit.session.query(Lot).filter_by(sorte="envoi").all()
        assert {lot.phrase for lot in kept} <= {export.NOT_WRITTEN}
    for path in sorted(pair.out.glob("*.pvlot")) if pair.out.exists() else ():
        pair.take(path)  # whole, and it may have gone
    pair.out.mkdir(exist_ok=True)
    (pair.out / "pvabcdef.prt").write_bytes(b"a half-written file")
    pair.take(pair.send())
    assert list(pair.out.glob(files.TEMP_GLOB)) == []
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
    pair.receive(pair.answer())
    assert pair.envoi(uid).envoi is Envoi.RECUE


def test_an_import_killed_at_any_instant_is_before_or_after(template: Template, tmp_path: Path) -> None:
    chance = random.Random(7)
    states: list[bool] = []
    with a_pair(template, tmp_path) as pair:
        conseil, members = x.conseil(pair.poste, 6)
        for _ in range(12):
            x.reunion(pair.poste, conseil, members)
        path = pair.send()
        empty = x.records_of(pair.mission)
        for _ in range(8):
            copy = pair.fork_mission(f"essai{len(states)}")
            copy.close()
            killed = child("import", copy.folder, template.mission_key, path, 0)
            assert killed.stdout is not None
            killed.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.25))
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait(timeout=60)
            killed.stdout.close()
            again = x.opened(copy.folder, template.mission_key, Role.MISSION, pair.clock)
            assert sound(again)
            found = x.records_of(again)
            assert found in (empty, x.records_of(pair.poste))
            states.append(found == empty)
            pair.mission.engine.dispose()
            kept, pair.mission = pair.mission, again
            pair.take(path)
            assert x.records_of(again) == x.records_of(pair.poste)
            assert list((again.folder / "lots").glob(files.TEMP_GLOB)) == []
            again.close()
            pair.mission = kept
    assert len(states) == 8


def test_a_mission_whose_disk_is_full_keeps_nothing_of_the_lot(pair: Pair) -> None:
    conseil, members = x.conseil(pair.poste, 6)
    for _ in range(20):
        x.reunion(pair.poste, conseil, members)
    path = pair.send()
    with pair.mission.reading() as unit:
        pages = unit.session.execute(text("PRAGMA page_count")).scalar_one()
    pair.mission.engine.dispose()
    event.listen(pair.mission.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 2}"))
    before = x.dump(pair.mission)
    with pytest.raises(Faute, match="disque"):
        pair.take(path)
    after = x.dump(pair.mission)
    assert {k: v for k, v in after.items() if k != "correspondant"} == {
        k: v for k, v in before.items() if k != "correspondant"
    }
    pair.mission.close()
    pair.mission = x.opened(pair.mission.folder, pair.template.mission_key, Role.MISSION, pair.clock)
    pair.take(path)
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
