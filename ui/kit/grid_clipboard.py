"""Columns between a grid and a spreadsheet: a line a row, a tab a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from db.search import fold
from pvdesk.kit.reading import Unread, read
from pvdesk.kit.schema import Datum, Kind
from ui.kit.cells import Index
from ui.kit.editor import Today
from ui.kit.grid_model import CellModel

Choices = Mapping[str, Mapping[str, str]]  # by table, the names by key


def copied(cells: CellModel, chosen: Iterable[Index]) -> str:
    """The texts of the cells chosen."""
    rows: dict[int, list[str]] = {}
    for index in sorted(chosen, key=lambda one: (one.row(), one.column())):
        rows.setdefault(index.row(), []).append(cells.text(index))
    return "\n".join("\t".join(texts) for texts in rows.values())


def paste(cells: CellModel, choices: Choices, start: Index, text: str) -> None:
    """Write columns from a cell on; what is not understood stays as it was, to be corrected."""
    for down, line in enumerate(text.rstrip("\n").split("\n")):
        for right, typed in enumerate(line.rstrip("\r").split("\t")):
            index = cells.index(start.row() + down, start.column() + right)
            datum = cells.datum(index) if index.isValid() else None
            if datum is not None:
                cells.write(index, *_read(datum, typed.strip(), choices.get(datum.target, {}), cells.today))


def _read(datum: Datum, typed: str, names: Mapping[str, str], today: Today) -> tuple[Any, str]:
    if datum.kind is Kind.REFERENCE:
        found = next((key for key, name in names.items() if fold(name) == fold(typed)), None)
        return found, "" if found else typed
    try:
        return read(datum, typed.removesuffix("€").strip(), today()), ""
    except Unread:
        return None, typed
