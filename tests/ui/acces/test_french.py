"""A19 and G16: what Qt writes by itself is French, as the locale is."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPlainTextEdit

from tests.ui.acces.places import ENGLISH
from ui.app import qt_application
from ui.kit.shortcut_hint import native


@pytest.fixture(autouse=True)
def french(app: QApplication) -> None:
    """As the program begins."""
    qt_application()


def test_numbers_and_days_are_french() -> None:
    assert QLocale().language() is QLocale.Language.French
    assert QLocale().dayName(1) == "lundi"


def test_keys_are_called_as_on_the_keyboard() -> None:
    assert native("Ctrl+Shift+R") == "Ctrl+Maj+R"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_text_is_french(kind: type[QLineEdit | QPlainTextEdit]) -> None:
    edit = kind()
    said = [action.text().replace("&", "") for action in edit.createStandardContextMenu().findChildren(QAction)]
    assert [text for text in said if ENGLISH.search(text)] == []
    assert any(text.startswith("Coller") for text in said)


def test_the_buttons_of_a_dialog_are_french() -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Save | kinds.Cancel | kinds.Close | kinds.Yes)
    assert [one.text() for one in box.buttons() if ENGLISH.search(one.text().replace("&", ""))] == []
