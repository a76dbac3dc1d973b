"""The phrase is changed in the settings: what is wrong is said at its field, the new one opens, the old one no more."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.errors import Cause, Faute
from pvdesk.store import desk as desks
from tests.ui.desk_sample import PHRASE
from tests.ui.window import open_window, page, settle
from ui.pages.settings import SettingsPage

NEW = "une autre phrase encore"


def test_the_new_phrase_opens_and_the_old_one_no_more(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    shown = page(application, "parametres")
    assert isinstance(shown, SettingsPage)
    card = shown.phrase
    card.open_button.click()
    card.old.setText("ce n’est pas elle")
    card.new.setText("court")
    card.change()
    assert [bool(field.error) for field in card.fields] == [False, True, True]
    card.new.setText(NEW)
    card.again.setText(NEW)
    card.change()
    settle(application)
    assert card.fields[0].error == "Phrase en vigueur\u00a0: ce n’est pas elle"
    card.old.setText(PHRASE)
    card.change()
    settle(application)
    assert application.window is not None
    assert application.window.strip.text().startswith("La phrase est changée")
    assert card.new.text() == ""
    application.frame.close()
    with pytest.raises(Faute) as caught:
        desks.open_desk(tmp_path / "delegation", PHRASE)
    assert caught.value.cause is Cause.PHRASE
    desks.open_desk(tmp_path / "delegation", NEW).close()
