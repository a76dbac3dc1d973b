"""Spelling in the texts of a fiche: underlined once entered, F7, proposals, words taught; nothing written unasked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from pvdesk.store import vocabulaire
from tests.ui.typing_hand import Hand
from tests.ui.window import open_window, settle
from ui.app import Application
from ui.kit.notes import Notes, written_in
from ui.main_window import MainWindow
from ui.spelling import NO_TEXT, NOTHING_LEFT, OFF

TYPED = "Un evenement à l'ecole de Nœux ."


@pytest.fixture
def window(app: QApplication, sample: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """A new visit, open."""
    application: Application = open_window(sample, tmp_path / "delegation")
    assert application.window is not None
    application.window.new_record("visite")
    settle(application)
    yield application.window
    application.frame.close()


@pytest.fixture
def notes(window: MainWindow) -> Notes:
    """Its first text, entered."""
    first = window.spelling._texts()[0]
    first.setFocus()
    window.operations.tasks.wait_idle()
    return first


def underlined(notes: Notes) -> list[str]:
    """The words with a wavy line."""
    block = notes.document().firstBlock()
    return [block.text()[one.start : one.start + one.length] for one in block.layout().formats()]


def menus(notes: Notes) -> list[str]:
    """The lines of the menu open on a text."""
    menu = notes.findChildren(QMenu)[-1]
    return [one.text() for one in menu.actions() if one.isEnabled() and not one.isSeparator()]


def choose(notes: Notes, text: str) -> None:
    """Take a line of the menu."""
    menu = notes.findChildren(QMenu)[-1]
    next(one for one in menu.actions() if one.text() == text).trigger()
    menu.close()


def test_the_word_being_written_is_left_alone_until_it_is_left(window: MainWindow, notes: Notes) -> None:
    hand = Hand(notes, window.operations.tasks)
    changes: list[int] = []
    hand.type("Un evenement")
    assert underlined(notes) == []
    notes.textChanged.connect(lambda: changes.append(1))
    hand.type(" ")
    assert underlined(notes) == ["evenement"]
    assert len(changes) == 1, "underlining a word changed the text"


def test_nothing_is_read_before_a_text_is_entered(window: MainWindow) -> None:
    assert window.spelling._lexicon is None
    window.spelling._texts()[0].setFocus()
    window.operations.tasks.wait_idle()
    assert window.spelling._lexicon is not None


def test_f7_goes_from_word_to_word_and_a_proposal_stands_instead(window: MainWindow, notes: Notes) -> None:
    notes.setPlainText(TYPED)
    window.spelling.next()
    assert notes.textCursor().selectedText() == "evenement"
    assert menus(notes)[:2] == ["événement", "évènement"]
    choose(notes, "événement")
    window.spelling.next()
    assert notes.textCursor().selectedText() == "l'ecole"
    choose(notes, "l’école")
    assert written_in(notes) == "Un événement à l’école de Nœux ."
    window.spelling.next()
    assert window.strip.text() == NOTHING_LEFT


def test_a_word_taught_is_known_here_and_stays_on_this_laptop(window: MainWindow, notes: Notes) -> None:
    notes.setPlainText("Le pilotis du zorglub avance")
    assert underlined(notes) == ["zorglub"]
    window.spelling.next()
    choose(notes, "Ne plus signaler ce mot")
    window.operations.tasks.wait_idle()
    assert underlined(notes) == []
    with window.desk.reading() as unit:
        assert vocabulaire.appris(unit) == ["zorglub"]


def test_names_of_the_directory_are_known(window: MainWindow, notes: Notes) -> None:
    with window.desk.reading() as unit:
        name = next(one for one in vocabulaire.propres(unit) if " " in one)
    notes.setPlainText(f"Vu avec {name}")
    assert underlined(notes) == []


def test_one_gesture_turns_it_off_and_leaves_the_text_plain(window: MainWindow, notes: Notes) -> None:
    notes.setPlainText(TYPED)
    window.spelling.next()
    choose(notes, "Ne plus vérifier l’orthographe")
    assert underlined(notes) == []
    assert not window.services.display.settings.orthographe
    window.spelling.next()
    assert window.strip.text() == OFF


def test_f7_says_when_there_is_no_text(window: MainWindow) -> None:
    window.show_page("aide")
    window.operations.tasks.wait_idle()
    window.spelling.next()
    window.operations.tasks.wait_idle()
    assert window.strip.text() == NO_TEXT


def press(notes: Notes, char: str) -> None:
    """Type a letter."""
    QApplication.sendEvent(notes, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Qui ? Lui ! Oui ; non : 5 %", "Qui\u202f? Lui\u202f! Oui\u202f; non\u00a0: 5\u00a0%"),
        ("  : deux espaces  ! restent", "  : deux espaces  ! restent"),
        ("voir 18:30", "voir 18:30"),
    ],
)
def test_the_space_before_a_sign_is_one_that_does_not_break(app: QApplication, typed: str, written: str) -> None:
    notes = Notes()
    for char in typed:
        press(notes, char)
    assert written_in(notes) == written


def test_a_sign_typed_over_a_choice_replaces_it_only(app: QApplication) -> None:
    notes = Notes()
    notes.setPlainText("un deux")
    cursor = notes.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    notes.setTextCursor(cursor)
    press(notes, "!")
    assert written_in(notes) == "un !"
