"""The program on a real screen, told by its standard input what to show: `python -m tests.ui.acces.shown FOLDER`.

« page NAME » opens a page of the navigation, « fiche TABLE » a new fiche; each answers « prêt » once at rest.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtTest import QTest

from tests.ui.desk_sample import PHRASE
from ui.app import Application


def main(folder: Path) -> None:
    """Open the window and obey until told « fin »."""
    application = Application(folder)
    application.start(PHRASE)
    application.frame.show()
    _rest(application)

    def obey() -> None:
        verb, _, what = sys.stdin.readline().strip().partition(" ")
        assert application.window is not None
        if verb == "page":
            application.window.show_page(what)
        elif verb == "fiche":
            application.window.new_record(what)
        else:
            application.app.quit()
            return
        _rest(application)
        _ready()

    listens = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    listens.activated.connect(obey)
    _ready()
    application.app.exec()


def _rest(application: Application) -> None:
    """What is read is shown: several rounds, for what reads after a read."""
    for _ in range(3):
        application.tasks.wait_idle(20_000)
        QTest.qWait(100)


def _ready() -> None:
    sys.stdout.write("prêt\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
