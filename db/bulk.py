"""Many plain rows in one statement.

SQLAlchemy prepares each row of an `executemany` anew, at three times the price of the driver's own work. Here the
statement is made once, and each value goes through its column's own conversion, looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all tell the same columns; what they leave out is the base's own, never a model's default.

    Args:
        connection: in its transaction.
        table: where.
        rows: Python values by column key, as SQLAlchemy takes them.
    """
    if not rows:
        return
    dialect = connection.dialect
    keys = list(rows[0])
    quote = dialect.identifier_preparer
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(quote.quote(table.c[key].name) for key in keys)
    marks = ", ".join([mark] * len(keys))
    convert: list[tuple[str, Callable[[Any], Any] | None]] = [
        (key, table.c[key].type.dialect_impl(dialect).bind_processor(dialect)) for key in keys
    ]
    values = [tuple(row[key] if change is None else change(row[key]) for key, change in convert) for row in rows]
    connection.exec_driver_sql(f"INSERT INTO {quote.format_table(table)} ({names}) VALUES ({marks})", values)  # noqa: S608
