"""The threshold: locking keeps what is typed, a crash is told and forgiven, one comes back where one was."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from db.errors import Cause, Faute
from pvdesk.base.settings import Settings, write
from pvdesk.store import listing, records
from tests.scenarios.formulaire import plain
from tests.ui.desk_sample import PHRASE
from tests.ui.window import page, settle
from ui.app import Application
from ui.first_run import Beginning
from ui.lock import LockScreen
from ui.pages.fiche import FichePage
from ui.pages.reunion import ReunionPage

Open = Callable[[], Application]


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample, tmp_path / "delegation")
    write(tmp_path / "delegation", Settings(theme="clair"))
    return tmp_path / "delegation"


@pytest.fixture
def start(app: QApplication, folder: Path) -> Iterator[Open]:
    """Opens the program on the folder, as often as asked."""
    opened: list[Application] = []

    def begin() -> Application:
        opened.append(Application(folder))
        opened[-1].start(PHRASE)
        settle(opened[-1])
        return opened[-1]

    yield begin
    for one in opened:
        one.close()


def first(application: Application, table: str) -> str:
    assert application.desk is not None
    with application.desk.reading() as unit:
        return listing.rows(unit, table)[0].uid


def fiche(application: Application, table: str = "contact") -> FichePage:
    assert application.window is not None
    application.window.open_record(table, first(application, table))
    settle(application)
    record = application.window.record
    assert isinstance(record, FichePage)
    return record


def type_in(record: FichePage, key: str, words: str) -> None:
    edit = record.form.fields.editors[key].focus_widget
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(edit, words)


def give(application: Application, phrase: str) -> None:
    assert isinstance(application.screen, LockScreen)
    application.screen.edit.setText(phrase)
    application.screen.open_button.click()
    settle(application)


def die(application: Application) -> None:
    """Stop without closing, as a kill does: what was committed stays, nobody says goodbye."""
    assert application.desk is not None
    assert application.session is not None
    application.session._beat.stop()
    application.tasks.wait_idle()
    application.desk.close()


def strip(application: Application) -> str:
    assert application.window is not None
    return plain(application.window.strip.text())


def test_locking_closes_the_base_and_keeps_what_was_being_typed(start: Open) -> None:
    application = start()
    record = fiche(application)
    type_in(record, "fonction", " adjointe")
    uid = record.uid
    application.window.keys.run("verrouiller")  # type: ignore[union-attr]
    settle(application)
    assert isinstance(application.screen, LockScreen)
    assert application.window is None
    assert application.desk is None
    give(application, "une autre phrase")
    assert application.screen.fault.isVisible()
    give(application, PHRASE)
    assert application.window is not None
    back = application.window.record
    assert isinstance(back, FichePage)
    assert back.uid == uid
    assert str(back.form.draft.values["fonction"]).startswith("adjointe")
    assert strip(application) == ""
    assert application.window.focusWidget() is back.form.fields.editors["fonction"].focus_widget


def test_neither_a_dialog_nor_a_paper_stays_over_the_lock(start: Open) -> None:
    application = start()
    window = application.window
    assert window is not None
    window.show_paper("fiche", first(application, "contact"))
    settle(application)
    window.keys.run("ajouter-personne")
    window.keys.run("papiers")
    dialogs = application.frame.findChildren(QDialog)
    assert [one.isVisible() for one in dialogs] == [True, True]
    window.operations.door.lock_asked.emit()
    settle(application)
    assert isinstance(application.screen, LockScreen)
    assert not any(one.isVisible() for one in QApplication.topLevelWidgets() if isinstance(one, QDialog))


def test_while_the_disk_refuses_the_entry_waits_behind_the_lock(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    application = start()
    record = fiche(application)

    def full(*_args: object) -> None:
        raise Faute(Cause.DISQUE_PLEIN)

    with monkeypatch.context() as patch:
        patch.setattr(records, "save", full)
        type_in(record, "fonction", " adjointe")
        application.session.lock()  # type: ignore[union-attr]
        settle(application)
        assert isinstance(application.screen, LockScreen)
        assert application.window is not None
        assert not application.window.isVisible()
        give(application, "une autre phrase")
        assert application.screen is not None
        assert application.screen.fault.isVisible()
        give(application, PHRASE)
    assert application.screen is None
    assert application.window.record is record
    assert str(record.form.draft.values["fonction"]).startswith("adjointe")


def test_after_a_crash_one_is_back_on_the_same_datum(start: Open) -> None:
    application = start()
    record = fiche(application)
    type_in(record, "fonction", " adjointe")
    record.autosave.flush()
    settle(application)
    application.session.beat()  # type: ignore[union-attr]
    uid = record.uid
    die(application)
    again = start()
    assert strip(again).startswith("Rien n’a été perdu.")
    assert again.window is not None
    back = again.window.record
    assert isinstance(back, FichePage)
    assert back.uid == uid
    assert again.window.focusWidget() is back.form.fields.editors["fonction"].focus_widget


def test_after_closing_one_word_leads_back(start: Open) -> None:
    application = start()
    assert strip(application) == ""
    assert application.window is not None
    uid = first(application, "reunion")
    application.window.open_record("reunion", uid)
    settle(application)
    application.frame.close()
    again = start()
    assert again.window is not None
    assert again.window.record is None
    assert strip(again).startswith("La dernière fois, vous étiez sur « ")
    again.window.strip._act()
    settle(again)
    assert isinstance(again.window.record, ReunionPage)
    assert again.window.record.uid == uid


def test_a_fiche_deleted_since_is_not_gone_back_to(start: Open) -> None:
    application = start()
    record = fiche(application)
    uid = record.uid
    record.leave()
    settle(application)
    application.window.open_record("contact", uid)  # type: ignore[union-attr]
    settle(application)
    assert application.desk is not None
    with application.desk.writing() as unit:
        records.delete(unit, "contact", uid)
        unit.commit()
    application.frame.close()
    assert strip(start()) == ""


def test_the_session_of_the_machine_ends_with_everything_saved(start: Open) -> None:
    application = start()
    record = fiche(application)
    type_in(record, "fonction", " adjointe")
    application.session.machine_leaves()  # type: ignore[union-attr]
    assert not record.autosave.pending
    die(application)
    assert strip(start()).startswith("La dernière fois")


def test_it_locks_by_itself_after_the_minutes_chosen(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    application = start()
    session = application.session
    assert session is not None
    monkeypatch.setattr(session, "_last", session._last - 14 * 60)
    session.beat()
    settle(application)
    assert application.screen is None
    handle = application.frame.windowHandle()
    session._last -= 60
    QTest.mouseMove(handle)
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    session.beat()
    settle(application)
    assert application.screen is None
    session._last -= 15 * 60 + 1
    session.beat()
    settle(application)
    assert isinstance(application.screen, LockScreen)


def test_the_copy_of_the_day_is_made_behind_the_work(start: Open) -> None:
    application = start()
    session = application.session
    assert session is not None
    session.copy_of_the_day()
    session._copying.wait_idle()
    backup = page(application, "sauvegarde")
    assert backup.table.rows.rowCount() == 1  # type: ignore[attr-defined]
    session.copy_of_the_day()
    session._copying.wait_idle()
    assert len([*(application.folder / "copies").iterdir()]) == 1


def test_a_hint_is_said_once_in_a_base_that_the_first_screen_made(app: QApplication, tmp_path: Path) -> None:
    application = Application(tmp_path / "neuf")
    application.start()
    settle(application)
    application.begin(Beginning("Alex", "D07", "quatre mots bien longs", exemple=False))
    settle(application)
    session = application.session
    assert session is not None
    assert application.window is not None
    said = []
    for name in ("exporter", "accueil", "exporter"):
        page(application, name)
        session.beat()
        said.append(strip(application))
        application.window.strip.hide()
    application.close()
    assert [text[:20] for text in said] == ["Rien ne part tout se", "", ""]
