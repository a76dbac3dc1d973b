"""« Imprimer la synthèse »: the dashboard of a year on two sheets, by the painters of the screen.

On a printer only: the file that is kept or sent is « Tableau de bord d’une année », which is read aloud and archived.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtWidgets import QWidget

from pvdesk.base import francais
from pvdesk.store.couverture import SORTES, Couverture, couverts
from pvdesk.store.dashboard import Home, Territoire
from pvdesk.store.decomptes import INFERIEUR, peu
from pvdesk.store.tendances import Tile
from ui.kit.board import GAP, GROUP_GAP, TITLE_PX, Group
from ui.kit.charts import paint_bars, paint_legend, paint_shares, paint_trend
from ui.kit.marks import Mark, paint_pip, paint_tile
from ui.kit.messages import Messages, Question
from ui.operations import Operations
from ui.pages.board_card import TOKEN_OF, WIDTHS, groups_of
from ui.pages.home_cards import MONTHS, SPARKS, months_series
from ui.pages.territory_cards import measured, shares_of, way_of
from ui.printing import ask_printer
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

UNIT = 96  # dots per inch of the lengths below
MARGIN_MM = 13
NO_PRINTER = Question(
    "Aucune imprimante n’est installée sur cet ordinateur.",
    "Les mêmes chiffres font un papier, «\u00a0Tableau de bord d’une année\u00a0»\u00a0: il s’enregistre en PDF.",
    "Voir ce papier",
    "Fermer",
    safe=True,
)
TILE_HEIGHT, CHART_HEIGHT = 92, 200
QUARTIER_HEIGHT = 46
OBJECTIVES = 18
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class PaperTheme(Theme):
    """The light theme, with the plain glyphs of the font: others, like tabular digits, cannot be read in a PDF."""

    def font(self, kind: str = "body", *, tabular: bool = False) -> QFont:  # noqa: ARG002 — never tabular
        """Font of a kind of text."""
        made = Theme.font(self, kind)
        made.setFeature(QFont.Tag("calt"), 0)
        return made


class Sheet:
    """A page being painted, from top to bottom; `top` is where the next part goes."""

    def __init__(self, painter: QPainter, width: float, theme: Theme) -> None:
        self.painter, self.width, self.theme = painter, width, theme
        self.top = 0.0

    def text(
        self, text: str, kind: str, ink: str = "text.default", room: QRectF | None = None, *, right: bool = False
    ) -> None:  # fmt: skip
        """A line cut with an ellipsis; without `room`, it takes the whole width and the next part goes under it."""
        font = self.theme.font(kind, tabular=True)
        metrics = QFontMetricsF(font)
        box = room or QRectF(0, self.top, self.width, metrics.height())
        self.painter.setFont(font)
        self.painter.setPen(self.theme.color(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self.painter.drawText(box, RIGHT if right else LEFT, shown)
        if room is None:
            self.top += metrics.height()


@dataclass(frozen=True, slots=True)
class Synthesis:
    """What is printed, and for whom."""

    nom: str
    home: Home
    territoire: Territoire

    @property
    def title(self) -> str:
        """« Synthèse 2026 »."""
        return f"Synthèse {self.home.au.year}"


def paint(device: QPagedPaintDevice, of: Synthesis) -> None:
    """The two sheets: the figures, then the quartiers as on a map."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    painter = QPainter(device)
    _paint_figures(_sheet(painter, device), of)
    device.setPageOrientation(QPageLayout.Orientation.Landscape)
    device.newPage()
    _paint_quartiers(_sheet(painter, device), of)
    painter.end()


def _sheet(painter: QPainter, device: QPagedPaintDevice) -> Sheet:
    painter.resetTransform()
    scale = device.logicalDpiX() / UNIT
    painter.scale(scale, scale)
    return Sheet(painter, device.width() / scale, PaperTheme())


def _paint_figures(sheet: Sheet, of: Synthesis) -> None:
    """Title, tiles, meetings by month, euros by pillar, objectives."""
    sheet.text(of.title, "h1")
    sheet.text(f"{of.nom} — chiffres au {francais.date_longue(of.home.au, semaine=False)}", "body", "text.muted")
    sheet.top += 12
    wide = (sheet.width - 3 * 10) / 4
    for place, tile in enumerate(of.home.tuiles):
        _paint_figure(sheet, QRectF(place * (wide + 10), sheet.top, wide, TILE_HEIGHT), tile)
    sheet.top += TILE_HEIGHT + 18
    series = months_series(of.home)
    paint_legend(sheet.painter, QRectF(sheet.width - 150, sheet.top, 150, 20), series, sheet.theme)
    sheet.text("Réunions par mois", "h3")
    full = francais.pluriel(len(of.home.plenieres), "plénière", "plénières")
    sheet.text(f"dont {full} avec quorum", "caption", "text.muted")
    paint_bars(sheet.painter, QRectF(0, sheet.top, sheet.width, CHART_HEIGHT), MONTHS, series, sheet.theme)
    sheet.top += CHART_HEIGHT + 16
    shares = shares_of(of.territoire.piliers)
    if shares:
        sheet.text("Crédits par pilier ou priorité", "h3")
        sheet.top += 4
        room = QRectF(0, sheet.top, sheet.width, 40 * len(shares))
        paint_shares(sheet.painter, room, shares, sheet.theme)
        sheet.top += room.height() + 12
    sheet.text("Objectifs", "h3")
    sheet.top += 4
    for one in measured(of.territoire.objectifs)[:OBJECTIVES]:
        line = QRectF(0, sheet.top, sheet.width, 21)
        sheet.text(one.libelle, "body", room=line.adjusted(0, 0, -280, 0))
        said = INFERIEUR if peu(one.valeur, one.unite) else one.texte  # it is handed round
        sheet.text(said, "strong", room=line.adjusted(sheet.width - 270, 0, -110, 0), right=True)
        sheet.text(way_of(one), "caption", "text.muted", room=line, right=True)
        sheet.painter.setPen(QPen(sheet.theme.color("border.subtle"), 0.7))
        sheet.painter.drawLine(line.bottomLeft(), line.bottomRight())
        sheet.top += line.height() + 1


