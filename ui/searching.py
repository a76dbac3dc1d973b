"""The search over everything, for the palette; and the fiches last opened."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from db.models.echange import Role
from pvdesk.store import finding
from pvdesk.store.desk import Desk
from pvdesk.store.finding import Found, Section
from ui.kit.tasks import OnError, OnResult, Tasks

Answer = tuple[str, list[Found]]  # what was typed, what answers


class Runs(Protocol):
    """What runs a work in the thread of the base."""

    desk: Desk
    tasks: Tasks

    def read(self, work: Any, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Read only."""


class Searching:
    """At a server several agents work: what one opens is not remembered there."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def find(self, typed: str, only: Section | None, on_result: OnResult) -> None:
        """The `Answer` to what is typed, in one section or in all."""
        self._runs.read(lambda unit: (typed, finding.find(unit, typed, only)), on_result)

    def recents(self, on_result: OnResult) -> None:
        """The `Answer` to nothing: the fiches last opened."""
        self._runs.read(lambda unit: ("", finding.recents(unit)), on_result)

    def remember(self, table: str, uid: str) -> None:
        """A fiche was opened. Nothing that is shown changes: no page reads again."""
        if self._runs.desk.role is Role.POSTE:
            self._runs.tasks.run(partial(_remember, self._runs.desk, table, uid), _nothing)


def _remember(desk: Desk, table: str, uid: str) -> None:
    with desk.writing() as unit:
        finding.retenir(unit, table, uid)
        unit.commit()


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
