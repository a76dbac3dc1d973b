"""« pvdesk tableau »: a list or a year as a file, at the command line."""

from pathlib import Path

import pytest

from pvdesk.__main__ import main
from tests.pvdesk.tables import reading


def test_a_list_then_a_year_are_written(
    poste: Path, phrase: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "quartiers.xlsx"
    command = ["--dossier", str(poste), "tableau"]
    assert main([*command, "quartiers", "-o", str(target), "--chercher", "lens"]) == 0
    assert f"Tableau écrit\u00a0: {target}" in capsys.readouterr().out
    assert len(reading.xlsx(target.read_bytes())["Quartiers prioritaires"]) > 2
    assert main([*command, "annee", "--an", "2025", "-o", str(tmp_path / "annee.ods")]) == 0
    assert {"Lisez-moi", "Indicateurs"} <= set(reading.ods((tmp_path / "annee.ods").read_bytes()))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["reunions", "-o", "t.doc"], "dans quel format"),
        (["annee", "-o", "t.csv"], "ne tient qu’un tableau"),
        (["annee", "--an", "12", "-o", "t.xlsx"], "--an ne convient pas"),
        (["reunions", "--an", "2026", "-o", "t.xlsx"], "--an ne convient pas"),
        (["membres", "--public", "-o", "t.xlsx"], "pas de version à diffuser"),
        (["licornes", "-o", "t.xlsx"], "Type inconnu"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    words: list[str], said: str, poste: Path, phrase: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["--dossier", str(poste), "tableau", *words]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("t.*"))
