"""A real lot, from the form to the mission, opened by the programs that anybody can install; and the other way."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db.models.echange import UsageCle
from pvdesk.bundle import identity
from tests.pvdesk.mission import exchange as x
from tests.pvdesk.mission.exchange import Pair

pytestmark = pytest.mark.un_moteur


def program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"the program « {name} » is not installed here")
    return found


def run(*command: str, cwd: Path) -> str:
    # Where no proxy answers: nothing may be fetched to open a lot.
    closed = {**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=closed)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def lot(pair: Pair) -> Path:
    conseil, members = x.conseil(pair.poste, 3)
    x.reunion(pair.poste, conseil, members, objet="Éclairage « secteur nord »")
    return pair.send()


def keys(pair: Pair, folder: Path) -> None:
    """What a person without pvdesk holds: the reserve key, the public keys of the poste and of the mission."""
    with pair.poste.reading() as unit:
        public = identity.key(unit, UsageCle.SIGNATURE).publique
        mission = identity.mission(unit)
        assert mission is not None
        (folder / "mission.txt").write_text(mission.lecture, encoding="utf-8")
    (folder / "cle.txt").write_text(pair.template.reserve + "\n", encoding="utf-8")
    (folder / "poste.pub").write_text(public, encoding="utf-8")


def test_age_unzip_minisign_and_frictionless_open_a_lot_of_the_poste(pair: Pair, lot: Path, tmp_path: Path) -> None:
    age, unzip, minisign = program("age"), program("unzip"), program("minisign")
    frictionless = program("frictionless")
    keys(pair, tmp_path)
    run(age, "-d", "-i", "cle.txt", "-o", "lot.zip", str(lot), cwd=tmp_path)
    run(unzip, "-q", "lot.zip", "-d", "lot", cwd=tmp_path)
    said = run(minisign, "-V", "-p", "poste.pub", "-m", "lot/datapackage.json", cwd=tmp_path)
    assert "Trusted comment: pvdesk lot format 1 poste D07 numero 1" in said
    assert "invalid" not in run(frictionless, "validate", "datapackage.json", cwd=tmp_path / "lot").lower()
    assert "Éclairage « secteur nord »" in (tmp_path / "lot" / "data" / "reunion.jsonl").read_text(encoding="utf-8")
    read_me = (tmp_path / "lot" / "LISEZMOI.txt").read_text(encoding="utf-8")
    assert "minisign -V" in read_me
    assert "D07" not in read_me


def test_frictionless_finds_a_lot_that_was_altered(pair: Pair, lot: Path, tmp_path: Path) -> None:
    age, unzip, frictionless = program("age"), program("unzip"), program("frictionless")
    keys(pair, tmp_path)
    run(age, "-d", "-i", "cle.txt", "-o", "lot.zip", str(lot), cwd=tmp_path)
    run(unzip, "-q", "lot.zip", "-d", "lot", cwd=tmp_path)
    table = tmp_path / "lot" / "data" / "reunion.jsonl"
    table.write_bytes(table.read_bytes().replace(b"Maison", b"Mairie"))
    command = [frictionless, "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=tmp_path / "lot", capture_output=True, check=False)
    assert done.returncode != 0


def test_the_mission_takes_a_lot_whose_age_layer_the_program_age_wrote(pair: Pair, lot: Path, tmp_path: Path) -> None:
    age = program("age")
    keys(pair, tmp_path)
    run(age, "-d", "-i", "cle.txt", "-o", "lot.zip", str(lot), cwd=tmp_path)
    to_mission = (tmp_path / "mission.txt").read_text(encoding="utf-8")
    run(age, "-r", to_mission, "-o", "sans-pvdesk.pvlot", "lot.zip", cwd=tmp_path)
    taken = pair.take(tmp_path / "sans-pvdesk.pvlot")
    assert taken.outcome.nouveaux == taken.annonces
    assert x.records_of(pair.mission) == x.records_of(pair.poste)
