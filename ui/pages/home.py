"""The dashboard: four figures that open their records, meetings by month, what is to be done, what was last typed."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from db.models.echange import Role
from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.store.dashboard import Home, Tile
from pvdesk.store.listing import Row
from pvdesk.store.todo import Todo
from ui import states
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.charts import BarChart, Legend, Series, Spark
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, icon_label, label, scrolled, separator, vbox
from ui.kit.narrow import Turning
from ui.kit.table import Table
from ui.pages.page import Page, Services
from ui.pages.record_columns import NOTHING, title
from ui.places import PAGE_OF

MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
TILE_ICONS = {"success": "fait", "warning": "attention", "error": "erreur", "info": "info", "neutral": "info"}
TRENDS = {"success": "hausse", "warning": "baisse"}  # of the figures compared with last year
COMPARED = frozenset({"reunions", "participation"})
SPARKS = {"reunions": "chart.1", "participation": "chart.2", "retard": "chart.3", "constituer": "chart.4"}
TODO_ICONS = {"error": "erreur", "warning": "modifier", "primary": "agenda", "info": "heure"}
FEW = 3  # months with a meeting under which the table says more than the chart
TODO_SHOWN = 4
BODY_PX = 900


class Pressable(QFrame):
    """A box that is pressed like a button: click, Enter or Space."""

    pressed = Signal()

    def __init__(self, name: str, kind: str = "card") -> None:
        super().__init__()
        self.setObjectName(kind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's hook: a click inside presses."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: Enter and Space press."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


def tile_card(tile: Tile) -> Pressable:
    """One figure: its name, its value, its trend, what it is compared with."""
    card = Pressable(f"{tile.titre}\u00a0: {tile.valeur}, {tile.note}")
    value = label(tile.valeur, "figure")
    icons = TILE_ICONS | TRENDS if tile.code in COMPARED else TILE_ICONS
    chip = Chip(tile.note, tile.ton, icons.get(tile.ton, "info"))
    row = hbox((value, 1), spacing=8)
    if len(tile.serie) > 1 and any(tile.serie):
        spark = Spark(tile.serie, SPARKS.get(tile.code, "chart.1"), f"{tile.titre}, douze derniers mois")
        row.addWidget(spark, 0, Qt.AlignmentFlag.AlignBottom)
    vbox(label(tile.titre, "muted"), row, hbox(chip, None), margins=(16, 12, 16, 14), spacing=6, parent=card)
    return card


def todo_line(todo: Todo) -> Pressable:
    """One thing to do: icon, what, about what, how urgent."""
    line = Pressable(f"{todo.titre}, {todo.detail}. {todo.rappel}", "ligne")
    title, detail = Elided(todo.titre, lines=2), Elided(todo.detail, "caption")
    icon = icon_label(TODO_ICONS.get(todo.ton, "info"), todo.ton, 20)
    chip = Chip(todo.rappel, todo.ton)
    hbox(icon, (vbox(title, detail, spacing=1), 1), chip, margins=(4, 6, 4, 6), spacing=12, parent=line)
    return line


def recent_cells(table: str, row: Row) -> tuple[Cell, ...]:
    """A row of « Dernières saisies »: when, what, which type, where it stands."""
    day = row.modifie_le.astimezone().date() if row.modifie_le else None
    name = title(table, row, day or dt.date.min)
    return (
        Cell(francais.date_courte(day) if day else ""),
        Cell(name.text if name.text != NOTHING else row.reference or "Sans nom"),
        Cell(FICHES[table].singular),
        states.sending(row),
    )


class HomePage(Page):
    """Reads `Home` again whenever a record changes."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._subtitle = label("", "muted")
        self.body = QWidget()
        self._inside: QVBoxLayout = vbox(spacing=14, parent=self.body)
        self._content: QWidget | None = None
        self.column.addLayout(hbox((vbox(label("Tableau de bord", "h1"), self._subtitle, spacing=2), 1)))
        self.column.addWidget(scrolled(self.body), 1)
        self.tiles: list[Pressable] = []
        self.todos: list[Pressable] = []
        self.recent: Table | None = None
        self.chart: QStackedWidget | None = None
        self._as_table = False
        self._tables: dict[str, str] = {}

    def enter(self) -> None:
        """Read the figures."""
        self.services.operations.home(self.show_home)

    def changed(self, _table: str, _uid: str) -> None:
        """Read them again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The first figure, then the last records typed."""
        return [*self.tiles[:1], *([self.recent] if self.recent is not None else [])]

    def show_home(self, home: Home) -> None:
        """Build what is shown from the figures."""
        count = sum(1 for one in home.a_faire if one.ton in {"error", "info"})
        due = f" — {francais.pluriel(count, 'échéance proche', 'échéances proches')}" if count else ""
        day = francais.date_longue(home.jour)
        self._subtitle.setText(f"{day[0].upper()}{day[1:]}{due}")
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        vbox(
            self._tile_row(home), Turning([(self._months(home), 59), (self._todo(home), 41)], BODY_PX),
            self._recent(home), None, spacing=14, parent=self._content,
        )  # fmt: skip
        self._inside.addWidget(self._content)

    def _tile_row(self, home: Home) -> QWidget:
        """The figures, in a row or two by two."""
        self.tiles = [tile_card(tile) for tile in home.tuiles]
        for card, tile in zip(self.tiles, home.tuiles, strict=True):
            card.pressed.connect(partial(self._open_tile, tile))
        pairs = [Turning([(card, 1) for card in self.tiles[i : i + 2]], 420) for i in (0, 2)]
        return Turning([(pair, 1) for pair in pairs], BODY_PX)

    def _open_tile(self, tile: Tile) -> None:
        """Show the records behind a figure."""
        self.services.go.show_page(PAGE_OF[tile.table], {"code": tile.code})

    def _months(self, home: Home) -> QWidget:
        """The chart, and the same as a table."""
        card = frame()
        year = home.jour.year
        before, now = home.mois
        series = (Series(str(year - 1), before, "chart.prev"), Series(str(year), now, "chart.1"))
        chart = BarChart(f"Réunions par mois, {year - 1} et {year}", MONTHS, series, highlight=home.jour.month - 1)
        table = Table((Column("Mois"), Column(str(year - 1)), Column(str(year))), "Réunions par mois", row_height=32)
        table.set_rows([
            cells.Row(month, (Cell(month), Cell(str(a)), Cell(str(b))))
            for month, a, b in zip(MONTHS, before, now, strict=True)
        ])
        self.chart = QStackedWidget()
        self.chart.addWidget(chart)
        self.chart.addWidget(table)
        few = sum(1 for a, b in zip(before, now, strict=True) if a or b) < FEW
        self.chart.setCurrentIndex(1 if self._as_table or few else 0)
        switch = button("Voir en graphique" if self.chart.currentIndex() else "Voir en tableau", "quiet")
        switch.clicked.connect(partial(self._switch, switch))
        head = hbox((label("Réunions par mois", "h3"), 1), Legend(series), switch, spacing=10)
        vbox(head, (self.chart, 1), margins=(18, 10, 18, 14), spacing=6, parent=card)
        return card

    def _switch(self, switch: QWidget) -> None:
        """From the chart to the table, and back."""
        assert self.chart is not None
        self._as_table = self.chart.currentIndex() == 0
        self.chart.setCurrentIndex(int(self._as_table))
        switch.setProperty("text", "Voir en graphique" if self._as_table else "Voir en tableau")

    def _todo(self, home: Home) -> QWidget:
        """What is to be done, most urgent first."""
        card = frame()
        see_all = button("Tout voir", "quiet", name="Voir toutes les actions à suivre")
        see_all.clicked.connect(partial(self.services.go.show_page, "actions", None))
        column = vbox(hbox((label("À faire", "h3"), 1), see_all), margins=(18, 10, 18, 10), spacing=2, parent=card)
        self.todos = []
        for todo in home.a_faire[:TODO_SHOWN]:
            line = todo_line(todo)
            line.pressed.connect(partial(self.services.go.open_record, todo.table, todo.uid))
            if self.todos:
                column.addWidget(separator())
            column.addWidget(line)
            self.todos.append(line)
        if not self.todos:
            text = "Rien à suivre. Les actions décidées en réunion arriveront ici."
            column.addWidget(label(text, "muted", wrap=True))
        left = len(home.a_faire) - len(self.todos)
        if left > 0:
            column.addWidget(label(f"et {francais.pluriel(left, 'autre', 'autres')}", "caption"))
        column.addStretch(1)
        return card

    def _recent(self, home: Home) -> QWidget:
        """What was last typed."""
        card = frame()
        head = hbox((label("Dernières saisies", "h3"), 1), margins=(18, 12, 18, 0))
        if not home.recents:
            vbox(head, self._beginning(), spacing=8, parent=card)
            self.recent = None
            return card
        columns = (Column("Saisie le", 110, muted=True), Column("Objet", strong=True), Column("Type", 130, muted=True),
                   Column("État", 190))  # fmt: skip
        self.recent = Table(columns, "Dernières saisies")
        self._tables = {row.uid: table for table, row in home.recents}
        self.recent.set_rows([cells.Row(row.uid, recent_cells(table, row)) for table, row in home.recents])
        self.recent.fit()
        self.recent.rowActivated.connect(self._open_recent)
        vbox(head, self.recent, margins=(1, 1, 1, 10), spacing=10, parent=card)
        return card

    def _beginning(self) -> QVBoxLayout:
        """What to do in an empty base."""
        column = vbox(margins=(18, 0, 18, 16), spacing=10)
        if self.services.operations.desk.role is not Role.POSTE:
            column.addWidget(label("Rien n’a encore été reçu des délégués.", "muted", wrap=True))
            return column
        text = "Aucune saisie pour l’instant. Commencez par un conseil, puis sa première réunion."
        first = button("Créer le premier conseil", "primary", icon="ajouter")
        first.clicked.connect(partial(self.services.go.new_record, "conseil", None))
        column.addWidget(label(text, "muted", wrap=True))
        column.addLayout(hbox(first, None))
        return column

    def _open_recent(self, uid: str) -> None:
        """Open a record of the list."""
        self.services.go.open_record(self._tables[uid], uid)


