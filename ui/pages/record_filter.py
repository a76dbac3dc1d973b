"""The line above a list: words to find, and one or two choices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFontMetrics, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.models.action import OUVERTES, StatutAction
from db.models.conseil_listes import StatutConseil
from db.models.seance import TENUES, StatutReunion
from pvdesk.store.listing import Envoi, Row
from ui import states
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, icon_label, lead, vbox
from ui.operations import Operations
from ui.theme.theme import current

DELAY_MS = 150
ALL_CONSEILS = "Tous les conseils"
ALL_STATES = "Tous les états"
HINTS = {
    "reunion": "Filtrer\u00a0: objet, lieu, mot des échanges…",
    "action": "Filtrer\u00a0: action, responsable…",
    "membre": "Filtrer\u00a0: nom, code, organisme…",
}
BY_CONSEIL = ("reunion", "membre")

ARROW_PX = 56  # what stands around the text of a choice

# What the second choice offers: its text, then the column and values that it wants.
Wanted = tuple[str, str, frozenset[Any]]
STATES: dict[str, tuple[Wanted, ...]] = {
    "reunion": (
        ("À venir", "statut", frozenset({StatutReunion.PREVUE, StatutReunion.CONVOQUEE})),
        ("Tenues", "statut", TENUES),
    ),
    "action": (
        ("En retard", "retard", frozenset({True})),
        ("Ouvertes", "statut", OUVERTES),
        ("Faites", "statut", frozenset({StatutAction.FAITE})),
    ),
    "conseil": (("À constituer", "statut", frozenset({StatutConseil.A_CONSTITUER, StatutConseil.EN_COURS})),),
}


class FilterBar(QWidget):
    """``changed`` once the person stopped typing, or chose."""

    changed = Signal()

    def __init__(self, operations: Operations, table: str) -> None:
        super().__init__()
        self._operations, self._table = operations, table
        self.words = QLineEdit()
        self.words.setPlaceholderText(HINTS.get(table, "Filtrer…"))
        self.words.setAccessibleName("Filtrer la liste")
        self.words.setClearButtonEnabled(False)
        self.words.setMinimumWidth(current().px(130))
        lead(self.words, "rechercher")
        self.conseil = self._combo("Conseil", ALL_CONSEILS)
        if table not in BY_CONSEIL:
            self.conseil.hide()
        self.state = self._combo("État", ALL_STATES)
        self._wanted: dict[str, Wanted] = {one[0]: one for one in STATES.get(table, ())}
        sent = (Envoi.A_ENVOYER, Envoi.ENVOYEE, Envoi.RECUE)
        stands = (Envoi.BROUILLON, *((Envoi.TERMINE,) if operations.desk.exemple else sent))
        for text in (*self._wanted, *(envoi.value for envoi in stands)):
            self.state.addItem(text)
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.changed)
        self.words.textChanged.connect(self._timer.start)
        for combo in (self.conseil, self.state):
            combo.currentIndexChanged.connect(self.changed)
        self._only: dict[str, Any] | None = None  # the records behind a number
        self.only = Elided("", "strong")
        self.every = button("Tout voir", "quiet", name="Tout voir\u00a0: la liste")
        self.every.clicked.connect(self.clear)
        self._strip = frame("sunken")
        hbox(icon_label("graphique"), (self.only, 1), self.every, margins=(10, 2, 4, 2), parent=self._strip)
        self._strip.hide()
        vbox(self._strip, hbox((self.words, 4), (self.conseil, 3), (self.state, 3)), parent=self)

    @staticmethod
    def _combo(name: str, everything: str) -> QComboBox:
        """A choice that begins with everything."""
        made = QComboBox()
        made.setAccessibleName(name)
        made.setAccessibleDescription(f"Filtre\u00a0: {name.lower()}")
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(10)
        text = QFontMetrics(current().font("body")).horizontalAdvance(everything)
        made.setMinimumWidth(text + current().px(ARROW_PX))
        made.addItem(everything)
        return made

    def read_choices(self) -> None:
        """Read the names of the conseils."""
        if self._table in BY_CONSEIL:
            self._operations.choices("conseil", self._take_conseils)

    def _take_conseils(self, names: dict[str, str]) -> None:
        """Offer them, keeping the one chosen."""
        kept = self.conseil.currentData()
        blocker = QSignalBlocker(self.conseil)
        self.conseil.clear()
        self.conseil.addItem(ALL_CONSEILS)
        for uid, name in names.items():
            self.conseil.addItem(name, uid)
            self.conseil.setItemData(self.conseil.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.conseil.setCurrentIndex(max(0, self.conseil.findData(kept)))
        blocker.unblock()

    def focus_words(self) -> None:
        """Ctrl+F."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def active(self) -> bool:
        """Whether something is asked."""
        chosen = self.conseil.currentIndex() > 0 or self.state.currentIndex() > 0
        return bool(self._only is not None or self.words.text().strip() or chosen)

    def said(self) -> str:
        """« “éclairage” et “Belle-Rive” »: what is asked, for the word of an empty list."""
        parts = [self.only.text() if self._only is not None else "", self.words.text().strip()]
        parts += [combo.currentText() for combo in (self.conseil, self.state) if combo.currentIndex() > 0]
        return " et ".join(f"«\u00a0{part}\u00a0»" for part in parts if part)

    def clear(self) -> None:
        """Ask for everything."""
        self.take({})
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, filters: Mapping[str, Any]) -> None:
        """Ask for the records behind a number, {« uids », « titre »}; for everything when nothing is said.

        Too many to be named, they are those of some postes: {« origine », « titre »}.
        """
        blockers = [QSignalBlocker(one) for one in (self.words, self.conseil, self.state)]
        self.words.clear()
        self.conseil.setCurrentIndex(0)
        self.state.setCurrentIndex(0)
        for blocker in blockers:
            blocker.unblock()
        named = {"uid": tuple(filters["uids"])} if "uids" in filters else {}
        made = {"origine": tuple(filters["origine"])} if "origine" in filters else {}
        self._only = (named | made) or None
        self.only.setText(str(filters.get("titre", "")))
        self.only.setToolTip(self.only.text())
        self._strip.setVisible(self._only is not None)
        self.changed.emit()

    def equal(self) -> dict[str, Any]:
        """What the query matches exactly."""
        return self.given() | (self._only or {})

    def given(self) -> dict[str, Any]:
        """What a new fiche takes from what is asked."""
        uid = self.conseil.currentData()
        return {"conseil_uid": uid} if uid else {}

    def looks_at_rows(self) -> bool:
        """Whether each row must be read to know if it is kept."""
        return self.state.currentIndex() > 0

    def keeps(self, row: Row, today: dt.date) -> bool:
        """Whether a row is in the state asked for."""
        if self.state.currentIndex() <= 0:
            return True
        text = self.state.currentText()
        wanted = self._wanted.get(text)
        if wanted is None:
            return row.envoi is not None and row.envoi.value == text
        _, key, values = wanted
        return (bool(states.late(row, today)) if key == "retard" else row.values[key]) in values
