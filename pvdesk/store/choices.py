"""What a reference may point to, for combos and completion: names by key, in the order a person looks for them."""

from __future__ import annotations

from sqlalchemy import select

from db.models.referentiel import Quartier
from pvdesk.store.names import names
from pvdesk.store.unit import UnitOfWork


def choices(unit: UnitOfWork, table: str) -> dict[str, str]:
    """{key: name}; of the quartiers, those of the generation in force first."""
    found = names(unit, table)
    if table != "quartier":
        return found
    current = set(unit.session.scalars(select(Quartier.code).where(Quartier.valide_au.is_(None))))
    return {k: found[k] for k in sorted(found, key=lambda k: (k not in current, found[k]))}
