"""The control code of a paper: short enough to be typed, made from what the paper says and not from its bytes."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

from pvdesk.reports.blocks import Doc

_LETTERS = 8


def control_code(doc: Doc) -> str:
    """« ABCD-EFGH »: the same for the same words, whatever the theme or the version of the program."""
    said = json.dumps(_plain(doc), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    letters = base64.b32encode(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest())[:_LETTERS].decode()
    return f"{letters[:4]}-{letters[4:]}"


def _plain(value: Any) -> Any:
    """As JSON. What is left at its default is not said: a new field of a block changes no code already printed."""
    if dataclasses.is_dataclass(value):
        given = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        defaults = {f.name: f.default for f in dataclasses.fields(value)}
        return {
            "": type(value).__name__,
            **{name: _plain(held) for name, held in given.items() if held != defaults[name]},
        }
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return value
