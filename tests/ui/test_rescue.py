"""While the disk refuses, the entry can be kept elsewhere as a text; the box goes once it is saved."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.errors import Cause, Faute
from pvdesk.store import records
from tests.scenarios.formulaire import plain
from tests.ui.window import open_window, settle
from ui.pages.fiche import FichePage


def test_what_can_not_be_saved_is_kept_elsewhere(
    app: QApplication, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise Faute(Cause.DISQUE_PLEIN)

    application = open_window(sample, tmp_path / "delegation")
    assert application.window is not None
    application.window.new_record("organisme", {"nom": "Bailleur Modèle"})
    settle(application)
    record = application.window.record
    assert isinstance(record, FichePage)
    box = record.head.rescue
    assert not box.isVisible()
    with monkeypatch.context() as patch:
        patch.setattr(records, "save", full)
        QTest.keyClicks(record.form.fields.editors["sigle"].focus_widget, "BMX")
        record.autosave.flush()
        settle(application)
        assert box.isVisible()
        box.keep(str(tmp_path / "absent" / "saisie.txt"))
        assert box.text() == "Le disque a refusé la lecture ou l’écriture."
        box.keep(str(tmp_path / "saisie.txt"))
    said = plain((tmp_path / "saisie.txt").read_text(encoding="utf-8"))
    assert said.startswith("ORGANISME\n")
    assert "Bailleur Modèle" in said
    assert "BMX" in said
    record.autosave.flush()
    settle(application)
    assert not box.isVisible()
    application.frame.close()
