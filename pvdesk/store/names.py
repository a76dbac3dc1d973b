"""The names of what data point to: « Conseil citoyen de … » for a uid, « Centre Ville (QN06201M) » for a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import inspect, select

from db.base import Record, Reference
from pvdesk.fiches import FICHES, TABLEAUX
from pvdesk.kit.fiche import Attribute
from pvdesk.kit.text import plain_text
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
    parts = [plain_text(v) for v in row[1:] if v not in {None, ""}]
    if table == "membre":
        nom, prenom, code = row[1:]
        return " ".join(p for p in ((nom or "").upper(), prenom or "") if p) or code or "Sans nom"
    if table == "quartier":  # two quartiers may bear one name: the code stands beside it
        return f"{row.nom} ({row.code})"
    return ", ".join(parts) or "Sans nom"


def name_of(fiche_name: tuple[Attribute, ...], values: Mapping[str, Any]) -> str:
    """The name of a record from its own values."""
    return ", ".join(plain_text(values[a.key]) for a in fiche_name if values.get(a.key) not in {None, ""}) or "Sans nom"


def is_reference(table: str) -> bool:
    """Whether a table is a référentiel: read-only, with official codes."""
    return table in TABLEAUX and issubclass(TABLEAUX[table].model, Reference)
