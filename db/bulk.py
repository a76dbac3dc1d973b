"""Many plain rows in one statement.

SQLAlchemy prepares each row of an `executemany` anew, at three times the price of the driver's own work. Here the
statement is made once, and values go column by column through their type's own conversion, looked up once. A server
takes many rows by `COPY`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from sqlalchemy import ARRAY, JSON, ColumnElement, Connection, Table, Text, any_, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from db.engine import SERVER

_COPIED = 100  # rows from which a server's COPY is worth its opening


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value in every row, in the driver's form."""

    value: Any


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all tell the same columns; what they leave out is the base's own, never a model's default.

    Args:
        connection: in its transaction.
        table: where.
        rows: Python values by column key, as SQLAlchemy takes them.
    """
    if rows:
        told = {key: driven(connection, table.c[key], [row[key] for row in rows]) for key in rows[0]}
        insert_columns(connection, table, told, len(rows))


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any] | Constant], count: int
) -> None:
    """Insert `count` rows told by columns, in the driver's form (`driven`); a constant is the same in each row."""
    quote = connection.dialect.identifier_preparer
    names = ", ".join(quote.quote(table.c[key].name) for key in columns)
    rows = zip(*((repeat(c.value, count) if isinstance(c, Constant) else c) for c in columns.values()), strict=True)
    if connection.dialect.name == SERVER and count >= _COPIED:
        _copy(connection, f"COPY {quote.format_table(table)} ({names}) FROM STDIN", rows)
        return
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {quote.format_table(table)} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def driven(connection: Connection, column: ColumnElement[Any], values: Sequence[Any]) -> Sequence[Any]:
    """Values of one column, in the driver's form; what comes again and again is converted once."""
    change = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if change is None:
        return values
    if isinstance(column.type, JSON):  # there 1, 1.0 and true are three values, and an object has no hash
        return [change(value) for value in values]
    known = {value: change(value) for value in set(values)}
    return [known[value] for value in values]


def among(connection: Connection, column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column of texts is one of many values: one parameter, and the same statement, however many they are."""
    if connection.dialect.name == SERVER:
        said = bindparam(None, list(values), type_=ARRAY(Text))
        return column == any_(said)  # type: ignore[no-any-return]
    each = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(each.c.value))  # type: ignore[no-any-return]


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(statement, None, error) from error
