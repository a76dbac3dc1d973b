"""A paper as plain JSON and back: what is kept of a paper handed over, to be quoted when another replaces it."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from pvdesk.reports import blocks
from pvdesk.reports.blocks import Doc

_NAME = ""  # the key that says of which kind of block an object is: no field is called so
_KINDS = {
    name: kind for name, kind in vars(blocks).items() if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}


class UnknownModelError(ValueError):
    """What was kept is no paper, or a paper of a later version of the program."""


def dump(doc: Doc) -> dict[str, Any]:
    """The paper as JSON, pictures included."""
    said: dict[str, Any] = as_json(doc, lambda data: base64.b64encode(data).decode())
    return said


def load(said: Any) -> Doc:
    """The paper that `dump` gave.

    Raises:
        UnknownModelError: it is no paper that this version of the program knows.
    """
    try:
        doc = _read(said)
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise UnknownModelError(str(error)) from error
    if not isinstance(doc, Doc):
        raise UnknownModelError(type(doc).__name__)
    return doc


def as_json(value: Any, picture: Callable[[bytes], str]) -> Any:
    """A block, or a part of one. What is left at its default is not said, so that a new field changes nothing told.

    Args:
        value: a dataclass of `blocks`, or what one holds.
        picture: how bytes are said.
    """
    if dataclasses.is_dataclass(value):
        given = {f.name: (getattr(value, f.name), f.default) for f in dataclasses.fields(value)}
        return {
            _NAME: type(value).__name__,
            **{name: as_json(held, picture) for name, (held, default) in given.items() if held != default},
        }
    if isinstance(value, tuple):
        return [as_json(held, picture) for held in value]
    if isinstance(value, bytes):
        return picture(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return value


def _read(said: Any) -> Any:
    if isinstance(said, list):
        return tuple(_read(held) for held in said)
    if not isinstance(said, dict):
        return said
    kind = _KINDS[said[_NAME]]
    types = {f.name: f.type for f in dataclasses.fields(kind)}
    return kind(**{name: _field(types[name], held) for name, held in said.items() if name != _NAME})


def _field(kind: Any, said: Any) -> Any:
    """The value of a field, from its declared type where JSON has no word for it."""
    if kind is bytes:
        return base64.b64decode(said, validate=True)
    return dt.datetime.fromisoformat(said) if kind is dt.datetime else _read(said)
