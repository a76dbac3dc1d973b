"""Everybody: members of conseils, contacts of structures, holders of posts, in one list; somebody new in a few keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QWidget

from db.search import fold
from pvdesk.base.francais import pluriel
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft
from pvdesk.store.annuaire import GENS
from pvdesk.store.listing import Row
from ui import actions, states
from ui.actions import keys_of
from ui.kit import cells
from ui.kit.announce import say_count
from ui.kit.cells import Cell, Column
from ui.kit.editors import Choice
from ui.kit.keys import local
from ui.kit.layouts import button, frame, hbox, label, lead, scrolled, vbox
from ui.kit.narrow import Turning, turning_head
from ui.kit.shortcut_hint import native
from ui.kit.table import Table
from ui.pages.add_person import AddPerson
from ui.pages.page import Page, Services
from ui.pages.record_columns import title
from ui.pages.record_detail import DetailCard
from ui.pages.record_removal import Removal
from ui.places import HISTORY
from ui.theme.theme import current

DELAY_MS, PREVIEW_MS = 150, 60
TURN_PX, LIST_PX = 900, 320
NONE_PX = (20, 0, 20, 12)
SUBTITLE = "Membres des conseils, contacts des structures, titulaires de postes"
EVERYBODY = "Toutes les personnes"
NOBODY = "Personne pour l’instant. Ajoutez les membres d’un conseil, ou les contacts d’une structure."
COLUMNS = (Column("Nom", strong=True), Column("Où", 168), Column("État", 188))
ICONS = {"membre": "personnes", "contact": "courriel", "occupation": "adultes-relais"}


def cells_of(table: str, row: Row) -> tuple[Cell, ...]:
    """Name and what one is there; of which conseil, structure or post; where the fiche stands."""
    texts = row.texts
    names: tuple[str, ...]
    what: tuple[str, ...]
    if table == "membre":
        names = (texts["prenom"], texts["nom"])
        what, where = (texts["fonction"] or texts["college"], texts["code"]), texts["conseil_uid"]
    elif table == "contact":
        names, what, where = (texts["prenom"], texts["nom"]), (texts["fonction"],), texts["organisme_uid"]
    else:  # named by a code wherever one reads
        names, what, where = (texts["code"],), (texts["contrat"],), texts["convention_uid"]
    name = " ".join(part for part in names if part) or texts.get("code") or "Sans nom"
    second = " · ".join(part for part in (FICHES[table].singular, *what) if part)
    return Cell(name, second, icon=ICONS[table]), Cell(where), states.sending(row)


class PeoplePage(Page):
    """List on the left, the card of the person chosen on the right."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._rows: dict[str, tuple[str, Row]] = {}
        self.words = QLineEdit()
        self.words.setPlaceholderText("Filtrer\u00a0: nom, fonction, conseil, structure…")
        self.words.setAccessibleName("Filtrer les personnes")
        lead(self.words, "rechercher")
        self.kind = Choice()
        self.kind.setAccessibleName("Sorte de personnes")
        self.kind.addItem(EVERYBODY, "")
        for table in GENS:
            self.kind.addItem(FICHES[table].plural, table)
        self.table = Table(COLUMNS, "Personnes", row_height=56)
        self.add_button = button("Ajouter une personne", "primary", icon="personne-ajouter",
                                 tip=native(keys_of("ajouter-personne")))  # fmt: skip
        self._count: QLabel = label("", "caption")
        self._none: QLabel = label("", "muted", wrap=True)
        self.cards = {table: DetailCard(table) for table in GENS}
        self._card: QStackedWidget = QStackedWidget()
        self._removals = {table: Removal(services.operations, services.messages, FICHES[table], self) for table in GENS}
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._preview_timer = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Head, list, card."""
        self.column.addWidget(turning_head("Personnes", SUBTITLE, self.add_button))
        card = frame()
        bar = hbox((self.words, 5), (self.kind, 4), margins=(14, 14, 14, 12))
        self._none.setContentsMargins(*(current().px(side) for side in NONE_PX))
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        self.table.setMinimumHeight(current().px(LIST_PX))
        vbox(bar, self._none, (self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=card)
        for one in self.cards.values():
            one.setMinimumHeight(current().px(LIST_PX))
            for unused in (one.print_button, one.duplicate_button):
                unused.hide()
            self._card.addWidget(one)
        inside = QWidget()
        vbox(Turning([(card, 60), (self._card, 40)], TURN_PX), spacing=0, parent=inside)
        self.column.addWidget(scrolled(inside), 1)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._timer.start)
        self.kind.currentIndexChanged.connect(self.read)
        self._timer.timeout.connect(self.read)
        self._preview_timer.timeout.connect(self._preview)
        self.table.rowActivated.connect(self._open)
        self.table.currentUidChanged.connect(self._preview_timer.start)
        self.table.previewAsked.connect(self._preview)
        self.add_button.clicked.connect(self.add)
        for one in self.cards.values():
            one.editAsked.connect(self.edit)
            one.deleteAsked.connect(self.delete)
            one.pastAsked.connect(self.show_past)
        answers = {"filtrer": self._focus_words, "modifier": self.edit, "supprimer": self.delete,
                   "historique": self.show_past}  # fmt: skip
        for name, answer in answers.items():
            local(actions.action(name).keys, self.table if name == "supprimer" else self, answer)

    # ---- what is shown
    def enter(self) -> None:
        """Read the list."""
        self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again."""
        self.read()

    def zones(self) -> list[QWidget]:
        """Filter, list, card."""
        return [self.words, self.table, self._shown().edit_button]

    def read(self) -> None:
        """Ask for the people."""
        table = str(self.kind.currentData() or "")
        tables = (table,) if table else GENS
        self.services.operations.people.everybody(self.words.text().strip(), tables, self._show_people)

    def _show_people(self, found: list[tuple[str, Row]]) -> None:
        self._rows = {row.uid: (table, row) for table, row in found}
        shown = [cells.Row(row.uid, cells_of(table, row)) for table, row in found]
        self.table.set_rows(sorted(shown, key=lambda row: fold(row.cells[0].text)))
        say_count(self._count, pluriel(len(found), "personne", "personnes"))
        words = self.words.text().strip()
        asked = words or (self.kind.currentText() if self.kind.currentIndex() > 0 else "")
        self._none.setText(f"Personne ne correspond à «\u00a0{asked}\u00a0»." if asked else NOBODY)
        self._none.setVisible(not found)
        self.table.select_first()
        self._preview_timer.start()

    def _shown(self) -> DetailCard:
        """The card of the kind of person chosen."""
        table = self._rows[self.table.current_uid()][0] if self.table.current_uid() in self._rows else GENS[0]
        return self.cards[table]

    def _preview(self) -> None:
        """Read the fiche of the person chosen."""
        uid = self.table.current_uid()
        card = self._shown()
        self._card.setCurrentWidget(card)
        if uid:
            card.fetch(self.services.operations, uid, self._show_fiche, self._gone)
        else:
            card.clear()

    def _show_fiche(self, draft: Draft) -> None:
        """Show it, unless another was chosen meanwhile."""
        if draft.uid == self.table.current_uid() and draft.uid in self._rows:
            table, row = self._rows[draft.uid]
            said = title(table, row, self.services.operations.desk.today())
            self.cards[table].show_record(row, draft, said.text, said.second)

    def _gone(self, _error: Exception) -> None:
        """The fiche went between the list and the card."""
        self.read()

    # ---- what is done
    def add(self) -> None:
        """Ask for somebody new."""
        AddPerson(self.services, self.window()).open()

    def _open(self, uid: str) -> None:
        if uid in self._rows:
            self.services.go.open_record(self._rows[uid][0], uid)

    def edit(self) -> None:
        """Open the fiche of the person chosen."""
        self._open(self.table.current_uid())

    def delete(self) -> None:
        """Put the fiche in the corbeille; the strip takes it back."""
        uid = self.table.current_uid()
        if uid in self._rows:
            self._removals[self._rows[uid][0]].remove(uid)

    def show_past(self) -> None:
        """Read the history of the fiche."""
        uid = self.table.current_uid()
        if uid in self._rows:
            self.services.go.show_page(HISTORY, {"table": self._rows[uid][0], "uid": uid})

    def _focus_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
