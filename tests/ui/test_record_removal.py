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
    assert application.window is not None
    said = KeptMessages()
    object.__setattr__(application.window.services, "messages", said)
    removal = Removal(listed.services.operations, said, FICHES["organisme"], listed)
    uid = listed.table.current_uid()
    removal.remove(uid)
    settle(application)
    assert listed.table.current_uid() == ""
    take_back = said.last_action
    assert take_back is not None
    for _ in range(2):  # the second time, there is nothing left to take back
        take_back()
        settle(application)
    assert listed.table.current_uid() == uid
    assert said.infos == [("Organisme supprimé", "Annuler (Ctrl+Z)"), ("Organisme rétabli", "")]
    application.frame.close()
