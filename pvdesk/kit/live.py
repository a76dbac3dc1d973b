"""Computed data that follow from a draft alone: told at each key, before the base answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from db.base import Computed
from pvdesk.kit.draft import Draft
from pvdesk.kit.schema import Schema


def live(of: Schema, draft: Draft) -> dict[str, Any]:
    """The computed data declared `live`, of a draft as typed: the model's own functions, on plain values."""
    wanted = {d.key: part for d in of.data if isinstance(part := vars(of.model).get(d.key), Computed) and part.live}
    if not wanted:
        return {}
    lines: dict[str, list[SimpleNamespace]] = {}
    for datum in of.line_data:
        assert datum.lines is not None
        nothing = dict.fromkeys((inner.key for inner in datum.lines.stored), None)
        lines[datum.key] = [SimpleNamespace(**{**nothing, **line.values}) for line in draft.lines.get(datum.key, [])]
    record = SimpleNamespace(**{**draft.values, **lines})
    return {key: part.fget(record) for key, part in wanted.items() if part.fget is not None}
