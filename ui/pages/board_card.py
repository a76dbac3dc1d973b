"""The board of the quartiers: tiles set like on a map, coloured by what covers them; the panel of the one in hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pvdesk.base.francais import pluriel
from pvdesk.store.couverture import SORTES, Couverture, Sorte, couverts
from ui.kit import cells
from ui.kit.board import Board, Group, MarkTile
from ui.kit.cells import Cell, Column
from ui.kit.chart_card import ChartCard
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, label, vbox
from ui.kit.marks import Mark
from ui.kit.narrow import Turning
from ui.kit.pressed import Pressable
from ui.kit.table import Table
from ui.kit.wrapping import Wrapping
from ui.theme.theme import current

TOKEN_OF = dict(zip((sorte.code for sorte in SORTES), ("chart.1", "chart.2", "chart.4", "chart.3"), strict=True))
# Where each arrondissement stands on the board, as on a map: from the coast to the east, and from north to south.
MAP = {"626": (0, 0), "623": (0, 1), "624": (0, 2), "625": (1, 0), "622": (1, 1), "627": (2, 0), "621": (2, 1)}
ELSEWHERE = (1, 2)
WIDTHS = (2, 2, 5)  # tiles across, column by column
BOARD_PX = 760


class BoardCard(ChartCard):
    """The quartiers as tiles set like on a map; the panel beside says what covers the one in hand.

    ``records_asked(table, uids, title)`` opens what covers it.
    """

    records_asked = Signal(str, tuple, str)

    def __init__(self, quartiers: Sequence[Couverture], year: int, *, as_table: bool) -> None:
        self.year = year
        self._by_code = {one.code: one for one in quartiers}
        self._sorte: Sorte | None = None
        self.board = Board("Plateau des quartiers", groups_of(quartiers), MarkTile, WIDTHS)
        self.panel = frame("sunken")
        self._panel_box = vbox(margins=(14, 8, 14, 8), parent=self.panel)
        self._panel_content: QWidget | None = None
        self.lines: list[Pressable] = []
        self.modes = [button("Tout", "choice")]
        self.modes += [button(_mode_text(sorte, quartiers), "choice") for sorte in SORTES]
        inside = QWidget()
        vbox(self.panel, self.board, spacing=12, parent=inside)
        choices = QWidget()
        row = Wrapping(choices)
        self.every = button("Voir les fiches", "quiet", icon="liste")
        self.every.clicked.connect(self._ask_every)
        self.every.hide()
        for one in (*self.modes, self.every):
            row.addWidget(one)
        super().__init__(
            f"Quartiers prioritaires, en {year}", inside, _table(quartiers), under=choices, as_table=as_table
        )
        for place, one in enumerate(self.modes):
            one.setAutoExclusive(True)
            one.clicked.connect(partial(self._take_mode, place))
        self.modes[0].setChecked(True)
        self.board.chosen.connect(self._show_panel)
        self.board.opened.connect(self._open)
        self.table.rowActivated.connect(self._show_on_board)
        self._paint()
        if quartiers and self.board.current is not None:
            self._show_panel(self.board.current.key)

    def _take_mode(self, place: int, *_checked: bool) -> None:
        """Show one way of being covered, or all of them."""
        self._sorte = SORTES[place - 1] if place else None
        self.every.setVisible(self._sorte is not None and bool(self._uids()))
        self._paint()

    def _uids(self) -> tuple[str, ...]:
        """All the records of the way shown."""
        sorte = self._sorte
        found = (uid for one in self._by_code.values() for uid in one.par[sorte.code]) if sorte is not None else ()
        return tuple(dict.fromkeys(found))

    def _ask_every(self) -> None:
        """The records of the way shown, of all the quartiers."""
        if self._sorte is not None:
            self.records_asked.emit(self._sorte.table, self._uids(), f"{self._sorte.nom}, tous les quartiers")

    def _paint(self) -> None:
        """Give each tile its marks."""
        sortes = SORTES if self._sorte is None else (self._sorte,)
        for code, one in self._by_code.items():
            marks = [Mark(s.lettre, TOKEN_OF[s.code], bool(one.par[s.code]), _brief(s, one)) for s in sortes]
            self.board.tile(code).show_marks(marks, spoken(one, sortes))

    def _show_panel(self, code: str) -> None:
        """Say what covers a quartier."""
        one = self._by_code[code]
        if self._panel_content is not None:
            self._panel_content.hide()
            self._panel_content.deleteLater()
        name = Elided(one.nom, "strong")
        where = Elided(f"{one.code} · {one.territoire}", "caption")
        title = QWidget()
        vbox(name, where, spacing=1, parent=title)
        self.lines = []
        parts = [(title, 34)] + [(self._line(sorte, one), 20) for sorte in SORTES]
        self._panel_content = Turning(parts, BOARD_PX, spacing=10)
        self._panel_box.addWidget(self._panel_content)

    def _line(self, sorte: Sorte, one: Couverture) -> QWidget:
        """One way: the records that cover, to be pressed, or that there is none."""
        uids = one.par[sorte.code]
        said = _brief(sorte, one) if uids else sorte.absence
        words = vbox(label(sorte.nom, "caption"), Elided(said, "strong" if uids else "muted"), spacing=1)
        if not uids:
            plain = QWidget()
            hbox((words, 1), margins=(4, 2, 4, 2), parent=plain)
            return plain
        line = Pressable(f"{sorte.nom}\u00a0: {said}, voir les fiches", "ligne")
        hbox((words, 1), margins=(4, 2, 4, 2), parent=line)
        line.pressed.connect(partial(self._ask, sorte, one))
        self.lines.append(line)
        return line

    def _ask(self, sorte: Sorte, one: Couverture) -> None:
        self.records_asked.emit(sorte.table, one.par[sorte.code], f"{sorte.nom}\u00a0: {one.nom}")

    def _open(self, code: str) -> None:
        """Enter on a tile: the records of the way shown; with all of them shown, the panel."""
        one = self._by_code[code]
        if self._sorte is not None and one.par[self._sorte.code]:
            self._ask(self._sorte, one)
        elif self.lines:
            self.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_on_board(self, code: str) -> None:
        """Enter on a row of the table: its tile."""
        self.switch.click()
        self.board.tile(code).setFocus(Qt.FocusReason.OtherFocusReason)


def spoken(one: Couverture, sortes: Sequence[Sorte]) -> str:
    """« Camus, CA de Lens - Liévin : 1 conseil, aucune visite »."""
    said = ", ".join(_brief(s, one) if one.par[s.code] else f"{s.nom.lower()} {s.absence}" for s in sortes)
    return f"{one.nom}, {one.territoire}\u00a0: {said}"


def _brief(sorte: Sorte, one: Couverture) -> str:
    """« 1 conseil », « 3 visites »."""
    count = len(one.par[sorte.code])
    name = sorte.nom.lower()
    plural = {"adulte-relais": "adultes-relais", "médiateur santé": "médiateurs santé"}.get(name, f"{name}s")
    return pluriel(count, name.removesuffix("s") if name == "visites" else name, plural if name != "visites" else name)


def _mode_text(sorte: Sorte, quartiers: Sequence[Couverture]) -> str:
    return f"{sorte.lettre} · {sorte.nom} {len(couverts(quartiers, sorte.code))} / {len(quartiers)}"


def groups_of(quartiers: Sequence[Couverture]) -> list[Group]:
    """The contrats, set like on a map."""
    found: dict[tuple[tuple[int, int], str], list[Couverture]] = {}
    for one in quartiers:
        found.setdefault((MAP.get(one.arrondissement, ELSEWHERE), one.territoire), []).append(one)
    return [
        Group(territoire, tuple((one.code, one.nom.removeprefix("Quartier ")) for one in ones), place[0])
        for (place, territoire), ones in sorted(found.items(), key=lambda item: item[0])
    ]


def _table(quartiers: Sequence[Couverture]) -> Table:
    """The same as a table."""
    ways = (Column(sorte.nom, 140) for sorte in SORTES)
    columns = (Column("Quartier", 240, strong=True), Column("Contrat de ville", 220, muted=True), *ways)
    made = Table(columns, "Quartiers prioritaires et ce qui les couvre", row_height=32, wide=True)
    made.set_rows([
        cells.Row(one.code, (Cell(one.nom), Cell(one.territoire), *(
            Cell(_brief(s, one) if one.par[s.code] else "—") for s in SORTES
        )))
        for one in quartiers
    ])  # fmt: skip
    made.setMinimumHeight(current().px(420))
    return made
