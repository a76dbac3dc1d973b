"""The tiles and the objectives, at the command line."""

import json
from pathlib import Path

import pytest

from db.models.conseil_listes import StatutConseil
from pvdesk.__main__ import main
from pvdesk.store import records
from tests.builders import PHRASE, clock_at, copy_desk, open_copy


@pytest.fixture
def poste(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A desk with one conseil to be set up; its folder."""
    monkeypatch.setenv("PVDESK_PHRASE", PHRASE)
    folder = copy_desk(tmp_path / "donnees")
    desk = open_copy(folder, clock=clock_at())
    with desk.writing() as unit:
        records.save(unit, records.blank(unit, "conseil", nom="Conseil", statut=StatutConseil.A_CONSTITUER))
        unit.commit()
    desk.close()
    return str(folder)


def test_the_objectives_are_listed_with_their_value_and_status(poste: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", poste, "lister", "objectifs", "--json"]) == 0
    found = {row["code"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(found) == 35
    asked = ("libelle", "base", "cible", "valeur", "mode", "statut")
    assert [found["PA-P2"][key] for key in asked] == [
        "Constituer les neuf conseils citoyens restants", 9, 0, 1, "calcule", "en_cours",
    ]  # fmt: skip
    assert main(["--dossier", poste, "lister", "objectifs", "--chercher", "neuf conseils"]) == 0
    assert capsys.readouterr().out.endswith("\n1 ligne\n")


def test_the_tiles_are_told_for_a_day(poste: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", poste, "indicateurs", "--json", "--au", "2023-12-31"]) == 0
    told = json.loads(capsys.readouterr().out)
    tiles = {row["code"]: row for row in told["indicateurs"]}
    assert told["au"] == "2023-12-31"
    assert tiles["geographie.contrats"]["valeur"] == 11
    assert (tiles["releve.OR-02"]["texte"], tiles["releve.OR-02"]["valeur"]) == ("illisible", None)
    assert main(["--dossier", poste, "indicateurs", "--au", "15/10/2026"]) == 0
    assert "64 dans la brochure de 2018" in capsys.readouterr().out


def test_a_day_that_is_none_is_refused(poste: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", poste, "indicateurs", "--au", "32/13/2026"]) == 2
    assert "n’est pas une date" in capsys.readouterr().err
