"""Spelling in the texts of several lines: asked for by the first of them that is entered, on F7, and by its menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

from pvdesk.kit.orthographe import Lexique
from ui.actions import BY_NAME
from ui.kit.announce import announce
from ui.kit.notes import Notes
from ui.kit.spelling import Underline
from ui.pages.page import Services
from ui.words import Words

# What may bring a name to the directory; an empty one is a lot received.
NAMING = frozenset({"", "membre", "contact", "occupation", "organisme", "conseil", "reunion"})
NOTHING_LEFT = "Aucun autre mot à vérifier."
NO_TEXT = "Il n’y a pas de texte à vérifier ici."
OFF = "L’orthographe n’est pas vérifiée\u00a0: la case est dans les Paramètres."


class Spelling(QObject):
    """Made by the window. Nothing is read before a text is entered; nothing is written but what the person chooses."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._words = Words(services.operations)
        self._lexicon: Lexique | None = None
        self._asked = self._stale = False
        self._then: Callable[[], object] | None = None
        self._lines: list[Underline] = []
        for keys in BY_NAME["orthographe"].keys:
            QShortcut(QKeySequence(keys), window, self.next)
        QApplication.instance().focusChanged.connect(self._enter)  # type: ignore[union-attr]
        services.operations.changed.connect(self._age)

    @property
    def on(self) -> bool:
        """Whether the person wants it."""
        return self._services.display.settings.orthographe

    # ---- live
    def _enter(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A text is entered: it is underlined from now on."""
        if isinstance(new, Notes) and self.on and not new.isReadOnly() and self._window.isAncestorOf(new):
            self._with_words(partial(self._dress, new))

    def _with_words(self, then: Callable[[], object]) -> None:
        """Do something once the words are known, and known as they are now."""
        if self._lexicon is not None and not self._stale:
            then()
            return
        self._then = then
        if not self._asked:
            self._asked, self._stale = True, False
            self._words.lexicon(self._lexicon, self._take)

    def _take(self, lexicon: Lexique) -> None:
        """The words came."""
        self._asked, self._lexicon = False, lexicon
        for line in self._alive():
            line.renew(lexicon)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _dress(self, notes: Notes) -> Underline | None:
        """Underline a text, once."""
        if not isValid(notes) or self._lexicon is None:
            return None
        for line in self._alive():
            if line.notes is notes:
                return line
        made = Underline(notes, self._lexicon)
        self._lines.append(made)
        notes.installEventFilter(self)
        return made

    def _alive(self) -> list[Underline]:
        """The texts underlined that still are on a page."""
        self._lines = [line for line in self._lines if isValid(line) and isValid(line.notes)]
        return self._lines

    def _age(self, table: str, _uid: str) -> None:
        """A name may have come to the directory: it is read again with the next text."""
        self._stale = self._stale or table in NAMING

    # ---- F7
    def next(self) -> None:
        """Go to the next unknown word of the page and propose what could stand instead."""
        if not self.on:
            self._services.messages.info(OFF)
        else:
            self._with_words(self._seek)

    def _seek(self) -> None:
        texts = self._texts()
        if not texts:
            self._services.messages.info(NO_TEXT)
            return
        focus = QApplication.focusWidget()
        here = texts.index(focus) if isinstance(focus, Notes) and focus in texts else None
        for notes in texts[here or 0 :]:
            line = self._dress(notes)
            place = notes.textCursor().selectionEnd() if here is not None and notes is texts[here] else -1
            found = line.after(place) if line is not None else None
            if found is not None:
                notes.setFocus()
                notes.setTextCursor(found)
                notes.ensureCursorVisible()
                self._propose(notes, found, notes.viewport().mapToGlobal(notes.cursorRect(found).bottomLeft()))
                return
        self._services.messages.info(NOTHING_LEFT)

    def _texts(self) -> list[Notes]:
        """The texts of the page that may be changed, in reading order."""
        shown = (one for one in self._window.findChildren(Notes) if one.isVisible() and not one.isReadOnly())
        return sorted(shown, key=self._height)

    def _height(self, notes: Notes) -> tuple[int, int]:
        place = notes.mapTo(self._window, QPoint(0, 0))
        return place.y(), place.x()

    # ---- menus
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: the menu of a text begins by what could stand for the word."""
        if not (isinstance(event, QContextMenuEvent) and isinstance(watched, Notes) and self.on):
            return super().eventFilter(watched, event)
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        cursor = watched.cursorForPosition(watched.viewport().mapFrom(watched, event.pos()))
        line = self._dress(watched)
        found = line.at(cursor if by_mouse else watched.textCursor()) if line is not None else None
        if found is None:
            return super().eventFilter(watched, event)
        menu = self._menu(watched, found)
        menu.addSeparator()
        menu.addActions(watched.createStandardContextMenu().actions())
        menu.popup(event.globalPos())
        return True

    def _propose(self, notes: Notes, found: QTextCursor, where: QPoint) -> None:
        """Open the menu of a word at its foot, and say it."""
        menu = self._menu(notes, found)
        menu.popup(where)
        choices = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
        menu.setActiveAction(choices[0])
        announce(notes, menu.accessibleName())

    def _menu(self, notes: Notes, found: QTextCursor) -> QMenu:
        """What could stand for a word, then what to do of it."""
        assert self._lexicon is not None
        word = found.selectedText()
        proposed = self._lexicon.propositions(word)
        menu = QMenu(notes)
        menu.aboutToHide.connect(menu.deleteLater)
        said = f"«\u00a0{word}\u00a0» n’est pas dans le dictionnaire"
        menu.setAccessibleName(said if proposed else f"{said}\u00a0; aucune proposition")
        menu.addAction(said.replace("&", "&&")).setEnabled(False)
        menu.addSeparator()
        for one in proposed:
            _entry(menu, one, partial(found.insertText, one))
        if not proposed:
            menu.addAction("Aucune proposition").setEnabled(False)
        menu.addSeparator()
        _entry(menu, "Ne plus signaler ce mot", partial(self._teach, word))
        _entry(menu, "Ne plus vérifier l’orthographe", self._stop)
        return menu

    def _teach(self, word: str) -> None:
        """A word that is right: known on this laptop."""
        self._words.teach(word, self._taught)

    def _taught(self, _nothing: object) -> None:
        if self._lexicon is not None and not self._asked:
            self._asked, self._stale = True, False
            self._words.lexicon(self._lexicon, self._take)

    def _stop(self) -> None:
        """No more underlining, until the setting says otherwise."""
        display = self._services.display
        display.change(replace(display.settings, orthographe=False))
        for line in self._alive():
            line.end()
        self._lines = []


def _entry(menu: QMenu, text: str, act: Callable[[], object]) -> QAction:
    """A line of a menu: an ampersand in it is a letter."""
    made = menu.addAction(text.replace("&", "&&"))
    made.triggered.connect(lambda: act())  # noqa: PLW0108 — Qt would hand it whether the line is ticked
    return made
