"""What the program says to the user: a strip for what went well, a dialog for what did not. Also written to the log."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from ui.kit.announce import announce
from ui.kit.banner import InfoStrip
from ui.kit.layouts import Item, button, frame, hbox, icon_label, label, vbox
from ui.theme.theme import current

LOG = logging.getLogger(__name__)
DIALOG_PX = 480

Then = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as it is told: what happened, what is safe, what to do; `detail` is for the person who mends."""

    what: str
    safe: str
    todo: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Asked where nothing can be undone, or where there are two ways on; `verb` is the word of the button that does it.

    One that harms nothing is `safe`: Enter does it.
    """

    what: str
    consequence: str
    verb: str
    cancel: str = "Annuler"
    safe: bool = False


class Messages(Protocol):
    """The three ways to speak; pages receive one and never build a dialog themselves."""

    def info(self, text: str, action: str = "", on_action: Then | None = None) -> None:
        """Say what was done, with the way to undo it."""

    def error(self, trouble: Trouble) -> None:
        """Say what went wrong."""

    def ask(self, question: Question, on_yes: Then) -> None:
        """Ask; `on_yes` is called when the user agrees, nothing otherwise."""


class WindowMessages:
    """Speaks through the strip and the dialogs of a window."""

    def __init__(self, window: QWidget, strip: InfoStrip) -> None:
        self._window = window
        self._strip = strip

    def info(self, text: str, action: str = "", on_action: Then | None = None) -> None:
        """Show the strip."""
        self._strip.say(text, action, on_action)

    def error(self, trouble: Trouble) -> None:
        """Log, then open a dialog that blocks only its window."""
        LOG.error("%s %s", trouble.what, trouble.detail)
        TroubleDialog(trouble, self._window).open()

    def ask(self, question: Question, on_yes: Then) -> None:
        """Open the question; Escape is on the side of caution, and the focus, unless nothing can be harmed."""
        dialog = QuestionDialog(question, self._window)
        dialog.accepted.connect(on_yes)
        dialog.open()


@dataclass
class KeptMessages:
    """Keeps what is said, for tests; answers every question by `agree`."""

    agree: bool = True
    infos: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    last_action: Then | None = None

    def info(self, text: str, action: str = "", on_action: Then | None = None) -> None:
        """Keep the text and its action."""
        self.infos.append((text, action))
        self.last_action = on_action

    def error(self, trouble: Trouble) -> None:
        """Keep the error."""
        self.troubles.append(trouble)

    def ask(self, question: Question, on_yes: Then) -> None:
        """Keep the question and answer it."""
        self.questions.append(question)
        if self.agree:
            on_yes()


class _Dialog(QDialog):
    """Title, lines of text, a row of buttons; freed when closed."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(current().px(DIALOG_PX))

    def fill(self, icon: str, token: str, heading: str, lines: tuple[str, ...], buttons: tuple[Item, ...]) -> None:
        """Lay out an icon, a heading, paragraphs and the foot."""
        texts: list[Item] = [label(heading, "h3", wrap=True)]
        texts += [label(line, wrap=True) for line in lines if line]
        mark = icon_label(icon, token, 24)
        head = hbox(mark, (vbox(*texts, spacing=8), 1), margins=(24, 22, 24, 18), spacing=14)
        head.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        foot = frame("footer")
        hbox(*buttons, margins=(24, 12, 24, 12), spacing=10, parent=foot)
        vbox(head, foot, spacing=0, parent=self)


class TroubleDialog(_Dialog):
    """An error in three sentences, its detail one click away on the clipboard."""

    def __init__(self, trouble: Trouble, parent: QWidget) -> None:
        super().__init__("pvdesk", parent)
        self._trouble = trouble
        self.close_button = button("Fermer", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.copy_button = button("Copier le détail", "quiet", icon="copier")
        self.copy_button.clicked.connect(self._copy)
        self.copy_button.setVisible(bool(trouble.detail))
        lines = (trouble.safe, trouble.todo)
        self.fill("erreur", "error", trouble.what, lines, (self.copy_button, None, self.close_button))
        self.close_button.setFocus()
        self.setAccessibleDescription(f"{trouble.what} {trouble.safe} {trouble.todo}")
        announce(self, self.accessibleDescription(), urgent=True)

    def _copy(self) -> None:
        """Put the whole on the clipboard, ready for a message to the person who mends."""
        trouble = self._trouble
        QGuiApplication.clipboard().setText(f"{trouble.what}\n{trouble.safe}\n{trouble.todo}\n\n{trouble.detail}")


class QuestionDialog(_Dialog):
    """A question with a verb on its button; the other one has the focus, unless the verb is safe."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__("pvdesk", parent)
        self.yes = button(question.verb, "primary" if question.safe else "danger")
        self.no = button(question.cancel, "")
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        mark = ("info", "info") if question.safe else ("attention", "warning")
        self.fill(*mark, question.what, (question.consequence,), (None, self.no, self.yes))
        self.setAccessibleDescription(f"{question.what} {question.consequence}")
        ready = self.yes if question.safe else self.no
        ready.setDefault(True)
        ready.setFocus()
