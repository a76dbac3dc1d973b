"""The charts of the mission's first page, and what waits there for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from pvdesk.base.francais import nombre
from pvdesk.mission.delegations import Consolidation, Partie
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chart_card import ChartCard
from ui.kit.chart_views import BarChart, Legend, ShareBars
from ui.kit.charts import Series, Share
from ui.kit.chips import Chip
from ui.kit.elided import Elided
from ui.kit.layouts import hbox, icon_label, label, vbox
from ui.kit.narrow import Turning
from ui.kit.pressed import Pressable
from ui.kit.table import Table
from ui.pages.home_cards import FEW, Open
from ui.pages.territory_cards import TOKENS
from ui.places import CLASHES, DOUBLES

ACTIONS_SHOWN = 6
ROW_PX = 700
LAST_DAY = (12, 31)


def meetings_card(found: Consolidation, show: Open, *, as_table: bool) -> ChartCard:
    """Meetings by delegation, beside those of the year before at the same date; each bar opens its meetings."""
    year, ones = found.jour.year, found.delegations
    codes = [one.nom for one in ones]
    whole = (found.jour.month, found.jour.day) == LAST_DAY
    before = str(year - 1) if whole else f"{year - 1} au {found.jour:%d/%m}"
    series = (
        Series(before, tuple(len(one.avant) for one in ones), "chart.prev"),
        Series(str(year), tuple(len(one.reunions) for one in ones), "chart.1"),
    )
    chart = BarChart(f"Réunions par délégation, {before} et {year}", codes, series)
    columns = (Column("Délégation"), Column(before, 160), Column(str(year), 90))
    table = Table(columns, "Réunions par délégation", row_height=32)
    table.set_rows([
        cells.Row(str(place), (Cell(one.nom), Cell(nombre(len(one.avant))), Cell(nombre(len(one.reunions)))))
        for place, one in enumerate(ones)
    ])
    table.fit()

    def open_bar(rank: int, place: int) -> None:
        one = ones[place]
        uids, said = (one.reunions, str(year)) if rank else (one.avant, before)
        if uids:
            show("reunion", uids, f"Réunions tenues en {said}\u00a0: {one.nom}")

    chart.opened.connect(open_bar)
    table.rowActivated.connect(lambda place: open_bar(1, int(place)))
    return ChartCard(
        "Réunions par délégation", chart, table, beside=Legend(series), as_table=as_table, few=len(ones) < FEW
    )


def actions_card(parts: Sequence[Partie], show: Open, *, as_table: bool) -> ChartCard:
    """Open actions by contrat de ville; each line opens its actions."""
    first = parts[:ACTIONS_SHOWN]
    shares = [Share(one.nom, len(one.uids), TOKENS[place % len(TOKENS)]) for place, one in enumerate(first)]
    chart = ShareBars("Actions ouvertes par contrat de ville", shares)
    columns = (Column("Contrat de ville"), Column("Actions ouvertes", 150))
    table = Table(columns, "Actions ouvertes par contrat de ville", row_height=34)
    table.set_rows([
        cells.Row(str(place), (Cell(one.nom), Cell(nombre(len(one.uids))))) for place, one in enumerate(parts)
    ])
    table.fit()

    def open_part(_series: int, place: int) -> None:
        show("action", parts[place].uids, f"Actions ouvertes\u00a0: {parts[place].nom}")

    chart.opened.connect(open_part)
    table.rowActivated.connect(lambda place: open_part(0, int(place)))
    few = len(parts) < FEW
    return ChartCard("Actions ouvertes par contrat", chart, table, as_table=as_table, few=few)


class DecisionsCard(QFrame):
    """What waits for a person of the mission: ``page_asked(page)``, ``records_asked(table, uids, title)``."""

    page_asked = Signal(str)
    records_asked = Signal(str, tuple, str)

    def __init__(self, found: Consolidation) -> None:
        super().__init__()
        self.setObjectName("card")
        waiting = found.attente
        self.lines: list[Pressable] = []
        self._add("comparer", "Conflits à régler", waiting.conflits, CLASHES)
        self._add("doublons", "Doublons probables", waiting.doublons, DOUBLES)
        self._add("heure", "Fichiers en attente", waiting.retenus, "recus")
        if found.corrections:
            line = self._line("erreur", "Corrections attendues", len(found.corrections))
            title = "Corrections attendues des délégués"
            line.pressed.connect(partial(self.records_asked.emit, "correction", found.corrections, title))
        parts: list[tuple[QWidget, int]] = [(label("À décider", "h3"), 0), *((line, 1) for line in self.lines)]
        if not self.lines:
            parts.append((label("Rien n’attend de décision.", "muted", wrap=True), 1))
        vbox(Turning(parts, ROW_PX, spacing=12), margins=(18, 8, 14, 8), parent=self)

    def _add(self, icon: str, what: str, count: int, page: str) -> None:
        if count:
            self._line(icon, what, count).pressed.connect(partial(self.page_asked.emit, page))

    def _line(self, icon: str, what: str, count: int) -> Pressable:
        line = Pressable(f"{what}\u00a0: {nombre(count)}", "ligne")
        chip = Chip(nombre(count), "warning")
        hbox(icon_label(icon, "warning", 20), (Elided(what), 1), chip, margins=(6, 6, 6, 6), spacing=10, parent=line)
        self.lines.append(line)
        return line
