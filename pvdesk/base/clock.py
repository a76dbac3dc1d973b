"""The time, given as a service so that a day can be replayed and a test can be dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def system_clock() -> dt.datetime:
    """Now, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def fixed_clock(now: dt.datetime) -> Clock:
    """A clock that does not move; `now` must be aware."""
    if now.tzinfo is None:
        raise ValueError("a clock needs its zone")
    return lambda: now
