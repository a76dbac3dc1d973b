"""Calendar files (RFC 5545) that Outlook, Thunderbird and telephones read: events of a day or of an hour of Paris."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PRODUCT = "-//pvdesk//Agenda//FR"
ZONE = "Europe/Paris"
LONGEST_LINE = 75  # octets, line end not counted
# The hours of Paris since 1996; the rules hold until they are changed.
PARIS = f"""\
BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day, or from an hour to another.

    Attributes:
        uid: the same in each file that tells of it: a calendar that knows it puts it up to date.
        stamp: when it was last changed, aware; `sequence` how many times.
        start: None for the whole day. An `end` before it is on the day after.
        busy: false when the person stays free, as on a due date.
    """

    uid: str
    stamp: dt.datetime
    day: dt.date
    summary: str
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    description: str = ""
    category: str = ""
    sequence: int = 0
    cancelled: bool = False
    busy: bool = True


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The file of a calendar; the same events give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(name)}", *PARIS.splitlines()]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event) -> Iterator[str]:
    stamp = f"{event.stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield from _when(event)
    yield f"SUMMARY:{_text(event.summary)}"
    for name, said in (("LOCATION", event.place), ("DESCRIPTION", event.description), ("CATEGORIES", event.category)):
        if said:
            yield f"{name}:{_text(said)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if event.busy and not event.cancelled else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    if event.start is None:
        yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{_after(event.day):%Y%m%d}"
        return
    yield f"DTSTART;TZID={ZONE}:{event.day:%Y%m%d}T{event.start:%H%M%S}"
    if event.end is not None:
        last = event.day if event.end > event.start else _after(event.day)
        yield f"DTEND;TZID={ZONE}:{last:%Y%m%d}T{event.end:%H%M%S}"


def _after(day: dt.date) -> dt.date:
    """The next day; the last day of time is its own."""
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _text(value: str) -> str:
    """A text as the format writes it: no control character, separators escaped."""
    plain = _LINE_END.sub("\n", value)
    plain = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in UTF-8, cut between two characters where it passes the length, each next part after a space."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
