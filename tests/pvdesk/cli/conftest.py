"""A poste and a mission as the command line makes them: typed once per run, their folders copied for each test."""

import shutil
from pathlib import Path

import pytest

from pvdesk.__main__ import main

PHRASE = "une phrase assez longue"


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the two closed folders are."""
    place = tmp_path_factory.mktemp("modeles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PVDESK_PHRASE", PHRASE)
        assert main(["--dossier", str(place / "poste"), "creer", "--poste", "D07", "--nom", "Délégation d’essai"]) == 0
        assert main(["--dossier", str(place / "mission"), "mission", "creer"]) == 0
    return place


@pytest.fixture
def phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The phrase of the folders, where a command looks for it."""
    monkeypatch.setenv("PVDESK_PHRASE", PHRASE)


@pytest.fixture
def poste(models: Path, tmp_path: Path) -> Path:
    """The folder of D07."""
    return Path(shutil.copytree(models / "poste", tmp_path / "poste"))


@pytest.fixture
def mission(models: Path, tmp_path: Path) -> Path:
    """The folder of the mission."""
    return Path(shutil.copytree(models / "mission", tmp_path / "mission"))
