"""The second part of the dashboard: euros by pillar, objectives on their way, the board of the quartiers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from pvdesk.base.francais import pluriel
from pvdesk.store.couverture import SORTES, Couverture, Sorte, couverts
from pvdesk.store.indicateurs.tuile import EURO, Detail, texte_de
from pvdesk.store.objectifs import Suivi
from ui.kit import cells
from ui.kit.board import Board, Group, Mark, MarkTile
from ui.kit.cells import Cell, Column
from ui.kit.chart_card import ChartCard
from ui.kit.chart_views import ShareBars
from ui.kit.charts import Share
from ui.kit.elided import Elided
from ui.kit.layouts import button, frame, hbox, label, separator, vbox
from ui.kit.narrow import Turning
from ui.kit.pressed import Pressable
from ui.kit.table import Table
from ui.kit.wrapping import Wrapping
from ui.pages.figure_card import Way
from ui.pages.home_cards import Open
from ui.theme.theme import current

TOKENS = ("chart.1", "chart.2", "chart.3", "chart.4")
TOKEN_OF = dict(zip((sorte.code for sorte in SORTES), ("chart.1", "chart.2", "chart.4", "chart.3"), strict=True))
# Where each arrondissement stands on the board, as on a map: from the coast to the east, and from north to south.
MAP = {"626": (0, 0), "623": (0, 1), "624": (0, 2), "625": (1, 0), "622": (1, 1), "627": (2, 0), "621": (2, 1)}
ELSEWHERE = (1, 2)
WIDTHS = (2, 2, 5)  # tiles across, column by column
OBJECTIVES = 5
BOARD_PX = 760


def shares_of(piliers: Sequence[Detail]) -> list[Share]:
    """The lines of the breakdown."""
    return [
        Share(part.libelle, float(part.valeur or 0), TOKENS[place % len(TOKENS)], texte_de(part.valeur, EURO))
        for place, part in enumerate(piliers)
    ]


def money_card(piliers: Sequence[Detail], year: int, show: Open, *, as_table: bool) -> ChartCard:
    """Euros granted by pillar; each line opens its projects."""
    chart = ShareBars(f"Crédits par pilier en {year}", shares_of(piliers))
    table = Table((Column("Pilier"), Column("Projets et crédits", 190)), "Crédits par pilier", row_height=34)
    table.set_rows([cells.Row(str(place), (Cell(p.libelle), Cell(p.texte))) for place, p in enumerate(piliers)])
    table.fit()

    def open_part(_series: int, place: int) -> None:
        show("projet", piliers[place].uids, f"Projets de {year}\u00a0: {piliers[place].libelle}")

    chart.opened.connect(open_part)
    table.rowActivated.connect(lambda place: open_part(0, int(place)))
    total = sum((part.valeur or Decimal(0) for part in piliers), Decimal(0))
    under = label(f"{texte_de(total, EURO)} du BOP 147 programmés en {year}", "muted", wrap=True)
    return ChartCard("Crédits par pilier ou priorité", chart, table, under=under, as_table=as_table)


def objectives_card(suivis: Sequence[Suivi], see: Open, see_all: object) -> tuple[QFrame, list[Pressable]]:
    """The objectives that move, each from its base to its target; and their lines."""
    card = frame()
    every = button("Tout voir", "quiet", name="Voir tous les objectifs")
    every.clicked.connect(see_all)
    column = vbox(hbox((label("Objectifs", "h3"), 1), every), margins=(18, 10, 18, 12), spacing=4, parent=card)
    lines: list[Pressable] = []
    for one in measured(suivis)[:OBJECTIVES]:
        if lines:
            column.addWidget(separator())
        lines.append(_objective_line(one))
        lines[-1].pressed.connect(partial(see, "objectif", (one.code,), one.libelle))
        column.addWidget(lines[-1])
    if not lines:
        column.addWidget(label("Aucun objectif n’a encore de valeur.", "muted", wrap=True))
    column.addStretch(1)
    return card, lines


def _done(one: Suivi) -> tuple[int, float]:
    """What is on its way first, the most advanced first; then what has not begun, then what is reached."""
    part = _part(one)
    return (0 if 0 < part < 1 else 1 if part < 1 else 2), -part


def measured(suivis: Sequence[Suivi]) -> list[Suivi]:
    """Those of which one knows from where to where they go: nothing says from where one comes down to none."""
    known = (
        one for one in suivis
        if one.cible is not None and one.valeur is not None and (one.base is not None or one.cible != 0)
    )  # fmt: skip
    return sorted(known, key=_done)


def way_of(one: Suivi) -> str:
    """« 9 → 0 »."""
    unit = one.unite if one.unite in {"%", EURO} else ""
    return f"{texte_de(one.base if one.base is not None else Decimal(0), unit)} → {texte_de(one.cible, unit)}"


def _part(one: Suivi) -> float:
    """How far from the base to the target, from 0 to 1."""
    assert one.cible is not None
    assert one.valeur is not None
    start = one.base if one.base is not None else Decimal(0)
    span = one.cible - start
    return min(max(float((one.valeur - start) / span), 0.0), 1.0) if span else float(one.valeur == one.cible)


def _objective_line(one: Suivi) -> Pressable:
    way = way_of(one)
    line = Pressable(f"{one.libelle}\u00a0: {one.texte}, de {way.replace('→', 'vers')}", "ligne")
    bar = Way(_part(one), f"{round(100 * _part(one))}\u00a0% du chemin")
    head = hbox((Elided(one.libelle), 1), label(one.texte, "label"), spacing=10)
    foot = hbox((bar, 1), label(way, "caption"), spacing=10)
    vbox(head, foot, margins=(4, 5, 4, 5), spacing=2, parent=line)
    return line


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
        for one in self.modes:
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
        self._paint()

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
    ways = (Column(sorte.nom, 150) for sorte in SORTES)
    columns = (Column("Quartier", strong=True), Column("Contrat de ville", muted=True), *ways)
    made = Table(columns, "Quartiers prioritaires et ce qui les couvre", row_height=32)
    made.set_rows([
        cells.Row(one.code, (Cell(one.nom), Cell(one.territoire), *(
            Cell(_brief(s, one) if one.par[s.code] else "—") for s in SORTES
        )))
        for one in quartiers
    ])  # fmt: skip
    made.setMinimumHeight(current().px(420))
    return made
