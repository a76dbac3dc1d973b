"""Paragraph styles of a theme."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from pvdesk.reports.blocks import Align, Tone
from pvdesk.reports.fonts import Family
from pvdesk.reports.theme import Theme

LABEL = "label"  # the style of a line that opens what follows
ITEM = "item"  # that of the items of a list
_AROUND = ((16, 4), (16, 5), (9, 3))  # points above and below the headings of each level
_LEAST = 1.08  # of the leading: what the letters take; the rest is air
_ALIGNMENTS: dict[Align, int] = {"left": 0, "center": 1, "right": 2}


@dataclass(frozen=True)
class Styles:
    """Everything a paper prints with. Left-aligned, no hyphenation, no widow, no orphan."""

    paragraphs: dict[Tone, ParagraphStyle]
    headings: tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]
    item: ParagraphStyle
    cell: ParagraphStyle
    head: ParagraphStyle
    label: ParagraphStyle
    edition: ParagraphStyle
    place: ParagraphStyle
    signer: ParagraphStyle

    def aligned(self, style: ParagraphStyle, align: Align) -> ParagraphStyle:
        """The same style, aligned."""
        if align == "left":
            return style
        return ParagraphStyle(f"{style.name}-{align}", style, alignment=_ALIGNMENTS[align])


def styles(theme: Theme, family: Family) -> Styles:
    """The styles of `theme`."""
    leading = _LEAST + (theme.leading - _LEAST) * theme.air

    def size(points: float) -> dict[str, float]:
        return {"fontSize": points, "leading": points * leading}

    def white(points: float) -> float:
        return points * theme.air

    body = ParagraphStyle(
        "body",
        fontName=family.regular,
        bulletFontName=family.regular,
        textColor=HexColor(theme.ink),
        spaceAfter=white(6),
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        **size(theme.body),
    )
    quiet = HexColor(theme.quiet)
    cell = ParagraphStyle("cell", body, spaceAfter=0, fontSize=theme.table, leading=theme.table * 1.28)
    bold = {"fontName": family.bold, "textColor": HexColor(theme.accent)}
    one, two, three = (
        ParagraphStyle(
            f"h{level}", body, fontSize=points, leading=points * 1.2, spaceBefore=white(above), spaceAfter=white(below),
            **bold,
        )
        for level, (points, (above, below)) in enumerate(zip(theme.headings, _AROUND, strict=True), 1)
    )  # fmt: skip
    return Styles(
        paragraphs={
            "body": body,
            "lead": ParagraphStyle("lead", body, spaceAfter=white(8), **size(theme.body + 1)),
            "small": ParagraphStyle("small", body, textColor=quiet, spaceAfter=3, **size(theme.small)),
            "label": ParagraphStyle(LABEL, body, spaceBefore=white(8), spaceAfter=1, **{**bold, **size(theme.table)}),
        },
        headings=(one, two, three),
        item=ParagraphStyle(ITEM, body, leftIndent=14, bulletIndent=1, spaceAfter=2),
        cell=cell,
        head=ParagraphStyle("head", cell, **{**bold, "fontSize": theme.table - 0.5}),
        label=ParagraphStyle("label-cell", cell, **bold),
        place=ParagraphStyle("place", body, spaceBefore=white(16)),
        edition=ParagraphStyle("edition", cell, alignment=2),
        signer=ParagraphStyle("signer", cell, fontName=family.bold),
    )
