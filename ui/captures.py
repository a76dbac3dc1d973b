"""Pictures of the main screens, made without a screen: `python -m ui.captures DOSSIER SORTIE`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer

from ui.app import SIZE, Application
from ui.pages.records import RecordsPage

PHRASE = "PVDESK_PHRASE"
PATIENCE_MS = 20_000
TURNS = 3  # of the event loop: layouts settle, pages that read after a read are served
PAGES = ("accueil", "reunions", "actions", "conseils", "recus", "exporter")
NAMES = {"accueil": "tableau-de-bord", "recus": "fichiers-recus"}


def capture_folder(folder: Path, phrase: str, out: Path) -> list[Path]:
    """Open a data folder and take its main screens.

    Returns:
        The files written, in the order they were taken; none when the folder does not open.
    """
    application = Application(folder)
    application.frame.resize(*SIZE)
    application.start(phrase)
    _settle(application)
    made = capture(application, out) if application.window is not None else []
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
        _settle(application)
        if window.place != page:
            continue
        made.append(_grab(application, folder, len(made) + 1, NAMES.get(page, page)))
        if page == "reunions":
            page_shown = window.stack.currentWidget()
            uid = page_shown.table.current_uid() if isinstance(page_shown, RecordsPage) else ""
            if uid:
                window.open_record("reunion", uid)
                _settle(application)
                made.append(_grab(application, folder, len(made) + 1, "reunion"))
    return made


def _grab(application: Application, folder: Path, rank: int, name: str) -> Path:
    """Write what the window shows."""
    target = folder / f"{rank:02d}-{name}.png"
    application.frame.grab().save(str(target))
    return target


def _settle(application: Application) -> None:
    """Wait until what is read is shown."""
    for _ in range(TURNS):
        application.tasks.wait_idle(PATIENCE_MS)
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        QCoreApplication.processEvents()
        _pause()


def _pause() -> None:
    """Let short timers ring: a preview waits for the list to be still."""
    loop = QEventLoop()
    QTimer.singleShot(120, loop.quit)
    loop.exec()


def main(words: list[str]) -> int:
    """Take the screens of a folder; the phrase is in PVDESK_PHRASE.

    Returns:
        0 when pictures were written, 1 when the folder did not open, 2 for a wrong call.
    """
    phrase = os.environ.get(PHRASE, "")
    if len(words) != 2 or not phrase:
        return 2
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return 0 if capture_folder(Path(words[0]), phrase, Path(words[1])) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