def _paint_figure(sheet: Sheet, box: QRectF, tile: Tile) -> None:
    """A tile: title, value, note, trend."""
    sheet.painter.setPen(QPen(sheet.theme.color("border.subtle"), 1))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet.painter.drawRoundedRect(box, 8, 8)
    room = box.adjusted(11, 8, -11, -8)
    trend = QRectF(room.right() - 60, room.top() + 22, 60, 30)
    paint_trend(sheet.painter, trend, tile.serie if any(tile.serie) else (), SPARKS[tile.code], sheet.theme)
    sheet.text(tile.titre, "caption", "text.muted", QRectF(room.left(), room.top(), room.width(), 18))
    sheet.text(tile.valeur, "h1", room=QRectF(room.left(), room.top() + 19, room.width() - 62, 36))
    tone = tile.ton if tile.ton != "neutral" else "text.muted"
    sheet.text(tile.note, "caption-strong", tone, QRectF(room.left(), room.bottom() - 18, room.width(), 18))


def _paint_quartiers(sheet: Sheet, of: Synthesis) -> None:
    """The board, as on the screen, and what its letters mean."""
    every = of.territoire.quartiers
    sheet.text(f"Quartiers prioritaires, en {of.home.au.year}", "h2")
    sheet.top += 4
    wide = sheet.width / len(SORTES)
    for place, sorte in enumerate(SORTES):
        mark = Mark(sorte.lettre, TOKEN_OF[sorte.code], covered=True)
        paint_pip(sheet.painter, QRectF(place * wide, sheet.top, 17, 17), mark, sheet.theme)
        said = f"{sorte.nom}\u00a0: {len(couverts(every, sorte.code))} sur {len(every)}"
        sheet.text(said, "body", room=QRectF(place * wide + 24, sheet.top, wide - 30, 18))
    sheet.top += 28
    _paint_board(sheet, groups_of(every), {one.code: one for one in every})


def _paint_board(sheet: Sheet, groups: Sequence[Group], by_code: dict[str, Couverture]) -> None:
    """The groups in their columns."""
    tiles = sum(WIDTHS)
    wide = (sheet.width - GROUP_GAP * (len(WIDTHS) - 1) - GAP * (tiles - len(WIDTHS))) / tiles
    left = 0.0
    for column, across in enumerate(WIDTHS):
        top = sheet.top
        whole = across * wide + (across - 1) * GAP
        for group in (one for one in groups if one.column == column):
            sheet.text(group.title, "caption-strong", room=QRectF(left, top, whole, TITLE_PX))
            top += TITLE_PX
            for place, (code, name) in enumerate(group.tiles):
                down, right = divmod(place, across)
                box = QRectF(left + right * (wide + GAP), top + down * (QUARTIER_HEIGHT + 5), wide, QUARTIER_HEIGHT)
                marks = [Mark(s.lettre, TOKEN_OF[s.code], bool(by_code[code].par[s.code])) for s in SORTES]
                paint_tile(sheet.painter, box, name, marks, sheet.theme)
            top += -(-len(group.tiles) // across) * (QUARTIER_HEIGHT + 5) + 4
        left += whole + GROUP_GAP


class SynthesisPrinter(QObject):
    """Asks which printer, reads the figures of the year, draws them; ``file_asked(year)`` for want of a printer."""

    file_asked = Signal(int)

    def __init__(self, operations: Operations, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._operations, self._messages, self._parent = operations, messages, parent
        self._annee = 0
        self._printer: QPrinter | None = None

    def ask_year(self, annee: int) -> None:
        """Ask which printer, then print the synthesis of a year (this one when 0)."""
        self._annee = annee or self._operations.desk.today().year
        self._printer = ask_printer(self._parent, self._chosen)
        if self._printer is None:
            self._messages.ask(NO_PRINTER, self._ask_file)
        else:
            self._printer.setDocName(f"Synthèse {self._annee}")

    def _chosen(self) -> None:
        if self._printer is not None:
            self.start(self._printer)

    def start(self, printer: QPrinter) -> None:
        """Print on a printer that was chosen."""
        self._printer = printer
        self._operations.figures.home(self._annee, self._read_home)

    def _ask_file(self) -> None:
        self.file_asked.emit(self._annee)

    def _read_home(self, home: Home) -> None:
        self._home = home
        self._operations.figures.territoire(self._annee, self._paint)

    def _paint(self, territoire: Territoire) -> None:
        """Painted in the thread of the window, where fonts are."""
        if self._printer is None:
            return
        printer, self._printer = self._printer, None
        paint(printer, Synthesis(self._operations.desk.nom, self._home, territoire))
        to = f" à l’imprimante «\u00a0{printer.printerName()}\u00a0»" if printer.printerName() else ""
        self._messages.info(f"2\u00a0pages envoyées{to}.")
