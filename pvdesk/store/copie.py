"""A new fiche from another one: what its type declares as carried, nothing else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from db.base import Line
from db.types import new_uid
from pvdesk.fiches import FICHES
from pvdesk.kit.draft import Draft, LineDraft
from pvdesk.kit.fiche import Fiche, key_of
from pvdesk.kit.schema import Datum, schema
from pvdesk.store import records
from pvdesk.store.unit import UnitOfWork


class NotCopied(ValueError):  # noqa: N818 - said as in « fiche non copiée »
    """The type carries nothing: a request of a person is not made from another one."""


def commencer(unit: UnitOfWork, table: str, **values: Any) -> tuple[Draft, tuple[str, ...]]:
    """A new draft of today, that takes from the fiche of its type made last what `Fiche.habits` names, unless given.

    Of the lines of a list, it takes what a copy takes.

    Returns:
        The draft, and the keys of what was taken.
    """
    fiche = FICHES[table]
    model: Any = fiche.model
    draft = records.blank(unit, table, **values)
    draft.values |= {k: unit.now.astimezone().date() for one in fiche.of_today if (k := key_of(one)) not in values}
    wanted = [key for one in fiche.habits if (key := key_of(one)) not in values]
    query = select(model).where(model.supprime_le.is_(None)).order_by(model.cree_le.desc(), model.uid.desc()).limit(1)
    last = unit.session.scalars(query).first() if wanted else None
    source = records.load(unit, table, last.uid) if last is not None else draft
    taken = tuple(key for key in wanted if _says_more(source, draft, key))
    draft.values |= {key: source.values[key] for key in taken if key in source.values}
    for datum in schema(model).line_data:
        if datum.key in taken:
            draft.lines[datum.key] = _lines(fiche, datum, source)
    draft.names = records.names_in(unit, draft)
    return draft, taken


def _says_more(source: Draft, draft: Draft, key: str) -> bool:
    if key in source.lines:
        return bool(source.lines[key]) and source is not draft
    return source.values[key] not in {None, draft.values[key]}


def naitre(unit: UnitOfWork, table: str, nom: str) -> Draft:
    """Keep a new fiche of which only the name is known, to be completed later.

    Raises:
        ValueError: a fiche of that type does not begin by its name.
    """
    born = FICHES[table].born_of
    if born is None:
        raise ValueError(table)
    return records.save(unit, records.blank(unit, table, **{key_of(born): nom}))


def copie(unit: UnitOfWork, table: str, uid: str) -> Draft:
    """A draft that takes from a stored fiche what `Fiche.carried` names; it enters the base with its first key.

    Raises:
        records.Absent: no such fiche.
        NotCopied: its type carries nothing.
    """
    fiche = FICHES[table]
    if not fiche.carried:
        raise NotCopied(table)
    source, draft = records.load(unit, table, uid), records.blank(unit, table)
    kept = {key_of(one) for one in fiche.carried if not issubclass(one.class_, Line)}
    draft.values |= {key: value for key, value in source.values.items() if key in kept}
    for datum in schema(fiche.model).line_data:
        if datum.key in kept:
            draft.lines[datum.key] = _lines(fiche, datum, source)
    draft.names = records.names_in(unit, draft)
    return draft


def _lines(fiche: Fiche, datum: Datum, source: Draft) -> list[LineDraft]:
    """The lines of a list, the carried data of each."""
    assert datum.lines is not None
    kept = {key_of(one) for one in fiche.carried if one.class_ is datum.type}
    return [
        LineDraft(new_uid(), {d.key: line.values.get(d.key) if d.key in kept else None for d in datum.lines.stored})
        for line in source.lines.get(datum.key, [])
    ]
