"""What people type, read kindly: 15/10, +2s, fin nov., 18h30, 1830, 1 234,5. Refused clearly when it cannot be."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from db.search import fold
from db.types import MILLE, Liste
from pvdesk.base import francais
from pvdesk.kit.schema import Datum, Kind

NBSP = "\u00a0"
MINUS = "\u2212"  # as `francais.nombre` writes it: a figure may be copied from the screen
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_MOIS = tuple(fold(mois) for mois in francais.MOIS)
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Unread(ValueError):  # noqa: N818 - a reading that failed, not a fault of the program
    """The text cannot be understood; the sentence says what to write."""


def read(datum: Datum, typed: str, today: dt.date) -> Any:
    """The value behind what was typed; None for nothing.

    Args:
        datum: what is expected.
        typed: the text, as typed.
        today: relative dates start from it, short dates fall nearest to it.

    Raises:
        Unread: with a French sentence that names the datum.
    """
    if datum.kind is Kind.LONG:
        return typed or None
    text = typed.strip()
    if not text:
        return None
    try:
        if datum.kind is Kind.DATE:
            return (_month_alone(text, today) if datum.about.month else None) or read_date(text, today)
        if datum.kind is Kind.CHOICE:
            return read_choice(datum, text)
        return _READERS.get(datum.kind, str)(text)
    except Unread as error:
        raise Unread(f"{datum.label}{NBSP}: {error}") from error


def read_date(typed: str, today: dt.date) -> dt.date:
    """A date: 15/10/2026, 15.10, 15 octobre, +10, +2s, +1m, demain, lundi, fin nov., 2026-10-15."""
    text = _SPACES.sub(" ", fold(typed)).strip(" .")
    for reader in (_relative, _named, _iso, _numbers, _with_month):
        found = reader(text, today)
        if found is not None:
            if not FIRST_YEAR <= found.year <= LAST_YEAR:
                raise Unread(f"«{NBSP}{typed}{NBSP}» donne l’année {found.year}, corrigez l’année")
            return found
    first = _month_alone(typed, today)
    if first is not None:
        whole = f"{francais.MOIS[first.month - 1]} {first.year}"
        raise Unread(f"«{NBSP}{typed}{NBSP}» dit un mois entier, ajoutez le jour, par exemple 15 {whole}")
    raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas compris, écrivez par exemple 15/10/{today.year}")


def _month_alone(typed: str, today: dt.date) -> dt.date | None:
    """The first day of « octobre 2026 », « oct », « 10/2026 », « 2026-10 »."""
    text = _SPACES.sub(" ", fold(typed)).strip(" .")
    figures = re.fullmatch(r"(?P<mois>\d{1,2})[/. -](?P<an>\d{4})", text)
    figures = figures or re.fullmatch(r"(?P<an>\d{4})-(?P<mois>\d{1,2})", text)
    if figures is not None:
        said = 1 <= int(figures["mois"]) <= 12 and FIRST_YEAR <= int(figures["an"]) <= LAST_YEAR
        return dt.date(int(figures["an"]), int(figures["mois"]), 1) if said else None
    match = re.fullmatch(r"([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", text)
    found = [n for n, name in enumerate(_MOIS, 1) if match is not None and name.startswith(match[1])]
    return _with_year(1, found[0], match[2], today) if match is not None and len(found) == 1 else None


def _relative(text: str, today: dt.date) -> dt.date | None:
    match = re.fullmatch(r"([+-]) ?(\d{1,4}) ?(j|jours?|s|sem|semaines?|m|mois|a|ans?)?", text)
    if match is None:
        return None
    count = int(match[2]) * (1 if match[1] == "+" else -1)
    unit = (match[3] or "j")[0]
    if unit in {"m", "a"}:
        return _add_months(today, count * (12 if unit == "a" else 1))
    return today + dt.timedelta(days=count * (7 if unit == "s" else 1))


def _add_months(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unread(f"l’année {year} est trop loin")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _named(text: str, today: dt.date) -> dt.date | None:
    near = {"hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "auj": 0, "demain": 1, "apres-demain": 2}
    if text in near:
        return today + dt.timedelta(days=near[text])
    for number, name in enumerate(francais.JOURS):
        if len(text) >= 3 and name.startswith(text):
            return today + dt.timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _iso(text: str, today: dt.date) -> dt.date | None:  # noqa: ARG001
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _numbers(text: str, today: dt.date) -> dt.date | None:
    match = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?", text)
    if match is None:
        match = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", text)
    if match is None:
        return None
    return _with_year(int(match[1]), int(match[2]), match[3], today)


def _with_month(text: str, today: dt.date) -> dt.date | None:
    match = re.fullmatch(r"(fin|debut|mi|1er|\d{1,2}) ?(?:de )?([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", text)
    if match is None:
        return None
    month = next((n for n, name in enumerate(_MOIS, 1) if name.startswith(match[2])), None)
    if month is None:
        return None
    if match[1] == "fin":
        first = _with_year(1, month, match[3], today)
        return first.replace(day=calendar.monthrange(first.year, month)[1])
    return _with_year({"debut": 1, "mi": 15, "1er": 1}.get(match[1]) or int(match[1]), month, match[3], today)


def _with_year(day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    """Without a year, the date nearest to today: in November « 10/01 » is next January."""
    if year is not None:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    candidates: list[dt.date] = []
    for y in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(dt.date(y, month, day))
        except ValueError:
            continue
    if not candidates:
        raise Unread(f"le {day:02d}/{month:02d} n’existe pas, corrigez le jour ou le mois")
    return min(candidates, key=lambda d: abs((d - today).days))


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unread(f"le {day:02d}/{month:02d}/{year} n’existe pas, corrigez le jour ou le mois") from None


def read_time(typed: str) -> dt.time:
    """An hour: 18h30, 18 h 30, 18:30, 18.30, 1830, 18."""
    match = re.fullmatch(r"(\d{1,2})(?:\s*[h:.,]\s*(\d{2})?|(\d{2}))?", _SPACES.sub("", typed.lower()))
    if match is not None:
        hour, minute = int(match[1]), int(match[2] or match[3] or 0)
        if hour < 24 and minute < 60:
            return dt.time(hour, minute)
    raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas une heure, écrivez par exemple 18h30")


def read_integer(typed: str) -> int:
    """A whole number, with or without spaces or a « % »."""
    text = _SPACES.sub("", typed).replace(MINUS, "-").rstrip("%")
    if not re.fullmatch(r"[+-]?\d{1,15}", text):
        raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas un nombre entier, écrivez des chiffres")
    return int(text)


def read_money(typed: str) -> int:
    """An amount in cents: 1 234,56 €, 1234.5, 12 500."""
    match = re.fullmatch(r"([+-]?)(\d{1,12})(?:[,.](\d{1,2})?)?€?", _SPACES.sub("", typed).replace(MINUS, "-"))
    if match is None:
        raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas un montant, écrivez par exemple 1234,56")
    cents = int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))
    return -cents if match[1] == "-" else cents


def read_decimal(typed: str) -> int:
    """A number in thousandths: 12, 12,5, 12.5, 1 234,567, 45,2 %."""
    text = _SPACES.sub("", typed).replace(MINUS, "-").rstrip("%")
    match = re.fullmatch(r"([+-]?)(\d{1,12})(?:[,.](\d{1,3}))?", text)
    if match is None:
        raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas un nombre, écrivez par exemple 12,5")
    thousandths = int(match[2]) * MILLE + int((match[3] or "").ljust(3, "0"))
    return -thousandths if match[1] == "-" else thousandths


def read_choice(datum: Datum, typed: str) -> Liste:
    """A member of a closed list, by its libellé or its code; a retired one is still understood."""
    member: Liste
    for member in datum.type:
        if fold(typed) in {fold(member.libelle), member.value}:
            return member
    raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas dans la liste, choisissez dans la liste")


def read_bool(typed: str) -> bool:
    """Oui or non, whole or by its first letter."""
    answer = {"oui": True, "o": True, "non": False, "n": False}.get(fold(typed))
    if answer is None:
        raise Unread(f"«{NBSP}{typed}{NBSP}» n’est pas compris, écrivez oui ou non")
    return answer


_READERS: Mapping[Kind, Callable[[str], Any]] = MappingProxyType(
    {
        Kind.TIME: read_time, Kind.INTEGER: read_integer, Kind.PERCENT: read_integer, Kind.YEAR: read_integer,
        Kind.MONEY: read_money, Kind.DECIMAL: read_decimal, Kind.BOOL: read_bool,
    }
)  # fmt: skip
