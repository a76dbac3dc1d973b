from pathlib import Path

from PySide6.QtWidgets import QApplication

from pvdesk.fiches import FICHES
from tests.ui.window import open_window, page, settle
from ui.kit.messages import KeptMessages
from ui.pages.record_removal import Removal
from ui.pages.records import RecordsPage


def test_a_fiche_taken_back_is_said_in_place_of_the_offer(app: QApplication, sample: Path, tmp_path: Path) -> None:
    application = open_window(sample, tmp_path / "delegation")
    listed = page(application, "organismes")
    assert isinstance(listed, RecordsPage)
    said = KeptMessages()
    removal = Removal(listed.services.operations, said, FICHES["organisme"], listed)
    uid = listed.table.current_uid()
    removal.remove(uid)
    settle(application)
    assert listed.table.current_uid() == ""
    removal.undo()
    removal.undo()  # there is nothing left to take back
    settle(application)
    assert listed.table.current_uid() == uid
    assert said.infos == [("Organisme supprimé", "Annuler (Ctrl+Z)"), ("Organisme rétabli", "")]
    application.frame.close()
