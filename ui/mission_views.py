"""What the mission's window reads of the department: deliveries, delegations, figures side by side."""

from __future__ import annotations

from pathlib import Path

from pvdesk.mission import delegations, diffusion, fiche_delegation, ventilation
from pvdesk.mission.ventilation import Axe
from pvdesk.store import dashboard
from ui.kit.tasks import OnError, OnResult
from ui.mission_runs import Runs


class Views:
    """Read only, as of today."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def consolidation(self, on_result: OnResult) -> None:
        """The `delegations.Consolidation` of the day."""
        today = self._runs.desk.today()
        self._runs.read(lambda unit: delegations.consolidation(unit, today), on_result)

    def delegation(self, code: str, on_result: OnResult) -> None:
        """The `fiche_delegation.Choisie` of a code, of the first one when it is empty."""
        today = self._runs.desk.today()
        self._runs.read(lambda unit: fiche_delegation.fiche_delegation(unit, code, today), on_result)

    def actions_par_contrat(self, on_result: OnResult) -> None:
        """The `delegations.Partie` of the open actions."""
        self._runs.read(delegations.actions_par_contrat, on_result)

    def ventilation(self, annee: int, axe: Axe, on_result: OnResult) -> None:
        """(years that may be chosen, `Ventilation`) of a year, this one when 0."""
        today = self._runs.desk.today()
        au = dashboard.jour_de(annee or today.year, today)
        self._runs.read(
            lambda unit: (dashboard.annees(unit, today), ventilation.ventilation(unit, au, axe)), on_result
        )

    def diffuse(self, annee: int, axe: Axe, target: Path, on_result: OnResult, on_error: OnError) -> None:
        """Write these figures in a file that may leave the service; gives its path."""
        desk = self._runs.desk
        au = dashboard.jour_de(annee or desk.today().year, desk.today())
        self._runs.tasks.run(lambda: diffusion.diffuser(desk, au, axe, target), on_result, on_error)
