"""The agenda, for the screen: the moments of some weeks with what is late, and its file for another calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pvdesk.base.files import write_atomic
from pvdesk.store.agenda import Moment, Sorte, agenda, fichier, retards
from ui.kit.tasks import OnError, OnResult
from ui.works import Runs


@dataclass(frozen=True, slots=True)
class Weeks:
    """What an agenda shows: the moments between two days, and what should have been done before today."""

    du: dt.date
    au: dt.date
    moments: tuple[Moment, ...]
    late: tuple[Moment, ...]


class Days:
    """Read only, but for the file."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def weeks(self, du: dt.date, au: dt.date, on_result: OnResult) -> None:
        """The `Weeks` between two days, both included."""
        today = self._runs.desk.today()

        def work(unit: Any) -> Weeks:
            return Weeks(du, au, tuple(agenda(unit, du, au, today)), tuple(retards(unit, today)))

        self._runs.read(work, on_result)

    def write(
        self, target: Path, du: dt.date, au: dt.date, sortes: frozenset[Sorte], on_result: OnResult, on_error: OnError
    ) -> None:
        """Write the calendar file of two days, what is of these kinds; gives (path, how many moments)."""
        desk = self._runs.desk

        def work(unit: Any) -> tuple[Path, int]:
            found = [one for one in agenda(unit, du, au, desk.today()) if one.sorte in sortes]
            write_atomic(target, fichier(found, desk.nom))
            return target, len(found)

        self._runs.read(work, on_result, on_error)
