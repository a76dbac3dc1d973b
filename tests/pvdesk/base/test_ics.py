"""A calendar file: what RFC 5545 asks of its lines, its texts, its hours."""

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from pvdesk.base import ics

STAMP = dt.datetime(2026, 11, 12, 9, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 15)


def lines_of(*events: ics.Event) -> list[str]:
    """The lines of their file, unfolded."""
    data = ics.calendar("Agenda", events)
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= ics.LONGEST_LINE
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_an_evening_is_told_in_the_hours_of_paris() -> None:
    event = ics.Event("a@pvdesk", STAMP, DAY, "Plénière", dt.time(18, 30), dt.time(20, 15), "Mairie")
    told = lines_of(event)
    assert told[:5] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pvdesk//Agenda//FR", "CALSCALE:GREGORIAN",
                        "METHOD:PUBLISH"]  # fmt: skip
    first = told.index("BEGIN:VEVENT")
    assert told[first : first + 8] == [
        "BEGIN:VEVENT", "UID:a@pvdesk", "DTSTAMP:20261112T090000Z", "LAST-MODIFIED:20261112T090000Z", "SEQUENCE:0",
        "DTSTART;TZID=Europe/Paris:20261015T183000", "DTEND;TZID=Europe/Paris:20261015T201500", "SUMMARY:Plénière",
    ]  # fmt: skip
    assert {"LOCATION:Mairie", "STATUS:CONFIRMED", "TRANSP:OPAQUE", "TZID:Europe/Paris"} <= set(told)
    assert told[-2:] == ["END:VEVENT", "END:VCALENDAR"]


def test_a_day_ends_on_the_next_and_a_night_too() -> None:
    due = lines_of(ics.Event("a", STAMP, DAY, "Échéance", busy=False))
    assert {"DTSTART;VALUE=DATE:20261015", "DTEND;VALUE=DATE:20261016", "TRANSP:TRANSPARENT"} <= set(due)
    night = lines_of(ics.Event("b", STAMP, DAY, "Nuit", dt.time(23), dt.time(1)))
    assert "DTEND;TZID=Europe/Paris:20261016T010000" in night


def test_a_meeting_called_off_leaves_the_calendar_that_knew_it() -> None:
    assert "STATUS:CANCELLED" in lines_of(ics.Event("a", STAMP, DAY, "Bureau", dt.time(9), sequence=2, cancelled=True))


@given(st.text())
def test_any_text_comes_back_as_it_was_but_for_its_control_characters(text: str) -> None:
    told = lines_of(ics.Event("a", STAMP, DAY, text))
    (written,) = [line for line in told if line.startswith("SUMMARY:")]
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], written.removeprefix("SUMMARY:"))
    kept = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    assert back == "".join(c for c in kept if c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160))
    assert told.count("BEGIN:VEVENT") == 1
