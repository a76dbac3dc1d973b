"""SQL that the two engines say differently: dates written, months added, numbers at the end of a text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from db.engine import SERVER


class DateEcrite(FunctionElement[str]):
    """« 31/12/2026 », of a date."""

    type = String()
    inherit_cache = True


class FinAnnee(FunctionElement[Any]):
    """The last day of a year."""

    type = Date()
    inherit_cache = True


class PlusMois(FunctionElement[Any]):
    """A date and a number of months: the same day, or the last of a month that has no such day."""

    type = Date()
    inherit_cache = True


class NombreEnTete(FunctionElement[int]):
    """The number that a text begins with; null or zero when it begins otherwise."""

    type = Integer()
    inherit_cache = True


def _said(element: FunctionElement[Any], compiler: SQLCompiler, **how: Any) -> list[str]:
    return [compiler.process(clause, **how) for clause in element.clauses]


@compiles(DateEcrite)
def _date_ecrite(element: DateEcrite, compiler: SQLCompiler, **how: Any) -> str:
    (date,) = _said(element, compiler, **how)
    return f"strftime('%d/%m/%Y', {date})"


@compiles(DateEcrite, SERVER)
def _date_ecrite_server(element: DateEcrite, compiler: SQLCompiler, **how: Any) -> str:
    (date,) = _said(element, compiler, **how)
    return f"to_char({date}, 'DD/MM/YYYY')"


@compiles(FinAnnee)
def _fin_annee(element: FinAnnee, compiler: SQLCompiler, **how: Any) -> str:
    (year,) = _said(element, compiler, **how)
    return f"(({year}) || '-12-31')"


@compiles(FinAnnee, SERVER)
def _fin_annee_server(element: FinAnnee, compiler: SQLCompiler, **how: Any) -> str:
    (year,) = _said(element, compiler, **how)
    return f"make_date(({year})::integer, 12, 31)"


@compiles(PlusMois)
def _plus_mois(element: PlusMois, compiler: SQLCompiler, **how: Any) -> str:
    date, months = _said(element, compiler, **how)
    last = f"date({date}, 'start of month', printf('+%d months', ({months}) + 1), '-1 day')"
    return f"min(date({date}, printf('+%d months', {months})), {last})"


@compiles(PlusMois, SERVER)
def _plus_mois_server(element: PlusMois, compiler: SQLCompiler, **how: Any) -> str:
    date, months = _said(element, compiler, **how)
    return f"(({date}) + make_interval(months => ({months})::integer))::date"


@compiles(NombreEnTete)
def _nombre(element: NombreEnTete, compiler: SQLCompiler, **how: Any) -> str:
    (words,) = _said(element, compiler, **how)
    return f"CAST({words} AS INTEGER)"


@compiles(NombreEnTete, SERVER)
def _nombre_server(element: NombreEnTete, compiler: SQLCompiler, **how: Any) -> str:
    (words,) = _said(element, compiler, **how)
    return f"CAST(substring({words} FROM '^[0-9]{{1,9}}') AS INTEGER)"
