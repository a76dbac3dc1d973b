"""No text cut, no neighbours one on the other: every page of both profiles and every new fiche, text twice as large.

The other sizes of goal G8 are tried where every place is visited (acces/test_every_page.py).
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pvdesk.base.settings import Settings, write
from pvdesk.fiches import FICHES
from tests.ui.desk_sample import PHRASE
from tests.ui.room import cramped
from tests.ui.window import settle
from ui.album import listed
from ui.app import Application

SMALL = (1280, 720)


@pytest.mark.parametrize("who", ["delegue", "mission"])
def test_every_place_has_room_for_what_it_says_twice_as_large(
    app: QApplication, desks: Path, tmp_path: Path, who: str
) -> None:
    shutil.copytree(desks / who, tmp_path / who)
    write(tmp_path / who, Settings(theme="clair", zoom=2.0))
    application = Application(tmp_path / who)
    application.start(PHRASE)
    application.frame.resize(*SMALL)
    settle(application)
    faults = {name: found for name in places(application) if (found := cramped(application, (SMALL,)))}
    application.frame.close()
    assert faults == {}


def places(application: Application) -> Iterator[str]:
    """Show each page, then each new fiche of a délégué."""
    window = application.window
    assert window is not None
    for page in listed(window.desk.role):
        window.show_page(page)
        settle(application)
        yield page
    for table in FICHES if window.bar.new.isVisible() else ():
        window.new_record(table)
        settle(application)
        yield f"fiche {table}"
