"""A name and the ways in which it is covered, painted as a tile: on a board of the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.theme.theme import Theme

PIP = 17
TINT = 16  # of the ground, for each way of being covered


@dataclass(frozen=True, slots=True)
class Mark:
    """A way of being covered, or not: its letter, the token of its colour, what is written when it alone is shown."""

    letter: str
    token: str
    covered: bool
    text: str = ""


def paint_tile(painter: QPainter, rect: QRectF, name: str, marks: Sequence[Mark], theme: Theme) -> None:
    """A tile: its name and a square per mark, filled with its letter or struck through; a single mark fills the tile.

    What is covered differs from what is not by its colour, its letter and its pattern.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    whole = len(marks) == 1 and marks[0].covered
    count = sum(mark.covered for mark in marks)
    painter.setPen(QPen(theme.color("border.control"), 1, Qt.PenStyle.SolidLine if count else Qt.PenStyle.DashLine))
    painter.setBrush(theme.color(marks[0].token) if whole else theme.color("bg.surface"))
    painter.drawRoundedRect(box, theme.px(6), theme.px(6))
    if count and not whole:
        painter.setBrush(theme.color("primary", TINT * count))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
    caption = theme.font("caption")
    painter.setFont(caption)
    painter.setPen(theme.color("bg.surface" if whole else "text.default"))
    metrics = QFontMetricsF(caption)
    line = QRectF(box.left() + theme.px(7), box.top() + theme.px(5), box.width() - theme.px(12), metrics.height())
    painter.drawText(
        line, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(name, Qt.TextElideMode.ElideRight, line.width())
    )
    below = QRectF(line.left(), box.bottom() - theme.px(PIP + 6), line.width(), theme.px(PIP))
    if len(marks) == 1:
        _paint_alone(painter, below, marks[0], theme)
    else:
        side = theme.px(PIP)
        for place, mark in enumerate(marks):
            left = below.left() + place * (side + theme.px(3))
            paint_pip(painter, QRectF(left, below.top(), side, side), mark, theme)
    painter.restore()


def _paint_alone(painter: QPainter, room: QRectF, mark: Mark, theme: Theme) -> None:
    """The words of the only mark shown, or a hatched band."""
    if mark.covered:
        painter.setFont(theme.font("caption-strong"))
        shown = QFontMetricsF(painter.font()).elidedText(mark.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(room.adjusted(0, theme.px(4), 0, -theme.px(3)), theme.color("bg.sunken"))
    hatch = painter.brush()
    hatch.setColor(theme.color("border.control"))
    hatch.setStyle(Qt.BrushStyle.BDiagPattern)
    painter.fillRect(room.adjusted(0, theme.px(4), 0, -theme.px(3)), hatch)


def paint_pip(painter: QPainter, square: QRectF, mark: Mark, theme: Theme) -> None:
    """A square filled with its letter, or an empty one struck through."""
    radius = theme.px(4)
    if mark.covered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(mark.token))
        painter.drawRoundedRect(square, radius, radius)
        painter.setFont(theme.font("caption-strong"))
        painter.setPen(theme.color("bg.surface"))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, mark.letter)
        return
    square = square.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.color("border.control"), 1))
    painter.setBrush(theme.color("bg.surface"))
    painter.drawRoundedRect(square, radius, radius)
    inset = theme.px(4)
    painter.drawLine(square.bottomLeft() + QPoint(inset, -inset), square.topRight() + QPoint(-inset, inset))
