"""The requests of persons at the command line: the file of an access, an erasure refused, then done."""

import datetime as dt
import json
from pathlib import Path

import pytest

from db.models.demande_listes import Droit, Revue
from pvdesk.__main__ import main
from pvdesk.reports import printing
from pvdesk.store import desk as desks
from pvdesk.store import records
from tests.builders import PHRASE, copy_desk

LE_14 = dt.date(2026, 10, 14)


@pytest.fixture
def poste(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PVDESK_PHRASE", PHRASE)
    return copy_desk(tmp_path / "poste")


def request(folder: Path) -> str:
    """A request of erasure by a member, named in a visit; its reference."""
    desk = desks.open_desk(folder, PHRASE)
    try:
        with desk.writing() as unit:
            membre = records.save(unit, records.blank(unit, "membre", code="H-77", nom="Spécimen", prenom="Alix"))
            records.save(unit, records.blank(unit, "visite", constats="Alix Spécimen montre la cave."))
            given = {"recue_le": LE_14, "droit": Droit.EFFACEMENT, "membre_uid": membre.uid, "identite_le": LE_14}
            made = records.save(unit, records.blank(unit, "demande", **given))
            unit.commit()
    finally:
        desk.close()
    return made.reference


def hide_all(folder: Path, reference: str) -> None:
    desk = desks.open_desk(folder, PHRASE)
    try:
        with desk.writing() as unit:
            uid = printing.resolve(unit, "demande", reference)
            draft = records.load(unit, "demande", uid)
            for line in draft.lines["mentions"]:
                line.values["revue"] = Revue.MASQUEE
            records.save(unit, draft)
            unit.commit()
    finally:
        desk.close()


def test_the_file_of_a_person_is_a_paper_and_data_then_the_name_goes(
    poste: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = request(poste)
    out = tmp_path / "sortie"
    assert main(["--dossier", str(poste), "demande", reference, "-o", str(out)]) == 0
    assert (out / f"acces-{reference}.pdf").read_bytes().startswith(b"%PDF")
    told = json.loads((out / f"acces-{reference}.json").read_text(encoding="utf-8"))
    assert told["donnees"]["Nom"] == "Spécimen"
    assert told["mentions"][0]["extrait"] == "Alix Spécimen montre la cave."
    assert "1\u00a0mention" in capsys.readouterr().out
    assert main(["--dossier", str(poste), "effacer", reference]) == 3
    assert "Rien n’a été effacé." in capsys.readouterr().err
    hide_all(poste, reference)
    assert main(["--dossier", str(poste), "effacer", reference]) == 0
    assert "«\u00a0H-77\u00a0»" in capsys.readouterr().out
    assert main(["--dossier", str(poste), "effacer", reference]) == 0
    assert "C’est déjà fait" in capsys.readouterr().out
    assert main(["--dossier", str(poste), "demande", reference, "-o", str(out)]) == 0
    assert "Spécimen" not in (out / f"acces-{reference}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["demande", "DEM-0", "-o", "x"], ["effacer", "DEM-0"]])
def test_an_unknown_request_is_told(poste: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dossier", str(poste), *command]) == 2
    assert "pvdesk lister demandes" in capsys.readouterr().err
