"""Boxes at the top of a page: what is to be corrected, with links; what was just done, with its undoing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from pvdesk.base.francais import pluriel
from ui.kit.announce import announce
from ui.kit.error_link import ErrorLink
from ui.kit.layouts import button, hbox, icon_label, label, vbox

KEPT = "Votre saisie est conservée. Vous pouvez aussi quitter et finir plus tard."
INDENT = 26

# The words said at the field, and the bound method that leads there.
ErrorLine = tuple[str, Callable[[], object]]


def title_of(count: int) -> str:
    """« 3 points à corriger avant de terminer »."""
    return f"{pluriel(count, 'point', 'points')} à corriger avant de terminer"


class ErrorSummary(QFrame):
    """The summary of errors: one link per error, in the words shown at the field. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errsum")
        self._column: QVBoxLayout = vbox(margins=(16, 12, 16, 12), spacing=2, parent=self)
        self._body: QWidget | None = None
        self.links: list[QPushButton] = []
        self._leads: list[Callable[[], object]] = []
        self.hide()

    def set_errors(self, lines: Sequence[ErrorLine], *, title: str = "", foot: str = KEPT) -> None:
        """Replace the lines; none hides the box."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        self.links, self._leads = [], [lead for _, lead in lines]
        self.setVisible(bool(lines))
        if not lines:
            return
        title = title or title_of(len(lines))
        self.setAccessibleName(title)
        self._body = QWidget()
        column = vbox(
            hbox(icon_label("erreur", "error", 20), (label(title, "h3"), 1), spacing=10), spacing=2, parent=self._body
        )
        for text, _ in lines:
            link = ErrorLink(text)
            link.clicked.connect(self._follow)
            self.links.append(link)
            column.addLayout(hbox(INDENT, link, None, spacing=0))
        if foot:
            column.addLayout(hbox(INDENT + 2, (label(foot, "muted", wrap=True), 1), spacing=2))
        self._column.addWidget(self._body)
        announce(self, f"{title}. " + ". ".join(text for text, _ in lines), urgent=True)

    def focus_first(self) -> None:
        """Put the focus on the first line: what happens after a refused « Terminer »."""
        if self.links:
            self.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Lead to the field of the line pressed."""
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self.links:
            self._leads[self.links.index(sender)]()


class InfoStrip(QFrame):
    """« Réunion mise à la corbeille — Annuler »: stays until closed or replaced, never asks for an answer.

    An action that a page answers itself goes with this page.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._on_action: Callable[[], object] | None = None
        self._page: QWidget | None = None
        self._text = label("", wrap=True)
        self._action = button("", "quiet")
        self._close = button("", "quiet", icon="fermer", name="Fermer ce message")
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.hide)
        icon = icon_label("info", "info", 18)
        hbox(icon, (self._text, 1), self._action, self._close, margins=(14, 2, 4, 2), spacing=10, parent=self)
        self.hide()

    def say(self, text: str, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """Show `text`; `action` is the word of the button that runs `on_action`, « Annuler » most of the time."""
        self._on_action = on_action
        self._page = _answered_by(on_action)
        if self._page is not None:
            self._page.installEventFilter(self)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.show()
        announce(self, f"{text} — {action}" if action else text)

    def pass_by(self) -> None:
        """One goes elsewhere: what only told something has been read; what can be undone stays."""
        if self._action.isHidden():
            self.hide()

    def text(self) -> str:
        """What is said, "" when the strip is hidden."""
        return "" if self.isHidden() else self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook, on the page that answers."""
        if event.type() == QEvent.Type.Hide and watched is self._page and not event.spontaneous():
            self._page = None
            self.hide()
        return False

    def _act(self) -> None:
        """Run the action once."""
        run, self._on_action = self._on_action, None
        self.hide()
        if run is not None:
            run()


def _answered_by(action: Callable[[], object] | None) -> QWidget | None:
    """The widget whose method an action is, if it is one."""
    method = action.func if isinstance(action, partial) else action
    holder = getattr(method, "__self__", None)
    return holder if isinstance(holder, QWidget) else None
