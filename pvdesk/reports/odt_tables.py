"""Tables of a paper to be edited, as pieces of XML: their widths and rules have no named style in this format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from pvdesk.reports.theme import Theme

Kind = Literal["plain", "beside", "grid", "ruled", "head"]
_PADDING = 'fo:padding-top="1mm" fo:padding-bottom="1mm" fo:padding-left="0mm" fo:padding-right="{}mm"'
_CELLS: Mapping[Kind, str] = MappingProxyType({
    "plain": _PADDING.format(1),
    "beside": _PADDING.format(4),
    "grid": _PADDING.format(1) + ' fo:border-bottom="0.4pt solid {rule}"',
    "head": _PADDING.format(1) + ' fo:border-bottom="1pt solid {accent}"',
    "ruled": 'fo:padding="1.5mm" fo:border="0.5pt solid {rule}"',
})  # fmt: skip


class Tables:
    """The tables of one paper, and the styles of their geometry."""

    def __init__(self) -> None:
        self._styles: list[str] = []
        self._heights: set[float] = set()

    def table(
        self, room: float, shares: Sequence[float], rows: Iterable[str], *, heads: int = 0, head: str = ""
    ) -> str:
        """Rows under columns whose widths are shares of `room` millimetres.

        Args:
            room: the width of the page between its margins.
            shares: one for each column.
            rows: made by `row`.
            heads: how many of the first columns head their rows.
            head: the row that heads the columns, repeated on each page.
        """
        number = len(self._styles) + 1
        name = f"pv_table{number}"
        self._styles.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{room:g}mm"'
            ' table:align="margins" table:border-model="collapsing" fo:margin-top="2pt" fo:margin-bottom="8pt"/>'
            "</style:style>"
            + "".join(
                f'<style:style style:name="{name}.{column}" style:family="table-column"><style:table-column-properties'
                f' style:column-width="{room * share / sum(shares):.2f}mm"/></style:style>'
                for column, share in enumerate(shares)
            )
        )
        columns = [f'<table:table-column table:style-name="{name}.{column}"/>' for column in range(len(shares))]
        leading = "".join(columns[:heads])
        leading = f"<table:table-header-columns>{leading}</table:table-header-columns>" if heads else ""
        heading = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
        return (
            f'<table:table table:name="Tableau{number}" table:style-name="{name}">'
            f"{leading}{''.join(columns[heads:])}{heading}{''.join(rows)}</table:table>"
        )

    def row(self, cells: Iterable[str], height: float = 0) -> str:
        """Cells made by `cell`, at least `height` millimetres high."""
        if height:
            self._heights.add(height)
        style = f' table:style-name="{_row_style(height)}"' if height else ""
        return f"<table:table-row{style}>{''.join(cells)}</table:table-row>"

    def styles(self, theme: Theme) -> str:
        """The geometry of all the tables made so far."""
        rows = (
            f'<style:style style:name="{_row_style(height)}" style:family="table-row"><style:table-row-properties'
            f' style:min-row-height="{height:g}mm" fo:keep-together="always"/></style:style>'
            for height in sorted(self._heights)
        )
        cells = (
            f'<style:style style:name="pv_case_{kind}" style:family="table-cell"><style:table-cell-properties'
            f" {look.format(rule=theme.rule, accent=theme.accent)}/></style:style>"
            for kind, look in _CELLS.items()
        )
        return "".join((*cells, *rows, *self._styles))


def cell(kind: Kind, inner: str) -> str:
    """A cell that holds paragraphs."""
    return f'<table:table-cell table:style-name="pv_case_{kind}" office:value-type="string">{inner}</table:table-cell>'


def _row_style(height: float) -> str:
    return f"pv_rang_{height * 10:.0f}"
