"""The names of what data point to: « Conseil citoyen de … » for a uid, « Centre Ville (QN06201M) » for a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import inspect, select

from db.base import Base, Record
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import Attribute, Fiche, Tableau, key_of
from pvdesk.kit.schema import schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.store.unit import UnitOfWork

UNNAMED = "Sans nom"


def names(unit: UnitOfWork, table: str, keys: Iterable[str] | None = None) -> dict[str, str]:
    """Names by key, of those keys (all that are not deleted when None)."""
    arranged = FICHES.get(table) or TABLEAUX[table]
    model: Any = arranged.model
    key = inspect(model).primary_key[0]
    query = select(key, *arranged.name).order_by(*arranged.order)
    if keys is not None:
        query = query.where(key.in_(list(keys)))
    elif issubclass(model, Record):
        query = query.where(model.supprime_le.is_(None))
    return {row[0]: _name(table, row) for row in unit.all(query)}


def _name(table: str, row: Any) -> str:
    arranged = FICHES.get(table) or TABLEAUX[table]
    return name_of(arranged, dict(zip((key_of(a) for a in arranged.name), row[1:], strict=True)))


def name_of(arranged: Fiche | Tableau, values: Mapping[str, Any]) -> str:
    """The name of a record from its own values."""
    if arranged.named is not None:
        return arranged.named(values) or UNNAMED
    parts = (_part(arranged.model, a, values.get(key_of(a))) for a in arranged.name)
    return ", ".join(part for part in parts if part) or UNNAMED


def _part(model: type[Base], attribute: Attribute, value: Any) -> str:
    of, key = schema(model), key_of(attribute)
    return text_of(of[key], value) if key in of else plain_text(value)
