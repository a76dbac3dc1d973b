from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from db.models.echange import Role
from tests.ui.typing_hand import shortcuts_of
from tests.ui.window import open_window, settle
from ui.actions import EDITOR_KEYS, TABLE, When
from ui.kit.shortcut_hint import native
from ui.pages import help as help_page
from ui.theme import icons

AZERTY = dict(zip("1234567890", "&É\"'(-È_ÇÀ", strict=True))


@pytest.mark.parametrize("role", Role)
def test_no_two_actions_of_a_profile_share_a_key(role: Role) -> None:
    known = [action for action in TABLE if action.role in {None, role}]
    keys = Counter(QKeySequence(key).toString() for action in known for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_understood_by_qt() -> None:
    assert [key for action in TABLE for key in action.keys if not QKeySequence(key).toString()] == []


def test_names_and_texts_are_unique() -> None:
    assert len({action.name for action in TABLE}) == len(TABLE)
    assert len({action.text for action in TABLE}) == len(TABLE)


def test_a_digit_has_its_unshifted_twin_of_the_french_keyboard() -> None:
    for action in TABLE:
        for key in action.keys:
            digit = key.removeprefix("Ctrl+")
            if digit in AZERTY and AZERTY[digit] != "-":
                assert f"Ctrl+{AZERTY[digit]}" in action.keys, action.name


def test_no_key_of_the_window_is_a_key_of_an_editor() -> None:
    editors = {key for one in EDITOR_KEYS for key in one.keys}
    window = {key for action in TABLE if action.when is not When.FORMULAIRE for key in action.keys}
    assert editors & window == set()


def test_no_key_types_a_letter_on_a_french_keyboard() -> None:
    assert [key for action in TABLE for key in action.keys if key.startswith(("Ctrl+Alt+", "AltGr"))] == []


def test_every_icon_exists() -> None:
    assert {action.icon for action in TABLE if action.icon} <= set(icons.names())


def test_the_help_page_says_every_key_of_the_table(app: QApplication) -> None:
    said = {text for _, lines in help_page.groups() for _, text in lines}
    assert {action.text for action in TABLE if action.keys} <= said
    assert {one.text for one in EDITOR_KEYS} <= said
    keys = " ".join(keys for _, lines in help_page.groups() for keys, _ in lines)
    assert all(native(key) in keys for action in TABLE for key in action.keys)


# What Windows, its screen readers and every field of text already answer to (goal G14).
OF_WINDOWS = ("Alt+Tab", "Alt+Shift+Tab", "Alt+Esc", "Ctrl+Esc", "Ctrl+Shift+Esc", "Alt+F4", "Alt+Space", "Shift+F10",
              "F10", "Menu", "Print", "Alt+Print", "Ctrl+Space", "Pause", "Ctrl+F4", "Ctrl+Alt+Del")  # fmt: skip
OF_READERS = ("Ins", "CapsLock", "NumLock", "ScrollLock", "Num+", "Meta+", "Ctrl+Alt+", "AltGr")  # NVDA, Narrator
OF_FIELDS = ("Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+A", "Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home",
             "Ctrl+End", "Ctrl+Backspace", "Ctrl+Del", "Shift+Del", "Ctrl+Ins", "Shift+Ins", "Home", "End", "Left",
             "Right", "Up", "Down", "Backspace", "Tab", "Shift+Tab", "Shift+Left", "Shift+Right")  # fmt: skip


def test_no_key_is_that_of_windows_of_a_reader_or_of_a_field(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    window = application.window
    assert window is not None
    found = {key for action in TABLE for key in action.keys}
    for table in ("reunion", "visite", "projet", "activite"):
        window.new_record(table)
        settle(application)
        found |= shortcuts_of(window)
    application.frame.close()
    spelt = {QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText) for key in found}
    assert spelt & {QKeySequence(key).toString() for key in (*OF_WINDOWS, *OF_FIELDS)} == set()
    assert [key for key in spelt if key.startswith(OF_READERS)] == []
    alone = {key for key in spelt if len(key) == 1}
    assert alone == set(), "a letter alone belongs to a grid, never to the window"
    for digit, twin in AZERTY.items():
        assert f"Alt+{digit}" not in spelt or f"Alt+{twin}" in spelt, f"Alt+{digit} asks Shift in France"
