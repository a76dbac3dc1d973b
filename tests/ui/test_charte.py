"""A service's charter is worn whole, or refused with the pair that would be hard to read."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.base.francais import typo
from tests.ui.window import open_window, settle
from ui.theme import charte
from ui.theme.charte import FILE, FOLDER, Refused
from ui.theme.theme import Theme, current
from ui.theme.tokens import CLAIR

GREEN = {"primary": "#0B5D3B", "primary.hover": "#084A2F", "primary.pressed": "#063622", "link": "#0b5d3b"}


def write(folder: Path, said: Any) -> Path:
    held = folder / FOLDER
    held.mkdir(parents=True, exist_ok=True)
    (held / FILE).write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    return folder


def test_a_folder_without_charter_changes_nothing(tmp_path: Path) -> None:
    assert charte.read(tmp_path).colours == {}


def test_a_charter_changes_the_colours_that_it_names(tmp_path: Path) -> None:
    found = charte.read(write(tmp_path, {"nom": "Service", "couleurs": {"clair": GREEN}}))
    theme = Theme("clair", colours=found.colours["clair"])
    assert theme.hex("primary") == "#0B5D3B"
    assert theme.hex("link") == "#0B5D3B"
    assert theme.hex("text.default") == CLAIR["text.default"]
    assert Theme("contraste").hex("primary") == "#FFE94A"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{", "n’est pas lisible"),
        ([], "un objet est attendu"),
        ({"couleurs": {"clair": {"text.muted": "#B0B0B0"}}}, "«\u00a0text.muted\u00a0» sur «\u00a0bg.app\u00a0» en"),
        ({"couleurs": {"clair": {"bg.surface": "#333333"}}}, "au lieu de 4,5"),
        ({"couleurs": {"contraste": {"primary": "#FFFFFF"}}}, "«\u00a0contraste\u00a0» ne se change pas"),
        ({"couleurs": {"clair": {"primaire": "#000000"}}}, "«\u00a0primaire\u00a0» n’existe pas"),
        ({"couleurs": {"clair": {"primary": "bleu"}}}, "s’écrit #RRVVBB"),
        ({"couleurs": ["bleu"]}, "rangées par thème"),
        ({"police": "Introuvable"}, "n’est pas dans le dossier"),
        ({"police": 3}, "doit être un nom"),
        (" " * 300_000, "trop gros"),
    ],
)  # fmt: skip
def test_a_charter_that_cannot_be_worn_is_refused_whole(tmp_path: Path, said: Any, words: str) -> None:
    with pytest.raises(Refused) as refused:
        charte.read(write(tmp_path, said))
    assert words in refused.value.phrase
    assert refused.value.phrase == typo(refused.value.phrase)


def test_the_window_wears_it(app: QApplication, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d"
    application = open_window(sample, folder, charter={"couleurs": {"clair": GREEN}})
    assert current().hex("primary") == "#0B5D3B"
    application.frame.close()


def test_the_window_keeps_its_colours_and_says_so_when_it_is_refused(
    app: QApplication, sample: Path, tmp_path: Path
) -> None:
    application = open_window(sample, tmp_path / "d", charter={"couleurs": {"clair": {"text.muted": "#B0B0B0"}}})
    settle(application)
    assert current().hex("text.muted") == CLAIR["text.muted"]
    assert application.window is not None
    assert "charte du service n’est pas appliquée" in application.window.strip.text()
    application.frame.close()
