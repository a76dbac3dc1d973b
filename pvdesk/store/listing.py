"""Lists: plain rows of any record type or reference table, with where each fiche stands with the mission."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import aliased

from db import search
from db.base import Computed, Etat
from db.journal import Trace
from db.models.echange import Installation, Suivi
from pvdesk.base import francais
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import Fiche, Tableau, key_of
from pvdesk.kit.schema import Kind, schema
from pvdesk.kit.text import text_of
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork


class Envoi(enum.Enum):
    """Where a fiche stands with the mission."""

    BROUILLON = "Brouillon"
    TERMINE = "Terminé"  # of an example: nothing leaves it
    A_ENVOYER = "À envoyer"
    ENVOYEE = "Envoyée"
    RECUE = "Reçue par la mission"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: values by key, French texts by key, state.

    Attributes:
        envoi: where it stands with the mission (None for a reference row).
        suivi: « reçue par la mission le 12/03/2026, lot 7 », or the like; empty before any lot.
    """

    uid: str
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    reference: str = ""
    etat: Etat | None = None
    envoi: Envoi | None = None
    suivi: str = ""
    modifie_le: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What to list: words to find, exact values to match, how many."""

    words: str = ""
    equal: Mapping[str, Any] = field(default_factory=dict)
    deleted: bool = False
    limit: int = 20000


def rows(unit: UnitOfWork, table: str, query: Query | None = None) -> list[Row]:
    """The rows of a record type, in its fiche's order."""
    fiche = FICHES[table]
    asked = query or Query()
    statement = _asked(unit, _select(fiche), fiche, asked)
    keys = [key_of(c) for c in fiche.columns]
    listed = unit.all(statement.limit(asked.limit))
    pointed = _pointed(unit, fiche, listed, keys)
    leaves = not unit.session.scalar(select(Installation.exemple))
    return [_row(fiche, keys, pointed, line, leaves=leaves) for line in listed]


def uids(unit: UnitOfWork, table: str, query: Query) -> list[str]:
    """The uids of every row asked for, in the order of the fiche: light, whatever their number."""
    fiche = FICHES[table]
    model: Any = fiche.model
    return list(unit.session.scalars(_asked(unit, select(model.uid), fiche, query)))


def row(unit: UnitOfWork, table: str, uid: str) -> Row | None:
    """One row, or None."""
    found = rows(unit, table, Query(equal={"uid": uid})) or rows(unit, table, Query(equal={"uid": uid}, deleted=True))
    return found[0] if found else None


def reference_rows(unit: UnitOfWork, table: str, words: str = "") -> list[Row]:
    """The rows of a reference table; `words` filters on its texts, folded."""
    tableau = TABLEAUX[table]
    keys = [key_of(c) for c in tableau.columns]
    key = inspect(tableau.model).primary_key[0]
    listed = unit.all(select(key.label("uid_"), *tableau.columns).order_by(*tableau.order))
    pointed = _pointed(unit, tableau, listed, keys)
    of = schema(tableau.model)
    made = []
    for line in listed:
        values = dict(zip(keys, line[1:], strict=True))
        texts = {k: text_of(of[k], v, pointed.get(k)) if k in of else str(v) for k, v in values.items()}
        texts |= {k: francais.nombre(Decimal(values[k])) for k in tableau.exact if values.get(k)}
        if all(w in search.fold(" ".join(texts.values())) for w in search.fold(words).split()):
            made.append(Row(str(line[0]), values, texts))
    return made


def _select(fiche: Fiche) -> Any:
    model: Any = fiche.model
    last = (
        select(func.max(Trace.n))
        .where(Trace.fiche_uid == model.uid, Trace.lot.is_(None))
        .correlate(model)
        .scalar_subquery()
    )
    suivi = aliased(Suivi)
    columns = [
        c.expression(model).label(key_of(c)) if isinstance(c, Computed) and c.expression is not None else c
        for c in fiche.columns
    ]
    return (
        select(
            model.uid, model.reference, model.etat, model.modifie_le, last.label("dernier_n"), suivi.exporte_n,
            suivi.exporte_lot, suivi.recu_n, suivi.recu_lot, suivi.recu_le, suivi.phrase, *columns,
        )
        .outerjoin(suivi, suivi.uid == model.uid)
    )  # fmt: skip


def _asked(unit: UnitOfWork, statement: Any, fiche: Fiche, query: Query) -> Any:
    """What is asked for, in its order."""
    model: Any = fiche.model
    statement = statement.where(model.supprime_le.is_not(None) if query.deleted else model.supprime_le.is_(None))
    if search.query_of(query.words):
        found = search.find(unit.session.connection(), query.words, model.__tablename__, query.limit)
        statement = statement.where(model.uid.in_([uid for _, uid in found]))
    for key, value in query.equal.items():
        column = getattr(model, key)
        statement = statement.where(
            column.in_(value) if isinstance(value, list | tuple | set | frozenset) else column == value
        )
    order = [c.desc().nulls_first() if fiche.latest_first else c.asc().nulls_last() for c in fiche.order]
    return statement.order_by(*order, model.uid)


def _pointed(unit: UnitOfWork, fiche: Fiche | Tableau, listed: list[Any], keys: list[str]) -> dict[str, dict[str, str]]:
    """Names of what the rows point to, by column."""
    of = schema(fiche.model)
    made: dict[str, dict[str, str]] = {}
    for key in keys:
        if key in of and of[key].kind is Kind.REFERENCE:
            wanted = {getattr(line, key) for line in listed} - {None}
            made[key] = names(unit, of[key].target, wanted) if wanted else {}
    return made


def _row(fiche: Fiche, keys: list[str], pointed: dict[str, dict[str, str]], line: Any, *, leaves: bool) -> Row:
    of = schema(fiche.model)
    values = {k: getattr(line, k) for k in keys}
    texts = {k: text_of(of[k], v, pointed.get(k)) for k, v in values.items()}
    envoi = _envoi(line, leaves=leaves)
    return Row(line.uid, values, texts, line.reference or "", line.etat, envoi, _suivi(line, envoi), line.modifie_le)


def _envoi(line: Any, *, leaves: bool) -> Envoi:
    if line.etat is Etat.BROUILLON:
        return Envoi.BROUILLON
    if not leaves:
        return Envoi.TERMINE
    if (line.dernier_n or 0) > (line.exporte_n or 0):
        return Envoi.A_ENVOYER
    return Envoi.RECUE if (line.recu_n or 0) >= (line.exporte_n or 0) else Envoi.ENVOYEE


def _suivi(line: Any, envoi: Envoi) -> str:
    if line.recu_le is not None and envoi is not Envoi.ENVOYEE:
        said = f"reçue par la mission le {francais.date_courte(line.recu_le.astimezone().date())}, lot {line.recu_lot}"
        return f"{said} — {line.phrase}" if line.phrase else said
    if not line.exporte_lot:
        return ""
    return f"envoyée, lot {line.exporte_lot}" + (f" — {line.phrase}" if line.phrase else "")
