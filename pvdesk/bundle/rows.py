"""From stored rows to lines of a lot and back: every column of a record or line that may travel, said by the models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, inspect
from sqlalchemy.orm import Mapper

from db.base import Base, Line, Record
from db.models import RECORDS
from db.types import plain, unplain
from pvdesk.bundle.codec import Valeur
from pvdesk.bundle.manifest import Champ, TypeChamp
from pvdesk.kit.schema import line_models

# Of this laptop only: what was typed and not understood, the counter of saves, unknown columns (spread out again).
_STAYS = frozenset({"saisies", "version", "extra", "uid"})
_TITLES = {
    "reference": "Référence", "etat": "État", "origine": "Poste d’origine", "cree_le": "Créé le",
    "modifie_le": "Modifié le", "modifie_par": "Modifié par", "supprime_le": "Supprimé le", "motifs": "Motifs",
    "remplace_par": "Unie à la fiche",
    "rang": "Rang", "anonymise_le": "Anonymisée le", "effacee_le": "Effacement appliqué le", "chemin": "Texte concerné",
}  # fmt: skip
_SCALARS = frozenset({str, int, bool})  # said as they are stored
_TYPES: tuple[tuple[type[Any], TypeChamp], ...] = (
    (bool, "boolean"), (int, "integer"), (dt.datetime, "datetime"), (dt.date, "date"), (dt.time, "time"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Travels:
    """A column of a lot: its key, Python type and description; the first integer that its place cannot hold."""

    key: str
    type: type[Any]
    champ: Champ
    json: bool = False
    trop: int = 1 << 31


@cache
def tables() -> dict[str, type[Record | Line]]:
    """Every table that travels, records before their lines, in the order of the list of record types."""
    found: dict[str, type[Record | Line]] = {}
    for model in RECORDS:
        found[model.__tablename__] = model
        found |= {line.__tablename__: line for line in line_models(model)}
    return found


@cache
def travelling(model: type[Base]) -> dict[str, Travels]:
    """The columns that travel, private ones left out."""
    found: dict[str, Travels] = {}
    mapper: Mapper[Any] = inspect(model)
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        about = column.info.get("about")
        if attribute.key in _STAYS or (about is not None and about.private):
            continue
        title = about.label if about is not None else _TITLES.get(attribute.key, "Fiche")
        found[attribute.key] = _travels(attribute.key, column, title)
    return found


def _travels(key: str, column: ColumnElement[Any], title: str) -> Travels:
    if isinstance(column.type, JSON):
        return Travels(key, dict, Champ(key, "string", title), json=True)
    type_: type[Any] = getattr(column.type, "enum_class", None) or column.type.python_type
    word: TypeChamp = next((w for t, w in _TYPES if issubclass(type_, t)), "string")
    long = isinstance(getattr(column.type, "impl", column.type), BigInteger)
    return Travels(key, type_, Champ(key, word, title), trop=1 << 63 if long else 1 << 31)


def champs(table: str) -> list[Champ]:
    """The columns of a table, for the manifest."""
    return [t.champ for t in travelling(tables()[table]).values()]


def values_out(row: Record | Line) -> dict[str, Valeur]:
    """What a mapped row says in a lot."""
    return row_out(type(row), row)


def row_out(model: type[Base], row: Any) -> dict[str, Valeur]:
    """What a row says in a lot, mapped or plain; columns of a newer writer are spread out as they came."""
    said: dict[str, Valeur] = {}
    for key in travelling(model):
        value = getattr(row, key)
        said[key] = value if value is None or type(value) in _SCALARS else value_out(value)
    return said | row.extra if row.extra else said


def value_out(value: Any) -> Valeur:
    """The travelling form of a stored value: a scalar."""
    if isinstance(value, dict):
        return _dumps(value)
    found: Valeur = plain(value)
    return found


def values_in(model: type[Base], valeurs: Mapping[str, Valeur]) -> dict[str, Any]:
    """Stored values behind those of a lot; unknown columns under « extra ».

    Raises:
        ValueError: a value is not of its column's type, or not of its list; the message names the column.
    """
    known = travelling(model)
    stored: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in valeurs.items():
        column = known.get(key)
        if column is None:
            extra[key] = value
        elif value is None or (type(value) is column.type and column.type in _SCALARS and _kept(value, column.trop)):
            stored[key] = value
        else:
            stored[key] = value_in(column, value)
    if extra:
        stored["extra"] = extra
    return stored


def value_in(column: Travels, value: Valeur) -> Any:
    """One stored value.

    Raises:
        ValueError: it is not of the column's type; the message names the column, never the value.
    """
    try:
        if column.json:
            return _loads(value) if value is not None else None
        found = unplain(column.type, value)
        if isinstance(found, dt.datetime):
            return _utc(found)
        if not _kept(found, column.trop):
            raise ValueError("out of bounds, or a NUL")  # noqa: TRY301 - named below, as the others
    except (ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"colonne {column.key}") from error
    return found


def _kept(value: Any, too_much: int) -> bool:
    """Whether a server can keep it: what it cannot is refused everywhere, so that one lot has one effect."""
    if isinstance(value, str):
        return "\0" not in value
    return not isinstance(value, int) or -too_much <= value < too_much


def _utc(value: dt.datetime) -> dt.datetime:
    """The same instant in UTC: a zone is needed, and the first and last days of the calendar have no neighbour."""
    if value.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return value.astimezone(dt.UTC)


def _dumps(value: dict[str, Any]) -> str:
    import msgspec

    return msgspec.json.encode(value, order="sorted").decode()


def _loads(value: Valeur) -> dict[str, Any]:
    import msgspec

    found = msgspec.json.decode(value if isinstance(value, str) else "", type=dict[str, str])
    return dict(found)


def point(found: dict[str, set[str]], model: type[Base], row: Any) -> None:
    """Add the records that a row points to, by table; its owner and the référentiels left out."""
    for key, table in _pointing(model):
        uid = getattr(row, key)
        if uid is not None:
            found.setdefault(table, set()).add(uid)


@cache
def _pointing(model: type[Base]) -> tuple[tuple[str, str], ...]:
    """The columns that point to a record, and its table."""
    columns = [c for c in model.__table__.columns if "owner" not in c.info]
    pairs = [(c.key, str(key.column.table.name)) for c in columns for key in c.foreign_keys]
    return tuple((key, table) for key, table in pairs if table in tables())
