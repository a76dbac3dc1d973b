"""One method per user action, run through a task: values in, values out, its own unit of work, then « changed »."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from pvdesk.bundle import export as envoi
from pvdesk.bundle import reception
from pvdesk.kit.draft import Draft
from pvdesk.kit.validation import Finding
from pvdesk.store import choices, listing, lots, records, reunions
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Query, Row
from ui.days import Days
from ui.door import Door
from ui.figures import Figures
from ui.kit.tasks import OnError, OnProgress, OnResult, Tasks, Watch, alive
from ui.lives import Lives
from ui.mission_works import MissionWorks
from ui.papers import Papers
from ui.papiers import Papiers
from ui.people import People
from ui.searching import Searching
from ui.tables import Tables
from ui.works import Works

Checked = tuple[tuple[Finding, ...], dict[str, Any]]


class Looking(QObject):
    """What the screen may read of the base. Callbacks are bound methods, called on the GUI thread.

    ``changed(table, uid)`` tells what changed after a durable write; pages re-read what they show.
    """

    changed = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = tasks
        self.works = Works(self)
        self.lives = Lives(self, self)
        self.figures = Figures(self)
        self.door = Door(self, self)
        self.days = Days(self)
        self.tables = Tables(self)
        self.papers = Papers(self)
        self.searching = Searching(self)
        self.people = People(self)
        self.papiers = Papiers(self)

    # ---- look
    def rows(self, table: str, query: Query, on_result: OnResult, on_error: OnError | None = None) -> None:
        """`list[Row]` of a record type."""
        self.read(lambda unit: listing.rows(unit, table, query), on_result, on_error)

    def uids(self, table: str, query: Query, on_result: OnResult) -> None:
        """`list[str]`: the uids of every row asked for, in order."""
        self.read(lambda unit: listing.uids(unit, table, query), on_result)

    def page(self, table: str, uids: list[str]) -> list[Row]:
        """A hundred rows at most, read at once: they are about to be painted."""
        with self.desk.reading() as unit:
            return listing.rows(unit, table, Query(equal={"uid": uids}))

    def reference_rows(self, table: str, words: str, on_result: OnResult) -> None:
        """`list[Row]` of a reference table."""
        self.read(lambda unit: listing.reference_rows(unit, table, words), on_result)

    def load(self, table: str, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `Draft` of a record."""
        self.read(lambda unit: records.load(unit, table, uid), on_result, on_error)

    def check(self, draft: Draft, on_result: OnResult, on_error: OnError | None = None) -> None:
        """(findings, computed data) of a draft as typed, without keeping anything."""
        self.write(lambda unit: records.check(unit, draft), on_result, on_error, keep=False)

    def choices(self, table: str, on_result: OnResult) -> None:
        """{key: name} of what a reference may point to."""
        self.read(lambda unit: choices.choices(unit, table), on_result)

    def history(self, uid: str, on_result: OnResult) -> None:
        """What happened to a fiche, newest first."""
        self.read(lambda unit: records.history(unit, uid), on_result)

    def seance(self, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `reunions.Seance` of a meeting: its draft and those of its actions."""
        self.read(lambda unit: reunions.load(unit, uid), on_result, on_error)

    def lots(self, on_result: OnResult) -> None:
        """`list[lots.LotRow]`, newest first."""
        self.read(lots.lots, on_result)

    def new_seance(self, conseil_uid: str | None, on_result: OnResult, jour: dt.date | None = None) -> None:
        """A new meeting that takes conseil, place, people and chair from the last one; not saved yet."""
        self.read(lambda unit: reunions.prepare(unit, conseil_uid, jour), on_result)

    def blank(self, table: str, values: dict[str, Any], on_result: OnResult) -> None:
        """A new draft, not saved yet."""
        self.read(lambda unit: records.blank(unit, table, **values), on_result)

    # ---- how
    def read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        """Give what a unit of work that only reads finds."""
        self.tasks.run(lambda: _in_unit(self.desk, work, keep=False, writes=False), on_result, on_error)

    def write(
        self,
        work: Callable[[Any], Any],
        on_result: OnResult,
        on_error: OnError | None = None,
        *,
        table: str = "",
        uid: str = "",
        keep: bool = True,
    ) -> None:
        """Give what a unit of work did, kept durably, then tell what changed."""
        def then(result: Any) -> None:
            if alive(on_result):
                on_result(result)
            # The window may have been closed or built again meanwhile: what is shown then was read after this work.
            if keep and isValid(self):
                self.changed.emit(table, uid)

        self.tasks.run(lambda: _in_unit(self.desk, work, keep=keep, writes=True), then, on_error)


class Operations(Looking):
    """What the screen may do to the base; ``exchanges`` is a poste’s, ``mission`` the mission’s."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(desk, tasks, parent)
        self.exchanges = Exchanges(self)
        self.mission = MissionWorks(self)

    # ---- write
    def save(self, draft: Draft, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Save a draft, whatever is missing; gives back the `Draft` as stored."""
        self.write(lambda unit: records.save(unit, draft), on_result, on_error, table=draft.type, uid=draft.uid)

    def save_seance(self, seance: reunions.Seance, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Save a meeting and its actions in one transaction; gives back the `Seance` as stored."""
        self.write(
            lambda unit: reunions.save(unit, seance), on_result, on_error, table="reunion", uid=seance.reunion.uid
        )

    def reopen(self, table: str, uid: str, on_result: OnResult) -> None:
        """Back to draft."""
        self.write(lambda unit: records.reopen(unit, table, uid), on_result, table=table, uid=uid)

    def add_membre(
        self, conseil_uid: str, nom: str, college: Any, debut: dt.date | None, on_result: OnResult
    ) -> None:
        """Quick add of an unknown person to a conseil, in office from `debut`, today when None.

        Gives the member's `Draft`, its fiche to be completed.
        """
        self.write(
            lambda unit: reunions.add_membre(unit, conseil_uid, nom, college, debut),
            on_result,
            table="membre",
            uid=conseil_uid,
        )


class Exchanges:
    """Lots made and received, by a poste. Each work is interruptible and tells its steps."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def review(self, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `Review` of what would leave for the mission."""
        desk = self._operations.desk

        def work() -> Any:
            return envoi.review(desk)

        self._operations.tasks.run(work, on_result, on_error)

    def export(
        self,
        folder: Path,
        drafts: frozenset[str],
        message: str,
        on_result: OnResult,
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
    ) -> Watch:
        """Write a lot in a folder; gives the `Exported`. `drafts` are the uids of the drafts that go too."""
        desk = self._operations.desk

        def work(watch: Watch) -> Any:
            return envoi.export(desk, folder, drafts=drafts, message=message, tell=watch.tell)

        return self._operations.tasks.run_long(work, self._then(on_result), on_error, on_progress)

    def receive(self, path: Path, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Take in a lot of the mission; gives the `Received`, or a `Refus` to `on_error`."""
        desk = self._operations.desk

        def work() -> Any:
            return reception.receive(desk, path)

        self._operations.tasks.run(work, self._then(on_result), on_error)

    def _then(self, on_result: OnResult) -> OnResult:
        """The answer, then « changed »: where fiches stand with the mission moved."""

        def then(result: Any) -> None:
            if alive(on_result):
                on_result(result)
            if isValid(self._operations):
                self._operations.changed.emit("", "")

        return then


def _in_unit(desk: Desk, work: Callable[[Any], Any], *, keep: bool, writes: bool) -> Any:
    with desk.writing() if writes else desk.reading() as unit:
        result = work(unit)
        if keep:
            unit.commit()
    return result


__all__ = ["Checked", "Operations", "Query", "Row"]
