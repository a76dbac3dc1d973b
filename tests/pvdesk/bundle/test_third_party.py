"""The public tools open what pvdesk writes, and pvdesk opens what they write."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pvdesk.bundle import envelope
from pvdesk.bundle.refus import SENTENCES
from tests.pvdesk.bundle import sample

ROOT = Path(__file__).parents[3]


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"the program « {name} » is not installed here")
    return found


def run(*command: str, cwd: Path) -> str:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


def test_age_then_unzip_then_minisign_open_a_lot_with_either_key(tmp_path: Path) -> None:
    age, unzip, minisign = program("age"), program("unzip"), program("minisign")
    (tmp_path / "lot.pvlot").write_bytes(sample.sealed())
    (tmp_path / "poste.pub").write_text(sample.poste_signing().public)
    for number, key in enumerate((sample.mission_age(), sample.reserve_age())):
        (tmp_path / "cle.txt").write_text(key.private + "\n")
        run(age, "-d", "-i", "cle.txt", "-o", f"{number}.zip", "lot.pvlot", cwd=tmp_path)
        assert "No errors detected" in run(unzip, "-t", f"{number}.zip", cwd=tmp_path)
        run(unzip, "-q", f"{number}.zip", "-d", f"lot{number}", cwd=tmp_path)
        said = run(minisign, "-V", "-p", "poste.pub", "-m", f"lot{number}/datapackage.json", cwd=tmp_path)
        assert "Trusted comment: pvdesk lot format 1 poste D07 numero 1" in said


def test_minisign_refuses_an_altered_manifest(tmp_path: Path) -> None:
    minisign = program("minisign")
    key = sample.poste_signing()
    (tmp_path / "poste.pub").write_text(key.public)
    (tmp_path / "m.json").write_bytes(b"{}")
    (tmp_path / "m.json.minisig").write_bytes(envelope.sign(b"{ }", key.private, "pvdesk"))
    with pytest.raises(subprocess.CalledProcessError):
        run(minisign, "-V", "-p", "poste.pub", "-m", "m.json", cwd=tmp_path)


def test_pvdesk_opens_a_file_encrypted_by_age(tmp_path: Path) -> None:
    age = program("age")
    (tmp_path / "clair").write_bytes(sample.archive())
    run(age, "-r", sample.mission_age().public, "-o", "lot.pvlot", "clair", cwd=tmp_path)
    assert sample.opened((tmp_path / "lot.pvlot").read_bytes()).tables == sample.tables()


def test_pvdesk_verifies_a_signature_by_minisign(tmp_path: Path) -> None:
    minisign = program("minisign")
    run(minisign, "-G", "-W", "-p", "cle.pub", "-s", "cle.key", cwd=tmp_path)
    (tmp_path / "m").write_bytes(b"manifeste")
    run(minisign, "-S", "-s", "cle.key", "-m", "m", "-t", "bonjour", cwd=tmp_path)
    signature, public = (tmp_path / "m.minisig").read_bytes(), (tmp_path / "cle.pub").read_text()
    assert envelope.verify(b"manifeste", signature, public) == "bonjour"


def test_frictionless_validates_the_unzipped_folder_without_network(tmp_path: Path) -> None:
    unzip = program("unzip")
    (tmp_path / "lot.zip").write_bytes(sample.archive())
    run(unzip, "-q", "lot.zip", cwd=tmp_path)
    script = (
        "import socket, sys\n"
        "def closed(*a, **k): raise OSError('no network here')\n"
        "socket.socket.connect = closed\n"
        "from frictionless import Package\n"
        "package = Package('datapackage.json')\n"
        "report = package.validate()\n"
        "row = package.get_resource('reunion').read_rows()[0]\n"
        "print(report.valid, len(report.tasks), row['valeurs']['titre'])\n"
        "sys.exit(not report.valid)\n"
    )
    said = run(sys.executable, "-W", "ignore", "-c", script, cwd=tmp_path)
    assert said.split(maxsplit=2) == ["True", "4", "Conseil citoyen\n"]


def test_the_specification_holds_the_sentences_and_the_control_code_of_the_program() -> None:
    text = (ROOT / "docs" / "format-lot.md").read_text("utf-8")
    for code, parts in SENTENCES.items():
        assert f"| {code} | {' | '.join(parts)} |" in text
    snippet = text.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(snippet, names)
    keys = (sample.mission_age().public, sample.poste_signing().public)
    assert names["code_de_controle"](*keys) == envelope.control_code(*keys)


def test_only_the_envelope_knows_the_cryptographic_libraries() -> None:
    importers = set()
    for path in [*ROOT.glob("pvdesk/**/*.py"), *ROOT.glob("ui/**/*.py"), *ROOT.glob("db/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] in {"pyrage", "minisign"} for name in names):
                importers.add(path.relative_to(ROOT).as_posix())
    assert importers == {"pvdesk/bundle/envelope.py"}
