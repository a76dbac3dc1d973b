"""The program on a real screen, told by its standard input what to show: `python -m tests.ui.acces.shown FOLDER`.

« page NAME » opens a page of the navigation, « fiche TABLE » a new fiche, « geste NAME » does one of `GESTURES` there;
each answers « prêt » once at rest.
"""

import sys
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from tests.ui.desk_sample import PHRASE
from ui.app import Application
from ui.main_window import MainWindow
from ui.pages.records import RecordsPage


def _filter(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, RecordsPage)
    page.bar.focus_words()
    QTest.keyClicks(page.bar.words, "budget")


def _go_down(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    assert isinstance(page, RecordsPage)
    page.bar.clear()
    QTest.qWait(300)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)


def _type(window: MainWindow) -> None:
    line = next(one for one in window.stack.currentWidget().findChildren(QLineEdit) if one.isVisible())
    line.setFocus()
    QTest.keyClicks(line, "12/11")


def _choose(window: MainWindow) -> None:
    combo = next(one for one in window.stack.currentWidget().findChildren(QComboBox) if one.isVisible())
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)


def _tick(window: MainWindow) -> None:
    box = next(one for one in window.stack.currentWidget().findChildren(QCheckBox) if one.isVisible())
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)


def _save(window: MainWindow) -> None:
    assert window.record is not None
    window.record.autosave.flush()


def _finish(window: MainWindow) -> None:
    assert window.record is not None
    window.record.finish()


def _say(window: MainWindow) -> None:
    window.messages.info("Réunion mise à la corbeille", "Annuler")


GESTURES = MappingProxyType({
    "filtrer": _filter, "descendre": _go_down, "taper": _type, "choisir": _choose, "cocher": _tick,
    "enregistrer": _save, "terminer": _finish, "dire": _say,
})  # fmt: skip


def main(folder: Path) -> None:
    """Open the window and obey until told « fin »."""
    application = Application(folder)
    application.start(PHRASE)
    application.frame.show()
    application.frame.activateWindow()
    _rest(application)

    def obey() -> None:
        verb, _, what = sys.stdin.readline().strip().partition(" ")
        assert application.window is not None
        if verb == "page":
            application.window.show_page(what)
        elif verb == "fiche":
            application.window.new_record(what)
        elif verb == "geste":
            GESTURES[what](application.window)
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
