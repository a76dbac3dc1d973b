"""Beside the month: the moments of the day in hand, and what should have been done before today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from pvdesk.base.francais import date_longue, pluriel
from pvdesk.store.agenda import Moment
from ui.kit.layouts import button, hbox, label, separator, vbox
from ui.kit.pressed import Pressable
from ui.pages.agenda_parts import key_of, line

SHOWN = 3
# What may be added to a day: its text, its record type, the datum that takes the day.
ADDED = (("Réunion", "reunion", "date"), ("Visite", "visite", "date"), ("Action", "action", "echeance"))


class MomentsCard(QFrame):
    """``opened(key)`` when a line is pressed."""

    opened = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = label(title, "h3", wrap=True)
        self.lines: list[Pressable] = []
        self._head = hbox((self.title, 1))
        self._body: QWidget | None = None
        self._column: QVBoxLayout = vbox(self._head, margins=(16, 12, 16, 12), spacing=6, parent=self)

    def show_moments(self, moments: Sequence[Moment], today: dt.date, nothing: str, *, dated: bool = False) -> None:
        """A line each."""
        old, self._body = self._body, QWidget()
        column = vbox(spacing=2, parent=self._body)
        self.lines = []
        for moment in moments:
            if self.lines:
                column.addWidget(separator())
            made = line(moment, today, dated=dated)
            made.pressed.connect(partial(self.opened.emit, key_of(moment)))
            self.lines.append(made)
            column.addWidget(made)
        if not self.lines:
            column.addWidget(label(nothing, "muted", wrap=True))
        self._column.insertWidget(1, self._body)
        if old is not None:
            old.hide()
            old.deleteLater()


class DayCard(MomentsCard):
    """The day in hand; ``added(table, key)`` when something is to be added to it."""

    added = Signal(str, str)

    def __init__(self, *, writes: bool) -> None:
        super().__init__("")
        self.add_button = button("Ajouter ce jour", icon="ajouter")
        self._menu = QMenu(self.add_button)
        for text, table, key in ADDED:
            self._menu.addAction(text, partial(self.added.emit, table, key))
        self.add_button.setMenu(self._menu)
        self._column.addLayout(hbox(self.add_button, None, margins=(0, 4, 0, 0)))
        self.add_button.setVisible(writes)

    def show_day(self, day: dt.date, moments: Sequence[Moment], today: dt.date) -> None:
        """Its date, its moments."""
        written = date_longue(day)
        self.title.setText(f"{written[0].upper()}{written[1:]}{' — aujourd’hui' if day == today else ''}")
        self.show_moments(moments, today, "Rien ce jour-là.")


class LateCard(MomentsCard):
    """``all_asked`` for the whole list; hidden when nothing is late."""

    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__("En retard")
        self.every = button("Tout voir", "quiet", name="Tout voir\u00a0: ce qui est en retard")
        self.every.clicked.connect(self.all_asked)
        self._head.addWidget(self.every)
        self._more = label("", "caption")
        self._column.addWidget(self._more)

    def show_late(self, moments: Sequence[Moment], today: dt.date) -> None:
        """The oldest ones."""
        self.setVisible(bool(moments))
        self.title.setText(f"En retard ({len(moments)})")
        left = len(moments) - SHOWN
        self._more.setText(f"et {pluriel(left, 'autre', 'autres')}")
        self._more.setVisible(left > 0)
        self.show_moments(moments[:SHOWN], today, "", dated=True)
