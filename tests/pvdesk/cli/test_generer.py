"""pvdesk generer: what it refuses, in French, without touching anything; what it says of what it made."""

from pathlib import Path

import pytest

from pvdesk.__main__ import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--postes", "0"], "--postes"), (["--postes", "cent"], "--postes"), (["--postes", "100"], "--postes"),
        (["--annees", "60"], "--annees"), (["--annees", "-1"], "--annees"), (["--graine", "abc"], "--graine"),
        (["--au", "2026-13-01"], "--au"), (["--au", "2018-01-01"], "commencent avant"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    target = tmp_path / "essai"
    assert main(["generer", *words, str(target)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Rien n’a été créé." in told
    assert not target.exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mission").mkdir()
    (tmp_path / "mission" / "pvdesk.db").write_bytes(b"precious")
    assert main(["generer", str(tmp_path)]) == 2
    assert "Il n’a pas été touché." in capsys.readouterr().err
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["pvdesk.db"]


def test_a_file_is_not_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "essai"
    target.write_text("un fichier")
    assert main(["generer", str(target)]) == 2
    assert "est un fichier, pas un dossier" in capsys.readouterr().err
    assert target.read_text() == "un fichier"


def test_two_postes_side_by_side_reach_the_mission(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "essai"
    words = ["generer", "--postes", "2", "--annees", "1", "--graine", "7", "--au", "2017-03-31", str(target)]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert [line[:3] for line in told.splitlines()[:2]] == ["D01", "D02"]
    assert "Total" in told
    assert {p.name for p in target.iterdir()} == {"D01", "D02", "mission", "cles"}
