"""The lock screen on real folders: each fault of the world in its three sentences, then the window."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from db.errors import Cause, Faute
from db.models.echange import Role
from pvdesk.base import codes
from pvdesk.store import desk as desks
from pvdesk.store import sauvegarde
from tests.ui.desk_sample import PHRASE
from tests.ui.window import settle
from ui.app import Application
from ui.first_run import EMPTY, SAMPLE, TAKEN, Beginning, FirstRun
from ui.kit.messages import TroubleDialog
from ui.kit.shortcut_hint import native
from ui.lock import LockScreen

Open = Callable[[Path], Application]


@pytest.fixture
def start(app: QApplication) -> Iterator[Open]:
    """Starts the program on a folder, closes it at the end."""
    opened: list[Application] = []

    def begin(folder: Path) -> Application:
        opened.append(Application(folder))
        opened[-1].start()
        settle(opened[-1])
        return opened[-1]

    yield begin
    for one in opened:
        one.close()


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample."""
    shutil.copytree(sample, tmp_path / "delegation")
    return tmp_path / "delegation"


def lock_of(application: Application) -> LockScreen:
    assert isinstance(application.screen, LockScreen)
    return application.screen


def type_phrase(application: Application, phrase: str) -> None:
    screen = lock_of(application)
    screen.edit.setText(phrase)
    screen.open_button.click()
    settle(application)


def test_the_phrase_opens_the_window(start: Open, folder: Path) -> None:
    application = start(folder)
    type_phrase(application, PHRASE)
    assert application.window is not None
    assert application.frame.windowTitle() == "pvdesk — Délégation Est-Valmorne"


def test_the_window_answers_while_the_base_opens(start: Open, folder: Path) -> None:
    application = start(folder)
    screen = lock_of(application)
    screen.edit.setText(PHRASE)
    screen.open_button.click()
    assert application.window is None
    assert not screen.open_button.isEnabled()


def test_a_wrong_phrase_is_told_and_may_be_typed_again(start: Open, folder: Path) -> None:
    application = start(folder)
    type_phrase(application, "une autre phrase")
    screen = lock_of(application)
    assert screen.fault.isVisible()
    assert screen.fault.text() == str(Faute(Cause.PHRASE))
    assert screen.edit.hasSelectedText()
    type_phrase(application, PHRASE)
    assert application.window is not None


def test_a_missing_key_is_told(start: Open, folder: Path) -> None:
    (folder / "cle.json").unlink()
    application = start(folder)
    type_phrase(application, PHRASE)
    assert lock_of(application).fault.text() == str(Faute(Cause.CLE_ABSENTE))


def test_a_plain_file_is_told_and_left_alone(start: Open, folder: Path) -> None:
    base = folder / "pvdesk.db"
    base.unlink()
    for name in ("pvdesk.db-wal", "pvdesk.db-shm"):
        (folder / name).unlink(missing_ok=True)
    connection = sqlite3.connect(base)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    before = base.read_bytes()
    application = start(folder)
    type_phrase(application, PHRASE)
    assert lock_of(application).fault.text() == str(Faute(Cause.NON_CHIFFRE))
    assert base.read_bytes() == before


def test_a_folder_open_elsewhere_is_told(start: Open, folder: Path) -> None:
    other = desks.open_desk(folder, PHRASE)
    application = start(folder)
    type_phrase(application, PHRASE)
    assert lock_of(application).fault.text() == str(Faute(Cause.DEJA_OUVERT))
    other.close()


def test_closing_releases_the_folder(start: Open, folder: Path) -> None:
    application = start(folder)
    type_phrase(application, PHRASE)
    application.frame.close()
    desks.open_desk(folder, PHRASE).close()


def test_what_is_typed_is_hidden_until_asked(start: Open, folder: Path) -> None:
    screen = lock_of(start(folder))
    assert screen.edit.echoMode() is screen.edit.EchoMode.Password
    assert screen.edit.hasFocus() or screen.focusProxy() is screen.edit


def test_an_empty_folder_asks_to_begin(start: Open, tmp_path: Path) -> None:
    application = start(tmp_path / "neuf")
    screen = application.screen
    assert isinstance(screen, FirstRun)
    asked: list[Beginning] = []
    screen.beginAsked.connect(asked.append)
    screen.name.setText("Alex Délégué-Exemple")
    screen.code.setText("d07")
    screen.phrase.setText("court")
    screen.options[EMPTY].radio.click()
    screen.begin_button.click()
    assert asked == []
    assert screen._fields["phrase"].error == "Encore 7 caractères\u00a0: ajoutez un mot à votre phrase"
    screen.phrase.setText("quatre mots bien longs")
    screen.again.setText("quatre mots bien longs")
    screen.begin_button.click()
    settle(application)
    assert [(one.code, one.exemple) for one in asked] == [("D07", False)]
    assert application.window is not None
    assert (tmp_path / "neuf" / "pvdesk.db").exists()


