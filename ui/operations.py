"""One method per user action, run through a task: values in, values out, its own unit of work, then « changed »."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from pvdesk.kit.draft import Draft
from pvdesk.kit.validation import Finding
from pvdesk.store import choices, indicators, listing, records, reunions
from pvdesk.store.desk import Desk
from pvdesk.store.listing import Query, Row
from ui.kit.tasks import OnError, OnResult, Tasks

Checked = tuple[tuple[Finding, ...], dict[str, Any]]


class Operations(QObject):
    """What the screen may do to the base.

    ``changed(table, uid)`` tells what changed after a durable write; pages re-read what they show. Callbacks are bound
    methods, called on the GUI thread.
    """

    changed = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = tasks

    # ---- look
    def rows(self, table: str, query: Query, on_result: OnResult, on_error: OnError | None = None) -> None:
        """`list[Row]` of a record type."""
        self._read(lambda unit: listing.rows(unit, table, query), on_result, on_error)

    def reference_rows(self, table: str, words: str, on_result: OnResult) -> None:
        """`list[Row]` of a reference table."""
        self._read(lambda unit: listing.reference_rows(unit, table, words), on_result)

    def load(self, table: str, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `Draft` of a record."""
        self._read(lambda unit: records.load(unit, table, uid), on_result, on_error)

    def check(self, draft: Draft, on_result: OnResult, on_error: OnError | None = None) -> None:
        """(findings, computed data) of a draft as typed, without keeping anything."""
        self._write(lambda unit: records.check(unit, draft), on_result, on_error, keep=False)

    def choices(self, table: str, on_result: OnResult) -> None:
        """{key: name} of what a reference may point to."""
        self._read(lambda unit: choices.choices(unit, table), on_result)

    def home(self, on_result: OnResult) -> None:
        """The `indicators.Home` of the dashboard."""
        today = self.desk.today()
        self._read(lambda unit: indicators.home(unit, today), on_result)

    def history(self, uid: str, on_result: OnResult) -> None:
        """What happened to a fiche, newest first."""
        self._read(lambda unit: records.history(unit, uid), on_result)

    def seance(self, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """The `reunions.Seance` of a meeting: its draft and those of its actions."""
        self._read(lambda unit: reunions.load(unit, uid), on_result, on_error)

    # ---- write
    def save(self, draft: Draft, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Save a draft, whatever is missing; gives back the `Draft` as stored."""
        self._write(lambda unit: records.save(unit, draft), on_result, on_error, table=draft.type, uid=draft.uid)

    def save_seance(self, seance: reunions.Seance, on_result: OnResult, on_error: OnError | None = None) -> None:
        """Save a meeting and its actions in one transaction; gives back the `Seance` as stored."""
        self._write(
            lambda unit: reunions.save(unit, seance), on_result, on_error, table="reunion", uid=seance.reunion.uid
        )

    def new_seance(self, conseil_uid: str | None, on_result: OnResult) -> None:
        """A new meeting that takes conseil, place, people and chair from the last one; not saved yet."""
        self._read(lambda unit: reunions.prepare(unit, conseil_uid), on_result)

    def blank(self, table: str, values: dict[str, Any], on_result: OnResult) -> None:
        """A new draft, not saved yet."""
        self._read(lambda unit: records.blank(unit, table, **values), on_result)

    def finish(self, table: str, uid: str, on_result: OnResult, on_error: OnError | None = None) -> None:
        """« Terminer »: gives the findings; the record is final when none stops."""
        work = reunions.finish if table == "reunion" else records.finish
        self._write(lambda unit: work(unit, table, uid), on_result, on_error, table=table, uid=uid)

    def reopen(self, table: str, uid: str, on_result: OnResult) -> None:
        """Back to draft."""
        self._write(lambda unit: records.reopen(unit, table, uid), on_result, table=table, uid=uid)

    def delete(self, table: str, uid: str, on_result: OnResult) -> None:
        """Put in the corbeille."""
        self._write(lambda unit: records.delete(unit, table, uid), on_result, table=table, uid=uid)

    def restore(self, table: str, uid: str, on_result: OnResult) -> None:
        """Take back from the corbeille."""
        self._write(lambda unit: records.restore(unit, table, uid), on_result, table=table, uid=uid)

    def add_membre(self, conseil_uid: str, nom: str, college: Any, on_result: OnResult) -> None:
        """Quick add of an unknown person to a conseil; gives the member's `Draft`, its fiche to be completed."""
        self._write(
            lambda unit: reunions.add_membre(unit, conseil_uid, nom, college),
            on_result,
            table="membre",
            uid=conseil_uid,
        )

    # ---- papers and lots
    def print_paper(
        self, document: str, uid: str, target: Path, on_result: OnResult, on_error: OnError | None = None
    ) -> None:
        """Write a paper (« compte-rendu », « emargement ») of a record; gives the path written."""
        desk = self.desk
        self.tasks.run(lambda: _paper(desk, document, uid, target), on_result, on_error)

    # ---- how
    def _read(self, work: Callable[[Any], Any], on_result: OnResult, on_error: OnError | None = None) -> None:
        self.tasks.run(lambda: _in_unit(self.desk, work, keep=False, writes=False), on_result, on_error)

    def _write(
        self,
        work: Callable[[Any], Any],
        on_result: OnResult,
        on_error: OnError | None = None,
        *,
        table: str = "",
        uid: str = "",
        keep: bool = True,
    ) -> None:
        def then(result: Any) -> None:
            on_result(result)
            if keep:
                self.changed.emit(table, uid)

        self.tasks.run(lambda: _in_unit(self.desk, work, keep=keep, writes=True), then, on_error)


def _in_unit(desk: Desk, work: Callable[[Any], Any], *, keep: bool, writes: bool) -> Any:
    with desk.writing() if writes else desk.reading() as unit:
        result = work(unit)
        if keep:
            unit.commit()
    return result


def _paper(desk: Desk, document: str, uid: str, target: Path) -> Path:
    from pvdesk.reports import printing

    return printing.print_to(desk, document, uid, target)


__all__ = ["Checked", "Operations", "Query", "Row"]
