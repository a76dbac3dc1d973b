"""How a command prints: aligned columns for a person, JSON for a program."""

from __future__ import annotations

import datetime as dt
import enum
import io
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from db.types import plain

WIDEST = 48


def print_json(value: Any) -> None:
    """One JSON document, UTF-8, in French as it is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the code page of this console: a program reads it
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum | dt.date | dt.time):
        return plain(value)
    return str(value)


def print_table(titles: Mapping[str, str], rows: Sequence[Mapping[str, str]], *, count: bool = True) -> None:
    """Columns as wide as their content, long texts cut; their number at the end, unless the last one is a total."""
    widths = {k: min(WIDEST, max([len(t), *(len(r.get(k, "")) for r in rows)])) for k, t in titles.items()}
    print("  ".join(t.ljust(widths[k]) for k, t in titles.items()).rstrip())
    print("  ".join("─" * widths[k] for k in titles))
    for row in rows:
        print("  ".join(_cut(row.get(k, ""), widths[k]).ljust(widths[k]) for k in titles).rstrip())
    if count:
        print(f"{len(rows)} ligne{'s' if len(rows) > 1 else ''}")


def _cut(text: str, width: int) -> str:
    """One line of plain characters: a text that came in a lot does not command the terminal."""
    flat = " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text[: 8 * width]).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
