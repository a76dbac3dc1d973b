"""Pictures with their captions: a tagged figure said by its text, or a decoration that nobody reads."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from pvdesk.reports.blocks import Figure, Figures
from pvdesk.reports.flow_words import Setter
from pvdesk.reports.flowables import Text, table
from pvdesk.reports.pixels import HEAVIEST, Pixels, fitted
from pvdesk.reports.structure import Elem
from pvdesk.reports.texte import unreadable

LONGEST_CAPTION = 300  # characters: a picture and its caption are never parted, and must hold on a page
MOST = 4  # columns
_TALLEST = 110 * mm
_TALLEST_BESIDE = 76 * mm  # of pictures side by side: an upright one leaves no hole beside a wide one
_GAP = 12.0  # points between two pictures side by side


def pictures(by: Setter, block: Figure | Figures, width: float) -> list[Flowable]:
    """Pictures in rows; a page may end between two rows."""
    items, columns = (block.items, min(max(1, block.columns), MOST)) if isinstance(block, Figures) else ((block,), 1)
    one = (width + _GAP) / columns - _GAP
    tallest = _TALLEST if columns == 1 else _TALLEST_BESIDE
    made = [_figure(by, item, one, tallest) for item in items]
    if columns == 1:
        return made
    rows: list[list[Any]] = [made[start : start + columns] for start in range(0, len(made), columns)]
    if not rows:
        return []
    rows[-1] += [""] * (columns - len(rows[-1]))
    style = [*by.base, ("RIGHTPADDING", (0, 0), (-2, -1), _GAP), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
    widths = [one + _GAP] * (columns - 1) + [one]
    return [table(rows, widths, style, spaceBefore=2, spaceAfter=6)]


def _figure(by: Setter, figure: Figure, width: float, tallest: float) -> Flowable:
    """One picture, or a sentence in its place when it cannot be read."""
    shot = (figure.data, width, tallest)
    if shot not in by.shots:
        by.shots[shot] = fitted(*shot)
    pixels = by.shots[shot]
    said = by.wording.clean(figure.alt or figure.caption)
    if pixels is None:
        named = f"\u00a0: {said}" if said else ""
        by.messages.append(f"Une image ne se lit pas et n’est pas imprimée{named}.")
        return by.line(unreadable(said), by.styles.paragraphs["small"])
    if len(pixels.jpeg) > HEAVIEST:
        by.messages.append(f"Une image pèse {len(pixels.jpeg) // 1000}\u00a0ko dans le fichier\u00a0: réduisez-la.")
    elem = None
    if not figure.decorative:
        alternative = (said or "Image sans description").encode("utf-16-be").hex()
        elem = Elem("Figure", by.root, f"/Alt<feff{alternative}>")
    return Photo(pixels, elem, _caption(by, figure.caption.strip()))


def _caption(by: Setter, words: str) -> Text | None:
    if len(words) > LONGEST_CAPTION:
        by.messages.append(f"La légende «\u00a0{words[:40]}…\u00a0» est coupée\u00a0: abrégez-la.")
        words = f"{words[: LONGEST_CAPTION - 1]}…"
    return by.line(words, by.styles.paragraphs["small"]) if words else None


class Photo(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A picture and the caption under it, never parted. Without an element it is an artifact."""

    gap = 3.0  # points between the two
    below = 8.0  # points under both

    def __init__(self, pixels: Pixels, elem: Elem | None, caption: Text | None) -> None:
        super().__init__()
        self.pixels, self.elem, self.caption = pixels, elem, caption

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken (points)."""
        self.said = self.caption.wrapOn(self.canv, width, height)[1] + self.gap if self.caption else 0
        self.width, self.height = width, self.pixels.height + self.said + self.below
        return self.width, self.height

    def draw(self) -> None:
        """The picture, inside its element, then the caption inside its own."""
        canv, pixels, foot = self.canv, self.pixels, self.said + self.below
        with canv.mark(self.elem):
            canv.drawImage(ImageReader(io.BytesIO(pixels.jpeg)), 0, foot, pixels.width, pixels.height)
        if self.elem:
            corners = (*canv.absolutePosition(0, foot), *canv.absolutePosition(pixels.width, foot + pixels.height))
            box = " ".join(f"{side:.2f}" for side in corners)
            self.elem.extra += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        if self.caption:
            self.caption.drawOn(canv, 0, self.below)