def test_the_sample_asks_for_no_code(start: Open, tmp_path: Path) -> None:
    screen = start(tmp_path / "essai").screen
    assert isinstance(screen, FirstRun)
    asked: list[Beginning] = []
    screen.beginAsked.disconnect()
    screen.beginAsked.connect(asked.append)
    screen.options[SAMPLE].radio.click()
    screen.name.setText("Alex Exemple")
    for edit in (screen.phrase, screen.again):
        edit.setText("quatre mots bien longs")
    screen.begin_button.click()
    screen.code.setText("d07")
    screen.begin_button.click()
    assert [one.code for one in asked] == [codes.EXAMPLE, "D07"]
    screen.options[EMPTY].radio.click()
    screen.code.clear()
    screen.begin_button.click()
    assert screen._fields["code"].error


def test_the_sample_opens_from_the_first_screen(start: Open, tmp_path: Path) -> None:
    application = start(tmp_path / "exemple")
    application.begin(Beginning("Alex", "D07", "quatre mots bien longs", exemple=True))
    settle(application)
    assert application.desk is not None
    assert application.desk.exemple


def test_the_mission_begins_from_the_first_screen_with_its_reserve_key(start: Open, tmp_path: Path) -> None:
    application = start(tmp_path / "mission")
    screen = application.screen
    assert isinstance(screen, FirstRun)
    screen.side_button.click()
    assert [option.isVisible() for option in screen.options] == [False, False, False, True]
    assert not screen.code.isVisible()
    screen.name.setText("Mission politique de la ville")
    for line in (screen.phrase, screen.again):
        line.setText("quatre mots bien longs")
    screen.begin_button.click()
    assert "clé de réserve" in screen._file_error.text()
    screen.take_reserve(str(tmp_path / "cle.txt"))
    screen.begin_button.click()
    settle(application)
    assert application.desk is not None
    assert (application.desk.role, application.desk.nom) == (Role.MISSION, "Mission politique de la ville")
    assert (tmp_path / "cle.txt").exists()


def test_changing_the_display_keeps_what_was_typed(start: Open, tmp_path: Path) -> None:
    application = start(tmp_path / "neuf")
    assert isinstance(application.screen, FirstRun)
    application.screen.name.setText("Alex")
    application.screen._choose_zoom(1.5)
    settle(application)
    assert isinstance(application.screen, FirstRun)
    assert application.screen.name.text() == "Alex"
    assert application.settings.zoom == 1.5


def test_a_copy_is_taken_up_with_its_own_phrase(start: Open, folder: Path, tmp_path: Path) -> None:
    held = desks.open_desk(folder, PHRASE)
    copy = sauvegarde.copier(held, tmp_path / "cle-usb")
    held.close()
    application = start(tmp_path / "neuf")
    screen = application.screen
    assert isinstance(screen, FirstRun)
    screen.options[TAKEN].radio.click()
    screen.begin_button.click()
    assert "Choisissez le fichier" in screen._file_error.text()
    screen.take_file(str(copy.dossier / "pvdesk.db"))
    assert not screen.name.isVisible()
    screen.phrase.setText("une autre phrase")
    screen.begin_button.click()
    settle(application)
    assert screen.fault.text() == str(Faute(Cause.PHRASE))
    screen.phrase.setText(PHRASE)
    screen.begin_button.click()
    settle(application)
    assert application.desk is not None
    assert application.desk.nom == "Délégation Est-Valmorne"
    assert application.window is not None
    assert application.window.strip.text() == ""


def test_a_file_of_the_mission_is_received_once_the_base_is_made(start: Open, tmp_path: Path) -> None:
    lot = tmp_path / "D07-retour.pvlot"
    lot.write_bytes(b"not a lot")
    application = start(tmp_path / "neuf")
    application.begin(Beginning("Alex", "D07", "quatre mots bien longs", exemple=False, source=lot))
    settle(application)
    assert application.window is not None
    assert application.window.place == "exporter"
    assert application.window.findChild(TroubleDialog) is not None


def test_later_leaves_nothing_behind(start: Open, tmp_path: Path) -> None:
    application = start(tmp_path / "neuf")
    assert isinstance(application.screen, FirstRun)
    application.screen.later_button.click()
    assert not (tmp_path / "neuf").exists()


def test_qt_speaks_french(start: Open, folder: Path) -> None:
    start(folder)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"
    assert native("Ctrl+Shift+R") == "Ctrl+Maj+R"
    assert QLocale().toString(1.5) == "1,5"
    box.deleteLater()


def test_escape_does_nothing_on_the_lock_screen(start: Open, folder: Path, keys: Callable[..., None]) -> None:
    application = start(folder)
    keys(application.frame, Qt.Key.Key_Escape)
    assert isinstance(application.screen, LockScreen)
