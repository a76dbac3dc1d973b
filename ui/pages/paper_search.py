"""Words looked for in a paper: page after page from the one shown, in its pictures and in its text at once."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from pvdesk.base.francais import nombre
from pvdesk.reports.pages import Found, Pages
from ui.kit.announce import announce
from ui.kit.layouts import button, hbox, label, lead
from ui.kit.sheet_view import Box, SheetView
from ui.kit.text_view import TextView
from ui.papers import Papers
from ui.theme.theme import current

WAIT_MS, WIDE_PX = 140, 232


class SearchField(QLineEdit):
    """Enter goes to the next words, Shift+Enter to those before."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class PaperSearch(QWidget):
    """The field, how many were found, the way to the next."""

    def __init__(self, papers: Papers, sheets: SheetView, text: TextView) -> None:
        super().__init__()
        self._papers, self._sheets, self._text = papers, sheets, text
        self._pages: Pages | None = None
        self._words = ""
        self._found: dict[int, tuple[Found, ...]] = {}
        self._order: list[int] = []
        self._chosen = (-1, -1)
        self.edit = SearchField()
        self.edit.setPlaceholderText("Chercher dans le papier")
        self.edit.setAccessibleName("Chercher dans le papier")
        self.edit.setClearButtonEnabled(False)
        self.edit.setFixedWidth(current().px(WIDE_PX))
        lead(self.edit, "rechercher")
        self.before = button("", "quiet", icon="chevron-haut", name="Mots trouvés précédents", tip="Maj+Entrée")
        self.after = button("", "quiet", icon="chevron-bas", name="Mots trouvés suivants", tip="Entrée")
        self.count = label("", "caption")
        hbox(self.edit, self.before, self.after, self.count, spacing=4, parent=self)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._begin)
        self.edit.textChanged.connect(self._typed)
        self.edit.stepped.connect(self.step)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._on)
        self._show_count()

    def take(self, pages: Pages | None) -> None:
        """Another paper: the words typed are looked for in it too."""
        self._pages, self._words = pages, ""
        self._forget()
        self._show_count()
        if self.edit.text().strip() and pages is not None:
            self._timer.start()

    def focus_words(self) -> None:
        """Ctrl+F."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def clear(self) -> None:
        """Look for nothing."""
        self.edit.clear()
        self._begin()

    def step(self, way: int) -> None:
        """The next words, or those before, round."""
        if self._timer.isActive() or self.edit.text().strip() != self._words:
            self._begin()
            return
        every = [(page, rank) for page in sorted(self._found) for rank in range(len(self._found[page]))]
        if every:
            place = every.index(self._chosen) + way if self._chosen in every else 0
            self._choose(every[place % len(every)])
            self._text.find_next(self._words, way)

    def _back(self) -> None:
        self.step(-1)

    def _on(self) -> None:
        self.step(1)

    def _typed(self, _text: str) -> None:
        self._timer.start()

    def _begin(self) -> None:
        """Look on each page, the one shown first."""
        self._timer.stop()
        self._words = self.edit.text().strip()
        self._forget()
        if self._words and self._pages is not None:
            total, here = len(self._pages.sizes), self._sheets.page
            self._order = [*range(here, total), *range(here)]
            self._next()
        self._show_count()

    def _forget(self) -> None:
        self._found, self._order, self._chosen = {}, [], (-1, -1)
        self._sheets.show_marks({}, self._chosen)

    def _next(self) -> None:
        if self._order and self._pages is not None:
            self._papers.find(self._pages, self._order.pop(0), self._words, self._take_found)

    def _take_found(self, answer: tuple[str, int, tuple[Found, ...]]) -> None:
        """What a page holds, unless other words were typed meanwhile."""
        words, number, found = answer
        if words != self._words or self._pages is None:
            return
        if found:
            self._found[number] = found
            if self._chosen[0] < 0:
                self._choose((number, 0))
                self._text.find_next(words)
            else:
                self._show_marks()
        self._show_count()
        if self._order:
            self._next()
        else:
            announce(self.edit, self.count.text())

    def _choose(self, chosen: tuple[int, int]) -> None:
        self._chosen = chosen
        self._show_marks()
        self._show_count()
        announce(self.edit, f"{self.count.text()}, page {chosen[0] + 1}")

    def _show_marks(self) -> None:
        marks: dict[int, list[list[Box]]] = {
            page: [[(z.left, z.top, z.width, z.height) for z in zones] for zones in found]
            for page, found in self._found.items()
        }
        self._sheets.show_marks(marks, self._chosen)

    def _show_count(self) -> None:
        """« 2 sur 7 », « Introuvable »; nothing when nothing is looked for."""
        every = [(page, rank) for page in sorted(self._found) for rank in range(len(self._found[page]))]
        said = ""
        if self._words:
            said = "Recherche…" if self._order else "Introuvable"
        if every and self._chosen in every:
            said = f"{nombre(every.index(self._chosen) + 1)} sur {nombre(len(every))}"
        self.count.setText(said)
        for one in (self.before, self.after):
            one.setEnabled(bool(every))
