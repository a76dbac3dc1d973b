"""Pictures of the main screens, made without a screen: `python -m ui.captures DOSSIER SORTIE [INSTANT]`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from db.models.echange import Role
from pvdesk.base.clock import Clock, fixed_clock, system_clock
from ui.app import SIZE, Application
from ui.main_window import MainWindow
from ui.pages.records import RecordsPage

PHRASE = "PVDESK_PHRASE"
PATIENCE_MS = 20_000
PRESENTS = 2  # the column of the list of meetings
SHORT_MS = 150  # what waits for a list to be still, or for a word to be whole; neither a count nor a saving
TURN_MS, STILL, TURNS = 4, 3, 50  # turns of the event loop: layouts settle, pages that read after a read are served
PAGES = (
    "accueil", "reunions", "conventions", "projets", "visites", "actions", "notes", "conseils", "objectifs", "reperes",
    "recus", "exporter",
)  # fmt: skip
NAMES = {"accueil": "tableau-de-bord", "recus": "fichiers-recus", "conventions": "adultes-relais"}
# A fiche of these pages is opened too, under this name.
OPENED = {"reunions": "reunion", "projets": "projet", "visites": "visite"}


def capture_folder(folder: Path, phrase: str, out: Path, clock: Clock = system_clock) -> list[Path]:
    """Open a data folder and take its main screens, as they are at the time of `clock`.

    Returns:
        The files written, in the order they were taken; none when the folder does not open.
    """
    out.mkdir(parents=True, exist_ok=True)
    application = Application(folder, clock)
    application.frame.resize(*SIZE)
    application.start()
    settle(application)
    lock = application.frame.grab()
    application.unlock(phrase)
    settle(application)
    made: list[Path] = []
    if application.window is not None:
        made = capture(application, out)
        made.append(out / f"{len(made) + 1:02d}-verrou.png")
        lock.save(str(made[-1]))
    application.frame.close()
    return made


def capture(application: Application, folder: Path) -> list[Path]:
    """Take the main screens of an open application, 1366 × 768, numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    application.frame.resize(*SIZE)
    window = application.window
    assert window is not None
    made: list[Path] = []
    for page in PAGES:
        window.show_page(page)
        settle(application)
        if window.place != page:
            continue
        uid = choose(window)
        settle(application)
        made.append(_grab(application, folder, len(made) + 1, NAMES.get(page, page)))
        if page in OPENED and uid and window.desk.role is Role.POSTE:
            window.open_record(OPENED[page], uid)
            settle(application)
            made.append(_grab(application, folder, len(made) + 1, OPENED[page]))
    return made


def choose(window: MainWindow) -> str:
    """Choose on a list the meeting where most people came, the first fiche of another; its uid, empty elsewhere."""
    page = window.stack.currentWidget()
    if not isinstance(page, RecordsPage):
        return ""
    if window.place != "reunions":
        return page.table.current_uid()
    rows = [page.table.rows.row(place) for place in range(page.table.rows.rowCount())]
    counts = {row.uid: int(row.cells[PRESENTS].text) for row in rows if row.cells[PRESENTS].text.isdecimal()}
    uid = max(counts, key=lambda one: counts[one], default="")
    page.table.select_uid(uid)
    return uid


def _grab(application: Application, folder: Path, rank: int, name: str) -> Path:
    """Write what the window shows."""
    target = folder / f"{rank:02d}-{name}.png"
    application.frame.grab().save(str(target))
    return target


def settle(application: Application) -> None:
    """Wait until what is read is shown: nothing runs, no short timer is to ring, several times in a row."""
    still = 0
    for _ in range(TURNS):
        application.tasks.wait_idle(PATIENCE_MS)
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        left = _about_to_ring()
        _pause(max(left, default=TURN_MS) + 1)
        still = 0 if left or application.tasks.busy else still + 1
        if still == STILL:
            return


def _about_to_ring() -> list[int]:
    """The milliseconds left to the short timers: a preview waits for the list to be still."""
    return [
        timer.remainingTime()
        for window in QApplication.topLevelWidgets()
        for timer in window.findChildren(QTimer)
        if timer.isActive() and timer.isSingleShot() and timer.interval() <= SHORT_MS
    ]


def _pause(milliseconds: int) -> None:
    """Turn the event loop."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(words: list[str]) -> int:
    """Take the screens of a folder; the phrase is in PVDESK_PHRASE, the time of the clock is the third word if any.

    Returns:
        0 when pictures were written, 1 when the folder did not open, 2 for a wrong call.
    """
    phrase = os.environ.get(PHRASE, "")
    if len(words) not in {2, 3} or not phrase:
        return 2
    clock = fixed_clock(dt.datetime.fromisoformat(words[2])) if len(words) == 3 else system_clock
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return 0 if capture_folder(Path(words[0]), phrase, Path(words[1]), clock) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
