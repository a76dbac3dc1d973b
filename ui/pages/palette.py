"""Ctrl+K: commands, fiches, people, quartiers and objectives under one field, in sections, reached by a few letters."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from db.search import fold
from pvdesk.base.francais import pluriel
from pvdesk.store.finding import Found, Rang, Section, rang
from ui.actions import BY_NAME, Action
from ui.kit import cells
from ui.kit.announce import announce
from ui.kit.cells import Cell, Column
from ui.kit.layouts import frame, label, lead, vbox
from ui.kit.shortcut_hint import native
from ui.kit.table import Table
from ui.operations import Operations
from ui.places import CODED, PAGE_OF
from ui.searching import Answer
from ui.theme.theme import current

WIDTH_PX, HEIGHT_PX = 720, 460
DELAY_MS = 80
MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
COMMANDS, COMMANDS_ONLY = "Commandes", ">"
PREFIXES = MappingProxyType({"@": Section.PERSONNES, "#": Section.QUARTIERS})
COMMANDS_SHOWN = 5  # beside other sections
COLUMNS = (Column("Section", 116, muted=True), Column("Nom", strong=True), Column("Sorte ou touches", 176, muted=True))
HINT = "Flèches pour choisir, Entrée pour ouvrir · > commandes · @ personnes · # quartiers"


def matching(actions: Iterable[Action], words: str) -> list[Action]:
    """The actions whose words hold all of these: those that begin with them, then those with a word that does."""
    asked = fold(words).split()
    kept = [one for one in actions if all(word in fold(f"{one.text} {one.also}") for word in asked)]
    return sorted(kept, key=lambda one: _rank(one, words))


def _rank(action: Action, words: str) -> Rang:
    """How well an action answers, by its text or by its other words."""
    said = rang(action.text, words)
    return min(said, rang(action.also, words)) if action.also else said


def icon_of(found: Found) -> str:
    """The icon of the page that lists it."""
    page = PAGE_OF.get(found.table) or CODED.get(found.table, "")
    return BY_NAME[page].icon if page in BY_NAME else "document"


class Palette(QDialog):
    """``ran(name)`` when a command is chosen, ``opened(table, uid)`` when a record, a quartier or an objective is."""

    ran = Signal(str)
    opened = Signal(str, str)

    def __init__(self, operations: Operations, actions: Iterable[Action], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("Rechercher ou lancer une commande")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._operations, self._actions = operations, tuple(actions)
        self._found: dict[str, Found] = {}
        self._waiting, self._hurried = False, False  # for an answer, which Enter came before
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Rechercher ou lancer une commande…")
        self.edit.setAccessibleName("Rechercher ou lancer une commande")
        self.edit.setAccessibleDescription(HINT)
        self.edit.installEventFilter(self)
        lead(self.edit, "rechercher")
        self.table = Table(COLUMNS, "Résultats", row_height=48)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.rowActivated.connect(self._choose)
        self.table.clicked.connect(self._choose_current)
        self.none = label("", "muted", wrap=True)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._search)
        self.edit.textChanged.connect(self._typed)
        self._lay_out()
        self._typed()

    def _lay_out(self) -> None:
        """Field, results, prefixes."""
        theme = current()
        box = frame("palette")
        hint = label(HINT, "caption", wrap=True)
        vbox(self.edit, self.none, (self.table, 1), hint, margins=(14, 14, 14, 12), spacing=10, parent=box)
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
                self._say_chosen()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._enter()
                return True
        return super().eventFilter(watched, event)

    # ---- what is asked
    def _asked(self) -> tuple[str, str]:
        """The prefix and the words typed."""
        typed = self.edit.text().strip()
        known = typed[:1] in {COMMANDS_ONLY, *PREFIXES}
        return (typed[:1], typed[1:].strip()) if known else ("", typed)

    def _typed(self) -> None:
        """Commands at once; what the base holds after a pause."""
        self._found, self._waiting, self._hurried = {}, True, False
        self._show_results(waiting=True)
        self._timer.start()

    def _search(self) -> None:
        """Ask the base."""
        prefix, words = self._asked()
        if words and prefix != COMMANDS_ONLY:
            self._operations.searching.find(words, PREFIXES.get(prefix), self._show_found)
        elif not prefix and not words:
            self._operations.searching.recents(self._show_found)
        else:
            self._show_results()

    def _show_found(self, answer: Answer) -> None:
        """Show it, unless something else was typed meanwhile."""
        words, found = answer
        if words == self._asked()[1]:
            self._waiting = False
            self._found = {f"{one.table}/{one.uid}": one for one in found}
            self._show_results()
            if self._hurried:
                self._choose_current()
            else:
                announce(self.edit, pluriel(self.table.rows.rowCount(), "résultat", "résultats"))

    # ---- what is shown
    def _show_results(self, *, waiting: bool = False) -> None:
        """Section after section, the one whose first answer is best before the others."""
        prefix, words = self._asked()
        sections: dict[str, list[tuple[Rang, cells.Row]]] = {}
        if prefix not in PREFIXES:
            shown = matching(self._actions, words)
            alone = prefix == COMMANDS_ONLY or not words or not (self._found or waiting)
            commands = [(_rank(one, words), _command(one)) for one in shown[: None if alone else COMMANDS_SHOWN]]
            if commands:
                sections[COMMANDS] = commands
        for key, one in self._found.items():
            title = one.section.value if words else Section.RECENTS.value
            sections.setdefault(title, []).append((one.rang, _record(key, one)))
        # What was just opened comes before the commands; once words are typed, the best answer does.
        order = sorted(sections, key=lambda title: sections[title][0][0] if words else title == COMMANDS)
        rows = [
            cells.Row(row.uid, (Cell(title if not place else ""), *row.cells))
            for title in order
            for place, (_, row) in enumerate(sections[title])
        ]
        self.table.set_rows(rows)
        self.none.setVisible(not rows and not waiting)
        self.none.setText(f"Rien ne correspond à «\u00a0{words}\u00a0»." if words else "Tapez quelques lettres.")
        if rows:
            self.table.select_uid(rows[0].uid)

    def _say_chosen(self) -> None:
        """The focus stays in the field: what is chosen is announced."""
        place = self.table.currentIndex().row()
        if place >= 0:
            _, name, kind = self.table.rows.row(place).cells
            announce(self.edit, ", ".join(part for part in (name.text, name.second, kind.text) if part))

    # ---- what is chosen
    def _enter(self) -> None:
        """Enter; a quick hand that did not wait gets the best answer all the same."""
        prefix, words = self._asked()
        if not self._waiting or prefix == COMMANDS_ONLY or not words:
            self._choose_current()
            return
        self._hurried = True
        if self._timer.isActive():
            self._timer.stop()
            self._search()

    def _choose_current(self) -> None:
        """The answer chosen."""
        self._choose(self.table.current_uid())

    def _choose(self, key: str) -> None:
        """Close, then run or open."""
        if not key:
            return
        self.accept()
        if key.startswith(COMMANDS_ONLY):
            self.ran.emit(key[1:])
        else:
            self.opened.emit(self._found[key].table, self._found[key].uid)


def _command(action: Action) -> cells.Row:
    keys = native(action.keys[0]) if action.keys else "Commande"
    return cells.Row(f"{COMMANDS_ONLY}{action.name}", (Cell(action.text, icon=action.icon), Cell(keys)))


def _record(key: str, found: Found) -> cells.Row:
    return cells.Row(key, (Cell(found.nom, found.extrait, icon=icon_of(found)), Cell(found.sorte)))
