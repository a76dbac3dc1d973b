import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.models.echange import Role
from tests.test_house import ROOT
from tests.ui.desk_sample import PHRASE
from ui import album, captures
from ui.navigation import pages
from ui.places import HISTORY


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


def test_the_album_goes_through_every_page_of_a_profile() -> None:
    for role in Role:
        assert pages(role) - {*album.listed(role)} <= {HISTORY, "lecture"}, "pages that one comes back from"


def test_pages_fiches_and_palette_are_taken_in_a_look(
    app: QApplication, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample, tmp_path / "delegation")
    monkeypatch.setattr(album, "listed", lambda _role: ("conseils", "aide"))
    look = album.Look("sombre", (1280, 720), 1.0)
    assert album.album(tmp_path / "delegation", PHRASE, tmp_path / "album", looks=(look,)) == 4
    taken = sorted((tmp_path / "album" / "sombre-1280x720").iterdir())
    names = ["delegue-aide", "delegue-conseils", "delegue-fiche-conseil", "delegue-palette"]
    assert [path.stem for path in taken] == names
    assert QImage(str(taken[0])).size().toTuple() == (1280, 720)


def test_the_first_screen_is_taken(app: QApplication, tmp_path: Path) -> None:
    album.thresholds(tmp_path, looks=(album.Look("clair", (1366, 768), 1.0),))
    assert (tmp_path / "clair-1366x768" / "premier-lancement.png").stat().st_size > 10_000


def test_the_guide_shows_pictures_that_the_album_makes() -> None:
    guide = ROOT / "docs" / "guide.md"
    shown = re.findall(r"\]\((captures/[^)]+)\)", guide.read_text(encoding="utf-8"))
    assert len(shown) > 25
    assert [name for name in shown if not (guide.parent / name).exists()] == []
    who = {"delegue": Role.POSTE, "mission": Role.MISSION}
    made = {f"{one}-{page}" for one, role in who.items() for page in pages(role)}
    stems = {Path(name).stem for name in shown if "-fiche-" not in name}
    assert stems - made <= {album.FIRST, "delegue-palette", "delegue-papier"}
