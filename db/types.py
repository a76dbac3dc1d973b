"""Recurring column types, identities and the plain (JSON) form of a value."""

from __future__ import annotations

import datetime as dt
import enum
import os
import time
from typing import Any, Self

from sqlalchemy import BigInteger, DateTime, Integer
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

MILLE = 1000  # thousandths in one


class Liste(enum.Enum):
    """A closed list: members are « code, libellé »; the code is stored and travels, the libellé is read.

    A member is never removed (old records still hold its code): it is listed in ``retires()`` instead.
    """

    libelle: str

    def __new__(cls, code: str, libelle: str) -> Self:
        """Member whose value is its code."""
        member = object.__new__(cls)
        member._value_ = code
        member.libelle = libelle
        return member

    @classmethod
    def retires(cls) -> frozenset[Liste]:
        """Members that can no longer be chosen."""
        return frozenset()


class Instant(TypeDecorator[dt.datetime]):
    """An aware UTC date and time, stored without zone, to the microsecond."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[dt.datetime]:
        """What a value is; SQLAlchemy's own answer for a decorator is `object`."""
        return dt.datetime

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Naive values are refused: a clock without zone is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """What comes back is aware."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Money(TypeDecorator[int]):
    """An amount in euro cents."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[int]:
        """What a value is."""
        return int


class Nombre(TypeDecorator[int]):
    """A decimal number, in thousandths: « 12,5 » is 12500."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[int]:
        """What a value is."""
        return int


class Annee(TypeDecorator[int]):
    """A year: written without a space."""

    impl = Integer
    cache_ok = True

    @property
    def python_type(self) -> type[int]:
        """What a value is."""
        return int


class Percent(TypeDecorator[int]):
    """A whole percentage."""

    impl = Integer
    cache_ok = True

    @property
    def python_type(self) -> type[int]:
        """What a value is."""
        return int


def new_uid(now_ms: int | None = None, hasard: int | None = None) -> str:
    """A UUID of version 7 (RFC 9562): sorts by creation, made without network.

    Args:
        now_ms: milliseconds since 1970; the present when None.
        hasard: 80 random bits; drawn from the system when None, given by who must draw the same ones again.
    """
    ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    bits = (ms & (1 << 48) - 1) << 80 | (int.from_bytes(os.urandom(10)) if hasard is None else hasard)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    h = f"{bits:032x}"
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def plain(value: Any) -> Any:
    """The JSON form of a stored value: ISO dates and times, codes of lists, integers, text, None."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return value


def unplain(kind: type[Any], value: Any) -> Any:
    """The stored value behind its JSON form.

    Args:
        kind: Python type of the column (a `Liste` class for a closed list).
        value: what ``plain`` gave.

    Raises:
        ValueError: the JSON value is not one of that kind.
    """
    if value is None:
        return None
    if issubclass(kind, dt.datetime | dt.date | dt.time):
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not an ISO text")  # noqa: TRY004 - one error for one promise
        return kind.fromisoformat(value)
    if issubclass(kind, enum.Enum):
        return kind(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{value!r} is not a {kind.__name__}")
    return value
