"""The frozen program, as a stranger receives it: built in a folder, started without a screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make build` would leave in dist/pvdesk."""
    place = tmp_path_factory.mktemp("frozen")
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(place / "dist"),
         "--workpath", str(place / "build"), str(ROOT / "pvdesk.spec")],
        cwd=place, check=True,
    )  # fmt: skip
    return place / "dist" / "pvdesk"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The frozen program without a screen, without our sources, without the language of this machine."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "QT_", "VIRTUAL_ENV"))}
    env |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder.parent), "PVDESK_PHRASE": "demonstration"}
    return subprocess.run([folder / "pvdesk", *words], cwd=folder.parent, env=env, capture_output=True, text=True,
                          timeout=300, check=False)  # fmt: skip


def test_the_frozen_program_tells_its_version(folder: Path) -> None:
    done = run(folder, "--version")
    assert done.returncode == 0, done.stderr
    assert "0.1.0" in done.stdout


def test_the_frozen_program_plays_the_demonstration(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "demo"
    done = run(folder, "demo", str(place))
    assert done.returncode == 0, done.stdout + done.stderr
    assert {"delegue", "mission", "compte-rendu.pdf", "emargement.pdf", "envoi.pvlot", "retour.pvlot"} <= {
        path.name for path in place.iterdir()
    }
    assert list((place / "captures").glob("*.png"))
    for form in ("odt", "html"):
        words = ("imprimer", "compte-rendu", "CC-2026-D07-0001", "-o", str(tmp_path / f"papier.{form}"))
        done = run(folder, "--dossier", str(place / "delegue"), *words)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (tmp_path / f"papier.{form}").stat().st_size > 4000


def test_the_folder_ships_what_is_read_as_files(folder: Path) -> None:
    inside = folder / "_internal"
    assert (inside / "db" / "migrations" / "env.py").exists()
    assert list((inside / "db" / "migrations" / "versions").glob("0001*.py"))
    assert (inside / "resources" / "reference").is_dir()
    assert [path.name for path in inside.rglob("*.qm")] == ["qtbase_fr.qm"]


def test_the_folder_leaves_out_what_a_window_of_plain_widgets_never_loads(folder: Path) -> None:
    names = {path.name.lower() for path in folder.rglob("*") if path.is_file()}
    unwanted = ("virtualkeyboard", "qt6qml", "qt6quick", "qt6network", "qt6pdf", "libqgtk3", "_tkinter", "libavif")
    assert sorted(file for file in names if any(word in file for word in unwanted)) == []


def test_the_folder_stays_under_200_mib(folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert size < 200 * 2**20, f"{size / 2**20:.0f} MiB: look for a new library or plug-in, and trim pvdesk.spec"
