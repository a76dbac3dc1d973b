"""Ctrl+K: commands and records under one field, reached by a few letters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from db.search import fold
from pvdesk.store.finding import Found
from ui.actions import Action
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.layouts import frame, label, lead, vbox
from ui.kit.shortcut_hint import native
from ui.kit.table import Table
from ui.operations import Operations
from ui.theme.theme import current

WIDTH_PX, HEIGHT_PX = 640, 420
DELAY_MS = 120
MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
COMMANDS_ONLY = ">"
PEOPLE_ONLY = "@"
PEOPLE = frozenset({"membre", "contact"})
COLUMNS = (Column("Nom", strong=True), Column("Sorte", 150, muted=True), Column("Touches", 150, muted=True))


def matching(actions: Iterable[Action], words: str) -> list[Action]:
    """The actions whose text holds all the words; those that begin with them first."""
    asked = fold(words).split()
    kept = [one for one in actions if all(word in fold(one.text) for word in asked)]
    return sorted(kept, key=lambda one: not fold(one.text).startswith(fold(words)))


class Palette(QDialog):
    """``ran(name)`` when a command is chosen, ``opened(table, uid)`` when a record is."""

    ran = Signal(str)
    opened = Signal(str, str)

    def __init__(self, operations: Operations, actions: Iterable[Action], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("Rechercher ou lancer une commande")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations, self._actions = operations, tuple(actions)
        self._found: dict[str, Found] = {}
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Rechercher ou lancer une commande…")
        self.edit.setAccessibleName("Rechercher ou lancer une commande")
        self.edit.installEventFilter(self)
        lead(self.edit, "rechercher")
        self.table = Table(COLUMNS, "Résultats", row_height=40)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.rowActivated.connect(self._choose)
        self.table.clicked.connect(self._choose_current)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._search)
        self.edit.textChanged.connect(self._typed)
        self._lay_out()
        self._typed()

    def _lay_out(self) -> None:
        """Field, results, prefixes."""
        theme = current()
        box = frame("palette")
        hint = label("Flèches pour choisir, Entrée pour ouvrir · > commandes seules · @ personnes seules", "caption",
                     wrap=True)  # fmt: skip
        vbox(self.edit, (self.table, 1), hint, margins=(14, 14, 14, 12), spacing=10, parent=box)
        vbox(box, spacing=0, parent=self)
        host = self.parentWidget()
        width = min(theme.px(WIDTH_PX), host.width() - theme.px(32)) if host else theme.px(WIDTH_PX)
        height = min(theme.px(HEIGHT_PX), host.height() - theme.px(48)) if host else theme.px(HEIGHT_PX)
        self.resize(width, height)
        if host is not None:
            corner = host.mapToGlobal(host.rect().topLeft())
            self.move(corner.x() + (host.width() - width) // 2, corner.y() + theme.px(32))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: arrows move in the results while one types, Enter chooses."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                QApplication.sendEvent(self.table, event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose_current()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        """Commands at once; records after a pause."""
        self._found = {}
        self._show_results()
        self._timer.start()

    def _search(self) -> None:
        """Ask for the records."""
        words = self.edit.text().strip()
        if words and not words.startswith(COMMANDS_ONLY):
            self._operations.find(words.lstrip(PEOPLE_ONLY), self._show_found)

    def _show_found(self, found: list[Found]) -> None:
        """Add the records."""
        people = self.edit.text().startswith(PEOPLE_ONLY)
        self._found = {one.uid: one for one in found if not people or one.table in PEOPLE}
        self._show_results()

    def _show_results(self) -> None:
        """Commands, then records."""
        typed = self.edit.text().strip()
        commands = [] if typed.startswith(PEOPLE_ONLY) else matching(self._actions, typed.lstrip(COMMANDS_ONLY))
        rows = [
            cells.Row(f">{one.name}", (Cell(one.text, icon=one.icon), Cell("Commande"),
                                       Cell(native(one.keys[0]) if one.keys else "")))
            for one in commands
        ]  # fmt: skip
        rows += [cells.Row(one.uid, (Cell(one.nom), Cell(one.sorte), Cell(""))) for one in self._found.values()]
        self.table.set_rows(rows)
        if rows:
            self.table.select_uid(rows[0].uid)

    def _choose_current(self) -> None:
        """Enter, or a click."""
        self._choose(self.table.current_uid())

    def _choose(self, uid: str) -> None:
        """Close, then run or open."""
        if not uid:
            return
        self.accept()
        if uid.startswith(">"):
            self.ran.emit(uid[1:])
        else:
            self.opened.emit(self._found[uid].table, uid)
