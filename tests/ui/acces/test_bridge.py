"""A20, A16 and A17: the real window, on a real screen, read and heard through AT-SPI as a screen reader does."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

READER = Path(__file__).with_name("reader.py")
SYSTEM = "/usr/bin/python3"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
# Boxes that only hold others, and what a reader names by what stands inside.
UNNAMED = {"filler", "scroll pane", "viewport", "panel", "list item", "table cell", "unknown", "layered pane"}
SHOWN = ("page accueil", "page reunions", "page actions", "page exporter", "page parametres", "fiche visite",
         "fiche reunion")  # fmt: skip


# In this order: each is done where the one before left.
GESTURES = ("page reunions", "geste filtrer", "geste descendre", "fiche visite", "geste taper", "geste choisir",
            "geste cocher", "geste enregistrer", "geste terminer", "geste dire")  # fmt: skip


def why_not() -> str:
    """What this machine lacks for the test; nothing when it can be played."""
    if sys.platform != "linux":
        return "AT-SPI n’existe que sous Linux"
    lacks = [name for name in ("Xvfb", "xvfb-run", "dbus-run-session") if shutil.which(name) is None]
    lacks += [str(path) for path in (LAUNCHER, Path(SYSTEM)) if not path.exists()]
    if not lacks and subprocess.run([SYSTEM, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        lacks = ["python3-pyatspi"]
    return f"il manque {', '.join(lacks)}" if lacks else ""


@pytest.fixture(scope="module")
def read(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Any]]]:
    """The nodes of each thing shown, in one run of the program."""
    lacking = why_not()
    if lacking:
        pytest.skip(lacking)
    folder = tmp_path_factory.mktemp("acces") / "delegation"
    shutil.copytree(sample, folder)
    env = os.environ | {
        "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(Path(__file__).parents[3]), "XDG_CONFIG_HOME": str(folder.parent),
    }  # fmt: skip
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x900x24", "dbus-run-session", "--", SYSTEM, READER,
               sys.executable, folder, *SHOWN, *GESTURES]  # fmt: skip
    said = tmp_path_factory.mktemp("lu") / "noeuds.jsonl"
    # To a file: the daemons of the bus outlive the session, and would keep a pipe open.
    with said.open("wb") as out, said.with_suffix(".err").open("wb") as errors:
        done = subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, start_new_session=True
        )
        try:
            code = done.wait(120)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(done.pid, signal.SIGKILL)
    assert code == 0, said.with_suffix(".err").read_text(encoding="utf-8")
    lines = said.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    return {one["montre"]: one["noeuds"] for one in told}


@pytest.mark.parametrize("shown", SHOWN)
def test_what_takes_the_focus_has_a_name(read: dict[str, list[list[Any]]], shown: str) -> None:
    unnamed = [role for role, name, _, focusable, _ in read[shown] if focusable and not name and role not in UNNAMED]
    assert unnamed == []


def test_a_table_says_its_columns_in_its_cells(read: dict[str, list[list[Any]]]) -> None:
    cells = [node for node in read["page reunions"] if node[0] == "cell"]
    assert len(cells) >= 12
    assert all(name for _, name, _, _, _ in cells)


def test_the_boxes_of_a_fiche_bear_their_labels(read: dict[str, list[list[Any]]]) -> None:
    names = " ".join(
        name for role, name, _, _, _ in read["fiche visite"] if role in {"text", "combo box", "spin button"}
    )
    assert "Date" in names
    assert "Lieu" in names


# What each gesture has a screen reader hear: the event, and how what it carries, or its source, begins.
HEARD = {
    "geste filtrer": [("object:text-changed:insert", "b"), ("object:announcement", "1\u00a0réunion")],
    "geste descendre": [("object:selection-changed", "[table | Réunions]")],
    "geste taper": [("object:text-changed:insert", "1"), ("object:property-change:accessible-name", "Date (jeudi)")],
    "geste choisir": [("object:selection-changed", "")],
    "geste cocher": [("object:state-changed:checked", "[check box | Comptage estimé]")],
    "geste enregistrer": [("object:property-change:accessible-name", "Visites")],
    "geste terminer": [("object:announcement", "4\u00a0points à corriger"),
                       ("object:property-change:accessible-description", "Erreur\u00a0: Lieu"),
                       ("object:property-change:accessible-name", "Erreur\u00a0: pvdesk")],
    "geste dire": [("object:announcement", "Réunion mise à la corbeille — Annuler")],
}  # fmt: skip


@pytest.mark.parametrize("gesture", HEARD)
def test_what_changes_is_told_to_who_listens(read: dict[str, list[list[Any]]], gesture: str) -> None:
    heard = [(event, said) for event, said, _ in read[gesture]]
    missing = [one for one in HEARD[gesture] if not any(e == one[0] and t.startswith(one[1]) for e, t in heard)]
    assert missing == [], heard


def test_a_saving_is_told(read: dict[str, list[list[Any]]]) -> None:
    said = [text for told in read.values() for event, text, *_ in told if event == "object:announcement"]
    assert any(text.startswith("Enregistré à") for text in said)
