"""The life of comptes rendus, for the screen: where one stands, moving it, and what a paper in hand is worth."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from shiboken6 import isValid

from pvdesk.reports import verification, vie
from pvdesk.reports.verification import Verdict
from pvdesk.store import repentir
from pvdesk.store.comptes_rendus import Pas
from pvdesk.store.desk import Desk
from ui.kit.tasks import OnError, OnResult, Tasks, alive
from ui.lives import Lives

TABLE = "reunion"


class Runs(Protocol):
    """What runs works in the thread of the base."""

    desk: Desk
    tasks: Tasks
    lives: Lives
    changed: SignalInstance

    def read(self, work: Any, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""


class Papiers:
    """A refusal is `Impossible`, given to `on_error`: its sentence says what to do."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def vie(self, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `vie.Vie` of the compte rendu of a meeting."""
        self._runs.read(lambda unit: vie.vie(unit, uid), on_result, on_error)

    def avancer(self, uid: str, pas: Pas, en: str, on_result: OnResult, on_error: OnError) -> None:
        """Read again, draft again, approved at the meeting `en`; gives the `Repentir`, which Ctrl+Z takes back."""
        work = partial(repentir.avancer, uid=uid, pas=pas, en=en)
        self._runs.lives.do(work, TABLE, uid, on_result, on_error)

    def diffuser(self, uid: str, destinataires: str, on_result: OnResult, on_error: OnError) -> None:
        """Hand over; gives the `Version`. Never taken back."""
        desk = self._runs.desk
        self._remettre(lambda: vie.diffuser(desk, uid, destinataires), uid, on_result, on_error)

    def rectifier(self, uid: str, motif: str, on_result: OnResult, on_error: OnError) -> None:
        """Hand over another version; gives the `Version`. Never taken back."""
        desk = self._runs.desk
        self._remettre(lambda: vie.rectifier(desk, uid, motif), uid, on_result, on_error)

    def verifier(self, path: Path, on_result: OnResult, on_error: OnError) -> None:
        """The `Verdict` on a file."""
        desk = self._runs.desk

        def work() -> Verdict:
            data = verification.lire(path)
            with desk.reading() as unit:
                return verification.fichier(unit, data)

        self._runs.tasks.run(work, on_result, on_error)

    def verifier_code(self, typed: str, on_result: OnResult, on_error: OnError) -> None:
        """The `Verdict` on a control code."""
        self._runs.read(lambda unit: verification.code(unit, typed), on_result, on_error)

    def _remettre(self, work: Any, uid: str, on_result: OnResult, on_error: OnError) -> None:
        self._runs.tasks.run(work, partial(self._remis, uid, on_result), on_error)

    def _remis(self, uid: str, on_result: OnResult, version: object) -> None:
        """The answer, then what changed, as after any work that writes."""
        if alive(on_result):
            on_result(version)
        if isValid(self._runs):
            self._runs.changed.emit(TABLE, uid)
