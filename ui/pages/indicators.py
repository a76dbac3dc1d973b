"""The indicators of a year, theme by theme: a tile each, and the card of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from db.models.echange import Role
from db.search import fold
from pvdesk.base.francais import pluriel
from pvdesk.fiches import FICHES
from pvdesk.store.indicateurs.tuile import Indicateur
from pvdesk.store.objectifs import SECTIONS
from ui.kit import cells
from ui.kit.board import Board, Group
from ui.kit.cells import Cell, Column
from ui.kit.chart_card import AS_CHART, AS_TABLE
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import Turning, turning_head
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.figure_card import FigureCard
from ui.pages.figure_opening import open_figure, open_part
from ui.pages.figure_tile import FigureTile, change, way
from ui.pages.page import Page, Services
from ui.pages.words_filter import WordsFilter
from ui.pages.year_choice import YearChoice
from ui.special.table_export import YearExport
from ui.theme.theme import current

SUBTITLE = "Tous les chiffres de la brochure et des fiches\u00a0: chacun ouvre ce qu’il compte"
TURN_PX = 900
LIST_PX = 320
BEFORE_MS = 200  # the figures are painted before those of a year before are read
HINT = "Filtrer\u00a0: mots d’un indicateur…"
COLUMNS = (Column("Indicateur", strong=True), Column("Valeur", 170), Column("Départ → cible", 150, muted=True))


class IndicatorsPage(Page):
    """Every tile of the catalogue; a year gone by is read as of its last day."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._figures: dict[str, Indicateur] = {}
        self._before: Mapping[str, Indicateur] = {}
        self._entering = False
        self._later = QTimer(self, singleShot=True, interval=BEFORE_MS)
        self._later.timeout.connect(self.read_before)
        self.tabs = Tabs(tabs, name, "Listes de la même famille")
        self.year = YearChoice()
        self.switch = button(AS_TABLE)
        self.export = YearExport(services.operations, services.messages, self.year, self)
        self.filter_bar = WordsFilter(HINT, tuple(SECTIONS.values()), "Tous les thèmes")
        self.board: Board[FigureTile] | None = None
        self.board_box = QWidget()
        self._box = vbox(None, spacing=0, margins=(14, 2, 14, 12), parent=self.board_box)
        self.table = Table(COLUMNS, "Indicateurs", row_height=56)
        self.views: QStackedWidget = QStackedWidget()
        self.card = FigureCard(writes=services.operations.desk.role is Role.POSTE)
        self._count: QLabel = label("", "caption")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.addWidget(turning_head("Indicateurs", SUBTITLE, self.year, self.switch, self.export.button))
        self.column.addWidget(self.tabs)
        left = frame()
        bar = hbox(self.filter_bar, margins=(14, 14, 14, 12))
        foot = hbox((self._count, 1), margins=(16, 8, 16, 10))
        self._scroll = scrolled(self.board_box)
        self.views.addWidget(self._scroll)
        self.views.addWidget(self.table)
        vbox(bar, (self.views, 1), foot, margins=(1, 1, 1, 1), spacing=0, parent=left)
        for part in (self.views, self.card):
            part.setMinimumHeight(current().px(LIST_PX))
        inside = QWidget()
        vbox(Turning([(left, 64), (self.card, 36)], TURN_PX), spacing=0, parent=inside)
        self.column.addWidget(scrolled(inside), 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.services.go.show_page)
        self.year.currentIndexChanged.connect(self._read)
        self.switch.clicked.connect(self._turn)
        self.filter_bar.changed.connect(self._filter)
        self.table.currentUidChanged.connect(self._show_card)
        self.table.rowActivated.connect(self._records)
        self.card.new_asked.connect(self._new)
        self.card.records_asked.connect(self._records)
        self.card.part_asked.connect(self._part)

    def enter(self) -> None:
        """Read the figures of the year chosen, and begin on the one in hand."""
        self._entering = True
        self._read()

    def _read(self) -> None:
        self.services.operations.figures.indicateurs(self.year.year, self._show)

    def changed(self, _table: str, _uid: str) -> None:
        """Read them again: any record may move them."""
        self._read()

    def filter(self, filters: Mapping[str, Any]) -> None:
        """Show what is asked."""
        self.filter_bar.words.setText(str(filters.get("words", "")))

    def zones(self) -> list[QWidget]:
        """Filter, figures, card."""
        figures: QWidget = self.table
        if self.views.currentIndex() == 0 and self.board is not None and self.board.current is not None:
            figures = self.board.current
        return [self.filter_bar.words, figures, self.card.records_button]

    def _show(self, found: tuple[Sequence[int], Sequence[Indicateur]]) -> None:
        years, figures = found
        self.year.offer(years)
        self._figures = {one.code: one for one in figures}
        self._before = {}
        self._build(figures)
        self._paint()
        self._filter()
        self._later.start()
        if self._entering:
            self._entering = False
            self.zones()[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, figures: Sequence[Indicateur]) -> None:
        """A tile each; kept as long as the year has the same figures."""
        groups = _groups(figures)
        keys = [key for group in groups for key, _ in group.tiles]
        old = self.board
        if old is not None and [tile.key for tile in old.tiles] == keys:
            return
        self.board = Board("Indicateurs", groups, FigureTile)
        self.board.chosen.connect(self._show_card)
        self.board.opened.connect(self._records)
        self._box.insertWidget(0, self.board)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _paint(self) -> None:
        """Give each tile its figure."""
        for tile in self.board.tiles if self.board is not None else ():
            tile.show_figure(self._figures[tile.key], self._before.get(tile.key))

    def read_before(self) -> None:
        """Read the figures of a year before, to tell what moved."""
        self._later.stop()
        self.services.operations.figures.un_an_avant(self.year.year, self._take_before)

    def _take_before(self, found: Mapping[str, Indicateur]) -> None:
        self._before = found
        self._paint()
        self._show_card()

    def leave(self) -> None:
        """What is not shown need not be read."""
        self._later.stop()

    def _filter(self) -> None:
        """Keep the tiles and the rows that are asked for."""
        if self.board is None:
            return
        words = fold(self.filter_bar.words.text()).split()
        kept = [
            tile.key for tile in self.board.tiles
            if self.filter_bar.keeps(SECTIONS.get(self._figures[tile.key].section, ""))
            and all(word in fold(self._figures[tile.key].titre) for word in words)
        ]  # fmt: skip
        self.board.keep(frozenset(kept))
        self.table.set_rows([_row(self._figures[code]) for code in kept])
        self.table.select_first()
        self._count.setText(pluriel(len(kept), "indicateur", "indicateurs"))
        self._show_card()

    def _turn(self) -> None:
        """From the tiles to the table, and back, on the same figure."""
        as_table = self.views.currentIndex() == 0
        code = self._code()
        self.views.setCurrentIndex(int(as_table))
        self.switch.setText(AS_CHART if as_table else AS_TABLE)
        if as_table:
            self.table.select_uid(code)
        elif self.board is not None and code:
            self.board.take(self.board.tile(code))
        self._show_card()

    def _code(self) -> str:
        """The figure in hand."""
        if self.views.currentIndex() == 1:
            return self.table.current_uid()
        shown = self.board is not None and self.board.current in self.board.shown
        return self.board.current.key if shown and self.board is not None and self.board.current is not None else ""

    def _show_card(self) -> None:
        figure = self._figures.get(self._code())
        if figure is None:
            self.card.clear()
            return
        fiche = figure.table if figure.table in FICHES else ""
        before = self._before.get(figure.code)
        moved = change(figure, before)
        past = f"Un an plus tôt\u00a0: {before.texte} ({moved})" if moved and before is not None else ""
        self.card.show_figure(figure.code, figure.titre, SECTIONS.get(figure.section, ""), figure, fiche, past)

    def _new(self, code: str) -> None:
        """A fiche of the type that moves the figure."""
        figure = self._figures[code]
        line = {"repere": code.removeprefix("releve.")} if code.startswith("releve.") else {}
        self.services.go.new_record(figure.table, line if figure.table == "releve" else {})

    def _records(self, code: str) -> None:
        if self._figures[code].uids:
            open_figure(self.services.go, self._figures[code])

    def _part(self, code: str, place: int) -> None:
        open_part(self.services.go, self._figures[code], place)


def _groups(figures: Sequence[Indicateur]) -> list[Group]:
    """The figures, theme by theme, in the order of the brochure."""
    return [
        Group(text, tuple((one.code, one.titre) for one in figures if one.section == section))
        for section, text in SECTIONS.items()
        if any(one.section == section for one in figures)
    ]


def _row(figure: Indicateur) -> cells.Row:
    """A figure as a row: title and theme, value and note, where it goes."""
    theme = SECTIONS.get(figure.section, "")
    return cells.Row(figure.code, (Cell(figure.titre, theme), Cell(figure.texte, figure.note), Cell(way(figure))))
