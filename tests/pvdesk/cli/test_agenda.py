"""The agenda, at the command line."""

import datetime as dt
import json
from pathlib import Path

import pytest

from pvdesk.__main__ import main
from pvdesk.store import desk as desks
from pvdesk.store import records
from tests.pvdesk.cli.conftest import PHRASE

DAYS = ("--du", "01/12/2026", "--au", "2026-12-31")


@pytest.fixture
def busy(poste: Path, phrase: None) -> str:
    """The folder of D07, with a visit in it."""
    desk = desks.open_desk(poste, PHRASE)
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "visite", date=dt.date(2026, 12, 3), objet="Chantier", lieu="Les Lilas"))
        unit.commit()
    desk.close()
    return str(poste)


def test_the_agenda_is_told_then_written(busy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", busy, "agenda", *DAYS]) == 0
    assert "03/12/2026" in capsys.readouterr().out
    assert main(["--dossier", busy, "agenda", *DAYS, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["agenda"]
    assert (told["jour"], told["titre"], told["lieu"], told["table"]) == (
        "2026-12-03", "Chantier", "Les Lilas", "visite",
    )  # fmt: skip
    target = tmp_path / "agenda.ics"
    assert main(["--dossier", busy, "agenda", *DAYS, "-o", str(target)]) == 0
    assert "(1\u00a0date)" in capsys.readouterr().out
    assert b"SUMMARY:Chantier" in target.read_bytes()


def test_a_day_that_is_none_writes_nothing(busy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "agenda.ics"
    assert main(["--dossier", busy, "agenda", "--du", "32/13", "-o", str(target)]) == 2
    assert "n’est pas une date" in capsys.readouterr().err
    assert not target.exists()
