"""A wavy line under the words that the dictionary lacks, never under the one being written."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit

from pvdesk.kit.orthographe import Lexique, Mot
from ui.theme.theme import current

KEPT = 512  # paragraphs whose words were looked up
Finder = Callable[[str], tuple[Mot, ...]]


class Underline(QObject):
    """Dresses one text; it is freed with it. Neither the text nor what can be undone is touched.

    Not a QSyntaxHighlighter: that one says « the text changed » when it draws a line, and the fiche would be saved.
    """

    def __init__(self, notes: QPlainTextEdit, lexicon: Lexique) -> None:
        super().__init__(notes)
        self.notes = notes
        self._unknown = _finder(lexicon)
        self._line = QTextCharFormat()
        self._line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._line.setUnderlineColor(current().color("error.line"))
        self._left = notes.textCursor().blockNumber()
        notes.document().contentsChange.connect(self._changed)
        notes.cursorPositionChanged.connect(self._follow)
        self._dress_all()

    def renew(self, lexicon: Lexique) -> None:
        """Take another lexicon: a name was added, a word was taught."""
        self._unknown = _finder(lexicon)
        self._dress_all()

    def end(self) -> None:
        """Leave the text as plain as it was."""
        self._unknown = _nothing
        self._dress_all()
        self.deleteLater()

    def after(self, place: int) -> QTextCursor | None:
        """The first unknown word that ends after a place of the text, chosen; None when there is none."""
        block = self.notes.document().findBlock(max(place, 0))
        while block.isValid():
            for word in self._unknown(block.text()):
                if block.position() + word.fin > place:
                    return _chosen(block, word)
            block = block.next()
        return None

    def at(self, cursor: QTextCursor) -> QTextCursor | None:
        """The unknown word where a cursor stands, chosen."""
        block, place = cursor.block(), cursor.selectionEnd() - cursor.block().position()
        found = (word for word in self._unknown(block.text()) if word.debut <= place <= word.fin)
        return next((_chosen(block, word) for word in found), None)

    def _changed(self, place: int, _removed: int, added: int) -> None:
        """Some paragraphs changed."""
        block, last = self.notes.document().findBlock(place), place + added
        while block.isValid() and block.position() <= last:
            self._dress(block)
            block = block.next()

    def _follow(self) -> None:
        """The cursor moved: the word it left is written."""
        here, left = self.notes.textCursor().blockNumber(), self._left
        self._left = here
        for number in {here, left}:
            self._dress(self.notes.document().findBlockByNumber(number))

    def _dress_all(self) -> None:
        block = self.notes.document().firstBlock()
        while block.isValid():
            self._dress(block)
            block = block.next()

    def _dress(self, block: QTextBlock) -> None:
        """Underline a paragraph, unless it already is, or a letter is being composed in it."""
        if not block.isValid() or block.layout().preeditAreaText():
            return
        cursor = self.notes.textCursor()
        typed = self.notes.hasFocus() and cursor.block() == block and not cursor.hasSelection()
        here = cursor.positionInBlock() if typed else -1
        spans = [(word.debut, word.fin - word.debut) for word in self._unknown(block.text()) if word.fin != here]
        if spans != [(drawn.start, drawn.length) for drawn in block.layout().formats()]:
            block.layout().setFormats([self._drawn(*span) for span in spans])
            self.notes.document().markContentsDirty(block.position(), block.length())

    def _drawn(self, start: int, length: int) -> QTextLayout.FormatRange:
        drawn = QTextLayout.FormatRange()
        drawn.start, drawn.length, drawn.format = start, length, self._line
        return drawn


def _finder(lexicon: Lexique) -> Finder:
    """What finds the unknown words of a paragraph, and remembers them."""

    @lru_cache(maxsize=KEPT)
    def unknown(text: str) -> tuple[Mot, ...]:
        return tuple(lexicon.inconnus(text))

    return unknown


def _nothing(_text: str) -> tuple[Mot, ...]:
    return ()


def _chosen(block: QTextBlock, word: Mot) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + word.debut)
    cursor.setPosition(block.position() + word.fin, QTextCursor.MoveMode.KeepAnchor)
    return cursor
