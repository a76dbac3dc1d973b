"""What the mission's window reads of the department: deliveries, delegations."""

from __future__ import annotations

from pvdesk.mission import delegations, fiche_delegation
from ui.kit.tasks import OnResult
from ui.works import Runs


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
