"""The bar above the pages: search, what waits to be sent, « Nouveau »."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy

from pvdesk.base.francais import pluriel
from ui.actions import NEW, Action, keys_of
from ui.kit.layouts import button, hbox
from ui.kit.shortcut_hint import ShortcutHint, native
from ui.theme import icons
from ui.theme.theme import current

SEARCH_PX = 375
WAITING_FROM_PX = 560
HINT_FROM_PX = 900
# What is made together, in the order of the navigation; what is in none comes last.
FAMILIES = (
    ("reunion", "action", "note_mensuelle"),
    ("convention", "occupation", "activite", "controle"),
    ("projet", "visite"),
    ("fiche_dispositif", "releve"),
    ("conseil", "membre", "organisme", "contact"),
)


def families() -> list[list[Action]]:
    """The entries of « Nouveau », family by family."""
    made = [[one for makes in family for one in NEW if one.makes == makes] for family in FAMILIES]
    held = [one for family in made for one in family]
    return [family for family in (*made, [one for one in NEW if one not in held]) if family]


class TopBar(QFrame):
    """``searchAsked``, ``sendAsked``, ``newAsked(name of the action)``."""

    searchAsked = Signal()  # noqa: N815 — Qt's habit for signals
    sendAsked = Signal()  # noqa: N815
    newAsked = Signal(str)  # noqa: N815

    def __init__(self, *, writes: bool) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._waiting = 0
        self.search = button("Rechercher ou lancer une commande…", "search", icon="rechercher")
        self.search.setAccessibleName("Rechercher ou lancer une commande")
        self.search.setMaximumWidth(current().px(SEARCH_PX))
        self.search.setMinimumWidth(current().px(120))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hint = ShortcutHint(keys_of("chercher"))
        hbox(None, self._hint, margins=(0, 0, 8, 0), parent=self.search)
        self.waiting = button("", "quiet", icon="envoyer")
        self.waiting.hide()
        self.new = button("Nouveau", "primary", icon="ajouter", tip=native(keys_of("nouveau")))
        self.menu = QMenu(self.new)
        for family in families():
            self.menu.addSeparator()
            for action in family:
                self.menu.addAction(self._entry(action.name, action.text, action.icon, keys_of(action.name)))
        self.new.setMenu(self.menu)
        if not writes:
            self.new.hide()
        self.search.clicked.connect(self.searchAsked)
        self.waiting.clicked.connect(self.sendAsked)
        self.menu.triggered.connect(self._choose)
        hbox((self.search, 4), None, self.waiting, self.new, margins=(20, 10, 20, 10), spacing=14, parent=self)

    def _entry(self, name: str, text: str, icon: str, keys: str) -> QAction:
        """One entry of the menu; its keys are shown, the window answers them."""
        theme = current()
        shown = f"{text}\t{native(keys)}" if keys else text
        made = QAction(icons.icon(theme, icon, "primary", theme.px(18)), shown, self.menu)
        made.setData(name)
        return made

    def _choose(self, action: QAction) -> None:
        """An entry was chosen."""
        self.newAsked.emit(str(action.data()))

    def set_waiting(self, count: int) -> None:
        """« 4 éléments à envoyer »."""
        self._waiting = count
        self.waiting.setText(f"{pluriel(count, 'élément', 'éléments')} à envoyer")
        self._fit()

    def open_menu(self) -> None:
        """Ctrl+N."""
        if self.new.isVisible():
            self.new.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.new.showMenu()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: what does not fit goes; the navigation says the same number."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = current()
        self.waiting.setVisible(bool(self._waiting) and self.width() >= theme.px(WAITING_FROM_PX))
        roomy = self.width() >= theme.px(HINT_FROM_PX)
        self._hint.setVisible(roomy)
        self.search.setText("Rechercher ou lancer une commande…" if roomy else "Rechercher…")
