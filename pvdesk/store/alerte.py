"""An alert: something that a date makes due, whatever the record type; lists of them are made by `alertes_…`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alerte:
    """What is due.

    Attributes:
        code: which alert, « projet.bilan_moins_60 ».
        titre: what, in a few words.
        detail: about what, and how late.
        jour: the day that raised it.
        ton: info, warning or error.
        table: the record type, and `uid` the record that it opens.
    """

    code: str
    titre: str
    detail: str
    jour: dt.date
    ton: str
    table: str
    uid: str
