"""The names of what data point to: « Conseil citoyen de … » for a uid, « Centre Ville (QN06201M) » for a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import inspect, select

from db.base import Base, Record
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import Attribute, Fiche, key_of
from pvdesk.kit.schema import schema
from pvdesk.kit.text import plain_text, text_of
from pvdesk.store.unit import UnitOfWork


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
    parts = [text for a, v in zip(arranged.name, row[1:], strict=True) if (text := _part(arranged.model, a, v))]
    if table == "membre":
        nom, prenom, code = row[1:]
        return " ".join(p for p in ((nom or "").upper(), prenom or "") if p) or code or "Sans nom"
    if table == "quartier":  # two quartiers may bear one name: the code stands beside it
        return f"{row.nom} ({row.code})"
    return ", ".join(parts) or "Sans nom"


def name_of(fiche: Fiche, values: Mapping[str, Any]) -> str:
    """The name of a record from its own values."""
    parts = (_part(fiche.model, a, values.get(key_of(a))) for a in fiche.name)
    return ", ".join(part for part in parts if part) or "Sans nom"


def _part(model: type[Base], attribute: Attribute, value: Any) -> str:
    of, key = schema(model), key_of(attribute)
    return text_of(of[key], value) if key in of else plain_text(value)
