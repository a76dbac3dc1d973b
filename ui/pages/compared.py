"""The figures side by side, by delegation or by contrat: each number opens its fiches; exported, small ones hide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QWidget

from pvdesk.base.francais import nombre, pluriel
from pvdesk.mission.ventilation import Axe, Case, Ligne, Ventilation
from pvdesk.tables.fichier import KINDS
from pvdesk.tables.refus import Refus
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.chart_views import ShareBars
from ui.kit.charts import Share
from ui.kit.editors import Choice
from ui.kit.elided import Elided
from ui.kit.empty import empty_page
from ui.kit.file_dialog import file_dialog
from ui.kit.layouts import button, frame, label, scrolled, vbox
from ui.kit.messages import Trouble
from ui.kit.narrow import Turning, turning_head
from ui.kit.table import Table
from ui.kit.tabs import Tab, Tabs
from ui.pages.page import Page, Services
from ui.pages.refusal import tell
from ui.pages.year_choice import YearChoice
from ui.places import PAGE_OF
from ui.theme.theme import current

SUBTITLE = "Ce que comptent les fiches, côte à côte\u00a0: chaque nombre ouvre les siennes"
NONE = "Aucun chiffre pour cette année."
HOW = "Les fiches que les délégués enverront seront comptées ici."
NOTE = "Exporté, un nombre de personnes de 1 à 4 est écrit «\u00a0<\u00a05\u00a0»."
UNWRITTEN = Trouble(
    "Le tableau n’a pas pu être écrit à cet endroit.", "Aucun fichier n’a été écrit.",
    "Choisissez un autre dossier, ou fermez ce fichier s’il est ouvert ailleurs.",
)  # fmt: skip
TITLE_PX, NUMBER_PX, AXIS_PX, LIST_PX, TURN_PX = 240, 76, 190, 320, 860
FIRST = 1  # the column of the first number: that of the whole
SHOWN, EMPTY = range(2)


class ComparedPage(Page):
    """A table, a row a figure; the card shows the one in hand as bars."""

    def __init__(self, services: Services, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__(services)
        self._views = services.operations.mission.views
        self._found: Ventilation | None = None
        self._lines: dict[str, Ligne] = {}
        self.tabs = Tabs(tabs, name, "Pages des délégations")
        self.year = YearChoice()
        self.axis = Choice()
        self.axis.setAccessibleName("Côte à côte")
        self.axis.setMinimumWidth(current().px(AXIS_PX))
        for axe in Axe:
            self.axis.addItem(axe.value, axe.name)
        self.export_button = button("Exporter…", icon="tableau", tip=NOTE)
        self.table: Table | None = None
        self._holder = frame()
        self._count: QLabel = label("", "caption", wrap=True)
        self._in_hand = Elided("", "caption")  # the number that Enter opens: left and right choose it
        foot = vbox(self._count, self._in_hand, margins=(16, 8, 16, 10), spacing=2)
        self._column = vbox(foot, margins=(1, 1, 1, 1), spacing=0, parent=self._holder)
        self.card = frame()
        self._card_box = vbox(margins=(18, 12, 18, 14), parent=self.card)
        self._card_content: QWidget | None = None
        self.bars: ShareBars | None = None
        self.body = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(services.go.show_page)
        self.year.currentIndexChanged.connect(self._read)
        self.axis.currentIndexChanged.connect(self._read)
        self.export_button.clicked.connect(self.ask_file)

    def _lay_out(self) -> None:
        head = turning_head("Chiffres comparés", SUBTITLE, self.axis, self.year, self.export_button)
        self.column.addWidget(head)
        self.column.addWidget(self.tabs)
        inside = QWidget()
        vbox(Turning([(self._holder, 68), (self.card, 32)], TURN_PX), spacing=0, parent=inside)
        self.body.addWidget(scrolled(inside))
        self.body.addWidget(empty_page(NONE, HOW))
        self.column.addWidget(self.body, 1)

    @property
    def axe(self) -> Axe:
        """What the figures are set side by side by."""
        return Axe[str(self.axis.currentData())]

    # ---- what is shown
    def enter(self) -> None:
        """Read the figures."""
        self._read()

    def changed(self, _table: str, _uid: str) -> None:
        """Read them again: any record may move them."""
        self._read()

    def zones(self) -> list[QWidget]:
        """The axis, the table, the bars."""
        return [self.axis, *(one for one in (self.table, self.bars) if one is not None)]

    def _read(self) -> None:
        self._views.ventilation(self.year.year, self.axe, self._show)

    def _show(self, found: tuple[Sequence[int], Ventilation]) -> None:
        years, figures = found
        if figures.axe is not self.axe:
            return
        self.year.offer(years)
        self._lines = {one.code: one for one in figures.lignes}
        self.body.setCurrentIndex(SHOWN if figures.lignes else EMPTY)
        self.export_button.setEnabled(bool(figures.lignes))
        if self.table is None or self._found is None or self._found.colonnes != figures.colonnes:
            self._build(figures)
        self._found = figures
        assert self.table is not None
        self.table.set_rows([row_of(one) for one in figures.lignes])
        self.table.select_first()
        said = pluriel(len(figures.lignes), "indicateur", "indicateurs")
        twice = " Une fiche de deux contrats compte dans chacun." if figures.axe is Axe.CONTRAT else ""
        self._count.setText(f"{said}.{twice}")
        self._show_card()
        self._say_in_hand()

    def _build(self, figures: Ventilation) -> None:
        """The table, once its columns are known."""
        old = self.table
        numbers = [Column(nom, max(NUMBER_PX, 7 * len(nom) + 22), align="right") for _, nom in figures.colonnes]
        columns = (Column("Indicateur", TITLE_PX, strong=True), Column("Ensemble", 90, align="right"), *numbers)
        self.table = Table(columns, "Chiffres comparés", row_height=48, wide=True)
        self.table.setMinimumHeight(current().px(LIST_PX))
        self.table.currentUidChanged.connect(self._show_card)
        self.table.rowActivated.connect(self.open_number)
        self.table.selectionModel().currentChanged.connect(self._say_in_hand)
        self._column.insertWidget(0, self.table, 1)
        if old is not None:
            old.hide()
            old.deleteLater()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_card(self, _code: str = "") -> None:
        """The figure in hand, as bars that open."""
        line = self._lines.get(self.table.current_uid()) if self.table is not None else None
        old, self._card_content, self.bars = self._card_content, None, None
        if old is not None:
            old.hide()
            old.deleteLater()
        if line is None or self._found is None:
            return
        names = [nom for _, nom in self._found.colonnes]
        pairs = zip(names, line.cases, strict=True)
        shares = [Share(nom, case.valeur) for nom, case in pairs]
        self.bars = ShareBars(line.titre, shares)
        self.bars.opened.connect(partial(self._open_bar, line.code))
        whole = f"{nombre(line.total.valeur)} en tout"
        self._card_content = QWidget()
        vbox(Elided(line.titre, "h3", lines=2), label(whole, "muted"), self.bars, None, parent=self._card_content)
        self._card_box.addWidget(self._card_content, 1)

    # ---- what is done
    def open_number(self, code: str) -> None:
        """The fiches of the number in hand, of the whole when none is."""
        place = self._place()
        line = self._lines[code]
        if place < 0:
            self._open(line, line.total, "")
        else:
            self._open_bar(code, 0, place)

    def _place(self) -> int:
        """The column of the number in hand; negative for the whole."""
        return self.table.currentIndex().column() - FIRST - 1 if self.table is not None else -1

    def _say_in_hand(self, *_moved: object) -> None:
        """Under the table: what Enter opens."""
        line = self._lines.get(self.table.current_uid()) if self.table is not None else None
        place = self._place()
        if line is not None and self._found is not None:
            where = self._found.colonnes[place][1] if place >= 0 else "Ensemble"
            count = (line.cases[place] if place >= 0 else line.total).valeur
            said = f"Entrée ouvre les fiches de\u00a0: {where}, {line.titre.lower()}, {nombre(count)}"
            self._in_hand.setText(f"{said} (flèches gauche et droite pour un autre nombre)")

    def _open_bar(self, code: str, _series: int, place: int) -> None:
        if self._found is not None:
            line = self._lines[code]
            self._open(line, line.cases[place], self._found.colonnes[place][1])

    def _open(self, line: Ligne, case: Case, where: str) -> None:
        if case.uids and line.table in PAGE_OF:
            said = f"{line.titre}\u00a0: {where}" if where else line.titre
            self.services.go.show_page(PAGE_OF[line.table], {"uids": case.uids, "titre": said})

    def ask_file(self) -> None:
        """Ask where the figures that may leave the service go."""
        kinds = ";;".join(f"{name} (*{suffix})" for suffix, name in KINDS.items())
        dialog = file_dialog(self, "Exporter les chiffres comparés", "chiffres-compares.xlsx", kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, target: str) -> None:
        """Write them, small numbers of people kept."""
        self._views.diffuse(self.year.year, self.axe, Path(target), self._written, self._failed)

    def _written(self, path: Path) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))
        self.services.messages.info(f"Tableau écrit\u00a0: {path.name}. {NOTE}", "Ouvrir", show)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refus):
            self.services.messages.error(Trouble(error.happened, error.safe, error.remedy))
        elif isinstance(error, OSError):
            self.services.messages.error(UNWRITTEN)
        else:
            tell(self.services.messages, error)


def row_of(line: Ligne) -> cells.Row:
    """A figure: its title, the whole, each column."""
    about = "personnes" if line.personnes else "fiches"
    numbers = (Cell(nombre(case.valeur) if case.valeur else "—") for case in line.cases)
    return cells.Row(line.code, (Cell(line.titre, about), Cell(nombre(line.total.valeur)), *numbers))
