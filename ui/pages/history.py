"""« Historique » of a fiche: who changed what, when; each version that « Terminer » closed is read and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from db.models.echange import Role
from pvdesk.base.francais import date_courte, date_longue, heure, pluriel
from pvdesk.kit.draft import Draft
from pvdesk.store.recit import CREATED, STATE, Dit, Passage, Recit
from pvdesk.store.records import Absent
from pvdesk.store.repentir import Repentir
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.elided import Elided
from ui.kit.empty import empty_page
from ui.kit.keys import immediate
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import HEAD_PX, Turning
from ui.kit.table import Table
from ui.pages.page import Page, Services
from ui.pages.read_card import Part, ReadCard
from ui.pages.record_detail import facts
from ui.pages.refusal import tell
from ui.theme.theme import current

COLUMNS = (Column("Quand", 132), Column("Ce qui a changé", strong=True), Column("Version", 132))
NAMED = 2  # data named in the list, of those that changed
SHOWN = 60  # changes of one sitting shown on its card
TURN_PX = 900
LIST_PX = 320
NOTHING = "Aucune fiche à raconter."
WHY = "Choisissez une fiche, puis «\u00a0Historique\u00a0» (Ctrl+H)."
THEN = "Ce que disait alors la fiche"


def row_of(one: Passage) -> cells.Row:
    """When, what and by whom, whether it is a version."""
    data = list(dict.fromkeys(dit.quoi.split(" · ")[0] for dit in one.dits))
    data.sort(key=lambda name: name == STATE)  # what it says comes before where it stands
    named = ", ".join(data[:NAMED])
    if data[:1] == [CREATED]:
        named = CREATED
    elif len(data) > NAMED:
        named += f" et {pluriel(len(data) - NAMED, 'autre', 'autres')}"
    by = " · ".join((one.poste, pluriel(len(one.dits), "changement", "changements")))
    chip = Cell("")
    if one.courante:
        chip = Cell("Actuelle", tone="success", icon="fait")
    elif one.version:
        chip = Cell("Terminée", tone="info", icon="coche")
    day = date_courte(one.debut.astimezone().date())
    return cells.Row(str(one.n), (Cell(day, hours(one)), Cell(named, by), chip))


def hours(one: Passage) -> str:
    """« 18 h 42 », « 18 h 42 – 18 h 57 »."""
    begun, ended = heure(one.debut.astimezone()), heure(one.fin.astimezone())
    return begun if begun == ended else f"{begun} – {ended}"


def told(dits: tuple[Dit, ...]) -> list[tuple[str, str]]:
    """The changes as (label, text), the last ones counted when there are many."""
    said = [(dit.quoi, dit.texte) for dit in dits[:SHOWN]]
    left = len(dits) - SHOWN
    return [*said, (f"et {pluriel(left, 'autre', 'autres')}", "")] if left > 0 else said


class HistoryPage(Page):
    """Opened on a fiche by `filter({"table", "uid"})`; « fiche » is true when one comes from its form."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._lives = services.operations.lives
        self._poste = services.operations.desk.role is Role.POSTE
        self._table, self._uid, self._from_fiche = "", "", False
        self._found: dict[str, Passage] = {}
        self._recit: Recit | None = None
        self.back_button = button("Revenir", icon="fleche-gauche", tip="Revenir (Échap)")
        self.open_button = button("Ouvrir la fiche", icon="modifier")
        self.title = Elided("", "muted")
        self.table = Table(COLUMNS, "Historique de la fiche", row_height=56)
        self.restore_button = button("Rétablir cette version", "primary", icon="restaurer")
        self.card = ReadCard(self.restore_button)
        self._count: QLabel = label("", "caption")
        self.body = QStackedWidget()
        self._lay_out()
        self.back_button.clicked.connect(self.go_back)
        self.open_button.clicked.connect(self.open_fiche)
        self.table.currentUidChanged.connect(self._read)
        self.table.rowActivated.connect(self._enter_card)
        self.restore_button.clicked.connect(self.restore)
        immediate("Escape", self, self.go_back)

    def _lay_out(self) -> None:
        left, inside = frame(), QWidget()
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        vbox((self.table, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.card.setMinimumHeight(current().px(LIST_PX))
        vbox(Turning([(left, 54), (self.card, 46)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(NOTHING, WHY))
        titles, commands = QWidget(), QWidget()
        vbox(label("Historique", "h1"), self.title, spacing=2, parent=titles)
        hbox(self.back_button, self.open_button, None, spacing=10, parent=commands)
        self.column.addWidget(Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8))
        self.column.addWidget(self.body, 1)

    # ---- what is shown
    def filter(self, filters: Mapping[str, Any]) -> None:
        """Which fiche."""
        self._table, self._uid = str(filters["table"]), str(filters["uid"])
        self._from_fiche = bool(filters.get("fiche"))
        self.back_button.setText("Revenir à la fiche" if self._from_fiche else "Revenir")
        self._recit, self._found = None, {}
        self.title.setText("")
        self.table.set_rows([])
        self.card.clear()

    def enter(self) -> None:
        """Read it."""
        self.body.setCurrentIndex(0 if self._uid else 1)
        self.open_button.setVisible(self._poste and bool(self._uid) and not self._from_fiche)
        if self._uid:
            self._lives.recit(self._table, self._uid, self._show, self._failed)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self, _table: str, _uid: str) -> None:
        """Read it again: what the fiche points to may have another name."""
        if self._uid:
            self._lives.recit(self._table, self._uid, self._show, self._failed)

    def zones(self) -> list[QWidget]:
        """The list, the card."""
        return [self.back_button, self.table, self.restore_button]

    def _show(self, recit: Recit) -> None:
        if recit.uid != self._uid:
            return
        self._recit = recit
        self._found = {str(one.n): one for one in recit.passages}
        said = " · ".join(part for part in (recit.sorte, recit.nom, recit.reference) if part)
        self.title.setText(said)
        self.title.setToolTip(said)
        self.table.set_rows([row_of(one) for one in recit.passages])
        versions = sum(one.version for one in recit.passages)
        self._count.setText(pluriel(versions, "version terminée", "versions terminées"))
        self.table.select_first()
        self._read()

    def _read(self, _uid: str = "") -> None:
        one = self._found.get(self.table.current_uid())
        if one is None:
            self.card.clear()
            return
        self._show_card(one, [])
        if one.version and not one.courante:
            self._lives.version(self._table, self._uid, one.n, self._show_version, self._failed)

    def _show_version(self, draft: Draft) -> None:
        one = self._found.get(self.table.current_uid())
        if one is not None and one.version and not one.courante and draft.uid == self._uid:
            self._show_card(one, [(THEN, []), *facts(draft)])

    def _show_card(self, one: Passage, then: list[Part]) -> None:
        day = date_longue(one.debut.astimezone().date())
        by = f"{hours(one)}, {one.poste}" + (" · reçu dans un fichier" if one.recu else "")
        captions = [by] + ["C’est ce que dit la fiche aujourd’hui."] * one.courante
        self.card.show_parts(day[0].upper() + day[1:], captions, [("Ce qui a changé", told(one.dits)), *then])
        can = self._recit is not None and self._recit.modifiable
        self.card.foot.setVisible(can and one.version and not one.courante)

    # ---- what is done
    def _enter_card(self, _uid: str) -> None:
        """Enter on a version goes to what can be done with it."""
        if self.restore_button.isVisible():
            self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self) -> None:
        """Bring the chosen version back."""
        one = self._found.get(self.table.current_uid())
        if one is not None and one.version and not one.courante:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lives.bring_back(self._table, self._uid, one.n, self._restored, self._failed)

    def _restored(self, done: Repentir) -> None:
        self._lives.offer(self.services.messages, done)
        self.table.clearSelection()

    def open_fiche(self) -> None:
        """Open it."""
        self.services.go.open_record(self._table, self._uid)

    def go_back(self) -> None:
        """To the form one comes from, or to the page before."""
        if self._from_fiche:
            self.open_fiche()
        else:
            self.services.go.back()

    def _failed(self, error: Exception) -> None:
        """A fiche that went meanwhile (an import taken back) has no history any more; anything else is said."""
        if not isinstance(error, Absent):
            tell(self.services.messages, error)
            return
        self._uid = ""
        self.enter()
