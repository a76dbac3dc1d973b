"""« Corbeille »: what was deleted, read and taken out. Nothing is purged here: a removal is regretted for years."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from pvdesk.base.francais import date_courte, heure, pluriel
from pvdesk.kit.draft import Draft
from pvdesk.store.corbeille import JOURS, Jetee
from pvdesk.store.records import Absent
from pvdesk.store.repentir import Repentir
from ui import actions
from ui.kit import cells
from ui.kit.announce import say_count
from ui.kit.cells import Cell, Column
from ui.kit.empty import empty_page
from ui.kit.keys import local
from ui.kit.layouts import button, frame, hbox, label, page_head, scrolled, vbox
from ui.kit.narrow import Turning
from ui.kit.table import Table
from ui.pages.page import Page, Services
from ui.pages.read_card import ReadCard
from ui.pages.record_detail import facts
from ui.pages.refusal import tell
from ui.pages.words_filter import WordsFilter
from ui.places import HISTORY
from ui.theme.theme import current

SUBTITLE = "Ce qui a été supprimé reste ici\u00a0: rien n’en part tout seul, tout se rétablit"
COLUMNS = (Column("Fiche", strong=True), Column("Supprimée", 150), Column("Par", 84))
RECENT, EVER = f"Depuis {JOURS}\u00a0jours", "Depuis toujours"
NOTHING = "La corbeille est vide."
WHY = "Une fiche supprimée arrive ici, avec tout ce qu’elle disait\u00a0: de quoi la relire, et la rétablir d’un geste."
TURN_PX = 900
LIST_PX = 320


def ago(days: int) -> str:
    """« aujourd’hui », « hier », « il y a 12 jours »."""
    return {0: "aujourd’hui", 1: "hier"}.get(days) or f"il y a {pluriel(days, 'jour', 'jours')}"


def row_of(one: Jetee) -> cells.Row:
    """The fiche and its type, when it was deleted, by whom."""
    when = one.le.astimezone()
    sort = " · ".join(part for part in (one.sorte, one.reference) if part)
    return cells.Row(one.uid, (Cell(one.nom, sort), Cell(date_courte(when.date()), ago(one.jours)), Cell(one.par)))


class TrashPage(Page):
    """The list of what was deleted, and the card of the chosen one."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._lives = services.operations.lives
        self._found: dict[str, Jetee] = {}
        self._entering = False
        self.filters = WordsFilter("Filtrer\u00a0: nom, type, numéro…", (RECENT,), EVER)
        self.filters.choice.setCurrentIndex(1)
        self.filters.choice.setAccessibleName("Période")
        self.table = Table(COLUMNS, "Corbeille", row_height=56)
        self.restore_button = button("Rétablir", "primary", icon="restaurer")
        self.past_button = button("Historique", "quiet", icon="historique")
        self.card = ReadCard(self.restore_button, self.past_button)
        self.every_button = button("Voir toute la corbeille")
        self._count: QLabel = label("", "caption")
        self._none: QLabel = label("", wrap=True)
        self.body = QStackedWidget()
        self._list = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left, inside, none = frame(), QWidget(), QWidget()
        vbox(None, self._none, hbox(self.every_button, None), None, margins=(20, 20, 20, 20), parent=none)
        self._list.addWidget(self.table)
        self._list.addWidget(none)
        self._list.setMinimumHeight(current().px(LIST_PX))
        self.card.setMinimumHeight(current().px(LIST_PX))
        bar = hbox(self.filters, margins=(14, 14, 14, 12))
        foot = hbox((self._count, 1), label("Entrée rétablit", "caption"), margins=(16, 8, 16, 10))
        vbox(bar, (self._list, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        vbox(Turning([(left, 60), (self.card, 40)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(NOTHING, WHY))
        self.column.addLayout(page_head("Corbeille", SUBTITLE))
        self.column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.every_button.clicked.connect(self._see_all)
        self.table.currentUidChanged.connect(self._read)
        self.table.rowActivated.connect(self._restore)
        self.restore_button.clicked.connect(self.restore)
        self.past_button.clicked.connect(self.show_past)
        for name, answer in (("filtrer", self._focus_words), ("historique", self.show_past)):
            local(actions.action(name).keys, self, answer)

    # ---- what is shown
    def enter(self) -> None:
        """Read what was deleted, and begin on the last."""
        self._entering = True
        self.refresh()

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list."""
        self._lives.corbeille(self.filters.words.text().strip(), self._show)

    def zones(self) -> list[QWidget]:
        """Filter, list, card."""
        return [self.filters.words, self.table, self.restore_button]

    def _show(self, found: list[Jetee]) -> None:
        kept = [one for one in found if one.jours <= JOURS or self.filters.choice.currentText() != RECENT]
        self._found = {one.uid: one for one in kept}
        self.table.set_rows([row_of(one) for one in kept])
        say_count(self._count, pluriel(len(kept), "fiche supprimée", "fiches supprimées"))
        words = self.filters.words.text().strip()
        since = f" depuis {JOURS}\u00a0jours" if self.filters.choice.currentText() == RECENT else ""
        what = f" qui corresponde à «\u00a0{words}\u00a0»" if words else ""
        self._none.setText(f"Rien de supprimé{since}{what}.")
        asked = bool(words) or len(kept) < len(found)
        self.body.setCurrentIndex(0 if kept or asked else 1)
        self._list.setCurrentIndex(0 if kept else 1)
        self.table.select_first()
        if self._entering:  # only now: an empty list, not shown, takes no focus
            self._entering = False
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _read(self, _uid: str = "") -> None:
        one = self._found.get(self.table.current_uid())
        if one is None:
            self.card.clear()
        else:
            self.services.operations.load(one.table, one.uid, self._show_card, self._gone)

    def _show_card(self, draft: Draft) -> None:
        one = self._found.get(draft.uid)
        if one is None or draft.uid != self.table.current_uid():
            return
        when = one.le.astimezone()
        deleted = f"Supprimée le {date_courte(when.date())} à {heure(when)}, par {one.par}"
        sort = " · ".join(part for part in (one.sorte, one.reference) if part)
        self.card.show_parts(one.nom, (sort, deleted), list(facts(draft)))

    def _gone(self, error: Exception) -> None:
        """Purged between the list and the card: the list is read again; anything else is said, once."""
        if isinstance(error, Absent):
            self.refresh()
        else:
            tell(self.services.messages, error)

    def _see_all(self) -> None:
        self.filters.words.clear()
        self.filters.choice.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_words(self) -> None:
        self.filters.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.words.selectAll()

    # ---- what is done
    def restore(self) -> None:
        """Take the chosen fiche out."""
        self._restore(self.table.current_uid())

    def _restore(self, uid: str) -> None:
        one = self._found.get(uid)
        if one is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the card may be about to go, and its button with it
            self._lives.restore(one.table, one.uid, self._restored, self._failed)

    def _restored(self, done: Repentir) -> None:
        self._lives.offer(self.services.messages, done)

    def _failed(self, error: Exception) -> None:
        tell(self.services.messages, error)

    def show_past(self) -> None:
        """Its history."""
        one = self._found.get(self.table.current_uid())
        if one is not None:
            self.services.go.show_page(HISTORY, {"table": one.table, "uid": one.uid})
