"""A14: of every fiche ended empty, each fault is said at its field as in the summary, and a press leads to it."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pvdesk.fiches import FICHES
from tests.ui.window import open_window, settle
from ui.app import Application
from ui.pages.fiche import FichePage
from ui.places import CORRECTION
from ui.theme.apply import apply
from ui.theme.theme import Theme

# The meeting has a form of its own, and its test (test_reunion_page); a correction opens as the fiche it is about.
GENERIC = [table for table in FICHES if table not in {"reunion", CORRECTION}]


@pytest.fixture(scope="module")
def ended(qapp: QApplication, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is wrong with each fiche ended empty."""
    apply(qapp, Theme())
    application = open_window(sample, tmp_path_factory.mktemp("fautes") / "delegation")
    application.frame.activateWindow()
    assert QTest.qWaitForWindowActive(application.frame, 10_000)
    found = {table: wrong(application, table) for table in GENERIC}
    application.frame.close()
    return found


def wrong(application: Application, table: str) -> list[str]:
    window = application.window
    assert window is not None
    window.new_record(table)
    settle(application)
    page = window.record
    assert isinstance(page, FichePage)
    page.finish()
    settle(application)
    links = page.form.summary.links
    if not links:
        return ["an empty fiche ends"]
    found = [] if QApplication.focusWidget() is links[0] else ["the focus does not go to the summary"]
    told = {one.error for one in page.form.fields.fields.values() if one.error}
    found += [f"{text}: not in the summary" for text in told - {link.text() for link in links}]
    for link in links:
        link.click()
        here = QApplication.focusWidget()
        if here is None or here is link:
            found.append(f"{link.text()}: leads nowhere")
        elif link.text() in told and f"Erreur\u00a0: {link.text()}" not in here.accessibleDescription():
            found.append(f"{link.text()}: not said at its field")
    return found


@pytest.mark.parametrize("table", GENERIC)
def test_each_fault_is_said_at_its_field_and_leads_there(ended: dict[str, list[str]], table: str) -> None:
    assert ended[table] == []
