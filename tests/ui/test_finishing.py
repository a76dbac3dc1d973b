"""« Terminer » leaves a fiche for its list, the fiche chosen: what comes next is there."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from pvdesk.store import listing
from tests.ui.window import open_window, page, settle
from ui.pages.records import RecordsPage


def test_a_fiche_opened_from_elsewhere_is_finished_in_its_list(app: QApplication, sample: Path, tmp_path: Path) -> None:
    made = open_window(sample, tmp_path / "copie")
    window = made.window
    assert window is not None
    with window.desk.reading() as unit:
        uid = listing.rows(unit, "organisme")[-1].uid
    window.messages.info("Dit, et lu.")
    window.nav.chosen.emit("organismes")
    settle(made)
    assert window.strip.text() == ""  # what only told something goes with the page
    window.open_record("organisme", uid)
    settle(made)
    window.back()
    settle(made)
    listed = window.stack.currentWidget()
    assert isinstance(listed, RecordsPage)
    assert listed.table.current_uid() == uid  # left without finishing: the list stands on it too
    page(made, "quartiers")
    window.open_record("organisme", uid)
    settle(made)
    assert window.record is not None
    window.record.finish()
    settle(made)
    shown = window.stack.currentWidget()
    assert isinstance(shown, RecordsPage)
    assert (shown.record_table, shown.table.current_uid()) == ("organisme", uid)
    window.back()
    settle(made)
    assert window.place == "quartiers"
    made.frame.close()
