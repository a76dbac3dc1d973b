"""Tables written to a file, for the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pvdesk.store.desk import Desk
from pvdesk.tables import fichier
from ui.kit.tasks import OnError, OnProgress, OnResult, Tasks, Watch


class Runs(Protocol):
    """What runs a long work in the thread of the base."""

    desk: Desk
    tasks: Tasks


class Tables:
    """Read only, but for the file."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def write(
        self,
        asked: fichier.Demande | fichier.Annee,
        target: Path,
        on_result: OnResult,
        on_error: OnError,
        on_progress: OnProgress,
    ) -> Watch:
        """Write a list or a year, telling its rows; gives the `fichier.Ecrit`, or `Cancelled` once interrupted."""
        desk = self._runs.desk

        def work(watch: Watch) -> fichier.Ecrit:
            return fichier.ecrire(desk, asked, target, watch.tell)

        return self._runs.tasks.run_long(work, on_result, on_error, on_progress)
