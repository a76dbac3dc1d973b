"""The control code of a paper: short enough to be typed, made from what the paper says and not from its bytes."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json

from pvdesk.reports.blocks import Doc
from pvdesk.reports.modele import as_json

_LETTERS = 8


def control_code(doc: Doc) -> str:
    """« ABCD-EFGH »: the same for the same words, whatever the theme or the version of the program."""
    shown = as_json(dataclasses.replace(doc, notes=()), _digest)
    said = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    letters = base64.b32encode(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest())[:_LETTERS].decode()
    return f"{letters[:4]}-{letters[4:]}"


def _digest(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()
