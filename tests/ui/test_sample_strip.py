"""The strip of an example: there while the base is one, gone with it, back when the erasure is taken back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from db.models.echange import Role
from pvdesk.base import codes
from pvdesk.base.settings import Settings, write
from pvdesk.store import desk as desks
from pvdesk.store import example, sauvegarde
from tests import builders
from tests.scenarios.formulaire import plain
from tests.ui.window import open_window, page, settle
from ui.app import Application
from ui.main_window import MainWindow
from ui.sample_strip import SampleStrip


@pytest.fixture
def window(app: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    folder = tmp_path / "exemple"
    made = desks.create(folder, builders.PHRASE, role=Role.POSTE, code="D07", nom="Essai", exemple=True)
    example.fill(made)
    made.close()
    write(folder, Settings(theme="clair"))
    application = Application(folder)
    application.start(builders.PHRASE)
    settle(application)
    assert application.window is not None
    yield application.window
    application.frame.close()


def test_the_example_goes_in_one_gesture_and_ctrl_z_brings_it_back(window: MainWindow) -> None:
    application = window.services.display
    assert isinstance(application, Application)
    strip = window.findChild(SampleStrip)
    assert strip is not None
    assert strip.isVisible()
    strip.erase_button.click()
    settle(application)
    assert not strip.isVisible()
    assert plain(window.strip.text()).startswith("Données d’exemple effacées")
    assert page(application, "reunions").table.rows.rowCount() == 0  # type: ignore[attr-defined]
    assert [one.mise_de_cote for one in sauvegarde.copies(window.desk)] == [True]
    window.keys.run("annuler")
    settle(application)
    assert strip.isVisible()
    assert page(application, "reunions").table.rows.rowCount() > 0  # type: ignore[attr-defined]


def test_an_example_begun_without_a_code_asks_for_it_before_it_goes(app: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "exemple"
    made = desks.create(folder, builders.PHRASE, role=Role.POSTE, code=codes.EXAMPLE, nom="Essai", exemple=True)
    made.close()
    application = Application(folder)
    application.start(builders.PHRASE)
    settle(application)
    strip = application.frame.findChild(SampleStrip)
    assert strip is not None
    strip.erase_button.click()
    assert strip.prompt.field is not None
    editor = strip.prompt.field.editor
    assert isinstance(editor, QLineEdit)
    editor.setText("mission")
    strip.prompt.answer()
    assert strip.prompt.field.error
    strip.prompt.field.editor.setText("d07")  # type: ignore[attr-defined]
    strip.prompt.answer()
    settle(application)
    assert application.window is None
    application.frame.close()
    with closing(desks.open_desk(folder, builders.PHRASE)) as desk:
        assert (desk.code, desk.exemple) == ("D07", False)


def test_a_base_of_ones_own_has_no_strip(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    assert application.window is not None
    strip = application.window.findChild(SampleStrip)
    assert strip is not None
    assert not strip.isVisible()
    application.frame.close()
