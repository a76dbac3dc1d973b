"""The last resort: an error that nobody answered for is logged, told in one dialog, and the work goes on."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from db.errors import Faute
from pvdesk.base.logs import Ring
from ui.kit.layouts import button, frame, hbox, icon_label, label, vbox
from ui.kit.messages import Trouble, TroubleDialog
from ui.theme.theme import current

LOG = logging.getLogger(__name__)
DIALOG_PX = 560
LINES_PX = 220

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class CrashDialog(QDialog):
    """What happened, that nothing is lost, the last lines of the log, and a way to start again."""

    def __init__(self, lines: str, parent: QWidget | None, restart: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle("pvdesk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(current().px(DIALOG_PX))
        self._lines = lines
        self._restart = restart
        self.details = QPlainTextEdit(lines)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("Détails pour l’assistance")
        self.details.setMinimumHeight(current().px(LINES_PX))
        self.details.hide()
        self.show_button = button("Détails pour l’assistance", "quiet", icon="document")
        self.copy_button = button("Copier", "quiet", icon="copier")
        self.copy_button.hide()
        self.go_on_button = button("Continuer")
        self.restart_button = button("Redémarrer pvdesk", "primary", icon="actualiser")
        self._lay_out()
        self.show_button.clicked.connect(self._show_details)
        self.copy_button.clicked.connect(self._copy)
        self.go_on_button.clicked.connect(self.reject)
        self.restart_button.clicked.connect(self._start_again)

    def _lay_out(self) -> None:
        """Icon and words, details, buttons."""
        words = (
            "pvdesk a rencontré un problème qu’il n’avait pas prévu.",
            "Rien n’est perdu\u00a0: vos données sont enregistrées au fil de la frappe, à deux secondes près.",
            "Redémarrez pvdesk\u202f; si cela se reproduit, envoyez les détails à l’assistance.",
            "Ces détails ne contiennent ni nom ni texte saisi.",
        )
        texts = vbox(label(words[0], "h3", wrap=True), *(label(line, wrap=True) for line in words[1:]), spacing=8)
        mark = icon_label("erreur", "error", 24)
        head = hbox(mark, (texts, 1), margins=(24, 22, 24, 14), spacing=14)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        foot = frame("footer")
        hbox(
            self.show_button, self.copy_button, None, self.go_on_button, self.restart_button,
            margins=(14, 12, 24, 12), spacing=10, parent=foot,
        )  # fmt: skip
        vbox(head, vbox(self.details, margins=(24, 0, 24, 14)), foot, spacing=0, parent=self)
        self.setAccessibleDescription(" ".join(words))
        self.restart_button.setDefault(True)
        self.restart_button.setFocus()

    def _show_details(self) -> None:
        """Unfold the log."""
        self.details.show()
        self.copy_button.show()
        self.show_button.hide()
        self.details.moveCursor(self.details.textCursor().MoveOperation.End)

    def _copy(self) -> None:
        """Put the log on the clipboard."""
        QGuiApplication.clipboard().setText(self._lines)

    def _start_again(self) -> None:
        """Close, then start the program again."""
        self.accept()
        self._restart()


class CrashGuard:
    """Stands in `sys.excepthook`: a fault of the machine gets its three sentences, anything else the last resort."""

    def __init__(self, ring: Ring, restart: Callable[[], object]) -> None:
        self._ring = ring
        self._restart = restart
        self._parent: QWidget | None = None
        self._dialog: QDialog | None = None
        self._previous: Hook | None = None

    def install(self, parent: QWidget) -> None:
        """Begin to answer, in dialogs of `parent`."""
        self._parent, self._previous = parent, sys.excepthook
        sys.excepthook = self.answer

    def remove(self) -> None:
        """Give the hook back."""
        if self._previous is not None:
            sys.excepthook, self._previous = self._previous, None

    def answer(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error, then tell it, one dialog at a time."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        # Where, never what: the message of an error may hold what somebody typed.
        LOG.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        if self._dialog is not None:
            return
        if isinstance(error, Faute):
            trouble = Trouble(error.happened, error.safe, error.remedy, error.detail)
            assert self._parent is not None
            self._dialog = TroubleDialog(trouble, self._parent)
        else:
            self._dialog = CrashDialog(self._ring.text(), self._parent, self._restart)
        self._dialog.finished.connect(self._forget)
        self._dialog.open()

    def _forget(self) -> None:
        """The dialog was closed: the next error gets its own."""
        self._dialog = None
