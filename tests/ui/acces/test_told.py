"""A10, A16: what colour says, text and icon say too; what happened is announced without moving the focus."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.window import open_window, settle
from ui import states
from ui.app import Application
from ui.kit.lines import LineList
from ui.pages.fiche import FichePage
from ui.theme.icons import names
from ui.theme.tokens import TONES


@pytest.mark.parametrize(
    "held", [states.ENVOI, states.ETATS, states.ACTION, states.AVIS], ids=["envoi", "état", "action", "avis"]
)
def test_a_state_has_a_tone_an_icon_and_never_the_same_two(held: Mapping[Any, tuple[str, str]]) -> None:
    for tone, icon in held.values():
        assert tone in TONES
        assert icon in names()
    assert len(set(held.values())) == len(held)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers are told."""
    told: list[str] = []

    def event(widget: QWidget, text: str) -> QAccessibleAnnouncementEvent:
        told.append(text)
        return QAccessibleAnnouncementEvent(widget, text)

    monkeypatch.setattr("ui.kit.announce.QAccessibleAnnouncementEvent", event)
    return told


@pytest.fixture
def application(app: QApplication, sample: Path, tmp_path: Path) -> Iterator[Application]:
    opened = open_window(sample, tmp_path / "delegation")
    yield opened
    opened.frame.close()


def test_a_line_added_an_end_refused_and_a_fiche_thrown_away_are_announced(
    application: Application, said: list[str]
) -> None:
    window = application.window
    assert window is not None
    window.new_record("projet")
    settle(application)
    assert window.record is not None
    held = QApplication.focusWidget()
    lines = next(one for one in window.record.findChildren(LineList) if one.isVisible())
    lines.add_button.click()
    settle(application)
    assert any(text.endswith("ligne 1 ajoutée") for text in said)
    said.clear()
    assert isinstance(window.record, FichePage)
    window.record.finish()
    settle(application)
    assert any(text.startswith("Pour terminer") or "terminer" in text for text in said), said
    said.clear()
    window.messages.info("Réunion mise à la corbeille", "Annuler", lambda: None)
    assert said == ["Réunion mise à la corbeille — Annuler"]
    assert held is not None
