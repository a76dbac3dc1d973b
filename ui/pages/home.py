"""The dashboard of a year: figures and charts that open their records, what is to be done, what was last typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.models.echange import Role
from pvdesk.base import francais
from pvdesk.store.dashboard import Home, Territoire
from ui.actions import keys_of
from ui.kit.chart_card import ChartCard
from ui.kit.layouts import button, frame, hbox, label, scrolled, vbox
from ui.kit.narrow import HEAD_PX, Turning
from ui.kit.pressed import Pressable
from ui.kit.table import Table
from ui.pages.board_card import BoardCard
from ui.pages.home_beginning import BeginningCard
from ui.pages.home_cards import RecentTable, TodoCard, months_card, tile_card
from ui.pages.page import Page, Services
from ui.pages.synthesis import SynthesisPrinter
from ui.pages.territory_cards import money_card, objectives_card
from ui.pages.year_choice import YearChoice
from ui.places import OBJECTIVES, PAGE_OF
from ui.special.house_papers import HousePapers

TITLES = {Role.POSTE: "Tableau de bord", Role.MISSION: "Chiffres du département"}
BODY_PX = 900
BELOW_MS = 200
YEAR_PAPER = "tableau-de-bord"


class HomePage(Page):
    """Reads `Home` again whenever a record changes, then `Territoire`: what is under the first figures."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._subtitle = label("", "muted", wrap=True)
        self.year = YearChoice()
        self.year.currentIndexChanged.connect(self.enter)
        self.print_button = button("Imprimer la synthèse…", icon="imprimer", shortcut=keys_of("imprimer"))
        self.printer = SynthesisPrinter(services.operations, services.messages, self)
        self.printer.file_asked.connect(self._show_file)
        self.print_button.clicked.connect(self.print_synthesis)
        self.papers_button = button("Autres papiers", "quiet", icon="document", tip="Fiches à remplir, bordereaux…")
        self.papers_button.clicked.connect(self.choose_paper)
        self.body = QWidget()
        self._inside: QVBoxLayout = vbox(spacing=14, parent=self.body)
        self._content: QWidget | None = None
        self._below: QWidget | None = None
        titles, commands = QWidget(), QWidget()
        vbox(label(TITLES[services.operations.desk.role], "h1"), self._subtitle, spacing=2, parent=titles)
        hbox(self.year, self.print_button, self.papers_button, None, spacing=10, parent=commands)
        self._inside.addWidget(Turning([(titles, 1), (commands, 0)], HEAD_PX, spacing=8))
        self.column.addWidget(scrolled(self.body), 1)
        self.tiles: list[Pressable] = []
        self.todo: TodoCard | None = None
        self.beginning: BeginningCard | None = None
        self.recent: Table | None = None
        self.months: ChartCard | None = None
        self.money: ChartCard | None = None
        self.board: BoardCard | None = None
        # What stands below waits until the first figures are painted, and is read once when much changes at once.
        self._later = QTimer(self, singleShot=True, interval=BELOW_MS)
        self._later.timeout.connect(self.read_territory)
        self._tables: dict[str, str] = {}
        self._as_table: dict[str, bool] = {}

    @property
    def todos(self) -> list[Pressable]:
        """The lines of what is to be done."""
        return self.todo.lines if self.todo is not None else []

    def enter(self) -> None:
        """Read the figures."""
        self.services.operations.figures.home(self.year.year, self.show_home)
        self._later.start()

    def read_territory(self) -> None:
        """Read what stands below the first figures."""
        self._later.stop()
        self.services.operations.figures.territoire(self.year.year, self.show_territory)

    def leave(self) -> None:
        """What is not shown need not be read."""
        self._later.stop()

    def changed(self, _table: str, _uid: str) -> None:
        """Read them again."""
        self.enter()

    def zones(self) -> list[QWidget]:
        """The first figure, the last records typed, the board."""
        board = [self.board.board.current] if self.board is not None and self.board.board.current is not None else []
        first = [self.beginning.buttons[0]] if self.beginning is not None else self.tiles[:1]
        return [*first, *([self.recent] if self.recent is not None else []), *board]

    def show_home(self, home: Home) -> None:
        """Build what is shown first."""
        self.year.offer(home.annees)
        count = sum(1 for one in home.a_faire if one.ton in {"error", "info"})
        due = f" — {francais.pluriel(count, 'échéance proche', 'échéances proches')}" if count else ""
        day = francais.date_longue(home.jour)
        self._subtitle.setText(f"{day[0].upper()}{day[1:]}{due}")
        old = self._content
        self._content = self._figures(home) if home.recents else self._beginning()
        self._inside.insertWidget(1, self._content)
        _drop(old)

    def _beginning(self) -> QWidget:
        """What to do in an empty base: no figure would say anything."""
        self.tiles, self.months, self.todo, self.recent = [], None, None, None
        _drop(self._below)
        self._below = self.money = self.board = None
        self.beginning = BeginningCard(self.services)
        return self.beginning

    def _figures(self, home: Home) -> QWidget:
        """Figures, charts, what is to be done, what was last typed."""
        content = QWidget()
        self.beginning = None
        self.months = months_card(home, self.show_records, as_table=self._as_table.get("months", False))
        self.months.turned.connect(partial(self._remember, "months"))
        self.todo = TodoCard(home.a_faire)
        self.todo.opened.connect(self.services.go.open_record)
        self.todo.all_asked.connect(partial(self.services.go.show_page, "actions", None))
        vbox(
            self._tile_row(home), Turning([(self.months, 59), (self.todo, 41)], BODY_PX), self._recent(home),
            spacing=14, parent=content,
        )  # fmt: skip
        return content

    def show_territory(self, found: Territoire) -> None:
        """Build what stands below; under what to do first, it would be nought too."""
        if self.beginning is not None:
            return
        old = self._below
        self._below = QWidget()
        year = found.au.year
        all_of_them = partial(self.services.go.show_page, OBJECTIVES, None)
        objectives, _ = objectives_card(found.objectifs, self._show_objective, all_of_them)
        self.board = BoardCard(found.quartiers, year, as_table=self._as_table.get("board", False))
        self.board.turned.connect(partial(self._remember, "board"))
        self.board.records_asked.connect(self.show_records)
        parts: list[tuple[QWidget, int]] = [(objectives, 50)]
        self.money = None
        if found.piliers:
            self.money = money_card(
                found.piliers, year, self.show_records, as_table=self._as_table.get("money", False)
            )
            self.money.turned.connect(partial(self._remember, "money"))
            parts.insert(0, (self.money, 50))
        vbox(Turning(parts, BODY_PX), self.board, None, spacing=14, parent=self._below)
        self._inside.addWidget(self._below)
        _drop(old)

    def print_synthesis(self) -> None:
        """Print the figures of the year shown."""
        self.printer.ask_year(self.year.year)

    def _show_file(self, annee: int) -> None:
        """The paper of the same figures, that is kept."""
        self.services.go.show_paper(YEAR_PAPER, str(annee))

    def choose_paper(self) -> None:
        """Ask which paper of no fiche is to be looked at."""
        dialog = HousePapers(self.services.operations, "", self)
        dialog.chosen.connect(self.services.go.show_paper)
        dialog.open()

    def show_records(self, table: str, uids: Sequence[str], title: str) -> None:
        """Show the records behind a number."""
        self.services.go.show_page(PAGE_OF[table], {"uids": tuple(uids), "titre": title})

    def _show_objective(self, _table: str, codes: Sequence[str], _title: str) -> None:
        self.services.go.show_page(OBJECTIVES, {"code": codes[0]})

    def _remember(self, chart: str, as_table: bool) -> None:  # noqa: FBT001 — what the signal gives
        """Keep the view of a chart when the page reads again."""
        self._as_table[chart] = as_table

    def _tile_row(self, home: Home) -> QWidget:
        """The figures, in a row or two by two."""
        self.tiles = [tile_card(tile, self.show_records) for tile in home.tuiles]
        pairs = [Turning([(card, 1) for card in self.tiles[i : i + 2]], 420) for i in (0, 2)]
        return Turning([(pair, 1) for pair in pairs], BODY_PX)

    def _recent(self, home: Home) -> QWidget:
        """What was last typed."""
        card = frame()
        head = hbox((label("Dernières saisies", "h3"), 1), margins=(18, 12, 18, 0))
        self._tables = {one.row.uid: one.table for one in home.recents}
        self.recent = RecentTable(home.recents)
        self.recent.rowActivated.connect(self._open_recent)
        vbox(head, self.recent, margins=(1, 1, 1, 10), spacing=10, parent=card)
        return card

    def _open_recent(self, uid: str) -> None:
        """Open a record of the list."""
        self.services.go.open_record(self._tables[uid], uid)


def _drop(old: QWidget | None) -> None:
    """Free what was shown before."""
    if old is not None:
        old.hide()
        old.deleteLater()
