"""What the dashboard is made of: tiles with their trend, meetings by month, things to do, what was last typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pvdesk.base import francais
from pvdesk.fiches import FICHES
from pvdesk.store.dashboard import Home, Recent
from pvdesk.store.tendances import Tile
from pvdesk.store.todo import Todo
from ui import states
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chart_card import ChartCard
from ui.kit.chart_views import BarChart, Legend, Spark
from ui.kit.charts import Series
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import button, hbox, icon_label, label, separator, vbox
from ui.kit.pressed import Pressable, PressedChip
from ui.kit.table import Table
from ui.pages.record_columns import NOTHING, title
from ui.theme.theme import current

MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
TILE_ICONS = {"success": "fait", "warning": "attention", "error": "erreur", "info": "info", "neutral": "info"}
TRENDS = {"success": "hausse", "warning": "baisse"}  # of the figures compared with last year
COMPARED = frozenset({"reunions", "participation"})
SPARKS = {"reunions": "chart.1", "participation": "chart.2", "retard": "chart.3", "postes": "chart.4"}
TODO_ICONS = {"error": "erreur", "warning": "modifier", "primary": "agenda", "info": "heure"}
FEW = 3  # months with a meeting under which the table says more than the chart
TODO_SHOWN = 4
# What opens records: their type, their uids, what their list is called.
Open = Callable[[str, Sequence[str], str], None]


def tile_card(tile: Tile, show: Open) -> Pressable:
    """One figure: its name, its value, its trend, what it is compared with; both numbers open their records."""
    card = Pressable(f"{tile.titre}\u00a0: {tile.valeur}, {tile.note}")
    card.pressed.connect(partial(show, tile.table, tile.uids, tile.titre_fiches))
    icons = TILE_ICONS | TRENDS if tile.code in COMPARED else TILE_ICONS
    icon = icons.get(tile.ton, "info")
    chip: QWidget = Chip(tile.note, tile.ton, icon)
    if tile.note_uids:
        name = f"{tile.note}\u00a0: voir les {len(tile.note_uids)} fiches"
        pressed = PressedChip(tile.note, tile.ton, icon, name)
        pressed.clicked.connect(partial(show, tile.table, tile.note_uids, tile.note_fiches))
        chip = pressed
    row = hbox((label(tile.valeur, "figure"), 1), spacing=8)
    if len(tile.serie) > 1 and any(tile.serie):
        spark = Spark(tile.serie, SPARKS.get(tile.code, "chart.1"), f"{tile.titre}, douze derniers mois")
        row.addWidget(spark, 0, Qt.AlignmentFlag.AlignBottom)
    vbox(label(tile.titre, "muted"), row, hbox(chip, None), margins=(16, 12, 16, 14), spacing=6, parent=card)
    return card


def months_series(home: Home) -> tuple[Series, Series]:
    """How many meetings each month, of the year before and of the year."""
    year = home.au.year
    before, now = (tuple(len(month) for month in months) for months in home.mois)
    return Series(str(year - 1), before, "chart.prev"), Series(str(year), now, "chart.1")


def months_card(home: Home, show: Open, *, as_table: bool) -> ChartCard:
    """Meetings by month, beside those of the year before; each bar opens its meetings."""
    year = home.au.year
    series = months_series(home)
    counts = [tuple(int(value) for value in one.values) for one in series]
    current_month = home.au.month - 1 if home.au == home.jour else -1
    chart = BarChart(f"Réunions par mois, {year - 1} et {year}", MONTHS, series, highlight=current_month)
    table = Table((Column("Mois"), Column(str(year - 1)), Column(str(year))), "Réunions par mois", row_height=32)
    table.set_rows([
        cells.Row(str(place), (Cell(month), Cell(str(counts[0][place])), Cell(str(counts[1][place]))))
        for place, month in enumerate(MONTHS)
    ])

    def open_bar(rank: int, place: int) -> None:
        uids = home.mois[rank][place]
        if uids:
            show("reunion", uids, f"Réunions tenues\u00a0: {francais.MOIS[place]} {year - 1 + rank}")

    chart.opened.connect(open_bar)
    table.rowActivated.connect(lambda place: open_bar(1, int(place)))
    full = len(home.plenieres)
    said = f"dont {francais.pluriel(full, 'plénière', 'plénières')} avec quorum"
    quorum = PressedChip(said, "neutral", "personnes", f"Réunions tenues en {year}, {said}\u00a0: voir les fiches")
    quorum.clicked.connect(partial(show, "reunion", home.plenieres, f"Plénières de {year} avec quorum"))
    quorum.setEnabled(bool(full))
    under = QWidget()
    hbox(quorum, None, parent=under)
    few = sum(1 for a, b in zip(*counts, strict=True) if a or b) < FEW
    return ChartCard(
        "Réunions par mois", chart, table, beside=Legend(series), under=under, as_table=as_table, few=few
    )


def todo_line(todo: Todo) -> Pressable:
    """One thing to do: icon, what, about what, how urgent."""
    line = Pressable(f"{todo.titre}, {todo.detail}. {todo.rappel}", "ligne")
    title, detail = Elided(todo.titre, lines=2), Elided(todo.detail, "caption")
    icon = icon_label(TODO_ICONS.get(todo.ton, "info"), todo.ton, 20)
    chip = Chip(todo.rappel, todo.ton)
    hbox(icon, (vbox(title, detail, spacing=1), 1), chip, margins=(4, 6, 4, 6), spacing=12, parent=line)
    return line


class TodoCard(QFrame):
    """What is to be done, most urgent first: ``opened(table, uid)`` for a line, ``all_asked`` for all the actions."""

    opened = Signal(str, str)
    all_asked = Signal()

    def __init__(self, todos: Sequence[Todo]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._todos = tuple(todos)
        self.lines: list[Pressable] = []
        every = button("Tout voir", "quiet", name="Tout voir\u00a0: les actions à suivre")
        every.clicked.connect(self.all_asked)
        self._column: QVBoxLayout = vbox(spacing=2)
        self._add(todos[:TODO_SHOWN])
        left = len(todos) - TODO_SHOWN
        text = f"Voir {f'les {left} autres' if left > 1 else 'l’autre'}"
        self.more = button(text, "quiet", icon="chevron-bas", name=f"{text}, dans «\u00a0À faire\u00a0»")
        self.more.clicked.connect(self._show_more)
        vbox(
            hbox((label("À faire", "h3"), 1), every), self._column, hbox(self.more, None), None,
            margins=(18, 10, 18, 10), spacing=2, parent=self,
        )  # fmt: skip
        self.more.setVisible(left > 0)  # not before it has a parent: it would be a window for a while
        if not todos:
            text = "Rien à suivre. Les actions décidées en réunion arriveront ici."
            self._column.addWidget(label(text, "muted", wrap=True))

    def _add(self, todos: Sequence[Todo]) -> None:
        """One line for each."""
        for todo in todos:
            if self.lines:
                self._column.addWidget(separator())
            line = todo_line(todo)
            line.pressed.connect(partial(self.opened.emit, todo.table, todo.uid))
            self.lines.append(line)
            self._column.addWidget(line)

    def _show_more(self) -> None:
        """Show what is less urgent too."""
        self._add(self._todos[TODO_SHOWN:])
        self.more.hide()
        self.lines[TODO_SHOWN].setFocus(Qt.FocusReason.OtherFocusReason)


def recent_cells(one: Recent) -> tuple[Cell, ...]:
    """A row of « Dernières saisies »: when, what, which type, where, how it stands."""
    row = one.row
    day = row.modifie_le.astimezone().date() if row.modifie_le else None
    name = title(one.table, row, day or dt.date.min)
    return (
        Cell(francais.date_courte(day) if day else ""),
        Cell(name.text if name.text != NOTHING else row.reference or "Sans nom"),
        Cell(FICHES[one.table].singular),
        Cell(one.lieu),
        states.sending(row),
    )


class RecentTable(Table):
    """What was last typed; where and which type are said when there is room."""

    columns = (Column("Saisie le", 104, muted=True), Column("Objet", strong=True), Column("Type", 176, muted=True),
               Column("Quartier", 200, muted=True), Column("État", 190))  # fmt: skip
    needs: Mapping[int, int] = MappingProxyType({2: 640, 3: 800})  # column → width of the table under which it goes

    def __init__(self, recents: Sequence[Recent]) -> None:
        super().__init__(self.columns, "Dernières saisies")
        self.set_rows([cells.Row(one.row.uid, recent_cells(one)) for one in recents])
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: hide what has no room."""
        super().resizeEvent(event)
        for column, width in self.needs.items():
            self.setColumnHidden(column, self.width() < current().px(width))
