"""Start-up: a lock screen painted at once, everything heavy loaded behind it, then the window; and its closing."""

from __future__ import annotations

import base64
import importlib
import importlib.util
import logging
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QObject, QProcess, Qt, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from pvdesk.base import logs, settings
from pvdesk.base.clock import Clock, system_clock
from pvdesk.base.paths import default_folder, holds_data
from pvdesk.base.settings import Settings
from ui.kit.collector import Collector
from ui.kit.logo import window_icon
from ui.kit.tasks import Tasks
from ui.lock import Coming, LockScreen
from ui.theme import charte
from ui.theme.apply import apply, follow, system_theme, system_zoom, unfollow
from ui.theme.charte import Charte
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from pvdesk.store.desk import Desk
    from ui.crash import CrashGuard
    from ui.first_run import Beginning, FirstRun
    from ui.main_window import MainWindow
    from ui.session import Session

LOG = logging.getLogger(__name__)
NAME = "pvdesk"
SAMPLE = "pvdesk.store.example"
SIZE = (1366, 768)
SMALLEST = (640, 480)
OFFSCREEN = "offscreen"
PATIENCE_MS = 30_000  # for the last save, when the window closes


def run(folder: Path | None, phrase: str | None) -> int:
    """Open the window and stay until it is closed.

    Args:
        folder: the data folder; that of this person and machine when None.
        phrase: opens it at once; asked on the lock screen when None.

    Returns:
        The exit code of the process.
    """
    application = Application(folder or default_folder())
    application.start(phrase)
    return application.app.exec()


def qt_application() -> QApplication:
    """The Qt application, speaking French: dates, numbers, its own buttons and the names of keys."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([NAME])
    app.setApplicationName(NAME)
    app.setDesktopFileName(NAME)
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    if app.findChild(QTranslator) is not None:
        return app
    translator = QTranslator(app)
    if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    else:
        LOG.warning("qtbase_fr.qm is missing: some buttons of Qt stay in English")
    return app


def theme_of(app: QApplication, chosen: Settings, charter: Charte) -> Theme:
    """The theme that settings ask for, in the colours of the service."""
    name = system_theme(app) if chosen.theme == settings.THEMES[0] else chosen.theme
    return charter.dressed(Theme(name, chosen.zoom, large=chosen.large))


class Frame(QMainWindow):
    """The one window of the program: it holds the lock screen, then the work."""

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._application = application
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's hook: save what is being typed, release the base."""
        self._application.close()
        event.accept()


