"""The figures that the screen asks of the métier: dashboard, territory, indicators, the numbers that wait."""

from __future__ import annotations

from typing import Any

from pvdesk.store import dashboard
from pvdesk.store.indicateurs.catalogue import CATALOGUE, indicateurs
from pvdesk.store.tendances import un_an_avant
from ui.kit.tasks import OnResult
from ui.works import Runs


class Figures:
    """Read only; a year gone by is read as of its last day."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def home(self, annee: int, on_result: OnResult) -> None:
        """The `dashboard.Home` of a year, this one when 0."""
        today = self._runs.desk.today()
        self._runs.read(lambda unit: dashboard.home(unit, today, annee), on_result)

    def territoire(self, annee: int, on_result: OnResult) -> None:
        """The `dashboard.Territoire` of a year, this one when 0."""
        today = self._runs.desk.today()
        au = dashboard.jour_de(annee or today.year, today)
        self._runs.read(lambda unit: dashboard.territoire(unit, au), on_result)

    def attente(self, on_result: OnResult) -> None:
        """The `dashboard.Attente` of now."""
        self._runs.read(dashboard.attente, on_result)

    def indicateurs(self, annee: int, on_result: OnResult) -> None:
        """(years that may be chosen, `list[Indicateur]`) of a year, this one when 0.

        The catalogue, and the lines of the brochure that a person has noted something of.
        """
        today = self._runs.desk.today()
        au = dashboard.jour_de(annee or today.year, today)

        def work(unit: Any) -> Any:
            found = indicateurs(unit, au)
            return dashboard.annees(unit, today), [one for code, one in found.items() if code in CATALOGUE or one.uids]

        self._runs.read(work, on_result)

    def un_an_avant(self, annee: int, on_result: OnResult) -> None:
        """{code: `Indicateur`} a year before those of a year, this one when 0."""
        today = self._runs.desk.today()
        before = un_an_avant(dashboard.jour_de(annee or today.year, today))
        self._runs.read(lambda unit: indicateurs(unit, before), on_result)
