"""« imprimer »: what is said beside the paper, and a disk that refuses it."""

import errno
import os
from pathlib import Path

import pytest

from pvdesk.__main__ import main
from pvdesk.base import files
from pvdesk.store import desk as desks
from pvdesk.store import example, records
from tests.pvdesk.cli.conftest import PHRASE

pytestmark = pytest.mark.usefixtures("phrase")
BEFORE = b"ce qui etait la"


@pytest.fixture
def reunion(poste: Path) -> str:
    """A meeting, without an agenda."""
    desk = desks.open_desk(poste, PHRASE)
    uid = example.fill(desk).s1
    with desk.writing() as unit:
        draft = records.load(unit, "reunion", uid)
        draft.lines["points"] = []
        records.save(unit, draft)
        unit.commit()
    desk.close()
    return uid


def printed(poste: Path, ref: str, target: Path) -> int:
    return main(["--dossier", str(poste), "imprimer", "convocation", ref, "-o", str(target)])


@pytest.mark.parametrize("form", ["pdf", "odt", "html"])
def test_what_the_author_should_know_is_said_beside_the_paper(
    poste: Path, reunion: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    target = tmp_path / "neuf" / "dossier" / f"convocation.{form}"
    assert printed(poste, reunion, target) == 0
    told = capsys.readouterr()
    assert told.out == f"Imprimé\u00a0: {target}\n"
    assert "L’ordre du jour est vide" in told.err
    assert [p.name for p in target.parent.iterdir()] == [target.name]


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def locked(self: Path, _: Path) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))


@pytest.mark.parametrize(
    ("owner", "name", "refusal", "sentence"),
    [
        (os, "fsync", full, "le disque a refusé (il est plein)"),
        (Path, "replace", locked, "ne peut pas être lu ou écrit"),
    ],
    ids=["full", "locked"],
)
def test_a_disk_that_refuses_a_paper_keeps_what_it_had(
    poste: Path, reunion: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    owner: object, name: str, refusal: object, sentence: str,
) -> None:  # fmt: skip
    target = tmp_path / "sortie" / "convocation.pdf"
    target.parent.mkdir()
    target.write_bytes(BEFORE)
    monkeypatch.setattr(owner, name, refusal)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    assert printed(poste, reunion, target) != 0
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err
    assert str(target) in told.err
    assert ".prt" not in told.err
    assert [(p.name, p.read_bytes()) for p in target.parent.iterdir()] == [(target.name, BEFORE)]
