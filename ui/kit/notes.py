"""A text of several lines that grows with what is written, up to a height; Tab leaves it, Ctrl+Entrée goes on."""

from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from pvdesk.base.francais import FINE, INSECABLE
from ui.theme.theme import current

FREE_TEXT = "Faits observables. La personne peut lire ce texte."  # stands by every text of several lines
FEWEST, MOST = 2, 16  # lines shown
PADDING = 5  # px of the style sheet, above and below
MARGIN = 2
# A space typed before one of these signs never begins a line: the wide one, or the thin one.
NO_BREAK = MappingProxyType({**dict.fromkeys(":»%", INSECABLE), **dict.fromkeys(";!?", FINE)})

PARAGRAPH, LINE = "\u2029", "\u2028"  # how Qt parts what it holds


def written_in(edit: QPlainTextEdit) -> str:
    """What an editor holds, no-break spaces kept: Qt's own plain text makes them ordinary ones."""
    return edit.document().toRawText().replace(PARAGRAPH, "\n").replace(LINE, "\n")


class Notes(QPlainTextEdit):
    """Between `fewest` and `MOST` lines high; past that, it scrolls."""

    next_asked = Signal()  # Ctrl+Entrée
    left = Signal()

    def __init__(self, fewest: int = FEWEST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = current()
        self._fewest = fewest
        self.setFont(self._theme.font())
        self.setAccessibleDescription(FREE_TEXT)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(self._theme.px(MARGIN))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._grow)
        self._grow()

    def set_fewest(self, lines: int) -> None:
        """The height when little is written."""
        self._fewest = lines
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Entrée leaves for what follows."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier:
            self.next_asked.emit()
        else:
            self._tie(event.text())
            super().keyPressEvent(event)

    def _tie(self, typed: str) -> None:
        """Make the space before a sign one that does not break: it was typed, only its width changes."""
        cursor = self.textCursor()
        if typed not in NO_BREAK or cursor.hasSelection() or cursor.positionInBlock() < 2:
            return
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
        before = cursor.block().text()[cursor.positionInBlock() - 1]
        if cursor.selectedText() == " " and not before.isspace():
            cursor.insertText(NO_BREAK[typed])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person has finished here."""
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def _grow(self) -> None:
        """Take the height of the lines written."""
        written = int(self.document().size().height())
        shown = max(self._fewest, min(written, MOST))
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if written > MOST else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        around = 2 * (self._theme.px(PADDING) + self._theme.px(MARGIN) + self._theme.border)
        height = shown * QFontMetrics(self.font()).lineSpacing() + around
        if height != self.height():
            self.setFixedHeight(height)
