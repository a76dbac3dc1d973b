"""The lock screen: painted before anything heavy is loaded; while the phrase is typed, the rest arrives."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QWidget

from ui.kit.announce import announce
from ui.kit.field import Field
from ui.kit.layouts import button, frame, hbox, icon_label, label, scrolled, vbox
from ui.kit.logo import Logo
from ui.theme.theme import current

if TYPE_CHECKING:
    from db.errors import Faute

CARD_PX = 520
OPENING = "Ouverture…"


class Coming(enum.Enum):
    """How one comes to the lock screen, and what is found behind it."""

    START = "start"
    LOCK = "lock"  # back where one was, without a word
    COPY = "copy"  # another base: nothing of it is gone back to


class FaultBox(QFrame):
    """A fault in three sentences: what happened, what is safe, what to do. Hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("errsum")
        self._happened = label("", "label", wrap=True)
        self._safe = label("", wrap=True)
        self._remedy = label("", wrap=True)
        icon = icon_label("erreur", "error", 20)
        words = vbox(self._happened, self._safe, self._remedy, spacing=4)
        row = hbox(icon, (words, 1), margins=(14, 12, 14, 12), spacing=10, parent=self)
        row.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, happened: str, safe: str, remedy: str) -> None:
        """Show a fault."""
        for line, text in ((self._happened, happened), (self._safe, safe), (self._remedy, remedy)):
            line.setText(text)
        self.setAccessibleName(self.text())
        self.show()
        announce(self, self.text(), urgent=True)

    def text(self) -> str:
        """What is said."""
        return " ".join(line.text() for line in (self._happened, self._safe, self._remedy))


def phrase_edit(name: str) -> QLineEdit:
    """An editor that hides what is typed."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setAccessibleName(name)
    # A phrase is never learnt, corrected or capitalized by an input method.
    edit.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return edit


class ShowPhrase(QCheckBox):
    """« Afficher la phrase »: what was typed is seen in the editors given."""

    def __init__(self, *edits: QLineEdit) -> None:
        super().__init__("&Afficher la phrase")
        self._edits = edits
        self.toggled.connect(self._show)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 — Qt's signal
        """Show or hide."""
        for edit in self._edits:
            edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class Welcome(QWidget):
    """What both first screens are: one card in the middle, that scrolls when the text is large.

    ``painted`` is told once, after the first paint: the moment to begin to load what is heavy.
    """

    painted = Signal()

    def __init__(self, card: QWidget, width: int = CARD_PX) -> None:
        super().__init__()
        self._told = False
        card.setMaximumWidth(current().px(width))
        body = QWidget()
        vbox(None, hbox(None, (card, 1000), None, spacing=0), None, margins=(16, 16, 16, 16), parent=body)
        vbox(scrolled(body), spacing=0, parent=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook: tell the first paint once it is on the screen."""
        super().paintEvent(event)
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self.painted.emit)


class LockScreen(Welcome):
    """Asks for the phrase of a data folder; ``phraseGiven`` carries it."""

    phraseGiven = Signal(str)  # noqa: N815 — Qt's habit for signals

    def __init__(self, folder: Path, note: str = "") -> None:
        self.edit = phrase_edit("Phrase de passe")
        self.note: QLabel = label(note, wrap=True)
        self.note.setVisible(bool(note))
        self.open_button = button("Ouvrir", "primary", icon="deverrouiller")
        self.fault = FaultBox()
        self._waiting: QLabel = label("", "muted")
        super().__init__(self._card(folder))
        self.edit.returnPressed.connect(self._give)
        self.open_button.clicked.connect(self._give)
        self.setFocusProxy(self.edit)

    def _card(self, folder: Path) -> QWidget:
        """Mark, name of the folder, phrase, button."""
        place = label("", "caption")
        metrics = place.fontMetrics()
        room = current().px(CARD_PX - 80)
        place.setText(metrics.elidedText(f"Dossier\u00a0: {folder}", Qt.TextElideMode.ElideMiddle, room))
        place.setToolTip(str(folder))
        card = frame()
        titles = vbox(label("pvdesk", "h1"), label(folder.name or str(folder), "muted"), spacing=0)
        head = hbox(Logo(46), (titles, 1), spacing=16)
        foot = hbox(ShowPhrase(self.edit), (self._waiting, 1), self.open_button, spacing=16)
        field = Field("&Phrase de passe", self.edit, "Elle ouvre vos données\u00a0; elle n’est écrite nulle part.")
        vbox(head, 4, self.note, self.fault, field, foot, place, margins=(40, 34, 40, 28), spacing=14, parent=card)
        return card

    def wait(self, text: str = OPENING) -> None:
        """The base is being opened: nothing to type meanwhile."""
        self.fault.hide()
        self.open_button.setEnabled(False)
        self.edit.setReadOnly(True)
        self._waiting.setText(text)
        announce(self, text)

    def fail(self, fault: Faute) -> None:
        """Say what stopped the opening; the phrase may be typed again."""
        self.open_button.setEnabled(True)
        self.edit.setReadOnly(False)
        self._waiting.setText("")
        self.fault.say(fault.happened, fault.safe, fault.remedy)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        """Hand the phrase over."""
        if self.open_button.isEnabled() and self.edit.text():
            self.phraseGiven.emit(self.edit.text())
