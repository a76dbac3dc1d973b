"""Under a fiche: what it points to and what points to it, walkable both ways; a linked fiche is begun from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from pvdesk.fiches import FICHES
from pvdesk.kit.schema import Kind, schema
from pvdesk.store.liens import Lien
from ui.kit.layouts import button, hbox, label, vbox
from ui.kit.wrapping import Wrapping

LONGEST = 44  # signs of a name on its button: the card may be narrow


@cache
def linkable(table: str) -> tuple[tuple[str, str], ...]:
    """(record type, key of its datum that points to `table`), in the order of the fiches; lines are left out.

    What follows a fiche of the same type, a convention renewed, is the rarest: it comes last.
    """
    found = [
        (other, datum.key)
        for other, fiche in FICHES.items()
        for datum in schema(fiche.model).stored
        if datum.kind is Kind.REFERENCE and datum.target == table
    ]
    return tuple(sorted(found, key=lambda one: one[0] == table))


def linked_button(table: str, begin: Callable[[str, str], object], kind: str = "") -> QPushButton:
    """« Nouvelle fiche liée »: calls `begin` with the type of the fiche to make and its datum that points here."""
    made = button("Nouvelle fiche liée", kind, icon="ajouter")
    menu = QMenu(made)
    for other, key in linkable(table):
        about = schema(FICHES[other].model)[key].label
        twice = other == table or sum(o == other for o, _ in linkable(table)) > 1
        text = f"{FICHES[other].new} ({about.lower()})" if twice else FICHES[other].new
        menu.addAction(text, partial(begin, other, key))
    made.setMenu(menu)
    return made


class LinksCard(QFrame):
    """``opened(table, uid)`` for a fiche of the list; ``new_asked(table, key)`` for one to begin."""

    opened = Signal(str, str)
    new_asked = Signal(str, str)

    def __init__(self, table: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._rows: QWidget | None = None
        self.links: list[QPushButton] = []
        self.add = linked_button(table, self.new_asked.emit)
        head = hbox(label("Fiches liées", "h2"), None, self.add)
        self._column: QVBoxLayout = vbox(head, margins=(18, 12, 18, 14), spacing=8, parent=self)
        self.add.setVisible(bool(linkable(table)))  # once it has a parent: it would be a window that takes the keys

    def show_links(self, links: Sequence[Lien]) -> None:
        """Show them, one button each, grouped by record type."""
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        column = vbox(spacing=6, parent=self._rows)
        self.links = []
        if not links:
            column.addWidget(label("Aucune pour l’instant.", "muted"))
        for table in dict.fromkeys(link.table for link in links):
            column.addWidget(label(FICHES[table].plural, "label"))
            row = QWidget()
            wrapped = Wrapping(row)
            for link in (one for one in links if one.table == table):
                short = link.titre if len(link.titre) <= LONGEST else f"{link.titre[:LONGEST].rstrip()}…"
                made = button(short, "quiet", name=f"Ouvrir\u00a0: {link.titre}", tip=link.titre)
                made.clicked.connect(partial(self.opened.emit, link.table, link.uid))
                self.links.append(made)
                wrapped.addWidget(made)
            column.addWidget(row)
        self._column.addWidget(self._rows)
