import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.desk_sample import PHRASE
from ui import captures


def test_the_main_screens_are_taken(app: QApplication, sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "delegation")
    made = captures.capture_folder(tmp_path / "delegation", PHRASE, tmp_path / "captures")
    names = [
        "tableau-de-bord", "reunions", "reunion", "adultes-relais", "projets", "visites", "actions", "notes",
        "conseils", "objectifs", "reperes", "exporter", "verrou",
    ]  # fmt: skip
    assert [path.stem for path in made] == [f"{place:02d}-{name}" for place, name in enumerate(names, 1)]
    assert {QImage(str(path)).size().toTuple() for path in made} == {(1366, 768)}


def test_a_wrong_phrase_takes_nothing(app: QApplication, sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "delegation")
    assert captures.capture_folder(tmp_path / "delegation", "une autre phrase", tmp_path / "captures") == []


def test_a_call_without_its_words_is_a_wrong_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(captures.PHRASE, raising=False)
    assert captures.main(["a", "b"]) == 2
    monkeypatch.setenv(captures.PHRASE, "x")
    assert captures.main(["a"]) == 2
