"""What the pages ask at the threshold of the base: copies, locking, putting a copy back; where the data are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from db import keys
from pvdesk.store import lieu, memoire, retrait_exemple, sauvegarde
from pvdesk.store.desk import Desk
from pvdesk.store.sauvegarde import Copie
from ui.kit.tasks import OnError, OnResult, Tasks


class Runs(Protocol):
    """What runs a work in the thread of the base."""

    desk: Desk
    tasks: Tasks

    def read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""


class Door(QObject):
    """``lock_asked`` and ``restore_asked(folder of a copy)`` close the base: the session answers them."""

    lock_asked = Signal()
    restore_asked = Signal(object)

    def __init__(self, runs: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._runs = runs

    def lieu(self, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `lieu.Lieu` of the data."""
        self._runs.read(partial(lieu.lieu, self._runs.desk), on_result, on_error)

    def copier(self, place: Path | None, on_result: OnResult, on_error: OnError) -> None:
        """Make a copy beside the base, or in a folder; gives the `Copie`."""
        self._runs.tasks.run(partial(_copier, self._runs.desk, place), on_result, on_error)

    def change_phrase(self, old: str, new: str, on_result: OnResult, on_error: OnError) -> None:
        """Another phrase for the same key: the base is not touched."""
        self._runs.tasks.run(partial(keys.change, self._runs.desk.folder, old, new), on_result, on_error)

    def set_aside(self, on_result: OnResult, on_error: OnError) -> None:
        """Make a copy that is kept until a person deletes it; gives the `Copie`."""
        self._runs.tasks.run(partial(sauvegarde.copier, self._runs.desk, mise_de_cote=True), on_result, on_error)

    def sample(self, on_result: OnResult) -> None:
        """Whether the base is an example."""
        self._runs.read(retrait_exemple.present, on_result)

    def eprouver(self, dossier: Path, on_result: OnResult, on_error: OnError) -> None:
        """Open a copy again; gives the fiches counted."""
        self._runs.tasks.run(partial(sauvegarde.eprouver, self._runs.desk, dossier), on_result, on_error)


def _copier(desk: Desk, place: Path | None) -> Copie:
    made = sauvegarde.copier(desk, place)
    if place is not None:
        with desk.writing() as unit:
            memoire.garder(unit, memoire.AILLEURS, {"le": made.le.isoformat(), "ou": str(place)})
            unit.commit()
    return made
