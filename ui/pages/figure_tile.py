"""A figure as a painted tile: its title, its value, its note, how far it is from its base to its target."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextOption

from pvdesk.base.francais import nombre
from pvdesk.store.indicateurs.tuile import EURO, POURCENT, Indicateur, texte_de
from ui.kit.board import Board, BoardTile
from ui.pages.figure_card import ICONS
from ui.theme import icons
from ui.theme.theme import Theme

BAR_PX = 5


def way(figure: Indicateur) -> str:
    """« 9 → 0 », or nothing without a target."""
    if figure.cible is None:
        return ""
    unit = figure.unite if figure.unite in {"%", "€"} else ""
    start = "" if figure.base is None else f"{texte_de(figure.base, unit)} "
    return f"{start}→ {texte_de(figure.cible, unit)}"


def done(figure: Indicateur) -> float | None:
    """How far from the base to the target, from 0 to 1; None when that is not known."""
    if figure.cible is None or figure.valeur is None or (figure.base is None and not figure.cible):
        return None
    start = figure.base if figure.base is not None else figure.cible * 0
    span = figure.cible - start
    return min(max(float((figure.valeur - start) / span), 0.0), 1.0) if span else float(figure.valeur == figure.cible)


def change(figure: Indicateur, before: Indicateur | None) -> str:
    """« +4 », « −1 200 € » from one to the other; nothing when that is not known, or when nothing moved."""
    if before is None or before.valeur is None or figure.valeur is None or before.valeur == figure.valeur:
        return ""
    moved = figure.valeur - before.valeur
    points = figure.unite == POURCENT
    said = f"{nombre(moved, 1)}\u00a0pt" if points else texte_de(moved, figure.unite if figure.unite == EURO else "")
    return said if said.startswith("−") else f"+{said}"


class FigureTile(BoardTile):
    """A figure: its title on two lines, its value, its note, its way to the target."""

    wide, tall = 196, 112

    def __init__(self, board: Board[FigureTile], key: str, name: str) -> None:
        super().__init__(board, key, name)
        self._figure: Indicateur | None = None
        self._change = ""

    def show_figure(self, figure: Indicateur, before: Indicateur | None = None) -> None:
        """Show a figure, and by how much it moved when that of a year before is known."""
        self._figure = figure
        self._change = change(figure, before)
        self.name = figure.titre
        going = way(figure).replace("→", "vers")
        going = f"de {going}" if figure.base is not None and going else going
        moved = f"{self._change} en un an" if self._change else ""
        said = ", ".join(part for part in (figure.texte, moved, going, figure.note) if part)
        self.say(f"{figure.titre}\u00a0: {said}")

    def paint(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Paint the box, the texts, the way."""
        figure = self._figure
        if figure is None:
            return
        px = theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border.subtle"), theme.border))
        painter.setBrush(theme.color("bg.hover" if self.underMouse() else "bg.surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        room = rect.adjusted(px(11), px(9), -px(9), -px(9))
        caption = theme.font("caption")
        line = QFontMetricsF(caption).height()
        _two_lines(painter, QRectF(room.left(), room.top(), room.width(), 2 * line), self.name, theme)
        top = room.top() + 2 * line + px(1)
        value = QRectF(room.left(), top, room.width(), px(28))
        _paint_change(painter, value, self._change, _paint_value(painter, value, figure, theme), theme)
        part = done(figure)
        foot = QRectF(room.left(), room.bottom() - line, room.width(), line)
        if part is not None:
            _paint_way(painter, QRectF(foot.left(), foot.bottom() - px(BAR_PX), foot.width(), px(BAR_PX)), part, theme)
        else:
            painter.setFont(caption)
            painter.setPen(theme.color("text.muted"))
            shown = QFontMetricsF(caption).elidedText(figure.note, Qt.TextElideMode.ElideRight, foot.width())
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

def _paint_value(painter: QPainter, room: QRectF, figure: Indicateur, theme: Theme) -> float:
    """The value as large as there is room, the icon of its tone on the right; where the value ends."""
    size = theme.px(17)
    width = room.width()
    if figure.ton in ICONS:
        width -= size + theme.px(6)
        mark = icons.pixmap(theme, ICONS[figure.ton], figure.ton, size)
        painter.drawPixmap(int(room.right()) - size, int(room.center().y() - size / 2), mark)
    fonts = [theme.font(kind, tabular=True) for kind in ("h1", "h2", "strong")]
    font = next((one for one in fonts if QFontMetricsF(one).horizontalAdvance(figure.texte) <= width), fonts[-1])
    painter.setFont(font)
    painter.setPen(theme.color("text.default"))
    shown = QFontMetricsF(font).elidedText(figure.texte, Qt.TextElideMode.ElideRight, width)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return room.left() + QFontMetricsF(font).horizontalAdvance(shown)


def _paint_change(painter: QPainter, room: QRectF, text: str, left: float, theme: Theme) -> None:
    """By how much it moved, after the value and before the icon, when there is room."""
    font = theme.font("caption-strong", tabular=True)
    size = theme.px(15)
    left += theme.px(8)
    width = size + theme.px(4) + QFontMetricsF(font).horizontalAdvance(text)
    if not text or left + width > room.right() - theme.px(23):
        return
    mark = icons.pixmap(theme, "hausse" if text.startswith("+") else "baisse", "text.muted", size)
    painter.drawPixmap(int(left), int(room.center().y() - size / 2) + theme.px(2), mark)
    painter.setFont(font)
    painter.setPen(theme.color("text.muted"))
    box = QRectF(left + size + theme.px(4), room.top() + theme.px(2), width, room.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _two_lines(painter: QPainter, room: QRectF, text: str, theme: Theme) -> None:
    """A title on two lines at most, cut with an ellipsis."""
    font = theme.font("caption-strong")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.color("text.muted"))
    shown = text
    while shown and metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, shown).height() > room.height() + 1:
        shown = shown[: -2 if shown.endswith("…") else -1].rstrip() + "…"
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.drawText(room, shown, option)


def _paint_way(painter: QPainter, bar: QRectF, part: float, theme: Theme) -> None:
    """From the base to the target."""
    radius = bar.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("chart.grid"))
    painter.drawRoundedRect(bar, radius, radius)
    if part:
        bar.setWidth(max(bar.width() * part, bar.height()))
        painter.setBrush(theme.color("success.line" if part >= 1 else "primary"))
        painter.drawRoundedRect(bar, radius, radius)
