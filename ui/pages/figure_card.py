"""The card of a figure: its value, the way from its base to its target, its parts, and what moves it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pvdesk.fiches import FICHES
from pvdesk.store.indicateurs.tuile import Indicateur, texte_de
from ui.kit import cells
from ui.kit.cells import Cell, Column
from ui.kit.layouts import button, hbox, icon_label, label, recolor, scrolled, separator, vbox
from ui.kit.table import Table
from ui.theme.theme import current

PARTS_SHOWN = 40
BAR_PX = 12
ICONS = {"success": "fait", "warning": "attention", "error": "erreur", "info": "info"}


def _note(text: str, tone: str) -> QHBoxLayout:
    """What makes the figure understood: its icon, and words that may take several lines."""
    said = label(text, "caption-strong", wrap=True)
    if tone != "neutral":
        recolor(said, tone)
    tint = tone if tone != "neutral" else "text.muted"
    return hbox(icon_label(ICONS.get(tone, "info"), tint, 16), (said, 1), spacing=6)


class Way(QWidget):
    """How far from the base to the target; the numbers stand beside it in words."""

    def __init__(self, done: float, name: str) -> None:
        super().__init__()
        self._done = min(max(done, 0.0), 1.0)
        self.setFixedHeight(current().px(BAR_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's hook."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        round_ = box.height() / 2
        painter.setPen(QPen(theme.color("border.control"), 1))
        painter.setBrush(theme.color("bg.sunken"))
        painter.drawRoundedRect(box, round_, round_)
        if self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("success" if self._done >= 1 else "primary"))
            box.setWidth(box.width() * self._done)
            painter.drawRoundedRect(box, round_, round_)
        painter.end()


class FigureCard(QFrame):
    """``new_asked(code)`` for a fiche that moves the figure, ``records_asked(code)`` for those behind it.

    ``part_asked(code, place)`` for those behind one of its parts.
    """

    new_asked = Signal(str)
    records_asked = Signal(str)
    part_asked = Signal(str, int)

    def __init__(self, *, writes: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self._writes = writes
        self._code = ""
        self._inside = QWidget()
        self._column: QVBoxLayout = vbox(margins=(20, 14, 16, 10), spacing=8, parent=self._inside)
        self._content: QWidget | None = None
        self.parts: Table | None = None
        self.new_button = button("", "primary", icon="ajouter")
        self.records_button = button("Voir les fiches", icon="liste")
        self.new_button.clicked.connect(self._ask_new)
        self.records_button.clicked.connect(self._ask_records)
        foot = hbox(self.new_button, self.records_button, None, margins=(18, 10, 18, 12))
        vbox((scrolled(self._inside), 1), foot, spacing=0, parent=self)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.new_button.hide()
        self.records_button.hide()
        self._put(QWidget())

    def show_figure(self, code: str, title: str, under: str, figure: Indicateur, fiche: str, due: str) -> None:
        """Show a figure, and offer the record type that moves it."""
        self._code = code
        body = QWidget()
        column = vbox(label(title, "h2", wrap=True), label(under, "muted", wrap=True), spacing=8, parent=body)
        column.addWidget(separator())
        if figure.titre != title:
            column.addWidget(label(figure.titre, "label", wrap=True))
        column.addWidget(label(figure.texte, "figure", wrap=True))
        if figure.note:
            column.addLayout(_note(figure.note, figure.ton))
        self._way(column, figure)
        if due:
            column.addWidget(label(due, "caption"))
        self._parts(column, figure)
        column.addStretch(1)
        self._put(body)
        if fiche:
            self.new_button.setText(FICHES[fiche].new)
        self.new_button.setVisible(self._writes and bool(fiche))
        self.records_button.setVisible(figure.table in FICHES and bool(figure.uids))

    def _way(self, column: QVBoxLayout, figure: Indicateur) -> None:
        """From the base to the target, when both are known."""
        if figure.cible is None or figure.valeur is None:
            return
        start = figure.base if figure.base is not None else figure.cible * 0
        span = figure.cible - start
        done = float((figure.valeur - start) / span) if span else float(figure.valeur == figure.cible)
        unit = figure.unite if figure.unite in {"%", "€"} else ""
        said = f"De {texte_de(start, unit)} vers {texte_de(figure.cible, unit)}\u00a0: {figure.texte}"
        column.addWidget(Way(done, said))
        ends = hbox(
            label(texte_de(start, unit), "caption"), None, label(texte_de(figure.cible, unit), "caption"), spacing=6
        )
        column.addLayout(ends)

    def _parts(self, column: QVBoxLayout, figure: Indicateur) -> None:
        """The parts of the figure, as a table."""
        self.parts = None
        if not figure.detail:
            return
        self.parts = Table((Column("Détail"), Column("Chiffre", 150)), f"{figure.titre}, détail", row_height=34)
        self.parts.set_rows([
            cells.Row(f"{place}", (Cell(part.libelle), Cell(part.texte)))
            for place, part in enumerate(figure.detail[:PARTS_SHOWN])
        ])
        self.parts.fit()
        self.parts.rowActivated.connect(self._ask_part)
        column.addWidget(self.parts)
        left = len(figure.detail) - PARTS_SHOWN
        if left > 0:
            column.addWidget(label(f"et {left} de plus", "caption"))

    def _put(self, body: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = body
        self._column.addWidget(body)

    def _ask_new(self) -> None:
        self.new_asked.emit(self._code)

    def _ask_part(self, place: str) -> None:
        self.part_asked.emit(self._code, int(place))

    def _ask_records(self) -> None:
        self.records_asked.emit(self._code)
