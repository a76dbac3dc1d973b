"""« Sauvegarde » on a real base: a copy made, listed, opened again, damaged, put back; where the data are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from pvdesk.store import sauvegarde
from tests.scenarios.formulaire import plain
from tests.ui.desk_sample import PHRASE
from tests.ui.window import open_window, page, settle
from ui.app import Application
from ui.kit.messages import QuestionDialog
from ui.lock import LockScreen
from ui.pages.backup import BackupPage


@pytest.fixture
def application(app: QApplication, sample: Path, tmp_path: Path) -> Iterator[Application]:
    opened = open_window(sample, tmp_path / "delegation")
    yield opened
    opened.frame.close()


def shown(application: Application) -> BackupPage:
    found = page(application, "sauvegarde")
    assert isinstance(found, BackupPage)
    return found


def strip(application: Application) -> str:
    assert application.window is not None
    return plain(application.window.strip.text())


def test_a_copy_is_made_listed_and_opened_again(application: Application) -> None:
    backup = shown(application)
    assert backup.body.currentIndex() == 1
    backup.first_button.click()
    settle(application)
    assert strip(application).startswith("Copie faite, puis ouverte et comptée : ")
    assert backup.table.rows.rowCount() == 1
    assert backup.table.rows.row(0).cells[3].text == "Vérifiée"
    backup.check_button.click()
    settle(application)
    assert strip(application).startswith("Cette copie s’ouvre : ")


def test_a_damaged_copy_is_told_and_can_not_be_put_back(application: Application) -> None:
    backup = shown(application)
    backup.first_button.click()
    settle(application)
    base = Path(backup.table.current_uid()) / "pvdesk.db"
    base.write_bytes(base.read_bytes()[:-4096])
    backup.check_button.click()
    settle(application)
    assert backup.table.rows.row(0).cells[3].text == "Ne s’ouvre pas"
    assert not backup.restore_button.isEnabled()


def test_it_says_where_the_data_are_and_that_a_copy_elsewhere_is_missing(
    application: Application, tmp_path: Path
) -> None:
    backup = shown(application)
    said = plain(" | ".join(one.text() for one in backup.where.findChildren(QLabel)))
    assert str(application.folder) in said
    assert "Jamais" in said
    assert "Aucune copie récente hors de cet ordinateur" in said
    backup.copy_to(tmp_path / "cle-usb")
    settle(application)
    said = plain(" | ".join(one.text() for one in backup.where.findChildren(QLabel) if one.isVisible()))
    assert "cle-usb" in said
    assert "Aucune copie récente" not in said


def test_putting_a_copy_back_locks_and_opens_on_what_it_held(application: Application) -> None:
    backup = shown(application)
    backup.first_button.click()
    settle(application)
    assert application.window is not None
    removed = page(application, "reunions")
    removed.delete()  # type: ignore[attr-defined]
    settle(application)
    backup = shown(application)
    backup.restore_button.click()
    question = application.window.findChild(QuestionDialog)
    assert question is not None
    question.yes.click()
    settle(application)
    screen = application.screen
    assert isinstance(screen, LockScreen)
    assert "La copie est en place" in screen.note.text()
    assert application.window is None
    screen.edit.setText(PHRASE)
    screen.open_button.click()
    settle(application)
    assert page(application, "reunions").table.rows.rowCount() == 6  # type: ignore[attr-defined]
    assert application.desk is not None
    assert [one.mise_de_cote for one in sauvegarde.copies(application.desk)] == [True, False]
