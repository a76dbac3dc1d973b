"""The unit of work: one session, one transaction, forgotten unless told to keep; journalled as it flushes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.errors import from_driver
from db.journal import Author, watch
from db.keys import Coffre
from db.models.echange import Installation, Suivi
from db.types import new_uid


class Keeper(Protocol):
    """Keeps what is decided beside the base, so that it can be done again (the mission's archive)."""

    def watch(self, unit: UnitOfWork) -> None:
        """A unit of work that may commit begins."""

    def note(self, unit: UnitOfWork) -> None:
        """It is about to commit: what must be done in its own transaction."""

    def keep(self, unit: UnitOfWork) -> None:
        """It has committed: what must be done before anybody is told so."""


class UnitOfWork:
    """A transaction on the base, as a context manager; leaving without ``commit`` forgets everything.

    Attributes:
        session: the SQLAlchemy session; only `pvdesk.store`, `bundle` and `mission` touch it.
        now: the instant of this work, aware, UTC.
        coffre: seals what must not lie in clear; None when the base is encrypted itself.
        folder: the data folder, for what lies beside the base; None while nobody knows yet whose base it is.
    """

    session: Session

    def __init__(
        self, engine: Engine, poste: str, now: dt.datetime, *, writes: bool, lot: str | None = None,
        coffre: Coffre | None = None, keeper: Keeper | None = None, folder: Path | None = None,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._writes = writes
        self._lot = lot
        self.poste = poste
        self.now = now
        self.coffre = coffre
        self.folder = folder
        self._keeper = keeper if writes else None
        self.operation = new_uid()

    def __enter__(self) -> Self:
        try:
            self._connection = self._engine.connect().execution_options(writes=self._writes)
        except DBAPIError as error:
            raise from_driver(error) or error from error
        self.session = Session(self._connection, expire_on_commit=False)
        try:
            vu = self.session.scalar(select(Installation.vu)) or 0
            exporte = self.session.scalar(select(func.max(Suivi.exporte_n))) or 0
        except DBAPIError as error:
            self._close()
            raise from_driver(error) or error from error
        watch(self.session, Author(self.poste, self.operation, self.now, vu, exporte, self._lot))
        if self._keeper is not None:
            self._keeper.watch(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.session.rollback()
        finally:
            self._close()
        if isinstance(error, DBAPIError):
            fault = from_driver(error)
            if fault is not None:
                raise fault from error

    def commit(self) -> None:
        """Keep the work, durably.

        Raises:
            Faute: the disk refused; nothing of this work is kept.
        """
        if self._keeper is not None:
            self._keeper.note(self)
        self.session.commit()
        if self._keeper is not None:
            self._keeper.keep(self)

    def all(self, statement: Any) -> list[Any]:
        """Rows of a select, as plain tuples."""
        return list(self.session.execute(statement).all())

    def _close(self) -> None:
        self.session.close()
        self._connection.close()
