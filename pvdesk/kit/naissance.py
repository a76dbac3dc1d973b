"""A birth date, typed to check an age and forgotten at once: only the year and the age are kept (domain 2.6 B)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pvdesk.kit.reading import Unread, read_date

NBSP = "\u00a0"
PLUS_JEUNE, PLUS_AGE = 14, 100  # of somebody who signs a contract: beyond, the year is mistyped


@dataclass(frozen=True, slots=True)
class AgeVerifie:
    """What may be kept of a birth date: its year, the age in whole years on a day, that day."""

    annee: int
    age: int
    au: dt.date

    @property
    def phrase(self) -> str:
        """« Âge vérifié : 26 ans le 21/09/2026 »."""
        return f"Âge vérifié{NBSP}: {self.age}{NBSP}ans le {self.au:%d/%m/%Y}"


def age_revolu(naissance: dt.date, jour: dt.date) -> int:
    """The age in whole years on that day."""
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))


def verifier(typed: str, signature: dt.date | None, today: dt.date) -> AgeVerifie:
    """Read a birth date and keep the age it gives on the day of signature.

    Args:
        typed: the birth date, as typed: 14/11/2000, 14/11/00, 14 novembre 2000.
        signature: the day that the contract is signed.
        today: two-digit years are of the past.

    Raises:
        Unread: not a whole birth date, no day of signature, or an age that nobody has at work; the sentence never
            repeats what was typed.
    """
    if signature is None:
        raise Unread("indiquez d’abord la date de signature du contrat")
    try:
        naissance = read_date(typed, today)
    except Unread:
        raise Unread("ce n’est pas une date, écrivez par exemple 03/05/1990") from None
    if naissance.year > today.year and not _year_is_whole(typed, naissance):
        naissance = _un_siecle_avant(naissance)
    age = age_revolu(naissance, signature)
    if not PLUS_JEUNE <= age <= PLUS_AGE:
        raise Unread("l’année ne donne pas un âge possible, écrivez la date entière, par exemple 03/05/1990")
    return AgeVerifie(naissance.year, age, signature)


def _year_is_whole(typed: str, day: dt.date) -> bool:
    return str(day.year) in typed


def _un_siecle_avant(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 100)
    except ValueError:  # 29 February of 2000 becomes one of 1900, which had none
        raise Unread("ce jour n’existe pas, écrivez la date entière, par exemple 03/05/1990") from None