class Application(QObject):
    """What lives as long as the window: data folder, base, tasks, settings, log."""

    def __init__(self, folder: Path, clock: Clock = system_clock) -> None:
        self.app = qt_application()
        super().__init__()
        self.folder = folder
        self._clock = clock
        self.settings = settings.read(folder, Settings(zoom=system_zoom()))
        self.charter, self._charter_fault = charte.load(folder)
        self.ring = logs.start()
        self.tasks = Tasks(self)
        self._collector = Collector(self)
        self.desk: Desk | None = None
        self.window: MainWindow | None = None
        self.session: Session | None = None
        self.coming = Coming.START
        self.screen: LockScreen | FirstRun | None = None
        self._file: logging.Handler | None = None
        self._received: Path | None = None  # the file of the mission that the first screen was given
        self._closed = False
        apply(self.app, theme_of(self.app, self.settings, self.charter))
        self.frame = Frame(self)
        self.guard: CrashGuard | None = None
        follow(self.app, self._follow_machine)

    # ---- before the base is open
    def start(self, phrase: str | None = None) -> None:
        """Show the first screen; `phrase` opens the base without asking."""
        self._dress_frame()
        if holds_data(self.folder):
            self.show_lock("", Coming.START)
            if phrase:
                self.unlock(phrase)
        else:
            self._show_first_run()
        self.frame.show()

    def unlock(self, phrase: str) -> None:
        """Open the base in the thread; the window is never frozen."""
        assert self.screen is not None
        self.screen.wait()
        if self.desk is not None and self.session is not None:  # covered, not closed yet
            self.session.unlock(phrase)
            return
        self.tasks.run(partial(_open, self.folder, phrase, self._clock), self._opened, self._refused)

    def begin(self, beginning: Beginning) -> None:
        """Make a new data folder in the thread."""
        assert self.screen is not None
        self.screen.wait()
        self.coming = Coming.START if beginning.copie is None else Coming.COPY
        self._received = beginning.source if beginning.copie is None else None
        self.tasks.run(partial(_begin, self.folder, beginning, self._clock), self._opened, self._refused)

    def show_lock(self, note: str, coming: Coming) -> LockScreen:
        """Show the lock screen, in the place of the work when there is some: its window is kept, hidden."""
        if self.window is not None and self.screen is None:
            self.frame.takeCentralWidget()
            self.window.hide()
        self.coming, lock = coming, LockScreen(self.folder, note)
        lock.phraseGiven.connect(self.unlock)
        self.frame.setWindowTitle(NAME)
        self._show_screen(lock)
        return lock

    def uncover(self) -> None:
        """Show the window that the lock screen covered, as it was."""
        assert self.window is not None
        self.screen = None
        self._show(self.window)
        (self.window.focusWidget() or self.window).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_first_run(self) -> None:
        """The first screen; what was typed in the one it replaces is kept."""
        from ui.first_run import FirstRun

        before = self.screen
        first = FirstRun(self.folder, self.settings, sample=importlib.util.find_spec(SAMPLE) is not None)
        if isinstance(before, FirstRun):
            first.take_over(before)
        first.beginAsked.connect(self.begin)
        first.displayChosen.connect(self.change)
        first.laterAsked.connect(self.frame.close)
        self._show_screen(first)

    def _show_screen(self, screen: LockScreen | FirstRun) -> None:
        """Show a screen; once it is painted, begin to load what is heavy."""
        self.screen = screen
        screen.painted.connect(self._warm_up)
        self.frame.setCentralWidget(screen)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _warm_up(self) -> None:
        """While the phrase is typed, a thread loads SQLAlchemy and the pages; errors get their last resort."""
        if self.guard is None:
            from ui.crash import CrashGuard

            self.guard = CrashGuard(self.ring, self.restart)
            self.guard.install(self.frame)
        self.tasks.run(_load, _nothing)

    def _refused(self, error: Exception) -> None:
        """The base did not open: the screen says why."""
        from db.errors import Faute

        if not isinstance(error, Faute):
            raise error
        LOG.warning("not opened: %s %s", error.cause.value, error.detail)
        assert self.screen is not None
        self.screen.fail(error)

    def _opened(self, desk: Desk) -> None:
        """The base is open: show the work."""
        from ui.session import Session

        self.desk = desk
        if self._file is None:
            self._file = logs.write_to(self.folder)
        LOG.info("open, poste %s", desk.code)
        self.screen = None
        self.session = Session(self, self, self.coming)
        self._show_window("")
        self.session.begin(self._received)
        self._received = None

    # ---- with the base open
    def _show_window(self, place: str) -> None:
        """Build the work and show it at a page."""
        from ui.main_window import MainWindow

        assert self.desk is not None
        assert self.session is not None
        self.window = MainWindow(self.desk, self.tasks, self)
        self.session.watch(self.window)
        self._show(self.window)
        self.window.show_page(place)
        if self._charter_fault:
            self.window.messages.info(self._charter_fault)

    def _show(self, window: MainWindow) -> None:
        self.frame.setWindowTitle(f"{NAME} — {window.desk.nom}")
        self.frame.setCentralWidget(window)
        window.show()

    def change(self, chosen: Settings) -> None:
        """Take other settings: kept, and applied at once."""
        old, self.settings = self.settings, chosen
        if self.desk is not None:
            settings.write(self.folder, chosen)
        if old.looks != chosen.looks:
            self._redress()

    def _follow_machine(self) -> None:
        """The machine went dark or light."""
        if self.settings.theme == settings.THEMES[0] and not self._closed:
            self._redress()

    def _redress(self) -> None:
        """Apply the theme of the settings; sizes are read when widgets are built, so they are built again."""
        apply(self.app, theme_of(self.app, self.settings, self.charter))
        self._dress_frame(geometry=False)
        if self.window is not None and self.screen is None:
            self.window.leave()
            self._show_window(self.window.place)
        elif self.screen is not None and not isinstance(self.screen, LockScreen):
            self._show_first_run()

    def _dress_frame(self, *, geometry: bool = True) -> None:
        """Icon of the window, and its place of the last time."""
        self.frame.setWindowIcon(window_icon(theme_of(self.app, self.settings, self.charter)))
        if geometry and self.settings.geometry:
            self.frame.restoreGeometry(QByteArray(base64.b64decode(self.settings.geometry, validate=False)))

    def restart(self) -> None:
        """Close, and start the program again on the same folder."""
        self.frame.close()
        _start_again(self.folder)
        self.app.quit()

    def close(self) -> None:
        """Save what is being typed, keep the settings, release the base; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        if self.window is not None and self.session is not None:
            self.session.end()
            self.window.leave()
        if self.desk is not None:
            if self.app.platformName() != OFFSCREEN:
                settings.write(self.folder, replace(self.settings, geometry=_geometry(self.frame)))
            # Same thread as the opening: the lock of the folder belongs to it.
            self.tasks.run(self.desk.close, _nothing)
        if not self.tasks.wait_idle(PATIENCE_MS):
            LOG.error("closed while a work was running")
        unfollow(self.app, self._follow_machine)
        if self.guard is not None:
            self.guard.remove()
        logs.stop(self.ring, self._file)
        self._collector.stop()


def _geometry(frame: Frame) -> str:
    """Place and size of the window; without a screen (pictures, tests) they mean nothing."""
    return base64.b64encode(frame.saveGeometry().data()).decode()


def _start_again(folder: Path) -> None:
    """Another process, on the same folder."""
    program = [] if getattr(sys, "frozen", False) else ["-m", NAME]
    QProcess.startDetached(sys.executable, [*program, "--dossier", str(folder)])


def _nothing(_result: object) -> None:
    """The answer to a work that has none."""


def _load() -> None:
    """In the thread: what the window needs, and that takes longer to load than Qt itself."""
    from pvdesk.store import desk
    from ui import main_window

    LOG.debug("loaded %s, %s", desk.__name__, main_window.__name__)


def _open(folder: Path, phrase: str, clock: Clock) -> Desk:
    """In the thread: open a data folder."""
    from pvdesk.mission.archive import archived
    from pvdesk.store import desk

    return archived(desk.open_desk(folder, phrase, clock=clock))


def _begin(folder: Path, beginning: Beginning, clock: Clock) -> Desk:
    """In the thread: make a data folder, out of a copy, with the sample data, or empty."""
    from db.models.echange import Role
    from pvdesk.store import desk, memoire, sauvegarde

    if beginning.copie is not None:
        sauvegarde.reprendre(beginning.copie, folder, beginning.phrase)
        return _open(folder, beginning.phrase, clock)
    if beginning.reserve is not None:
        return _begin_mission(folder, beginning, beginning.reserve, clock)
    made = desk.create(
        folder, beginning.phrase, role=Role.POSTE, code=beginning.code, nom=beginning.nom, exemple=beginning.exemple
    )
    with made.writing() as unit:
        memoire.garder(unit, memoire.INDICES, ["saisie", "terminer", "envoi"])
        unit.commit()
    if beginning.exemple:
        sample: Any = importlib.import_module(SAMPLE)
        sample.fill(made)
    return made


def _begin_mission(folder: Path, beginning: Beginning, reserve: Path, clock: Clock) -> Desk:
    """In the thread: make the mission's data folder, its reserve key written elsewhere."""
    from db.errors import from_system
    from pvdesk.mission import postes
    from pvdesk.mission.archive import archived

    try:
        return archived(postes.create(folder, beginning.phrase, beginning.nom, reserve, clock=clock))
    except OSError as error:
        raise from_system(error) from error
