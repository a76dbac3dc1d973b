"""What a unit of work leaves in the base, row by row, however it was written: for who must be able to do it again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, event, func, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from db.base import Base
from db.journal import Trace
from pvdesk.store.unit import UnitOfWork

Key = tuple[Any, ...]
Row = tuple[Table, Key, dict[str, Any] | None]  # what it is now; None for what is no more


class Touched:
    """The rows that a session inserts, changes or removes, by table and key: mapped objects and plain statements."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._session: Session = unit.session
        self._keys: dict[Table, set[Key]] = {}
        self._above: dict[Table, int] = {}  # rows inserted without a key: those above the last one of before
        event.listen(self._session, "after_flush", self._flushed)
        event.listen(self._session, "do_orm_execute", self._executed)

    def rows(self) -> list[Row]:
        """What each of them is now; None for what is no more. Tables in the order in which they point to each other."""
        self._session.flush()
        self._number_traces()
        found: list[Row] = []
        for table in Base.metadata.sorted_tables:
            keys = self._keys.get(table, set())
            columns = list(table.primary_key.columns)
            if table in self._above:
                more = select(*columns).where(columns[0] > self._above[table])
                keys = keys | {tuple(row) for row in self._session.connection().execute(more)}
            found += [(table, key, self._row(table, key)) for key in sorted(keys)]
        return found

    def _row(self, table: Table, key: Key) -> dict[str, Any] | None:
        where = [column == part for column, part in zip(table.primary_key.columns, key, strict=True)]
        row = self._session.connection().execute(select(table).where(*where)).first()
        return dict(row._mapping) if row is not None else None  # noqa: SLF001 - Row's public API

    def _number_traces(self) -> None:
        mine = select(Trace.n).where(Trace.operation == self._unit.operation)
        table = inspect(Trace).local_table
        assert isinstance(table, Table)
        self._above.pop(table, None)
        self._keys.setdefault(table, set()).update((n,) for n in self._session.scalars(mine))

    def _flushed(self, session: Session, context: UOWTransaction) -> None:  # noqa: ARG002
        for row in (*session.new, *session.dirty, *session.deleted):
            state = inspect(row)
            table = state.mapper.local_table
            if isinstance(table, Table):
                key = state.mapper.primary_key_from_instance(row)
                self._keys.setdefault(table, set()).add(tuple(key))

    def _executed(self, run: ORMExecuteState) -> None:
        if run.is_select:
            return
        statement: Any = run.statement
        table = statement.table
        if run.is_insert:
            self._inserted(table, run)
        else:  # asked before: afterwards they may be no more, or no longer answer
            asked = select(*table.primary_key.columns)
            where = statement.whereclause
            if where is not None:
                asked = asked.where(where)
            for given in _parameters(run):
                found = run.session.connection().execute(asked, given)
                self._keys.setdefault(table, set()).update(tuple(row) for row in found)

    def _inserted(self, table: Table, run: ORMExecuteState) -> None:
        columns = list(table.primary_key.columns)
        keyed = [tuple(one[c.key] for c in columns) for one in _parameters(run) if all(c.key in one for c in columns)]
        if keyed:
            self._keys.setdefault(table, set()).update(keyed)
        elif table not in self._above:
            last = run.session.connection().execute(select(func.max(columns[0]))).scalar()
            self._above[table] = last if isinstance(last, int) else 0


def _parameters(run: ORMExecuteState) -> list[dict[str, Any]]:
    """What a statement is run with, once or many times."""
    given: Any = run.parameters or {}
    return [dict(one) for one in (given if isinstance(given, list) else [given])]
