import re
from pathlib import Path

import pytest

from ui.theme import tokens

UI = Path(__file__).parents[2] / "ui"
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b|\brgba?\(")


@pytest.mark.parametrize("name", tokens.THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), tokens.PAIRS)
def test_every_pair_reaches_its_contrast_in_every_theme(name: str, front: str, ground: str, least: float) -> None:
    colours = tokens.THEMES[name]
    assert tokens.ratio(colours[front], colours[ground]) >= least


def test_there_are_thirty_six_pairs() -> None:
    assert len(tokens.PAIRS) == 36


def test_text_of_the_contrast_theme_reaches_seven() -> None:
    colours = tokens.CONTRASTE
    texts = [pair for pair in tokens.PAIRS if pair[2] == tokens.TEXT_MIN]
    assert all(tokens.ratio(colours[front], colours[ground]) >= 7 for front, ground, _ in texts)


def test_the_three_themes_name_the_same_tokens() -> None:
    assert set(tokens.CLAIR) == set(tokens.SOMBRE) == set(tokens.CONTRASTE)


def test_tones_lead_to_tokens_that_exist() -> None:
    assert {token for tone in tokens.TONES.values() for token in tone} <= set(tokens.CLAIR)


def test_ratio_follows_the_formula() -> None:
    assert tokens.ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.ratio("#777D95", "#FFFFFF") == pytest.approx(4.08, abs=0.01)


def test_no_colour_is_written_outside_the_tokens() -> None:
    written = [
        f"{file.relative_to(UI)}: {line.strip()}"
        for file in UI.rglob("*.py")
        if file.name != "tokens.py"
        for line in file.read_text(encoding="utf-8").splitlines()
        if COLOUR.search(line)
    ]
    assert written == []
